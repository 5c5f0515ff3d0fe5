import { expect, test } from 'vitest';
import { readChanges } from '../../app/what-if/read-changes.ts';
import { simulate } from '../../app/what-if/simulate.ts';
import { WhatIfBase } from '../../app/what-if/what-if-base.ts';
import { FactIndexBuilder } from '../../edges/estate/fact-index.ts';
import type { AmbitRecord } from '../../model/records.ts';
import { graphOf, idOf, recordsOf } from '../helpers/estate-derived.ts';

const origin = { source: 'aws', scope: '111111111111', part: 'last-accessed', observedAt: '2026-01-01T00:00:00Z' };
const lastUsed = '2025-12-01T00:00:00.000Z';

/** `ann s3`, `ann s3:GetObject bucket/a`. */
function useOf(text: string): AmbitRecord {
  const [who, what, where] = text.split(' ');
  const [service, name] = what.split(':');
  return {
    record: 'fact',
    fact: 'use',
    identity: idOf(who),
    service,
    ...(name === undefined ? {} : { action: name }),
    ...(where === undefined ? {} : { resource: where.replace(/^[^/]*/, idOf) }),
    lastUsed,
    origin,
  };
}

async function broken(text: string, uses: readonly string[], change: object) {
  const builder = new FactIndexBuilder();
  for (const record of await recordsOf(text)) builder.add(withUse(record));
  for (const use of uses) builder.add(useOf(use));
  const facts = builder.build();
  const base = new WhatIfBase(await graphOf(text), facts);
  const { breaks, unobserved } = simulate(base, readChanges('x', { changes: [change] }), 'x');
  return { breaks: breaks.map(told), unobserved: unobserved.map((id) => id.slice(id.lastIndexOf('/') + 1)) };
}

/** Every role and credential was used. */
function withUse(record: AmbitRecord): AmbitRecord {
  if (record.record !== 'node' || !/role|key/.test(record.kind)) return record;
  return { ...record, properties: { ...record.properties, lastUsed } };
}

function told(found: { identity: string; action: string; resource: string; conditions?: readonly string[] }): string {
  const name = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
  const conditions = found.conditions === undefined ? '' : ` if ${found.conditions.join(' and ')}`;
  return `${name(found.identity)} ${found.action} ${name(found.resource)}${conditions}`;
}

const own = { 'detach-policy': { from: idOf('ann'), policy: 'own' } };
const deny = (actions: string, resources: string | string[]) => ({
  deny: { identity: idOf('ann'), actions, resources },
});
const trust = (by: string) => ({
  'set-trust': {
    identity: idOf('ci'),
    document: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: idOf(by) }, Action: 'sts:AssumeRole' }],
    },
  },
});

const rows = [
  { text: 'ann may s3:* on *; bucket', uses: ['ann s3'], change: own, breaks: ['ann s3:* *'] },
  { text: 'ann may s3:* on *; bucket', uses: ['ann sqs'], change: own, breaks: [] },
  { text: 'ann may s3:* on *; ann in team; team may s3:Get* on *', uses: ['ann s3'], change: own, breaks: [] },
  { text: 'ann may s3:* on bucket/*; bucket', uses: ['ann s3'], change: deny('s3:*', '*'), breaks: ['ann s3:* *'] },
  {
    text: 'ann may s3:* on *; bucket; bucket2',
    uses: ['ann s3', 'ann s3:GetObject bucket2/a', 'ann s3:GetObject bucket/a', 'ann s3:PutObject'],
    change: deny('s3:*', ['arn:aws:s3:::bucket2', 'arn:aws:s3:::bucket2/*']),
    breaks: ['ann s3:GetObject a'],
  },
  {
    text: 'ann may sts:* on *; bob may sts:* on *; ci trusts ann bob',
    uses: ['ann sts:AssumeRole ci', 'bob sts:AssumeRole ci'],
    change: trust('bob'),
    breaks: ['ann sts:AssumeRole ci'],
    unobserved: ['ci'],
  },
  {
    text: 'ann may sts:* on *; bob may sts:* on *; ci trusts ann',
    uses: [],
    change: trust('bob'),
    breaks: ['ci sts:AssumeRole ci'],
  },
  {
    text: 'ann; bucket lets ann do s3:GetObject',
    uses: ['ann s3'],
    change: { 'remove-statement': { policy: idOf('bucket'), statement: 0 } },
    breaks: ['ann s3:* *'],
  },
  {
    text: 'organized; home permits * on *; ann may s3:* on *; ci may s3:* on *; bucket',
    uses: ['ann s3', 'far-ann s3'],
    change: {
      'set-scp': {
        target: '111111111111',
        attach: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Action: 's3:*',
              Resource: '*',
              Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
            },
          ],
        },
      },
    },
    breaks: ['ann s3:* * if Bool aws:MultiFactorAuthPresent: true'],
    unobserved: ['ci'],
  },
  {
    text: 'ann hasKey; ann may s3:* on *',
    uses: ['ann s3'],
    change: { 'disable-credential': { id: 'aws://111111111111/access-key/AKIAANN' } },
    breaks: ['ann authenticate AKIAANN'],
  },
  {
    text: 'ann may s3:* on *; bucket',
    uses: ['ann s3:GetObject bucket/a', 'ann s3'],
    change: { 'remove-node': { id: idOf('bucket') } },
    breaks: ['ann s3:GetObject a'],
  },
  { text: 'ann may s3:* on *; bucket', uses: [], change: own, breaks: [], unobserved: ['ann'] },
];

test.each(rows)('$text, uses $uses, $change', async ({ text, uses, change, breaks, unobserved = [] }) => {
  expect(await broken(text, uses, change)).toEqual({ breaks, unobserved });
});
