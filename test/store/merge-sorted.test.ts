import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { mergeSorted } from '../../store/embedded/merge-sorted.ts';

const runs = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 40 })), { maxLength: 12 });

test('merged runs are in order, and of equal keys the latest run’s is taken', () => {
  fc.assert(
    fc.property(runs, (lists) => {
      const latest = new Map(lists.flatMap((list, run) => list.map((key) => [key, run] as const)));
      const sorted = lists.map((list, run) =>
        list.sort((one, other) => one - other).map((key) => ({ key: Buffer.of(key), run })),
      );
      const merged = [...mergeSorted<{ key: Buffer; run: number }>(sorted)].map(({ key, run }) => [key[0], run]);
      expect(merged).toEqual([...latest].sort(([one], [other]) => one - other));
    }),
  );
});
