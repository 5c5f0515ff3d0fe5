import { expect, test } from 'vitest';
import { canFederateInto } from '../../edges/can-federate-into.ts';
import { conditionsOf, derives, estateOfRecords, idOf, proof, saidOf } from '../helpers/estate-derived.ts';
import { payloadOf } from '../helpers/estate-notation.ts';

const host = 'token.actions.githubusercontent.com';
const sub = `${host}:sub`;
const aud = `StringEquals ${host}:aud sts.amazonaws.com`;
const github = (conditions: string, role = 'ci') =>
  `${role} trusts Federated:github if ${aud}${conditions === '' ? '' : ` & ${conditions}`}`;

const aud2 = 'oidc.eks.eu-west-1.amazonaws.com/id/E:aud';
const eks = (condition: string) => `ci trusts Federated:eks if ${condition}`;

const cases = [
  {
    when: 'a pinned subject',
    facts: github(`StringEquals ${sub} repo:acme/shop:ref:refs/heads/main`),
    finds: 'acme/shop>ci github>ci?',
  },
  {
    when: 'any branch of a repository',
    facts: github(`StringLike ${sub} repo:acme/shop:*`),
    finds: 'acme/shop>ci github>ci?',
  },
  {
    when: 'any repository of an organisation',
    facts: github(`StringLike ${sub} repo:acme/*`),
    finds: 'acme>ci github>ci?',
  },
  {
    when: 'a repository known from elsewhere fits an organisation’s pattern',
    facts: `${github(`StringLike ${sub} repo:acme/*`)}; ${github(`StringLike ${sub} repo:acme/shop:*`, 'job')}`,
    finds: 'acme/shop>ci acme/shop>job acme>ci acme>job github>ci? github>job?',
  },
  {
    when: 'another organisation’s repository does not',
    facts: `${github(`StringLike ${sub} repo:acme/*`)}; ${github(`StringLike ${sub} repo:other/shop:*`, 'job')}`,
    finds: 'acme>ci github>ci? github>job? other/shop>job',
  },
  {
    when: 'a name that begins alike is another organisation',
    facts: `${github(`StringLike ${sub} repo:acme/*`)}; ${github(`StringLike ${sub} repo:acmeco/shop:*`, 'job')}`,
    finds: 'acme>ci acmeco/shop>job github>ci? github>job?',
  },
  {
    when: 'any repository on one branch',
    facts: `${github(`StringLike ${sub} repo:acme/*:ref:refs/heads/main`)}; ${github(`StringLike ${sub} repo:acme/shop:*`, 'job')}`,
    finds: 'acme/shop>ci acme/shop>job acme>ci acme>job github>ci? github>job?',
  },
  { when: 'no subject asked for', facts: github(''), finds: 'anyone>ci github>ci' },
  { when: 'a subject that anything fits', facts: github(`StringLike ${sub} repo:*`), finds: 'anyone>ci github>ci?' },
  {
    when: 'a subject of an organisation that anyone may name alike',
    facts: github(`StringLike ${sub} repo:acme*`),
    finds: 'acme>ci anyone>ci github>ci?',
  },
  {
    when: 'a claim beside the subject',
    facts: github(`StringLike ${sub} repo:acme/shop:* & StringEquals ${host}:environment production`),
    finds: 'acme/shop>ci? github>ci?',
  },
  {
    when: 'no subject, but the owner’s id',
    facts: github(`StringEquals ${host}:repository_owner_id 1`),
    finds: 'github>ci?',
  },
  {
    when: 'a stranger’s subject that a denial refuses',
    facts: `${github('')}; ci mistrusts Federated:github if StringNotLike ${sub} repo:acme/*`,
    finds: 'github>ci?',
  },
  { when: 'the provider is denied', facts: `${github('')}; ci mistrusts Federated:github`, finds: '' },
  {
    when: 'another provider: its claims stay conditions',
    facts:
      'ci trusts Federated:eks if StringEquals oidc.eks.eu-west-1.amazonaws.com/id/E:sub system:serviceaccount:a:b',
    finds: 'eks>ci?',
  },
  { when: 'an audience of a provider that nobody read', facts: eks(`StringEquals ${aud2} mine`), finds: 'eks>ci?' },
  { when: 'another provider, no claim asked for', facts: 'ci trusts Federated:eks', finds: 'eks>ci' },
  {
    when: 'SAML with its audience',
    facts: 'ci trusts Federated:saml if StringEquals SAML:aud https://signin.aws.amazon.com/saml',
    finds: 'saml>ci',
  },
  { when: 'SAML with an attribute', facts: 'ci trusts Federated:saml if StringEquals SAML:sub x', finds: 'saml>ci?' },
  { when: 'no provider', facts: 'ci trusts ann; ann', finds: '' },
];

test.each(cases)('$when', async ({ facts, finds }) => {
  expect(await derives(canFederateInto, facts)).toBe(finds);
});

test('the subject stands in the conditions, the statement in the evidence', async () => {
  const facts = `ci trusts ann; ann; ${github(`StringLike ${sub} repo:acme/shop:*`)}`;
  expect(await conditionsOf(canFederateInto, facts, 'github>ci?')).toEqual([`StringLike ${sub}: repo:acme/shop:*`]);
  expect(await proof(canFederateInto, facts, 'acme/shop>ci')).toBe('ci#1');
});

const audiences = [
  {
    when: 'the audience that is registered',
    provider: 'eks',
    facts: eks(`StringEquals ${aud2} mine`),
    finds: 'certain',
  },
  { when: 'another audience', provider: 'eks', facts: eks(`StringEquals ${aud2} other`), finds: 'never' },
  { when: 'one of two', provider: 'eks', facts: eks(`StringEquals ${aud2} other,too`), finds: 'certain' },
  { when: 'all audiences but one', provider: 'eks', facts: eks(`StringNotEquals ${aud2} mine`), finds: 'certain' },
  { when: 'any audience like theirs', provider: 'eks', facts: eks(`StringLike ${aud2} mi*`), finds: 'certain' },
  { when: 'no audience at all', provider: 'eks', facts: eks(`Null ${aud2} true`), finds: 'never' },
  {
    when: 'their audience, and a subject',
    provider: 'eks',
    facts: eks(`StringEquals ${aud2} mine & StringEquals ${aud2.replace('aud', 'sub')} x`),
    finds: 'conditional',
  },
  { when: 'an audience that GitHub is not registered with', provider: 'github', facts: github(''), finds: 'never' },
];

test.each(audiences)('registered: $when', async ({ provider, facts, finds }) => {
  const value = { Arn: idOf(provider), ClientIDList: ['mine', 'too'] };
  const item = { file: '111111111111/authorization-details.json', section: 'OIDCProviderList', index: 0, value };
  const said = await saidOf([...payloadOf(facts), item]);
  const estate = estateOfRecords(said.flatMap((each) => (each.say === 'record' ? [each.record] : [])));
  const from = [...canFederateInto.derive(estate)].filter(
    (each) => 'node' in each.from && each.from.node === value.Arn,
  );
  const marks = from.map(({ conditions }) => (conditions.length === 0 ? 'certain' : 'conditional'));
  expect(marks.join() || 'never').toBe(finds);
});
