import { homeRegion } from '../accounts.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { awsManaged } from '../aws-managed.ts';
import { iamArn, resourceArn } from '../arn.ts';
import { allow, documentOf, type Statement } from '../documents.ts';
import type { Account } from '../estate.ts';
import { hexId } from '../stable-id.ts';
import { trustService, trustServiceAccount } from '../trusts.ts';

/** The cluster for what does not fit ECS, its nodes, and service accounts with roles of their own. */
export function addKubernetes(account: Account): void {
  const host = `oidc.eks.${homeRegion}.amazonaws.com/id/${hexId(`${account.id}/eks`, 32).toUpperCase()}`;
  account.oidcProviders.push({
    Arn: iamArn(account.id, `oidc-provider/${host}`),
    Url: host,
    ClientIDList: ['sts.amazonaws.com'],
  });
  const runsAs = addRole(account, {
    name: 'eks-control-plane',
    trust: trustService('eks.amazonaws.com'),
    managed: [awsManaged('AmazonEKSClusterPolicy')],
    tags: { owner: 'platform' },
  });
  addResource(account, { type: 'AWS::EKS::Cluster', name: 'freight-eks', tags: { owner: 'platform' }, runsAs });
  addNodes(account);
  for (const [serviceAccount, statement] of serviceAccountsOf(account)) {
    const [namespace, name] = serviceAccount.split(':');
    addRole(account, {
      name: `eks-${name}`,
      path: '/eks/',
      trust: trustServiceAccount(account.id, host, serviceAccount),
      inline: { [name]: documentOf(statement) },
      tags: { owner: namespace === 'geo' ? 'tracking' : 'platform', purpose: `service account ${serviceAccount}` },
    });
  }
}

function addNodes(account: Account): void {
  addRole(account, {
    name: 'eks-node',
    trust: trustService('ec2.amazonaws.com'),
    managed: [awsManaged('AmazonEKSWorkerNodePolicy'), awsManaged('AmazonEC2ContainerRegistryReadOnly')],
    instanceProfile: true,
    tags: { owner: 'platform' },
  });
  for (const index of [1, 2, 3]) {
    addResource(account, {
      type: 'AWS::EC2::Instance',
      name: `eks-node-${index}`,
      tags: { owner: 'platform', Name: `eks-node-${index}` },
      runsAs: iamArn(account.id, 'instance-profile/eks-node'),
      config: { instanceType: 'm7g.xlarge', imdsv2: true },
    });
  }
}

function serviceAccountsOf(account: Account): readonly (readonly [string, Statement])[] {
  const raw = resourceArn('AWS::S3::Bucket', '', 'halyard-production-telemetry-raw');
  const secrets = `arn:aws:secretsmanager:*:${account.id}:secret:production/routing/*`;
  return [
    ['geo:map-matcher', allow('ReadTelemetry', 's3:GetObject', `${raw}/*`)],
    ['geo:route-solver', allow('RoutingKeys', 'secretsmanager:GetSecretValue', secrets)],
    ['kube-system:external-dns', allow('Zones', ['route53:ChangeResourceRecordSets', 'route53:List*'], '*')],
  ];
}
