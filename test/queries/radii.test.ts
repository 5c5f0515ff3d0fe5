import { expect, test } from 'vitest';
import { ClosureThreads } from '../../engine/closure-threads.ts';
import { UnavailableError } from '../../model/errors.ts';
import { computeRadii, computeRadiiLater } from '../../queries/radii.ts';
import { graphOf } from '../helpers/estate-derived.ts';

test('an estate that memory does not hold is refused with the bytes that it may take', async () => {
  const graph = await graphOf('ann may sts:* on *; ci trusts ann; bucket');
  expect(() => computeRadii(graph, 1_000_000)).toThrow(UnavailableError);
  expect(() => computeRadii(graph, 1_000_000)).toThrow(/may take \d{8,} bytes, more than the 1000000 that there are/);
  const threads = new ClosureThreads(2);
  await expect(computeRadiiLater(graph, threads, { mostBytes: 1_000_000 })).rejects.toThrow(UnavailableError);
  expect(await computeRadiiLater(graph, threads)).toEqual(computeRadii(graph));
  await threads.close();
});
