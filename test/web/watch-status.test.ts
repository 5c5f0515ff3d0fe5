import { expect, test } from 'vitest';
import type { Status } from '../../web/api/shapes.ts';
import { isNewer } from '../../web/state/watch-status.ts';

function status(id: string | undefined): Status {
  const counts = { identities: 0, machines: 0, humans: 0, resources: 0, credentials: 0, edges: 0, crownJewels: 0 };
  const snapshot = id === undefined ? null : { id, createdAt: '2026-03-01T09:30:00Z' };
  return { version: '', snapshot, sources: [], scopeNames: {}, counts, gaps: 0 };
}

const cases = [
  { when: 'the same', now: 'a', before: 'a', newer: false },
  { when: 'another', now: 'b', before: 'a', newer: true },
  { when: 'the first', now: 'a', before: undefined, newer: true },
  { when: 'none yet', now: undefined, before: undefined, newer: false },
  { when: 'none any more', now: undefined, before: 'a', newer: false },
];

test.each(cases)('a snapshot is newer: $when', ({ now, before, newer }) => {
  expect(isNewer(status(now), status(before))).toBe(newer);
});
