import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { countKeys } from '../../../ingest/read/count-keys.ts';
import { findFault } from '../../../ingest/read/find-fault.ts';
import { parseJson } from '../../../ingest/read/parse-checked.ts';

const cases = [
  { text: '{"a":{"b c":1,"b c":2}}', field: 'a["b c"]', reason: 'duplicate key "b c"' },
  { text: '{"a":1,"b":{"a":1},"a":2}', field: 'a', reason: 'duplicate key "a"' },
  { text: '[[[1]]]', field: '[0][0]', reason: 'nested deeper than 2 levels' },
  { text: '{"a":"\\x"}', field: 'a', reason: 'not JSON: expected a closing quote or a valid escape' },
  { text: '{"a":"\t"}', field: 'a', reason: 'not JSON: expected a closing quote or a valid escape' },
  { text: '{a:1}', field: '', reason: 'not JSON: expected a key' },
  { text: '{"a" 1}', field: 'a', reason: 'not JSON: expected ":"' },
  { text: '{"a":1,}', field: '', reason: 'not JSON: expected a key' },
  { text: '[1 2]', field: '', reason: 'not JSON: expected "," or "]"' },
  { text: '[1,]', field: '[1]', reason: 'not JSON: expected a value' },
  { text: '1 2', field: '', reason: 'not JSON: expected the end' },
  { text: '-', field: '', reason: 'not JSON: expected a value' },
  { text: '[NaN]', field: '[0]', reason: 'not JSON: expected a value' },
  { text: '[1', field: '', reason: 'truncated: expected "," or "]"' },
  { text: '', field: '', reason: 'truncated: expected a value' },
];

test.each(cases)('$text', ({ text, field, reason }) => {
  expect(findFault(text, 2)).toMatchObject({ field, reason });
});

test('finds a fault of syntax exactly where JSON.parse does', () => {
  const token = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '"\\u0061"',
    '"\\"',
    '0',
    '-1.5e+3',
    '01',
    'true',
    'nul',
    ' ',
    '\n',
  );
  const texts = fc.oneof(
    fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join('')),
    fc.json({ maxDepth: 5, stringUnit: 'binary' }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const value = parseJson(text);
      const fault = findFault(text, 200);
      expect(fault?.at !== undefined).toBe(value === undefined && !fault?.reason.startsWith('duplicate'));
      if (value !== undefined && !fault) expect(countKeys(value)).not.toBeNaN();
    }),
    { numRuns: 2000 },
  );
});
