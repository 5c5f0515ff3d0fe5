import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reached } from '../../helpers/estate-derived.ts';

const things = 'bucket; secret; bob';
const limited = 'ann atMost s3:* iam:PutUserPolicy iam:AddUserToGroup on *';
const hand = 'job trusts Service:lambda.amazonaws.com';
const mfa = 'if Bool aws:MultiFactorAuthPresent true';

const joined = [
  {
    when: 'what the group grants',
    facts: 'ann may iam:AddUserToGroup on team; team may s3:* on *',
    finds: 'bucket team',
  },
  { when: 'another group alone', facts: 'ann may iam:AddUserToGroup on staff; team may s3:* on *; staff', finds: '' },
  { when: 'no right to join', facts: 'ann may iam:GetGroup on team; team may s3:* on *', finds: '' },
  {
    when: 'a boundary without what the group grants',
    facts: `ann may iam:AddUserToGroup on team; team may secretsmanager:* on *; ${limited}`,
    finds: 'team',
  },
  {
    when: 'a boundary with what the group grants',
    facts: `ann may iam:AddUserToGroup on team; team may s3:* on *; ${limited}`,
    finds: 'bucket team',
  },
  {
    when: 'an SCP against what the group grants',
    facts: 'ann may iam:AddUserToGroup on team; team may s3:* on *; home permits * on *; home forbids s3:* on *',
    finds: 'team',
  },
  {
    when: 'a denial of its own against what the group grants',
    facts: 'ann may iam:AddUserToGroup on team; team may s3:* on *; ann mayNot s3:* on *',
    finds: 'team',
  },
  {
    when: 'joining under MFA',
    facts: `ann may iam:AddUserToGroup on team ${mfa}; team may s3:* on *`,
    finds: 'bucket? team?',
  },
  {
    when: 'a grant of the group under MFA',
    facts: `ann may iam:AddUserToGroup on team; team may s3:* on * ${mfa}`,
    finds: 'bucket? team',
  },
  {
    when: 'a pass of its own, and the group starts functions',
    facts: `ann may iam:AddUserToGroup on team; ann may iam:PassRole on job; team may lambda:CreateFunction lambda:InvokeFunction on *; ${hand}`,
    finds: 'job team',
  },
  {
    when: 'the group starts functions, and nobody passes',
    facts: `ann may iam:AddUserToGroup on team; team may lambda:CreateFunction lambda:InvokeFunction on *; ${hand}`,
    finds: 'team',
  },
  {
    when: 'a group whose members write their own policies',
    facts: 'ann may iam:AddUserToGroup on team; team may iam:PutUserPolicy on ann',
    finds: 'administration bob bucket secret team',
  },
  {
    when: "a group whose members write another's policies",
    facts: 'ann may iam:AddUserToGroup on team; team may iam:PutUserPolicy on bob',
    finds: 'team',
  },
  {
    when: 'a group that lets into the next',
    facts: 'ann may iam:AddUserToGroup on team; team may iam:AddUserToGroup on staff; staff may s3:* on *',
    finds: 'bucket staff team',
  },
];

test.each(joined)('joined: $when', async ({ facts, finds }) => {
  expect(await reached(`ann; ${facts}; ${things}`, 'ann')).toBe(finds);
});

test('a role that makes keys of a user puts the user in, and not itself', async () => {
  const facts = 'ci may iam:AddUserToGroup on team; team may s3:* on *; bob; bucket';
  expect(await reached(facts, 'ci')).toBe('');
  expect(await reached(`${facts}; ci may iam:CreateAccessKey on bob`, 'ci')).toBe('bob bucket team');
});

const self = 'ann may iam:PutUserPolicy on ann';
const become = 'ann may iam:PutRolePolicy sts:AssumeRole on job; job trusts home';
const written = [
  { when: 'what its own boundary leaves', facts: `${self}; ${limited}`, finds: 'bucket' },
  { when: 'no right to write', facts: `ann may iam:GetUser on ann; ${limited}`, finds: '' },
  { when: "another's policy", facts: `ann may iam:PutUserPolicy on bob; ${limited}`, finds: '' },
  { when: 'a boundary that leaves nothing of it', facts: `${self}; ann atMost iam:PutUserPolicy on *`, finds: '' },
  {
    when: 'what organisation policies leave',
    facts: `${self}; home permits * on *; home forbids iam:Attach* iam:Create* secretsmanager:* on *`,
    finds: 'bob? bucket',
  },
  { when: 'writing under MFA', facts: `ann may iam:PutUserPolicy on ann ${mfa}; ${limited}`, finds: 'bucket?' },
  {
    when: 'a denial of its group, which it cannot leave',
    facts: `${self}; ann in team; team mayNot s3:* on *; ann atMost s3:* secretsmanager:* iam:PutUserPolicy on *`,
    finds: 'secret team',
  },
  { when: 'what the boundary of a role leaves', facts: `${become}; job atMost s3:* on *`, finds: 'bucket job' },
  {
    when: 'a role that it may not assume',
    facts: 'ann may iam:PutRolePolicy on job; job trusts Service:ec2.amazonaws.com; job atMost s3:* on *',
    finds: '',
  },
  {
    when: 'a role that it may assume and not write',
    facts: 'ann may sts:AssumeRole on job; job trusts home; job atMost s3:* on *',
    finds: 'job',
  },
  {
    when: 'a role that it may assume under MFA',
    facts: `ann may iam:PutRolePolicy sts:AssumeRole on job; job trusts home ${mfa}; job atMost s3:* on *`,
    finds: 'bucket? job?',
  },
  {
    when: 'a group that it joins under MFA before, and by what it writes always',
    facts: `${self}; ann may iam:AddUserToGroup on team ${mfa}; team may s3:* on *; ${limited}`,
    finds: 'bucket team',
  },
  {
    when: 'a boundary that lets the boundary go',
    facts: `${self}; ann atMost iam:PutUserPolicy iam:DeleteUserPermissionsBoundary on *`,
    finds: 'administration bob bucket secret',
  },
];

test.each(written)('written: $when', async ({ facts, finds }) => {
  expect(await reached(`ann; ${facts}; ${things}`, 'ann')).toBe(finds);
});

const bounded = 'if StringEquals iam:PermissionsBoundary arn:aws:iam::111111111111:policy/limit-of-bob';
const making = `ci may iam:CreateUser iam:PutUserPolicy on * ${bounded}; ci may iam:CreateAccessKey on *`;
const newcomers = [
  { when: 'a user of its own under a boundary', facts: `${making}; bob atMost s3:* on *`, finds: 'bob bucket' },
  {
    when: 'a user under a boundary, whose keys are those of others alone',
    facts: `ci may iam:CreateUser iam:PutUserPolicy on arn:aws:iam::111111111111:user/x-* ${bounded}; ci may iam:CreateAccessKey on arn:aws:iam::111111111111:user/y-*; bob atMost s3:* on *`,
    finds: '',
  },
  { when: 'a boundary that leaves nothing of it', facts: `${making}; bob atMost sqs:* on *`, finds: 'bob' },
  {
    when: 'a role of its own under a boundary',
    facts: `ci may iam:CreateRole iam:PutRolePolicy on * ${bounded}; bob atMost s3:* on *`,
    finds: 'bucket',
  },
  {
    when: 'a role without a policy',
    facts: `ci may iam:CreateRole on * ${bounded}; bob atMost s3:* on *`,
    finds: '',
  },
  {
    when: 'a user under MFA',
    facts: `ci may iam:CreateUser iam:PutUserPolicy iam:CreateAccessKey on arn:aws:iam::111111111111:user/new ${mfa}; home permits * on *; home forbids iam:Attach* on *`,
    finds: 'bob? bucket? secret?',
  },
  {
    when: 'a user in a group that holds something',
    facts: 'ci may iam:CreateUser iam:AddUserToGroup iam:CreateAccessKey on *; team may s3:* on *; bob',
    finds: 'bob bucket team',
  },
  {
    when: 'a new user in a group, and no others',
    facts:
      'ci may iam:CreateUser iam:CreateAccessKey on arn:aws:iam::111111111111:user/x-*; ci may iam:AddUserToGroup on team; team may s3:* on *',
    finds: 'bucket',
  },
];

test.each(newcomers)('made: $when', async ({ facts, finds }) => {
  expect(await reached(`ci; ${facts}; ${things}`, 'ci')).toBe(finds);
});

describe('as if it had been done', () => {
  const action = fc.constantFrom(
    '*',
    's3:*',
    's3:GetObject',
    'secretsmanager:*',
    'iam:PutUserPolicy',
    'sts:*',
    'lambda:*',
  );
  const place = fc.constantFrom('*', 'bucket/*', 'bucket', 'secret', 'ann', 'job', 'bucket/${aws:username}/*');
  const when = fc.constantFrom('', '', '', ` ${mfa}`, ' if StringEquals aws:PrincipalTag/team blue');
  const on = fc.tuple(action, place, when).map(([what, where, so]) => `${what} on ${where}${so}`);
  const estate = fc
    .tuple(
      fc.array(
        on.map((text) => `team may ${text}`),
        { minLength: 1, maxLength: 3 },
      ),
      fc.array(
        on.map((text) => `ann may ${text}`),
        { maxLength: 2 },
      ),
      fc.array(
        fc.oneof(
          on.map((text) => `team mayNot ${text}`),
          on.map((text) => `ann atMost iam:AddUserToGroup on team; ann atMost ${text}`),
          on.map((text) => `home permits * on *; home forbids ${text}`),
          on.map((text) => `job may ${text}`),
          fc.constantFrom(
            'job trusts home',
            'job trusts ann',
            'ann tagged team=blue',
            'bucket lets ann do s3:GetObject',
          ),
        ),
        { maxLength: 4 },
      ),
    )
    .map((parts) => ['ann; job; team; bucket; secret; bucket2; function runsAs job', ...parts.flat()].join('; '));

  test('whoever may join a group reaches what a member does, and what it did before', async () => {
    await fc.assert(
      fc.asyncProperty(estate, async (text) => {
        fc.pre(!/forbids \* on \*/.test(text)); // the joining itself is allowed
        const may = 'ann may iam:AddUserToGroup on team';
        const before = await reached(text, 'ann');
        const member = await reached(`${text}; ${may}; ann in team`, 'ann');
        const joiner = await reached(`${text}; ${may}`, 'ann');
        expect(together(joiner, '')).toBe(together(before, member));
      }),
      { numRuns: 150 },
    );
  });

  test('whoever may write itself a policy reaches what everything within its boundary does', async () => {
    await fc.assert(
      fc.asyncProperty(estate, on, async (text, limit) => {
        const may = `ann may iam:PutUserPolicy on ann; ann atMost iam:PutUserPolicy on ann; ann atMost ${limit}`;
        fc.pre(!/forbids (\*|iam:\S*) on (\*|ann)/.test(text)); // the writing itself is allowed
        const held = `${text}; ${may}`;
        const before = await reached(text, 'ann');
        const written = await reached(`${held}; ann may * on *`, 'ann');
        expect(together(before, await reached(held, 'ann'))).toBe(together(before, written));
      }),
      { numRuns: 150 },
    );
  });
});

/** Both, of what is in both the surer. */
function together(one: string, other: string): string {
  const names = new Set([one, other].flatMap((text) => text.split(' ')).filter((name) => name !== ''));
  return [...names]
    .filter((name) => !name.endsWith('?') || !names.has(name.slice(0, -1)))
    .sort()
    .join(' ');
}
