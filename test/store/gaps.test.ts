import { expect, test } from 'vitest';

import type { Gap } from '../../model/records.ts';
import { standingGaps } from '../../store/embedded/gaps.ts';

const gap: Gap = { source: 'aws', scope: '1', parts: ['p'], call: 's3:GetBucketPolicy', reason: 'AccessDenied' };
const earlier = [{ ...gap, since: 'then' }];
const read = new Set([JSON.stringify(['aws', '1'])]);

const cases = [
  { when: 'new', said: [gap], before: [], since: ['now'] },
  { when: 'said again', said: [gap], before: earlier, since: ['then'] },
  { when: 'said again for another reason', said: [{ ...gap, reason: 'Throttled' }], before: earlier, since: ['then'] },
  { when: 'in another region', said: [{ ...gap, region: 'eu-west-1' }], before: earlier, since: ['now'] },
  { when: 'of another call', said: [{ ...gap, call: 's3:ListBuckets' }], before: earlier, since: ['now'] },
  { when: 'about some subjects only', said: [{ ...gap, subjects: ['a'] }], before: earlier, since: ['now'] },
  {
    when: 'about the same subjects in another order',
    said: [{ ...gap, subjects: ['b', 'a'] }],
    before: [{ ...gap, subjects: ['a', 'b'], since: 'then' }],
    since: ['then'],
  },
  { when: 'said twice', said: [gap, gap], before: [], since: ['now'] },
  { when: 'closed', said: [], before: earlier, since: [] },
];

test.each(cases)('a gap which is $when', ({ said, before, since }) => {
  expect(standingGaps(before, { scopes: read, gaps: said }, 'now').map((standing) => standing.since)).toEqual(since);
});

test('a gap of a scope that was not read stays', () => {
  expect(standingGaps(earlier, { scopes: new Set(), gaps: [] }, 'now')).toEqual(earlier);
});

test('a gap said twice with other parts keeps both', () => {
  const said = [gap, { ...gap, parts: ['q'] }];
  expect(standingGaps([], { scopes: read, gaps: said }, 'now').map(({ parts }) => parts)).toEqual([['p', 'q']]);
});
