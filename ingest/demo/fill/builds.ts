import { development, production } from '../accounts.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { addPolicy } from '../add-policy.ts';
import { iamArn, resourceArn } from '../arn.ts';
import { allow, documentOf } from '../documents.ts';
import type { Account } from '../estate.ts';
import { type Service, services } from '../services.ts';
import { trustGithub, trustService } from '../trusts.ts';

const pushActions = ['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'];

/** One GitHub role a service, each trusted by its own repository's main branch, and the CodeBuild projects. */
export function addBuilds(account: Account): void {
  const login = addPolicy(
    account,
    'ci-registry-login',
    documentOf(allow('Login', ['ecr:GetAuthorizationToken', 'sts:GetCallerIdentity'], '*')),
  );
  for (const service of services) addServiceBuild(account, service, login);
  addImageScan(account);
  addIntegrationTests(account);
}

function addServiceBuild(account: Account, { name, team }: Service, login: string): void {
  const repository = resourceArn('AWS::ECR::Repository', account.id, `freight/${name}`);
  const deployers = [production, development].map(({ id }) => iamArn(id, `role/ci/deploy-${team}`));
  addRole(account, {
    name: `github-${name}`,
    path: '/ci/',
    trust: trustGithub(account.id, `repo:halyard-freight/${name}:ref:refs/heads/main`),
    managed: [login],
    inline: {
      build: documentOf(
        allow('PushOwnImage', pushActions, repository),
        allow('DeployOwnTeam', 'sts:AssumeRole', deployers),
      ),
    },
    tags: { owner: team, purpose: `builds and deploys ${name}` },
  });
}

function addImageScan(account: Account): void {
  const runsAs = addRole(account, {
    name: 'codebuild-image-scan',
    path: '/ci/',
    trust: trustService('codebuild.amazonaws.com'),
    inline: {
      scan: documentOf(
        allow('ReadImages', ['ecr:Describe*', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], '*'),
        allow('Report', 'sns:Publish', resourceArn('AWS::SNS::Topic', account.id, 'build-results')),
      ),
    },
    tags: { owner: 'security' },
  });
  addResource(account, { type: 'AWS::CodeBuild::Project', name: 'image-scan', tags: { owner: 'security' }, runsAs });
}

function addIntegrationTests(account: Account): void {
  const runsAs = addRole(account, {
    name: 'codebuild-integration-tests',
    path: '/ci/',
    trust: trustService('codebuild.amazonaws.com'),
    inline: {
      test: documentOf(
        allow('ReadArtifacts', 's3:GetObject', 'arn:aws:s3:::halyard-artifacts/*'),
        allow('ReadTokens', 'secretsmanager:GetSecretValue', [
          secret(account, 'release/npm-token'),
          secret(account, 'release/artifact-publisher'),
        ]),
      ),
    },
    tags: { owner: 'platform' },
  });
  addResource(account, {
    type: 'AWS::CodeBuild::Project',
    name: 'integration-tests',
    tags: { owner: 'platform' },
    runsAs,
  });
}

function secret(account: Account, name: string): string {
  return resourceArn('AWS::SecretsManager::Secret', account.id, name);
}
