import { development, production } from '../accounts.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { awsManaged } from '../aws-managed.ts';
import { iamArn } from '../arn.ts';
import { allow, documentOf } from '../documents.ts';
import type { Account, Estate } from '../estate.ts';
import { trustAws, trustService } from '../trusts.ts';

/** Infrastructure code: the project that runs it in tooling, with the state that describes everything. */
export function addTerraform(account: Account): void {
  const targets = [production, development].map(({ id }) => iamArn(id, 'role/terraform-apply'));
  const runsAs = addRole(account, {
    name: 'terraform-runner',
    path: '/ci/',
    trust: trustService('codebuild.amazonaws.com'),
    inline: {
      apply: documentOf(
        allow('ApplyEverywhere', 'sts:AssumeRole', targets),
        allow('State', ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], 'arn:aws:s3:::halyard-terraform-state*'),
        allow('Locks', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], '*'),
      ),
    },
    tags: { owner: 'platform', purpose: 'applies infrastructure code' },
  });
  addResource(account, {
    type: 'AWS::CodeBuild::Project',
    name: 'terraform-apply',
    tags: { owner: 'platform', criticality: 'high' },
    runsAs,
  });
  addResource(account, {
    type: 'AWS::S3::Bucket',
    name: 'halyard-terraform-state',
    tags: { owner: 'platform', criticality: 'critical', purpose: 'state of every account, secrets included' },
  });
  addResource(account, { type: 'AWS::DynamoDB::Table', name: 'terraform-locks', tags: { owner: 'platform' } });
}

/** The roles that the runner assumes, one an account. */
export function addTerraformTargets({ tooling, production, development }: Estate): void {
  for (const account of [production, development]) {
    addRole(account, {
      name: 'terraform-apply',
      trust: trustAws(iamArn(tooling.id, 'role/ci/terraform-runner')),
      managed: [awsManaged('AdministratorAccess')],
      tags: { owner: 'platform', purpose: 'applies infrastructure code' },
    });
  }
}
