import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { bridgesInto } from '../../engine/bridges.ts';
import { buildCsr } from '../../engine/csr.ts';
import { dominators } from '../../engine/dominators.ts';
import { hops } from '../../engine/hops.ts';
import { overlayGraphs } from '../../engine/overlay-csr.ts';
import { addEdge, createOverlay, edgeEnds, removeEdge, restoreEdge, rowAt } from '../../engine/overlay.ts';
import { cheapestPaths } from '../../engine/paths.ts';
import { transpose } from '../../engine/transpose.ts';
import { anyGraph, csrOf, edgesOf, graphOf } from './random-graph.ts';

const anyEdit = fc.record({
  plain: anyGraph(10).filter(({ nodeCount }) => nodeCount > 0),
  removals: fc.array(fc.nat(), { maxLength: 4 }),
  additions: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }),
});

test('hops, paths, dominators and bridges of an overlay are those of the graph built anew', () => {
  fc.assert(
    fc.property(anyEdit, ({ plain, removals, additions }) => {
      const graph = csrOf(plain);
      const overlay = createOverlay(graph, transpose(graph), 1);
      const { nodeCount } = overlay;
      const gone = new Set(graph.targets.length === 0 ? [] : removals.map((pick) => pick % graph.targets.length));
      for (const edge of gone) removeEdge(overlay, edge);
      const added = additions.map(([from, to]) => [from % nodeCount, to % nodeCount] as const);
      for (const [from, to] of added) addEdge(overlay, from, to);

      const edges = [...edgesOf(graph).filter((_, e) => !gone.has(e)), ...added];
      const anew = buildCsr(
        nodeCount,
        Uint32Array.from(edges, ([from]) => from),
        Uint32Array.from(edges, ([, to]) => to),
      );
      const { graph: out, reverse: into } = overlayGraphs(overlay);
      const reverse = transpose(anew);
      for (let u = 0; u < nodeCount; u++) {
        expect([...rowAt(overlay.out, u).targets]).toEqual([
          ...anew.targets.subarray(anew.offsets[u], anew.offsets[u + 1]),
        ]);
        expect(hops(out, [u])).toEqual(hops(anew, [u]));
        const tree = dominators(anew, reverse, u);
        expect(bridgesInto(into, tree)).toEqual(bridgesInto(reverse, tree));
        expect(dominators(out, into, u).dominatorOf).toEqual(tree.dominatorOf);
      }
      const costs = Uint8Array.from(edges.keys(), (e) => (e * 7) % 5);
      const question = { from: 0, to: nodeCount - 1, k: 5 };
      expect(told(cheapestPaths(out, into, costs, question))).toEqual(
        told(cheapestPaths(anew, reverse, costs, question)),
      );
    }),
  );
});

/** Among equally good paths any may come first. */
function told({ paths }: ReturnType<typeof cheapestPaths>) {
  return paths.map(({ cost, edges }) => [cost, edges.length]);
}

test('ids: the base keeps its own, each new edge takes the next, and rows ascend by them', () => {
  const graph = csrOf(graphOf(3, '0>1 0>2 2>1'));
  const overlay = createOverlay(graph, transpose(graph), 1);
  expect([addEdge(overlay, 0, 3), addEdge(overlay, 3, 1)]).toEqual([3, 4]);
  removeEdge(overlay, 0);
  removeEdge(overlay, 3);
  restoreEdge(overlay, 0);
  restoreEdge(overlay, 3);
  expect(edgeEnds(overlay, 2)).toEqual([2, 1]);
  expect(edgeEnds(overlay, 4)).toEqual([3, 1]);
  expect(rowAt(overlay.out, 0)).toEqual({ targets: Uint32Array.of(1, 2, 3), edges: Uint32Array.of(0, 1, 3) });
  expect(rowAt(overlay.into, 1)).toEqual({ targets: Uint32Array.of(0, 2, 3), edges: Uint32Array.of(0, 2, 4) });
});

test('what is taken out and put back leaves no row behind', () => {
  const graph = csrOf(graphOf(3, '0>1 0>2 2>1'));
  const overlay = createOverlay(graph, transpose(graph));
  for (const edge of [0, 1, 2]) removeEdge(overlay, edge);
  expect(overlay.out.patches.size).toBe(2);
  for (const edge of [1, 2, 0]) restoreEdge(overlay, edge);
  expect([overlay.out.patches.size, overlay.into.patches.size, overlay.removed.size]).toEqual([0, 0, 0]);
  expect([...overlay.out.isPatched, ...overlay.into.isPatched]).toEqual([0, 0, 0, 0, 0, 0]);
});

test('refused: edges and nodes that are not there', () => {
  const graph = csrOf(graphOf(2, '0>1'));
  const overlay = createOverlay(graph, transpose(graph));
  expect(() => edgeEnds(overlay, 1)).toThrow(RangeError);
  expect(() => removeEdge(overlay, -1)).toThrow(RangeError);
  expect(() => restoreEdge(overlay, 0)).toThrow(RangeError);
  expect(() => addEdge(overlay, 2, 0)).toThrow(RangeError);
  removeEdge(overlay, 0);
  expect(() => removeEdge(overlay, 0)).toThrow(RangeError);
});
