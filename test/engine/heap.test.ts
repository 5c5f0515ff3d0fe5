import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createHeap, popHeap, pushHeap } from '../../engine/heap.ts';

const anyEntry = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 2 }), fc.nat({ max: 20 }));

test('items come out by key, tie and item, however pushes and pops are mixed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(anyEntry, { freq: 3, nil: undefined }), { maxLength: 400, size: 'max' }),
      (steps) => {
        const heap = createHeap();
        const list: [number, number, number][] = [];
        for (const entry of steps) {
          if (entry !== undefined) {
            pushHeap(heap, ...entry);
            list.push(entry);
            list.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
          } else if (list.length > 0) {
            expect(heap.keys[0]).toBe(list[0][0]);
            expect(popHeap(heap)).toBe(list.shift()?.[2]);
          }
          expect(heap.size).toBe(list.length);
        }
      },
    ),
  );
});
