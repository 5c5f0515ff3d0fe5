import { describe, expect, test } from 'vitest';
import { canChangeTrust } from '../../../edges/can-change-trust.ts';
import { canPassRole } from '../../../edges/can-pass-role.ts';
import { canTakeCredential } from '../../../edges/can-take-credential.ts';
import { derives, proof } from '../../helpers/estate-derived.ts';

const keyed = 'ann may iam:CreateAccessKey on * if StringEquals aws:ResourceTag/developer true; bob';
const kept = 'ann may iam:CreateAccessKey on *; ann mayNot iam:* on * if StringEquals aws:ResourceTag/kept yes';
const passed =
  'ann may iam:PassRole on * if StringEquals iam:ResourceTag/pass yes; ann may lambda:* on *; job trusts Service:lambda.amazonaws.com';

const cases = [
  { when: 'a tag that is not there', rule: canTakeCredential, facts: keyed, finds: '' },
  {
    when: 'a tag that it may set',
    rule: canTakeCredential,
    facts: `${keyed}; ann may iam:TagUser on *`,
    finds: 'ann>bob',
  },
  {
    when: 'a tag that it may set on one of two',
    rule: canTakeCredential,
    facts: `${keyed}; cleo; ann may iam:TagUser on cleo`,
    finds: 'ann>cleo',
  },
  {
    when: 'tags of roles alone',
    rule: canTakeCredential,
    facts: `${keyed}; ann may iam:TagRole on *`,
    finds: '',
  },
  {
    when: 'this tag may not be set',
    rule: canTakeCredential,
    facts: `${keyed}; ann may iam:TagUser on *; ann mayNot iam:TagUser on * if ForAnyValue:StringEquals aws:TagKeys developer`,
    finds: '',
  },
  {
    when: 'a tag that may be set under MFA',
    rule: canTakeCredential,
    facts: `${keyed}; ann may iam:TagUser on * if Bool aws:MultiFactorAuthPresent true`,
    finds: 'ann>bob?',
  },
  {
    when: 'its own tag asked for, and set',
    rule: canTakeCredential,
    facts:
      'ann may iam:CreateAccessKey on * if StringEquals aws:ResourceTag/team ${aws:PrincipalTag/team}; ann tagged team=blue; bob tagged team=red; ann may iam:TagUser on bob',
    finds: 'ann>bob',
  },
  {
    when: 'a tag that forbids it, and that it may change',
    rule: canTakeCredential,
    facts: `ann may iam:CreateAccessKey iam:TagUser on *; ann mayNot iam:CreateAccessKey on * if StringEquals aws:ResourceTag/kept yes; bob tagged kept=yes`,
    finds: 'ann>bob',
  },
  {
    when: 'a tag that forbids its own change too',
    rule: canTakeCredential,
    facts: `${kept}; ann may iam:TagUser on *; bob tagged kept=yes`,
    finds: '',
  },
  {
    when: 'a role to be trusted by',
    rule: canChangeTrust,
    facts: 'ann may iam:UpdateAssumeRolePolicy on * if StringEquals aws:ResourceTag/a b; ann may iam:TagRole on *; job',
    finds: 'ann>job',
  },
  { when: 'a role to be passed, without the tag', rule: canPassRole, facts: passed, finds: '' },
  {
    when: 'a role to be passed, with the tag that it sets',
    rule: canPassRole,
    facts: `${passed}; ann may iam:TagRole on *`,
    finds: 'ann>job',
  },
  {
    when: 'a role to be passed, by the one of two who may set the tag',
    rule: canPassRole,
    facts: `ann,bob may iam:PassRole on * if StringEquals iam:ResourceTag/pass yes; ann,bob may lambda:* on *; job trusts Service:lambda.amazonaws.com; bob may iam:TagRole on job`,
    finds: 'bob>job',
  },
];

describe('tags that the attacker sets before he calls', () => {
  test.each(cases)('$when', async ({ rule, facts, finds }) => {
    expect(await derives(rule, facts)).toBe(finds);
  });

  test('the statement that lets it tag is proof too', async () => {
    expect(await proof(canTakeCredential, `${keyed}; ann may iam:TagUser on *`, 'ann>bob')).toBe(
      'ann/own#0 & ann/own#1',
    );
  });
});
