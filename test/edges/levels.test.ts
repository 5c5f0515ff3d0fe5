import { describe, expect, test } from 'vitest';
import { levelsOfType } from '../../edges/access/levels.ts';
import { keyNeeds } from '../../edges/access/key-needs.ts';
import { canAdminister } from '../../edges/can-administer.ts';
import { canRead } from '../../edges/can-read.ts';
import { canWrite } from '../../edges/can-write.ts';
import type { EdgeRule } from '../../edges/define-edge.ts';
import { openReferenceFiles } from '../../policy/reference/reference-files.ts';
import { serviceReference } from '../../policy/reference/service-reference.ts';
import { derives } from '../helpers/estate-derived.ts';

const { hasAction } = serviceReference(openReferenceFiles());
const exists = (action: string): boolean =>
  hasAction(action.slice(0, action.indexOf(':')).toLowerCase(), action.toLowerCase());

test('every action that the tables name is one of AWS’s', () => {
  const named = Object.values(levelsOfType).flatMap((levels) => Object.values(levels).flat());
  expect(named.length).toBeGreaterThan(100);
  expect([...named, ...keyNeeds.keys()].filter((action) => !exists(action))).toEqual([]);
});

const cases: readonly {
  readonly when: string;
  readonly rule: EdgeRule;
  readonly facts: string;
  readonly finds: string;
}[] = [
  {
    when: 'a read of the reference',
    rule: canRead,
    facts: 'ann may elasticfilesystem:ClientMount on filesystem; filesystem',
    finds: 'ann>filesystem',
  },
  {
    when: 'a write is no read',
    rule: canRead,
    facts: 'ann may elasticfilesystem:ClientWrite on filesystem; filesystem',
    finds: '',
  },
  {
    when: 'a write of the reference',
    rule: canWrite,
    facts: 'ann may elasticfilesystem:ClientWrite on filesystem; filesystem',
    finds: 'ann>filesystem',
  },
  {
    when: 'a write on another one',
    rule: canWrite,
    facts: 'ann may elasticfilesystem:ClientWrite on filesystem2; filesystem',
    finds: '',
  },
  {
    when: 'a write that is asked on another kind of resource',
    rule: canWrite,
    facts: 'ann may elasticfilesystem:DeleteAccessPoint on *; filesystem',
    finds: '',
  },
  {
    when: 'making another one',
    rule: canWrite,
    facts: 'ann may elasticfilesystem:CreateFileSystem on *; filesystem',
    finds: '',
  },
  {
    when: 'a tag',
    rule: canWrite,
    facts: 'ann may elasticfilesystem:TagResource on *; filesystem',
    finds: '',
  },
  {
    when: 'a policy',
    rule: canAdminister,
    facts: 'ann may elasticfilesystem:PutFileSystemPolicy on *; filesystem',
    finds: 'ann>filesystem',
  },
  {
    when: 'a policy is no write',
    rule: canWrite,
    facts: 'ann may elasticfilesystem:PutFileSystemPolicy on *; filesystem',
    finds: '',
  },
  {
    when: 'the table’s own rows: a description is no read',
    rule: canRead,
    facts: 'ann may dynamodb:DescribeTable on table; table',
    finds: '',
  },
];

describe('holds on types that the table does not list', () => {
  test.each(cases)('$when', async ({ rule, facts, finds }) => {
    expect(await derives(rule, facts)).toBe(finds);
  });
});
