import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { awsManaged } from '../aws-managed.ts';
import { iamArn, resourceArn } from '../arn.ts';
import { allow, documentOf } from '../documents.ts';
import type { Account } from '../estate.ts';
import { trustService } from '../trusts.ts';

/** What keeps production running: backups, patching hosts, alarms, the failover copy in the second region. */
export function addOperations(account: Account): void {
  addRole(account, {
    name: 'backup-operator',
    trust: trustService('backup.amazonaws.com'),
    inline: {
      backup: documentOf(
        allow('BackUpTables', ['dynamodb:CreateBackup', 'dynamodb:DescribeTable', 'dynamodb:ListBackups'], '*'),
        allow('BackUpDatabases', ['rds:CreateDBSnapshot', 'rds:Describe*', 'rds:CopyDBSnapshot'], '*'),
      ),
    },
    tags: { owner: 'platform' },
  });
  addHosts(account);
  addAlarms(account);
  addBookingSaga(account);
  addNetworkStack(account);
  addResource(account, {
    type: 'AWS::S3::Bucket',
    name: 'halyard-production-failover',
    region: 'eu-west-1',
    tags: { owner: 'platform' },
  });
}

function addHosts(account: Account): void {
  addRole(account, {
    name: 'managed-host',
    trust: trustService('ec2.amazonaws.com'),
    managed: [awsManaged('AmazonSSMManagedInstanceCore'), awsManaged('CloudWatchAgentServerPolicy')],
    instanceProfile: true,
    tags: { owner: 'platform' },
  });
  for (const name of ['sftp-gateway', 'label-printer-bridge', 'vpn-concentrator']) {
    addResource(account, {
      type: 'AWS::EC2::Instance',
      name,
      tags: { owner: 'operations', Name: name },
      runsAs: iamArn(account.id, 'instance-profile/managed-host'),
      config: { instanceType: 't4g.medium', imdsv2: name !== 'sftp-gateway' },
    });
  }
}

function addAlarms(account: Account): void {
  for (const name of ['alarms-page', 'alarms-ticket']) {
    addResource(account, { type: 'AWS::SNS::Topic', name, tags: { owner: 'platform' } });
  }
  const runsAs = addRole(account, {
    name: 'alarm-router-lambda',
    path: '/service/',
    trust: trustService('lambda.amazonaws.com'),
    managed: [awsManaged('service-role/AWSLambdaBasicExecutionRole')],
    inline: { route: documentOf(allow('Page', 'sns:Publish', `arn:aws:sns:*:${account.id}:alarms-*`)) },
    tags: { owner: 'platform' },
  });
  addResource(account, { type: 'AWS::Lambda::Function', name: 'alarm-router', tags: { owner: 'platform' }, runsAs });
}

function addBookingSaga(account: Account): void {
  const runsAs = addRole(account, {
    name: 'booking-saga',
    path: '/service/',
    trust: trustService('states.amazonaws.com'),
    inline: {
      saga: documentOf(
        allow(
          'Queue',
          'sqs:SendMessage',
          ['booking', 'payments', 'carriers'].map((name) => resourceArn('AWS::SQS::Queue', account.id, `${name}-jobs`)),
        ),
        allow('Remind', 'lambda:InvokeFunction', resourceArn('AWS::Lambda::Function', account.id, 'booking-reminder')),
      ),
    },
    tags: { owner: 'orders' },
  });
  const type = 'AWS::StepFunctions::StateMachine';
  addResource(account, { type, name: 'booking-saga', tags: { owner: 'orders' }, runsAs });
}

function addNetworkStack(account: Account): void {
  const runsAs = addRole(account, {
    name: 'cloudformation-network',
    trust: trustService('cloudformation.amazonaws.com'),
    inline: {
      network: documentOf(
        allow('Network', ['ec2:*Vpc*', 'ec2:*Subnet*', 'ec2:*Route*', 'ec2:*SecurityGroup*', 'ec2:Describe*'], '*'),
      ),
    },
    tags: { owner: 'platform' },
  });
  addResource(account, { type: 'AWS::CloudFormation::Stack', name: 'network', tags: { owner: 'platform' }, runsAs });
}
