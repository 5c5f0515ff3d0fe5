import { expect, test } from 'vitest';
import { authenticatesAs } from '../../edges/authenticates-as.ts';
import { controls } from '../../edges/controls.ts';
import type { EdgeRule } from '../../edges/define-edge.ts';
import { holdsCredential } from '../../edges/holds-credential.ts';
import { memberOf } from '../../edges/member-of.ts';
import { runsAs } from '../../edges/runs-as.ts';
import { derives, proof } from '../helpers/estate-derived.ts';

const cases: readonly {
  readonly when: string;
  readonly rule: EdgeRule;
  readonly facts: string;
  readonly finds: string;
}[] = [
  { when: 'an active key', rule: authenticatesAs, facts: 'bob hasKey', finds: 'AKIABOB>bob' },
  { when: 'an inactive key', rule: authenticatesAs, facts: 'bob hasInactiveKey', finds: '' },
  {
    when: 'a key of the root user is the account',
    rule: authenticatesAs,
    facts: 'root hasKey; ann',
    finds: 'AKIAROOT>administration',
  },
  {
    when: 'a secret with a key of somebody',
    rule: holdsCredential,
    facts: 'secret holds bob',
    finds: 'secret>AKIABOB',
  },
  { when: 'a secret without', rule: holdsCredential, facts: 'secret; bob hasKey', finds: '' },
  { when: 'a member', rule: memberOf, facts: 'ann in team; bob', finds: 'ann>team' },
  { when: 'a workload and its role', rule: runsAs, facts: 'function runsAs job', finds: 'function>job' },
  {
    when: 'a host and the role of its instance profile',
    rule: runsAs,
    facts: 'instance runsAs profile:job',
    finds: 'instance>job',
  },
  { when: 'a workload without a role', rule: runsAs, facts: 'function; job', finds: '' },
  {
    when: 'an administration and all that is in its account',
    rule: controls,
    facts: 'ann in team; ci; bucket; bob hasKey; far-ann',
    finds: [
      'administration>AKIABOB',
      'administration>ann',
      'administration>bob',
      'administration>bucket',
      'administration>ci',
      'administration>ci',
      'administration>team',
      'far-administration>far-ann',
    ]
      .filter((edge, at, all) => all.indexOf(edge) === at)
      .join(' '),
  },
  {
    when: 'an administration and strangers',
    rule: controls,
    facts: 'ann; bucket lets out do s3:GetObject',
    finds: 'administration>ann administration>bucket',
  },
];

test.each(cases)('$when', async ({ rule, facts, finds }) => {
  expect(await derives(rule, facts)).toBe(finds);
});

test('the record is the evidence', async () => {
  expect(await proof(runsAs, 'function runsAs job', 'function>job')).toBe('function#runsAs');
  expect(await proof(holdsCredential, 'secret holds bob', 'secret>AKIABOB')).toBe('secret#holds');
});
