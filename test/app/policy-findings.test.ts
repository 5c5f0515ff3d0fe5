import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PolicyFindings } from '../../app/policy-findings.ts';
import { recordsOf } from '../helpers/estate-derived.ts';
import { scratchStore, type Scratch } from './demo-store.ts';
import { call } from '../cli/called.ts';

async function findingsOf(facts: string): Promise<readonly string[]> {
  const findings = new PolicyFindings();
  for (const record of await recordsOf(facts)) findings.see(record);
  return findings.list.map(({ policy, field, reason }) => `${policy.split(/[:/]/).at(-1)} ${field}: ${reason}`);
}

const noSuch = 'no action is called "s3:GetObjekt"';

const cases = [
  { when: 'an inline policy', facts: 'ann may s3:GetObjekt on *', finds: [`own Statement[0].Action: ${noSuch}`] },
  { when: 'actions that there are', facts: 'ann may s3:GetObject s3:Put* * on *', finds: [] },
  {
    when: 'a managed policy in its version in force',
    facts: 'ann attached rules; rules says s3:GetObjekt on *; rules said s3:OldObjekt on *',
    finds: [`rules Statement[0].Action: ${noSuch}`],
  },
  {
    when: 'a boundary',
    facts: 'ann atMost s3:GetObjekt on *',
    finds: [`limit-of-ann Statement[0].Action: ${noSuch}`],
  },
  {
    when: 'a trust policy',
    facts: 'ci trusts ann if StringEquals sts:ExternalIdd x',
    finds: ['ci Statement[0].Condition.StringEquals.sts:ExternalIdd: no context key is called "sts:ExternalIdd"'],
  },
  {
    when: 'a resource policy',
    facts: 'bucket lets ann do s3:GetObjekt',
    finds: [`bucket Statement[0].Action: ${noSuch}`],
  },
  {
    when: 'an organisation policy',
    facts: 'root forbids s3:GetObjekt on *',
    finds: [`p-root Statement[0].Action: ${noSuch}`],
  },
];

test.each(cases)('$when', async ({ facts, finds }) => {
  expect(await findingsOf(facts)).toEqual(finds);
});

test('keeps a thousand and counts the rest', async () => {
  const findings = new PolicyFindings();
  const actions = Array.from({ length: 1200 }, (_, at) => `s3:No${at}`).join(' ');
  for (const record of await recordsOf(`ann may ${actions} on *`)) findings.see(record);
  expect([findings.list.length, findings.count]).toEqual([1000, 1200]);
});

describe('the commands', () => {
  let scratch: Scratch;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    scratch = await scratchStore();
    folder = mkdtempSync(join(tmpdir(), 'ambit-'));
    file = join(folder, 'authorization-details.json');
    writeFileSync(file, JSON.stringify(detailsWith('StringEquals')));
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await scratch.remove();
  });

  test('ingest tells, show tells again, and nothing is refused', async () => {
    const ended = await call(scratch.store, ['ingest', 'aws', file, '--format', 'json']);
    expect(ended.code).toBe(0);
    const policy = 'arn:aws:iam::111111111111:user/ann/own';
    const expected = [{ policy, field: 'Statement[0].Action', reason: noSuch }];
    expect(JSON.parse(ended.out)).toMatchObject({ policyFindings: expected, policyFindingCount: 1 });
    const table = await call(scratch.store, ['ingest', 'aws', file, '--format', 'table']);
    expect(table.out).toContain(`${noSuch}  (${policy}: Statement[0].Action)`);
    const shown = await call(scratch.store, ['show', 'arn:aws:iam::111111111111:user/ann', '--format', 'json']);
    expect(JSON.parse(shown.out)).toMatchObject({ policyFindings: expected });
  });

  test('an operator that AWS does not have refuses the policy', async () => {
    writeFileSync(file, JSON.stringify(detailsWith('StringAlmostEquals')));
    const ended = await call(scratch.store, ['ingest', 'aws', file, '--format', 'json']);
    expect(ended.code).toBe(3);
    expect(ended.told).toContain('StringAlmostEquals');
  });
});

function detailsWith(operator: string): unknown {
  const condition = { [operator]: { 'aws:PrincipalOrgID': 'o-1' } };
  const statement = { Effect: 'Allow', Action: 's3:GetObjekt', Resource: '*', Condition: condition };
  const policy = { PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } };
  const user = {
    Arn: 'arn:aws:iam::111111111111:user/ann',
    UserName: 'ann',
    Path: '/',
    UserPolicyList: [policy],
    AttachedManagedPolicies: [],
    GroupList: [],
  };
  return { UserDetailList: [user], GroupDetailList: [], RoleDetailList: [], Policies: [], IsTruncated: false };
}
