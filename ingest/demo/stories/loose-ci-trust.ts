import { development, production, tooling } from '../accounts.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { administrationOf, iamArn } from '../arn.ts';
import { awsManaged } from '../aws-managed.ts';
import { defineStory } from '../define-story.ts';
import { allow, documentOf } from '../documents.ts';
import type { Estate } from '../estate.ts';
import { trustAws, trustGithub } from '../trusts.ts';

const release = iamArn(tooling.id, 'role/ci/github-release');
const preview = iamArn(tooling.id, 'role/ci/github-docs-preview');
const deployProduction = iamArn(production.id, 'role/deploy-production');

/** Any repository of the company, and in one case of the world, becomes a CI role that reaches production. */
export const looseCiTrust = defineStory({
  id: 'loose-ci-trust',
  title: 'A CI role that half of GitHub may become',
  finding:
    'github-release trusts every repository and branch of the company (sub is repo:halyard-freight/*) and assumes ' +
    'deploy-production, which administers production. github-docs-preview names no sub at all: any workflow on ' +
    'GitHub becomes it, and it assumes deploy-development. deploy-production does not trust it, so production holds.',
  expects: [
    { from: release, to: administrationOf(production), answer: 'certain' },
    { from: preview, to: administrationOf(development), answer: 'certain' },
    { from: preview, to: administrationOf(production), answer: 'never' },
  ],
  addTo(estate) {
    addCiRoles(estate);
    addDeployRole(estate.production, 'deploy-production', release);
    addDeployRole(estate.development, 'deploy-development', iamArn(tooling.id, 'root'));
  },
});

function addCiRoles({ tooling: account }: Estate): void {
  addRole(account, {
    name: 'github-release',
    path: '/ci/',
    trust: trustGithub(account.id, 'repo:halyard-freight/*'),
    inline: { release: documentOf(allow('Release', 'sts:AssumeRole', deployProduction)) },
    tags: { owner: 'platform', purpose: 'releases to production' },
  });
  addRole(account, {
    name: 'github-docs-preview',
    path: '/ci/',
    trust: trustGithub(account.id),
    inline: {
      preview: documentOf(
        allow('Publish', 's3:PutObject', 'arn:aws:s3:::halyard-docs-preview/*'),
        allow('Deploy', 'sts:AssumeRole', 'arn:aws:iam::*:role/deploy-*'),
      ),
    },
    tags: { purpose: 'previews of the documentation' },
  });
  const tags = { owner: 'platform', criticality: 'low' };
  addResource(account, { type: 'AWS::S3::Bucket', name: 'halyard-docs-preview', tags });
}

function addDeployRole(account: Estate['production'], name: string, trusted: string): void {
  addRole(account, {
    name,
    trust: trustAws(trusted),
    managed: [awsManaged('AdministratorAccess')],
    tags: { owner: 'platform', purpose: 'whole-account deployments' },
  });
}
