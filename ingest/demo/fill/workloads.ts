import { addPolicy } from '../add-policy.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { addService, clusterName } from '../add-service.ts';
import { awsManaged } from '../aws-managed.ts';
import { iamArn } from '../arn.ts';
import { allow, documentOf, type Statement } from '../documents.ts';
import type { Account, Estate } from '../estate.ts';
import { type Service, services, servicesOf, type Team, teams } from '../services.ts';
import { trustAws, trustService } from '../trusts.ts';
import { addServiceLinkedRoles } from './service-linked.ts';

/** Everything that production and development have alike: cluster, services, and each team's deployer. */
export function fillWorkloads(account: Account, { tooling }: Estate): void {
  addServiceLinkedRoles(account, ['ecs.amazonaws.com', 'rds.amazonaws.com', 'support.amazonaws.com']);
  addResource(account, { type: 'AWS::ECS::Cluster', name: clusterName(account), tags: { owner: 'platform' } });
  addShared(account);
  const baseline = addPolicy(account, 'service-baseline', firstBaseline(account), baselineOf(account));
  for (const service of services) addService(account, service, baseline);
  for (const team of teams) addDeployer(account, team, tooling);
}

function addShared(account: Account): void {
  addRole(account, {
    name: 'ecs-execution',
    trust: trustService('ecs-tasks.amazonaws.com'),
    managed: [awsManaged('service-role/AmazonECSTaskExecutionRolePolicy')],
    tags: { owner: 'platform', purpose: 'pulls images and writes logs for every task' },
  });
  addRole(account, {
    name: 'rds-monitoring',
    trust: trustService('monitoring.rds.amazonaws.com'),
    managed: [awsManaged('service-role/AmazonRDSEnhancedMonitoringRole')],
    tags: { owner: 'platform' },
  });
  for (const name of ['feature-flags', 'tracing-endpoint']) {
    const tags = { owner: 'platform', criticality: 'low' };
    addResource(account, { type: 'AWS::SSM::Parameter', name: `/shared/${name}`, tags });
  }
}

function baselineOf(account: Account) {
  return documentOf(
    allow('Trace', ['xray:PutTraceSegments', 'cloudwatch:PutMetricData'], '*'),
    allow('SharedSettings', 'ssm:GetParameter', `arn:aws:ssm:*:${account.id}:parameter/shared/*`),
  );
}

/** The version before anybody narrowed it; kept, as IAM keeps the last five, and no longer the default. */
function firstBaseline(account: Account) {
  return documentOf(allow('AllSettings', 'ssm:GetParameter*', `arn:aws:ssm:*:${account.id}:parameter/*`));
}

function addDeployer(account: Account, team: Team, tooling: Account): void {
  const owned = servicesOf(team);
  addRole(account, {
    name: `deploy-${team}`,
    path: '/ci/',
    trust: trustAws(owned.map(({ name }) => iamArn(tooling.id, `role/ci/github-${name}`))),
    inline: { deploy: documentOf(...deployStatements(account, owned)) },
    tags: { owner: team, purpose: `deploys the services of ${team}` },
  });
}

function deployStatements(account: Account, owned: readonly Service[]): readonly Statement[] {
  const at = (service: string, rest: string): string => `arn:aws:${service}:*:${account.id}:${rest}`;
  const workers = owned.flatMap(({ worker }) => (worker === undefined ? [] : [at('lambda', `function:${worker}`)]));
  return [
    allow(
      'RollOut',
      ['ecs:UpdateService', 'ecs:DescribeServices'],
      owned.map(({ name }) => at('ecs', `service/${clusterName(account)}/${name}`)),
    ),
    allow('Define', ['ecs:RegisterTaskDefinition', 'ecs:DescribeTaskDefinition'], '*'),
    allow(
      'PassTaskRoles',
      'iam:PassRole',
      owned.map(({ name }) => iamArn(account.id, `role/service/${name}-task`)),
      { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    ),
    ...(workers.length === 0
      ? []
      : [allow('ShipWorkers', ['lambda:UpdateFunctionCode', 'lambda:GetFunction'], workers)]),
  ];
}
