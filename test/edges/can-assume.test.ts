import { describe, expect, test } from 'vitest';
import { canAssume } from '../../edges/can-assume.ts';
import { conditionsOf, derives, proof } from '../helpers/estate-derived.ts';

const session = 'arn:aws:sts::111111111111:assumed-role/job/night';
const strangersSession = 'arn:aws:sts::333333333333:assumed-role/job/night';
const cases = [
  { when: 'one session of a role', facts: `job; bob; ci trusts ${session}`, finds: 'job>ci?' },
  { when: 'one session of a role, and the role', facts: `job; ci trusts ${session} job`, finds: 'job>ci job>ci?' },
  {
    when: 'one session, allowed by the account and itself',
    facts: `job may sts:* on *; ci trusts home; ci mistrusts ${session}`,
    finds: 'job>ci',
  },
  {
    when: 'a session of a role in an account that nobody read',
    facts: `ci trusts ${strangersSession}`,
    finds: 'night>ci?',
  },
  { when: 'allowed and trusted', facts: 'ann may sts:* on ci; ci trusts home', finds: 'ann>ci' },
  { when: 'trusted, not allowed', facts: 'ann; ci trusts home', finds: '' },
  { when: 'allowed, not trusted', facts: 'ann may sts:* on ci; bob; ci trusts bob', finds: 'bob>ci' },
  {
    when: 'allowed, only a service trusted',
    facts: 'ann may sts:* on ci; ci trusts Service:ec2.amazonaws.com',
    finds: '',
  },
  { when: 'named in the same account: no identity policy needed', facts: 'ann; ci trusts ann', finds: 'ann>ci' },
  { when: 'a role named in the same account', facts: 'job; ci trusts job', finds: 'job>ci' },
  { when: 'allowed another action only', facts: 'ann may sts:TagSession on ci; ci trusts home', finds: '' },
  { when: 'allowed on another role', facts: 'ann may sts:AssumeRole on job; ci trusts home; job', finds: '' },
  {
    when: 'everyone of every account trusted',
    facts: 'ann may sts:* on *; ci trusts *; far-ann may sts:* on *; bob',
    finds: 'ann>ci anyone>ci bob>ci far-ann>ci',
  },
  { when: 'across accounts, both sides', facts: 'far-ann may sts:* on ci; ci trusts far', finds: 'far-ann>ci' },
  { when: 'across accounts, named, without an identity policy', facts: 'far-ann; ci trusts far-ann', finds: '' },
  { when: 'across accounts, allowed but not trusted', facts: 'far-ann may sts:* on ci; ci trusts home', finds: '' },
  { when: 'denied by the identity', facts: 'ann may * on *; ann mayNot sts:* on ci; ci trusts home', finds: '' },
  {
    when: 'denied by a group',
    facts: 'ann may * on *; ann in team; team mayNot sts:* on *; ci trusts home',
    finds: '',
  },
  { when: 'allowed through a group', facts: 'ann in team; team may sts:* on ci; ci trusts home', finds: 'ann>ci' },
  { when: 'denied by the trust policy', facts: 'ann may * on *; ci trusts home; ci mistrusts ann', finds: '' },
  { when: 'a denial of others', facts: 'ann may * on *; bob; ci trusts home; ci mistrusts bob', finds: 'ann>ci' },
  {
    when: 'a boundary that lacks the action',
    facts: 'ann may * on *; ann atMost s3:* on *; ci trusts home',
    finds: '',
  },
  { when: 'a boundary that has it', facts: 'ann may * on *; ann atMost sts:* on *; ci trusts home', finds: 'ann>ci' },
  {
    when: 'a boundary does not bind a user who is named',
    facts: 'ann atMost s3:* on *; ci trusts ann',
    finds: 'ann>ci',
  },
  { when: 'a boundary binds a role that is named', facts: 'job atMost s3:* on *; ci trusts job', finds: '' },
  { when: 'a boundary that denies', facts: 'ann atMost * on *; ann atMostNot sts:* on *; ci trusts ann', finds: '' },
  {
    when: 'every level of SCPs allows',
    facts: 'root permits * on *; unit permits * on *; ci trusts ann; ann',
    finds: 'ann>ci',
  },
  {
    when: 'a level of SCPs lacks it',
    facts: 'root permits * on *; unit permits s3:* on *; ci trusts ann; ann',
    finds: '',
  },
  {
    when: 'an SCP denies',
    facts: 'root permits * on *; unit permits * on *; home permits * on *; home forbids sts:* on *; ci trusts ann; ann',
    finds: '',
  },
  {
    when: 'an SCP of the role’s account binds its own principals alone',
    facts: 'root permits * on *; home permits * on *; home forbids sts:* on *; ci trusts far; far-ann may * on *',
    finds: 'far-ann>ci',
  },
  {
    when: 'the management account is free of SCPs',
    facts: 'management home; root permits s3:* on *; ci trusts ann; ann',
    finds: 'ann>ci',
  },
  {
    when: 'MFA asked for',
    facts: 'ann may sts:* on *; ci trusts home if Bool aws:MultiFactorAuthPresent true',
    finds: 'ann>ci?',
  },
  {
    when: 'MFA asked for by a denial',
    facts: 'ann may sts:* on *; ann mayNot * on * if BoolIfExists aws:MultiFactorAuthPresent false; ci trusts home',
    finds: 'ann>ci?',
  },
  {
    when: 'an external id',
    facts: 'far-ann may sts:* on *; ci trusts far if StringEquals sts:ExternalId x',
    finds: 'far-ann>ci?',
  },
  {
    when: 'a source network',
    facts: 'ann may sts:* on * if IpAddress aws:SourceIp 10.0.0.0/8; ci trusts home',
    finds: 'ann>ci?',
  },
  {
    when: 'a condition, and beside it none',
    facts: 'ann may sts:* on *; ci trusts home if Bool aws:MultiFactorAuthPresent true; ci trusts ann',
    finds: 'ann>ci',
  },
  {
    when: 'the organisation asked for, and it is that',
    facts: 'organized; far-ann may sts:* on *; ci trusts * if StringEquals aws:PrincipalOrgID o-1',
    finds: 'far-ann>ci',
  },
  {
    when: 'the organisation, whose id no source said',
    facts: 'nameless; far-ann may sts:* on *; ci trusts * if StringEquals aws:PrincipalOrgID o-1',
    finds: 'far-ann>ci?',
  },
  {
    when: 'another organisation asked for',
    facts: 'organized; far-ann may sts:* on *; ci trusts * if StringEquals aws:PrincipalOrgID o-2',
    finds: '',
  },
  {
    when: 'the organisation asked for, and nobody read one',
    facts: 'far-ann may sts:* on *; ci trusts * if StringEquals aws:PrincipalOrgID o-1',
    finds: 'far-ann>ci?',
  },
  {
    when: 'a unit of the organisation asked for',
    facts:
      'organized; far-ann may sts:* on *; ci trusts * if ForAnyValue:StringLike aws:PrincipalOrgPaths o-1/r-1/ou-1/*',
    finds: 'far-ann>ci',
  },
  {
    when: 'a principal tag that the principal has',
    facts:
      'ann may sts:* on *; ann tagged team=blue; bob may sts:* on *; bob tagged team=red; ci trusts home if StringEquals aws:PrincipalTag/team blue',
    finds: 'ann>ci',
  },
  {
    when: 'a principal tag of a stranger, whose tags nobody read',
    facts: 'ci trusts out if StringEquals aws:PrincipalTag/team blue',
    finds: 'out>ci?',
  },
  {
    when: 'a tag of the role',
    facts:
      'ann may sts:* on * if StringEquals aws:ResourceTag/team blue; ci trusts home; ci tagged team=blue; job trusts home',
    finds: 'ann>ci',
  },
  {
    when: 'tags of both equal',
    facts:
      'ann,bob may sts:* on * if StringEquals aws:ResourceTag/team ${aws:PrincipalTag/team}; ann tagged team=blue; bob tagged team=red; ci trusts home; ci tagged team=blue',
    finds: 'ann>ci',
  },
  {
    when: 'the principal’s ARN asked for',
    facts: 'ann,bob may sts:* on *; ci trusts home if ArnLike aws:PrincipalArn @ann',
    finds: 'ann>ci',
  },
  { when: 'a foreign account, which decides for itself', facts: 'ci trusts out', finds: 'out>ci' },
  { when: 'a foreign role, whose policies nobody read', facts: 'ci trusts out-job', finds: 'out-job>ci?' },
  { when: 'an account that was read is no stranger', facts: 'far-ann; ci trusts far', finds: '' },
  { when: 'the role itself', facts: 'ci may * on *; ci trusts home', finds: '' },
  {
    when: 'a user whose trust came twice',
    facts: 'ann may sts:* on *; ci trusts ann; ci trusts home',
    finds: 'ann>ci',
  },
  { when: 'a chain is two edges', facts: 'ann may sts:* on *; job trusts ann; ci trusts job', finds: 'ann>job job>ci' },
  { when: 'everything but one action allowed', facts: 'ann may all-but iam:* on *; ci trusts home', finds: 'ann>ci' },
  { when: 'everything but this one allowed', facts: 'ann may all-but sts:* on *; ci trusts home', finds: '' },
  {
    when: 'every other resource allowed',
    facts: 'ann may sts:* on all-but job; ci trusts home; job trusts home',
    finds: 'ann>ci',
  },
  {
    when: 'an attached policy that nobody read may deny it',
    facts: 'ann; ann attached arn:aws:iam::aws:policy/Lost; ci trusts ann',
    finds: 'ann>ci?',
  },
  {
    when: 'a user name in the role’s ARN',
    facts:
      'ann,bob may sts:* on arn:aws:iam::111111111111:role/of-${aws:username}; of-ann trusts home; of-bob trusts home',
    finds: 'ann>of-ann bob>of-bob',
  },
  {
    when: 'a user name in the boundary',
    facts:
      'ann,bob in team; team may sts:* on *; of-ann trusts home; of-bob trusts home; ann,bob atMost sts:* on arn:aws:iam::111111111111:role/of-${aws:username}',
    finds: 'ann>of-ann bob>of-bob',
  },
  {
    when: 'a permission that is over',
    facts: 'ann may sts:* on ci if DateLessThan aws:CurrentTime 2025-06-01T00:00:00Z; ci trusts home',
    finds: '',
  },
  {
    when: 'a permission that is not over yet',
    facts: 'ann may sts:* on ci if DateLessThan aws:CurrentTime 2027-06-01T00:00:00Z; ci trusts home',
    finds: 'ann>ci',
  },
  {
    when: 'sessions older than some day revoked',
    facts:
      'job may sts:* on ci; job mayNot * on * if DateLessThan aws:TokenIssueTime 2025-06-01T00:00:00Z; ci trusts home',
    finds: 'job>ci',
  },
  {
    when: 'only sessions older than some day allowed',
    facts: 'job may sts:* on ci if DateLessThan aws:TokenIssueTime 2020-01-01T00:00:00Z; ci trusts home',
    finds: '',
  },
  {
    when: 'a condition that users meet and roles do not',
    facts:
      'ann,job attached arn:aws:iam::111111111111:policy/limit-of-bob; bob atMost sts:* on * if Null aws:TokenIssueTime true; ci trusts home',
    finds: 'ann>ci',
  },
];

test.each(cases)('$when', async ({ facts, finds }) => {
  expect(await derives(canAssume, facts)).toBe(finds);
});

describe('conditions in words', () => {
  const words = [
    {
      facts: 'ann may sts:* on *; ci trusts home if Bool aws:MultiFactorAuthPresent true',
      edge: 'ann>ci?',
      are: ['Bool aws:MultiFactorAuthPresent: true'],
    },
    {
      facts: 'ci trusts out if StringEquals sts:ExternalId x,y',
      edge: 'out>ci?',
      are: ['StringEquals sts:ExternalId: x or y'],
    },
    {
      facts:
        'ann may sts:* on * if IpAddress aws:SourceIp 10.0.0.0/8; ci trusts home if Bool aws:MultiFactorAuthPresent true',
      edge: 'ann>ci?',
      are: ['IpAddress aws:SourceIp: 10.0.0.0/8', 'Bool aws:MultiFactorAuthPresent: true'],
    },
    {
      facts: 'ci trusts out-job',
      edge: 'out-job>ci?',
      are: ['the policies of arn:aws:iam::333333333333:role/out-job allow it'],
    },
    {
      facts: 'ann attached arn:aws:iam::aws:policy/Lost; ci trusts ann',
      edge: 'ann>ci?',
      are: ['arn:aws:iam::aws:policy/Lost, which was not read, does not deny it'],
    },
  ];

  test.each(words)('$facts', async ({ facts, edge, are }) => {
    expect([...(await conditionsOf(canAssume, facts, edge))].sort()).toEqual([...are].sort());
  });
});

describe('evidence names the deciding statements', () => {
  const proofs = [
    {
      facts: 'ann may s3:* on *; ann may sts:* on ci; ci trusts bob; ci trusts home; bob',
      edge: 'ann>ci',
      by: 'ann/own#1 & ci#1',
    },
    { facts: 'ci trusts ann; ann', edge: 'ann>ci', by: 'ci#0' },
    { facts: 'ann in team; team may sts:* on ci; ci trusts home', edge: 'ann>ci', by: 'team/own#0 via team & ci#0' },
    {
      facts: 'ann may * on *; ann atMost s3:* on *; ann atMost sts:* on *; ci trusts home',
      edge: 'ann>ci',
      by: 'ann/own#0 & limit-of-ann#1 & ci#0',
    },
    {
      facts: 'ann may * on *; ann mayNot * on * if BoolIfExists aws:MultiFactorAuthPresent false; ci trusts home',
      edge: 'ann>ci?',
      by: 'ann/own#0 & !ann/own#1 & ci#0',
    },
  ];

  test.each(proofs)('$facts', async ({ facts, edge, by }) => {
    expect(await proof(canAssume, facts, edge)).toBe(by);
  });
});
