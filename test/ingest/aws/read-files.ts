import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Said } from '../../../ingest/source.ts';
import { aws } from '../../../ingest/sources/aws/aws.ts';
import type { AmbitRecord, Gap } from '../../../model/records.ts';

/** File contents by path; what is no text and no bytes is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** Writes the files into a folder and reads it, or the named paths in it. */
export async function readFiles(files: Files, paths: readonly string[] = ['.']): Promise<readonly Said[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-aws-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const isReady = typeof content === 'string' || Buffer.isBuffer(content);
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, isReady ? content : JSON.stringify(content));
      utimesSync(path, 1_700_000_000, 1_700_000_000);
    }
    const said: Said[] = [];
    for await (const each of aws.read(paths.map((path) => join(folder, path)))) said.push(each);
    return said;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `file | record | field | reason` of each rejection. */
export function refusals(said: readonly Said[]): readonly string[] {
  return said.flatMap((each) => {
    if (each.say !== 'rejection') return [];
    const { file, record, field, reason } = each.rejection;
    return [[file, record, field, reason].join(' | ')];
  });
}

export function records(said: readonly Said[]): readonly AmbitRecord[] {
  return said.flatMap((each) => (each.say === 'record' ? [each.record] : []));
}

/** `member>group` and the like: the fact's kind and what it names. */
export function facts(said: readonly Said[]): readonly string[] {
  return records(said).flatMap((record) => (record.record === 'fact' ? [record.fact] : []));
}

/** Ids of all nodes, each once. */
export function nodeIds(said: readonly Said[]): readonly string[] {
  return [...new Set(records(said).flatMap((record) => (record.record === 'node' ? [record.id] : [])))].sort();
}

export function gaps(said: readonly Said[]): readonly Gap[] {
  return said.flatMap((each) => (each.say === 'gap' ? [each.gap] : []));
}

export function scopes(said: readonly Said[]): readonly string[] {
  return said.flatMap((each) => (each.say === 'scope' ? [each.scope] : []));
}

export function counts(said: readonly Said[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const each of said) if (each.say === 'count') sums[each.of] = (sums[each.of] ?? 0) + each.count;
  return sums;
}
