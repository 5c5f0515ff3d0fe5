import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../../bench/random.ts';
import { lineEvaluator } from '../../../policy/line-evaluator.ts';
import { scratchStore, type Scratch } from '../../app/demo-store.ts';
import { randomLine } from '../../policy/random-line.ts';
import { program } from '../spawned.ts';

let scratch: Scratch;

beforeAll(async () => {
  scratch = await scratchStore();
});

afterAll(() => scratch.remove());

test('many lines are answered in their order, as one thread answers them', async () => {
  const random = createRandom(7);
  const drawn = Array.from({ length: 300 }, () => randomLine(random));
  // Some ten megabytes: more than one thread keeps to itself.
  const text = Array.from({ length: 10_000 }, () => `${drawn[random.below(drawn.length)]}\n`).join('');
  const file = join(scratch.folder, 'many.ndjson');
  writeFileSync(file, text);
  const { out, code } = await program(scratch.store).run('evaluate', file);
  expect(out).toBe(lineEvaluator({ unknownContext: false }).answer(Buffer.from(text)).text);
  expect(code).toBe(3);
});
