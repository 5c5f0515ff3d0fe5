import { demoNow } from '../calendar.ts';
import { production } from '../accounts.ts';
import { addAccessKey } from '../add-credential.ts';
import { addUser } from '../add-user.ts';
import { iamArn } from '../arn.ts';
import { customsDeclarations, payroll } from '../crown-jewels.ts';
import { defineStory } from '../define-story.ts';
import { allow, documentOf } from '../documents.ts';

const name = 'legacy-report-export';
const user = iamArn(production.id, `user/service/${name}`);

/** A key of 2021 that nobody has used since 2022 still opens every bucket. */
export const forgottenKey = defineStory({
  id: 'forgotten-key',
  title: 'A forgotten key that opens every bucket',
  finding:
    'legacy-report-export has no owner. Its access key was made in 2021, last used in 2022, is still active, and ' +
    'reads and writes every bucket in production, customs declarations and payroll among them.',
  expects: [
    { from: user, to: customsDeclarations, answer: 'certain' },
    { from: user, to: payroll, answer: 'certain' },
  ],
  addTo({ production: account }) {
    const createdDaysAgo = daysSince('2021-03-09');
    addUser(account, {
      name,
      path: '/service/',
      inline: { 'export-everything': documentOf(allow('AllBuckets', 's3:*', '*')) },
      createdDaysAgo,
    });
    addAccessKey(account, user, { createdDaysAgo, lastUsedDaysAgo: daysSince('2022-08-17') });
  },
});

function daysSince(day: string): number {
  return (demoNow - Date.parse(day)) / 86_400_000;
}
