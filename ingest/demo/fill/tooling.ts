import { production } from '../accounts.ts';
import { awsManaged } from '../aws-managed.ts';
import { addAccessKey } from '../add-credential.ts';
import { addGroup } from '../add-group.ts';
import { addResource } from '../add-resource.ts';
import { addSsoRole } from '../add-sso-role.ts';
import { addUser } from '../add-user.ts';
import { iamArn, resourceArn } from '../arn.ts';
import { allow, bucketAndObjects, documentOf, grantedTo } from '../documents.ts';
import type { Account } from '../estate.ts';
import { services } from '../services.ts';
import { githubHost } from '../trusts.ts';
import { addBuilds } from './builds.ts';
import { addCodeReviewAgent } from './code-review-agent.ts';
import { addServiceLinkedRoles } from './service-linked.ts';
import { addTerraform } from './terraform.ts';

const artifacts = resourceArn('AWS::S3::Bucket', '', 'halyard-artifacts');

/** The tooling account: images, builds, infrastructure code, and the people who look after them. */
export function fillTooling(account: Account): void {
  account.oidcProviders.push({
    Arn: iamArn(account.id, `oidc-provider/${githubHost}`),
    Url: githubHost,
    ClientIDList: ['sts.amazonaws.com'],
  });
  addSsoRole(account, 'PlatformAdmin', [awsManaged('AdministratorAccess')]);
  addSsoRole(account, 'ReadOnly', [awsManaged('ReadOnlyAccess')]);
  addServiceLinkedRoles(account, ['ecs.amazonaws.com', 'support.amazonaws.com', 'autoscaling.amazonaws.com']);
  addPeopleGroups(account);
  addStorage(account);
  addImages(account);
  addBuilds(account);
  addTerraform(account);
  addPublisher(account);
  addCodeReviewAgent(account);
}

function addPeopleGroups(account: Account): void {
  addGroup(account, {
    name: 'platform',
    inline: {
      'run-the-shop': documentOf(
        allow('SeeBuilds', ['codebuild:BatchGet*', 'codebuild:List*'], '*'),
        // Never terraform-apply: who starts a build may bring the build specification along.
        allow(
          'StartBuilds',
          ['codebuild:StartBuild', 'codebuild:StopBuild'],
          [
            resourceArn('AWS::CodeBuild::Project', account.id, 'image-scan'),
            resourceArn('AWS::CodeBuild::Project', account.id, 'integration-tests'),
          ],
        ),
        allow('Images', ['ecr:Describe*', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], '*'),
        allow('Logs', ['logs:Describe*', 'logs:GetLogEvents', 'logs:FilterLogEvents'], '*'),
      ),
    },
  });
  addGroup(account, {
    name: 'security-audit',
    managed: [awsManaged('SecurityAudit')],
    inline: {
      'audit-everywhere': documentOf(allow('AuditEverywhere', 'sts:AssumeRole', 'arn:aws:iam::*:role/security-audit')),
    },
  });
}

function addStorage(account: Account): void {
  addResource(account, { type: 'AWS::S3::Bucket', name: 'halyard-artifacts', tags: { owner: 'platform' } });
  addResource(account, {
    type: 'AWS::S3::Bucket',
    name: 'halyard-config-history',
    tags: { owner: 'security' },
    policy: documentOf(
      grantedTo(
        { AWS: iamArn(production.id, 'role/config-recorder') },
        allow('RecorderWrites', 's3:PutObject', 'arn:aws:s3:::halyard-config-history/*'),
      ),
    ),
  });
  addResource(account, {
    type: 'AWS::S3::Bucket',
    name: 'halyard-log-archive',
    tags: { owner: 'security', criticality: 'high' },
  });
  addResource(account, {
    type: 'AWS::SecretsManager::Secret',
    name: 'release/signing-key',
    tags: { owner: 'platform', criticality: 'critical', purpose: 'signs every release' },
  });
  addResource(account, { type: 'AWS::SecretsManager::Secret', name: 'release/npm-token', tags: { owner: 'platform' } });
  addResource(account, { type: 'AWS::SNS::Topic', name: 'build-results', tags: { owner: 'platform' } });
  addResource(account, { type: 'AWS::SSM::Parameter', name: '/builds/base-image', tags: { owner: 'platform' } });
}

function addImages(account: Account): void {
  for (const { name, team } of services) {
    addResource(account, {
      type: 'AWS::ECR::Repository',
      name: `freight/${name}`,
      tags: { owner: team },
      policy: documentOf({
        Sid: 'PullFromProduction',
        Effect: 'Allow',
        Principal: { AWS: iamArn(production.id, 'role/ecs-execution') },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      }),
    });
  }
}

function addPublisher(account: Account): void {
  const publisher = addUser(account, {
    name: 'artifact-publisher',
    path: '/service/',
    inline: { publish: documentOf(allow('Publish', ['s3:PutObject', 's3:ListBucket'], bucketAndObjects(artifacts))) },
    tags: { purpose: 'uploads builds from the old Jenkins' },
  });
  const key = addAccessKey(account, publisher, { createdDaysAgo: 1130, lastUsedDaysAgo: 3 });
  addResource(account, {
    type: 'AWS::SecretsManager::Secret',
    name: 'release/artifact-publisher',
    tags: { owner: 'platform', purpose: 'key of artifact-publisher for the integration tests' },
    config: { holds: [key] },
  });
}
