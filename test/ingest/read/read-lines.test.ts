import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../../ingest/read/limits.ts';
import { readLines } from '../../../ingest/read/read-lines.ts';
import { told, withFile } from './scratch.ts';

const cases: { when: string; file: string | Uint8Array; tells: string[] }[] = [
  { when: 'it is as expected', file: '{"a":1}\n[2]\n', tells: ['[1] {"a":1}', '[2] [2]'] },
  { when: 'the last line has no end', file: '1\n2', tells: ['[1] 1', '[2] 2'] },
  { when: 'lines end in CRLF and some are empty', file: '1\r\n\r\n  \r\n4\r\n', tells: ['[1] 1', '[4] 4'] },
  { when: 'it begins with a byte order mark', file: '\uFEFF1\n', tells: ['[1] 1'] },
  { when: 'it is gzipped', file: gzipSync('1\n2\n'), tells: ['[1] 1', '[2] 2'] },
  { when: 'it is empty', file: '', tells: [] },
  { when: 'it is two bytes long', file: '1\n', tells: ['[1] 1'] },
  {
    when: 'a line is no JSON',
    file: '1\n{"a":[x]}\n3\n',
    tells: ['[1] 1', 'line 2 | a[0] | not JSON: expected a value at column 7', '[3] 3'],
  },
  {
    when: 'the last line is cut off',
    file: '1\n{"a":"b',
    tells: ['[1] 1', 'line 2 | a | truncated: expected a closing quote or a valid escape at column 8'],
  },
  { when: 'a line holds two values', file: '{} {}\n', tells: ['line 1 |  | not JSON: expected the end at column 4'] },
  {
    when: 'a key stands twice',
    file: '{"policy":{"Effect":1,"Effect":2}}\n2',
    tells: ['line 1 | policy.Effect | duplicate key "Effect"', '[2] 2'],
  },
  {
    when: 'a key is __proto__',
    file: '{"__proto__":1}',
    tells: ['line 1 | __proto__ | the key "__proto__" is not accepted'],
  },
  {
    when: 'a line nests 10,000 levels',
    file: `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}\n2`,
    tells: [`line 1 | ${'a.'.repeat(100)}… | nested deeper than 200 levels`, '[2] 2'],
  },
  {
    when: 'a line is not UTF-8',
    file: Buffer.concat([Buffer.from('"é'), Buffer.of(0xc3, 0x28), Buffer.from('"\n2')]),
    tells: ['line 1 |  | not valid UTF-8 at column 4', '[2] 2'],
  },
];

test.each(cases)('$when', async ({ file, tells }) => {
  expect(await withFile(file, (input) => told(readLines(input)))).toEqual(tells);
});

test('a line that is too long is passed over, wherever it ends', async () => {
  const limits = { ...defaultLimits, elementBytes: 100 };
  for (const length of [101, 262_143, 262_144, 600_000]) {
    const file = `1\n"${'a'.repeat(length)}"\n3\n`;
    const tells = ['[1] 1', 'line 2 |  | larger than 100 bytes', '[3] 3'];
    expect(await withFile(file, (input) => told(readLines(input, limits)))).toEqual(tells);
  }
});

test('lines longer than a block are read whole', async () => {
  const long = JSON.stringify('é'.repeat(400_000));
  const tells = [`[1] ${long}`, `[2] ${long}`];
  expect(await withFile(`${long}\n${long}\n`, (input) => told(readLines(input)))).toEqual(tells);
});

test('rejections beyond the bound are counted', async () => {
  const limits = { ...defaultLimits, rejections: 2 };
  const tells = await withFile('x\n'.repeat(5), (input) => told(readLines(input, limits)));
  expect(tells).toHaveLength(3);
  expect(tells[2]).toBe(' |  | 3 more lines were rejected');
});
