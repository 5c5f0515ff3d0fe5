import { describe, expect, test } from 'vitest';
import { demoEstate } from '../../../ingest/demo/demo-estate.ts';
import { development, tooling } from '../../../ingest/demo/accounts.ts';
import { readItems } from '../../../ingest/sources/aws/items.ts';
import type { PayloadItem } from '../../../ingest/payload.ts';
import type { Read } from '../../../ingest/read/read.ts';
import type { Said } from '../../../ingest/source.ts';

async function* asRead(items: Iterable<PayloadItem>): AsyncIterable<Read> {
  for (const item of items) yield await Promise.resolve({ say: 'item', item });
}

async function sayings(): Promise<Said[]> {
  const said: Said[] = [];
  for await (const one of readItems(asRead(demoEstate()), '2026-06-01T06:00:00.000Z')) said.push(one);
  return said;
}

describe('the AWS source reads the demo estate', () => {
  test('refuses nothing of it', async () => {
    const said = await sayings();
    expect(said.filter(({ say }) => say === 'rejection')).toEqual([]);
    expect(said.filter(({ say }) => say === 'record').length).toBeGreaterThan(1500);
  });

  test('reports what was not read: a denied call and a region that was left out', async () => {
    const gaps = (await sayings()).flatMap((one) => (one.say === 'gap' ? [one.gap] : []));
    const words = gaps.map(({ scope, call, region }) => `${scope} ${call} ${region}`);
    expect(words.sort()).toEqual([
      `${tooling.id} ec2:DescribeRegions eu-west-1`,
      `${development.id} kms:ListGrants eu-central-1`,
    ]);
  });
});
