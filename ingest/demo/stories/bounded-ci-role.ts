import { development, tooling } from '../accounts.ts';
import { addPolicy } from '../add-policy.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { administrationOf, iamArn, resourceArn } from '../arn.ts';
import { awsManaged } from '../aws-managed.ts';
import { defineStory } from '../define-story.ts';
import { allow, bucketAndObjects, documentOf } from '../documents.ts';
import { trustAws } from '../trusts.ts';

const previews = resourceArn('AWS::S3::Bucket', '', 'halyard-development-previews');
const role = iamArn(development.id, 'role/ci/preview-environments');

/** A CI role with AdministratorAccess that its permissions boundary saves. */
export const boundedCiRole = defineStory({
  id: 'bounded-ci-role',
  title: 'A CI role that a boundary saves',
  finding:
    'preview-environments holds AdministratorAccess, yet its permissions boundary leaves it one bucket and logs: it ' +
    'does not administer development.',
  expects: [
    { from: role, to: previews, answer: 'certain' },
    { from: role, to: administrationOf(development), answer: 'never' },
  ],
  addTo({ development: account }) {
    const boundary = addPolicy(
      account,
      'ci-boundary',
      documentOf(
        allow('Previews', 's3:*', bucketAndObjects(previews)),
        allow('Logs', ['logs:CreateLogStream', 'logs:PutLogEvents'], '*'),
      ),
    );
    addRole(account, {
      name: 'preview-environments',
      path: '/ci/',
      trust: trustAws(iamArn(tooling.id, 'role/ci/github-portal')),
      managed: [awsManaged('AdministratorAccess')],
      boundary,
      tags: { owner: 'experience', purpose: 'one preview a pull request' },
    });
    addResource(account, {
      type: 'AWS::S3::Bucket',
      name: 'halyard-development-previews',
      tags: { owner: 'experience', criticality: 'low' },
    });
  },
});
