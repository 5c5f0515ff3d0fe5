import { production, tooling } from '../accounts.ts';
import { addPolicy, attachedTo } from '../add-policy.ts';
import { addRole } from '../add-role.ts';
import { administrationOf, iamArn } from '../arn.ts';
import { awsManaged } from '../aws-managed.ts';
import { defineStory } from '../define-story.ts';
import { allow, documentOf } from '../documents.ts';
import { trustAws } from '../trusts.ts';

const role = iamArn(production.id, 'role/break-glass-admin');

/** The platform team's way in for emergencies asks for MFA. */
export const breakGlass = defineStory({
  id: 'break-glass',
  title: 'A break-glass role behind MFA',
  finding:
    'The platform team may assume break-glass-admin in production, with MFA only: with a stolen access key alone ' +
    'production stays closed, so their way to its administration is conditional.',
  expects: [
    { from: iamArn(tooling.id, 'user/people/ana.ferreira'), to: administrationOf(production), answer: 'conditional' },
    { from: iamArn(tooling.id, 'user/people/mei.tanaka'), to: administrationOf(production), answer: 'never' },
  ],
  addTo({ tooling: from, production: to }) {
    addRole(to, {
      name: 'break-glass-admin',
      trust: trustAws(iamArn(from.id, 'root'), { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      managed: [awsManaged('AdministratorAccess')],
      tags: { owner: 'platform', purpose: 'emergencies' },
      lastUsedDaysAgo: 118,
    });
    const policy = addPolicy(from, 'break-glass', documentOf(allow('BreakGlass', 'sts:AssumeRole', role)));
    const platform = from.groups.find(({ GroupName }) => GroupName === 'platform');
    platform?.AttachedManagedPolicies.push(...attachedTo([policy]));
  },
});
