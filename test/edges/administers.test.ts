import { describe, expect, test } from 'vitest';
import { administers } from '../../edges/administers.ts';
import { conditionsOf, derives, proof } from '../helpers/estate-derived.ts';

const yes = 'ann>administration';
const cases = [
  { when: 'everything on everything', facts: 'ann may * on *', finds: yes },
  { when: 'everything, written as service and action', facts: 'ann may *:* on *', finds: yes },
  { when: 'everything through a group', facts: 'ann in team; team may * on *; bob', finds: yes },
  { when: 'all of IAM is not everything', facts: 'ann may iam:* on *', finds: '' },
  { when: 'all but IAM', facts: 'ann may all-but iam:* on *', finds: '' },
  { when: 'all but IAM, and IAM', facts: 'ann may all-but iam:* on *; ann may iam:* on *', finds: yes },
  {
    when: 'all but IAM and organisations, and IAM',
    facts: 'ann may all-but iam:* organizations:* on *; ann may iam:* on *',
    finds: '',
  },
  { when: 'everything on all but one resource', facts: 'ann may * on all-but bucket', finds: '' },
  { when: 'everything on one resource', facts: 'ann may * on bucket', finds: '' },
  { when: 'a boundary that is as wide', facts: 'ann may * on *; ann atMost * on *', finds: yes },
  { when: 'a boundary that is not', facts: 'ann may * on *; ann atMost s3:* iam:* on *', finds: '' },
  { when: 'a wide boundary alone', facts: 'ann may s3:* on *; ann atMost * on *', finds: '' },
  { when: 'a boundary that denies', facts: 'ann may * on *; ann atMost * on *; ann atMostNot iam:* on *', finds: '' },
  { when: 'a denial', facts: 'ann may * on *; ann mayNot s3:* on bucket', finds: '' },
  { when: 'a denial from a group', facts: 'ann may * on *; ann in team; team mayNot s3:* on *', finds: '' },
  {
    when: 'a denial whose condition the tags rule out',
    facts: 'ann may * on *; ann mayNot * on * if StringEquals aws:PrincipalTag/team red; ann tagged team=blue',
    finds: yes,
  },
  {
    when: 'a denial whose condition the tags meet',
    facts: 'ann may * on *; ann mayNot * on * if StringEquals aws:PrincipalTag/team blue; ann tagged team=blue',
    finds: '',
  },
  {
    when: 'a denial without MFA',
    facts: 'ann may * on *; ann mayNot * on * if BoolIfExists aws:MultiFactorAuthPresent false',
    finds: `${yes}?`,
  },
  { when: 'everything under MFA', facts: 'ann may * on * if Bool aws:MultiFactorAuthPresent true', finds: `${yes}?` },
  {
    when: 'everything under MFA, IAM without',
    facts: 'ann may * on * if Bool aws:MultiFactorAuthPresent true; ann may iam:* on *',
    finds: `${yes}?`,
  },
  {
    when: 'everything under MFA, and without',
    facts: 'ann may * on * if Bool aws:MultiFactorAuthPresent true; ann may * on *',
    finds: yes,
  },
  {
    when: 'everything under a tag that is not there',
    facts: 'ann may * on * if StringEquals aws:PrincipalTag/team red; ann tagged team=blue',
    finds: '',
  },
  {
    when: 'everything under a tag that is',
    facts: 'ann may * on * if StringEquals aws:PrincipalTag/team blue; ann tagged team=blue',
    finds: yes,
  },
  { when: 'an SCP that denies IAM', facts: 'ann may * on *; home permits * on *; home forbids iam:* on *', finds: '' },
  {
    when: 'an SCP that denies it to all but one',
    facts: 'ann,bob may * on *; home permits * on *; home forbids iam:* on * if ArnNotLike aws:PrincipalArn @ann',
    finds: yes,
  },
  { when: 'an SCP level without IAM', facts: 'ann may * on *; home permits s3:* on *', finds: '' },
  {
    when: 'an SCP level without IAM over the management account',
    facts: 'management home; ann may * on *; home permits s3:* on *',
    finds: yes,
  },
  {
    when: 'an SCP that denies something else bounds the administration itself',
    facts: 'ann may * on *; home permits * on *; home forbids s3:* on *',
    finds: yes,
  },
  {
    when: 'an attached policy that nobody read',
    facts: 'ann may * on *; ann attached arn:aws:iam::aws:policy/Lost',
    finds: `${yes}?`,
  },
  {
    when: 'a policy of the account that nobody read may allow everything',
    facts: 'ann attached arn:aws:iam::111111111111:policy/Lost; bob',
    finds: `${yes}?`,
  },
  {
    when: 'a policy that nobody read, within a boundary without IAM',
    facts: 'ann attached arn:aws:iam::111111111111:policy/Lost; ann atMost s3:* on *',
    finds: '',
  },
  { when: 'a policy of AWS that nobody read', facts: 'ann attached arn:aws:iam::aws:policy/Lost', finds: '' },
  {
    when: 'the administrator policy of AWS, which needs no reading',
    facts: 'ann attached arn:aws:iam::aws:policy/AdministratorAccess',
    finds: yes,
  },
  {
    when: 'the policy of power users, which needs no reading either',
    facts: 'ann attached arn:aws:iam::aws:policy/PowerUserAccess',
    finds: '',
  },
  {
    when: 'an SCP that forbids to attach one policy of several that serve',
    facts:
      'ann may * on *; home permits * on *; home forbids iam:Attach* on * if ArnEquals iam:PolicyARN arn:aws:iam::aws:policy/AdministratorAccess',
    finds: yes,
  },
  {
    when: 'an SCP that forbids to attach any policy',
    facts:
      'ann may * on *; home permits * on *; home forbids iam:Attach* on * if ArnLike iam:PolicyARN arn:aws:iam::*:policy/*',
    finds: '',
  },
  { when: 'a role', facts: 'ci may * on *', finds: 'ci>administration' },
  { when: 'in an account of its own', facts: 'far-ann may * on *; ci', finds: 'far-ann>far-administration' },
  { when: 'a foreign account trusted by a role', facts: 'ci trusts out', finds: '' },
];

test.each(cases)('$when', async ({ facts, finds }) => {
  expect(await derives(administers, facts)).toBe(finds);
});

describe('evidence and conditions', () => {
  const proofs = [
    { facts: 'ann may s3:* on *; ann may * on *', edge: yes, by: 'ann/own#1' },
    { facts: 'ann in team; team may * on *', edge: yes, by: 'team/own#0 via team' },
    { facts: 'ann may * on *; ann atMost * on *', edge: yes, by: 'ann/own#0 & limit-of-ann#0' },
    {
      facts: 'ann may * on *; ann mayNot * on * if BoolIfExists aws:MultiFactorAuthPresent false',
      edge: `${yes}?`,
      by: 'ann/own#0 & !ann/own#1',
    },
  ];

  test.each(proofs)('$facts', async ({ facts, edge, by }) => {
    expect(await proof(administers, facts, edge)).toBe(by);
  });

  const words = [
    { facts: 'ann may * on * if Bool aws:MultiFactorAuthPresent true', are: ['Bool aws:MultiFactorAuthPresent: true'] },
    {
      facts: 'ann may * on *; ann mayNot * on * if BoolIfExists aws:MultiFactorAuthPresent false',
      are: ['Bool aws:MultiFactorAuthPresent: true'],
    },
    { facts: 'ann may * on *; ann mayNot s3:* on * if Bool aws:SecureTransport false', are: [] },
  ];

  test.each(words)('$facts', async ({ facts, are }) => {
    const edge = are.length === 0 ? yes : `${yes}?`;
    expect(await derives(administers, facts)).toBe(edge);
    expect(await conditionsOf(administers, facts, edge)).toEqual(are);
  });
});
