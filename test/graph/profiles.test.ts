import { expect, test } from 'vitest';
import { estateOf } from '../helpers/estate-derived.ts';
import { shortName } from '../helpers/estate-names.ts';

const shared = 'ann,bob,cleo in team; team may s3:* on *';
const cases = [
  { when: 'equal policies', facts: shared, are: 'ann+bob+cleo' },
  { when: 'a user and a role', facts: 'ann; ci', are: 'ann ci' },
  { when: 'another account', facts: 'ann; bob; far-ann', are: 'ann+bob far-ann' },
  { when: 'a boundary', facts: `${shared}; ann atMost s3:* on *`, are: 'ann bob+cleo' },
  { when: 'a trust that names one', facts: `${shared}; ci trusts ann`, are: 'ann bob+cleo ci' },
  { when: 'a bucket that bars one', facts: `${shared}; bucket bars ann from s3:*`, are: 'ann bob+cleo' },
  {
    when: 'a user name in a policy',
    facts: `${shared}; team may s3:* on bucket/\${aws:username}/*`,
    are: 'ann bob cleo',
  },
  {
    when: 'a user name in a boundary',
    facts:
      'ann,bob in team; cleo; ann,bob attached arn:aws:iam::111111111111:policy/limit-of-cleo; cleo atMost s3:* on bucket/${aws:username}/*',
    are: 'ann bob cleo',
  },
  {
    when: 'a tag that some trust reads',
    facts: `${shared}; ann,bob tagged team=blue; cleo tagged team=red; ci trusts home if StringEquals aws:PrincipalTag/team blue`,
    are: 'ann+bob ci cleo',
  },
  {
    when: 'a tag that nothing reads',
    facts: `${shared}; ann tagged team=blue; bob tagged team=red`,
    are: 'ann+bob+cleo',
  },
  {
    when: 'an ARN that an SCP spares',
    facts: `${shared}; home permits * on *; home forbids s3:* on * if ArnNotLike aws:PrincipalArn @ann`,
    are: 'ann bob+cleo',
  },
  {
    when: 'an ARN compared with a tag',
    facts: `${shared}; home permits * on *; home forbids s3:* on * if ArnNotLike aws:PrincipalArn \${aws:PrincipalTag/a}`,
    are: 'ann bob cleo',
  },
  {
    when: 'a group of one’s own',
    facts: 'ann in team; bob in staff; team may s3:* on *; staff may s3:* on *',
    are: 'ann bob',
  },
];

test.each(cases)('$when', async ({ facts, are }) => {
  const { profiles } = await estateOf(facts);
  const told = profiles.map(({ members }) => members.map(shortName).sort().join('+'));
  expect(told.sort().join(' ')).toBe(are);
});
