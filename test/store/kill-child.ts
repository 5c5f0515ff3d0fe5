import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AmbitRecord } from '../../model/records.ts';
import { openEmbeddedStore } from '../../store/embedded.ts';
import { createDatabase, numberTable } from '../../store/embedded/database.ts';
import { formatDocument } from '../../store/embedded/document.ts';
import { sumFile } from '../../store/embedded/files.ts';
import { readCurrent } from '../../store/embedded/history.ts';

/** Writes states 1, 2, 3 … of one estate, one after the other, until it is killed; says each that is published. */
const [folder = '', mode = 'flip', size = '3000'] = process.argv.slice(2);
const origin = { source: 's', scope: 'A', part: 'p', observedAt: '2026-01-01T00:00:00Z' };

function stateOf(state: number): AmbitRecord[] {
  return Array.from({ length: Number(size) }, (_, at) => ({
    record: 'node',
    id: `node-${at}`,
    kind: 'other',
    name: `node ${at}`,
    properties: { state, text: 'x'.repeat(100) },
    origin,
  }));
}

/** As the store does it. */
async function publish(state: number): Promise<void> {
  const store = await openEmbeddedStore(folder);
  const draft = await store.begin();
  draft.scope('s', 'A');
  await draft.put(stateOf(state));
  await draft.seal();
  await draft.publish(Buffer.from(`${state}`.repeat(100_000)));
  await store.close();
}

/** The control: the same layout and the same hashes, but written over what is there. */
async function overwrite(state: number): Promise<void> {
  const current = await readCurrent(folder);
  const [records] = current?.records ?? [];
  if (current === undefined || records === undefined) return publish(state);
  const root = createDatabase(join(folder, records.name));
  const table = numberTable(root, 'records');
  stateOf(state).forEach(({ origin: { observedAt }, ...rest }, at) => {
    table.putSync(at, Buffer.from(`${observedAt}\n${JSON.stringify(rest)}`));
  });
  await root.close();
  writeFileSync(join(folder, current.graph.name), `${state}`.repeat(100_000));
  const sums = [await sumFile(join(folder, records.name)), await sumFile(join(folder, current.graph.name))] as const;
  const next = {
    ...current,
    records: [{ ...records, ...sums[0] }],
    graph: { ...current.graph, bytes: sums[1].bytes },
  };
  writeFileSync(join(folder, 'current'), formatDocument(next));
}

const write = mode === 'overwrite' ? overwrite : publish;
const first = Number(process.argv[5] ?? '1');
process.stdout.write(`begins ${readdirSync(folder).length}\n`);
try {
  for (let state = first; ; state++) {
    await write(state);
    process.stdout.write(`published ${state}\n`);
    if (mode === 'once') break;
  }
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
}
