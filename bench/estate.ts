import { parseArgs } from 'node:util';

import { generateEstate } from './generate-estate.ts';
import { writeEstate } from './write-estate.ts';

// npx tsx bench/estate.ts 41000 108000 --out FILE [--seed N]: an invented estate as OpenGraph JSON, the same for one seed.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const [nodeCount, edgeCount] = positionals.map(Number);
if (values.out === undefined || positionals.length !== 2) {
  console.error('usage: npx tsx bench/estate.ts <nodes> <edges> --out FILE [--seed N]');
  process.exitCode = 2;
} else {
  await writeEstate(generateEstate({ nodeCount, edgeCount, seed: Number(values.seed) }), values.out);
}
