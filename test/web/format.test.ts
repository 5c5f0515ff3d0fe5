import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf } from '../../web/api/client.ts';
import { failureOf, isExpired } from '../../web/api/failure.ts';
import { nameOfId, plain, wordsOfKind } from '../../web/format/name.ts';
import { nhiTitle } from '../../web/format/nhi.ts';
import { counted, range, score, shortCount } from '../../web/format/quantity.ts';
import { ago, moment } from '../../web/format/time.ts';

const texts = [
  { of: 'one', is: counted(1, 'identity', 'identities'), reads: '1 identity' },
  { of: 'many', is: counted(1234, 'identity', 'identities'), reads: '1,234 identities' },
  { of: 'none', is: counted(0, 'hop'), reads: '0 hops' },
  { of: 'a short count', is: shortCount(9999), reads: '9,999' },
  { of: 'a long count', is: shortCount(12_345), reads: '12.3K' },
  { of: 'a sure range', is: range(3, 3), reads: '3' },
  { of: 'an unsure range', is: range(3, 5), reads: '3 to 5' },
  { of: 'a tiny score', is: score(0.2), reads: '<1' },
  { of: 'no score', is: score(0), reads: '0' },
  { of: 'a score', is: score(54.6), reads: '55' },
  { of: 'an ARN', is: nameOfId('arn:aws:s3:::payroll'), reads: 'payroll' },
  { of: 'an administration', is: nameOfId('aws://111111111111/administration'), reads: '111111111111' },
  { of: 'a policy', is: nameOfId('arn:aws:iam::1:policy/team/ci'), reads: 'ci' },
  { of: 'an empty id', is: nameOfId(''), reads: '' },
  { of: 'an edge kind', is: wordsOfKind('CAN_ASSUME'), reads: 'Can assume' },
  { of: 'a property', is: wordsOfKind('lastUsed'), reads: 'Last used' },
  { of: 'a finding', is: nhiTitle('NHI5'), reads: 'Overprivileged identity' },
  { of: 'an unknown finding', is: nhiTitle('toString'), reads: 'toString' },
  { of: 'a reversed name', is: plain('a\u202eb'), reads: 'a\\u{202e}b' },
  { of: 'a broken name', is: plain('a\nb\u0000'), reads: 'a\\u{a}b\\u{0}' },
  { of: 'a time', is: moment('2026-03-01T09:30:59Z'), reads: '2026-03-01 09:30 UTC' },
  { of: 'no time', is: moment('yesterday'), reads: 'yesterday' },
  { of: 'two hours', is: ago('2026-03-01T07:00:00Z', Date.parse('2026-03-01T09:30:00Z')), reads: '2 hours ago' },
  { of: 'a second', is: ago('2026-03-01T09:29:59Z', Date.parse('2026-03-01T09:30:00Z')), reads: 'just now' },
];

test.each(texts)('text of $of', ({ is, reads }) => {
  expect(is).toBe(reads);
});

test('no name shows a character that hides or turns others, or is endless', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (name) => {
      expect(plain(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(plain(name).length).toBeLessThan(3000);
    }),
  );
});

test('an address leaves out what is empty', () => {
  expect(addressOf('/api/report', { search: 'a&b', kind: '', scope: undefined, offset: 0 })).toBe(
    '/api/report?search=a%26b&offset=0',
  );
});

const failures = [
  { when: 'a problem document', body: { title: 'No such node', detail: 'x' }, title: 'No such node', detail: 'x' },
  { when: 'no document', body: undefined, title: 'The server answered 404', detail: '' },
  { when: 'another document', body: { title: 7 }, title: 'The server answered 404', detail: '' },
];

test.each(failures)('a failure told by $when', ({ body, title, detail }) => {
  expect(failureOf(404, body)).toMatchObject({ message: title, detail, status: 404 });
});

test('only 401 is an expired link', () => {
  expect([401, 403, 500].map((status) => isExpired(failureOf(status, undefined)))).toEqual([true, false, false]);
});
