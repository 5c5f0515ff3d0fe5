import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../../ingest/read/limits.ts';
import { readDocument } from '../../../ingest/read/read-document.ts';
import { tell, withFile } from './scratch.ts';

const cases: { when: string; file: string | Uint8Array; tells: string }[] = [
  { when: 'it is as expected', file: '\uFEFF{ "a": [1] }\r\n', tells: '[0] {"a":[1]}' },
  { when: 'it is gzipped', file: gzipSync('{}'), tells: '[0] {}' },
  { when: 'it is a scalar', file: '12', tells: '[0] 12' },
  { when: 'it is empty', file: '', tells: ' |  | the file is empty' },
  { when: 'it is too large', file: `"${'a'.repeat(1000)}"`, tells: ' |  | larger than 1000 bytes' },
  { when: 'it is cut off', file: '{"a":{"b":1', tells: ' | a | truncated: expected "," or "}" at byte 11' },
  { when: 'more follows', file: '{}{}', tells: ' |  | not JSON: expected the end at byte 2' },
  { when: 'a key stands twice', file: '{"a":{"b":1,"b":1}}', tells: ' | a.b | duplicate key "b"' },
  { when: 'it is not UTF-8', file: Buffer.of(0x22, 0x80, 0x22), tells: ' |  | not valid UTF-8 at byte 1' },
];

test.each(cases)('$when', async ({ file, tells }) => {
  const limits = { ...defaultLimits, documentBytes: 1000 };
  expect(tell(await withFile(file, (input) => readDocument(input, limits)))).toBe(tells);
});
