import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { bridgesInto } from '../../engine/bridges.ts';
import { closureSums } from '../../engine/closure.ts';
import { dominators } from '../../engine/dominators.ts';
import { NONE } from '../../engine/none.ts';
import { sharesOf } from '../../engine/shares.ts';
import { transpose } from '../../engine/transpose.ts';
import { anyGraph, chain, csrOf, edgesOf, graphOf } from './random-graph.ts';
import type { PlainGraph } from './random-graph.ts';

const GROUPS = 2;

const ascending = (a: number, b: number): number => a - b;

const anyRooted = (maxNodes: number) =>
  fc
    .tuple(anyGraph(maxNodes), fc.nat())
    .filter(([plain]) => plain.nodeCount > 0)
    .map(([plain, pick]) => ({ plain, root: pick % plain.nodeCount }));

/** What a node reaches, itself among it. */
function reachOf({ nodeCount, edges }: PlainGraph, root: number): Set<number> {
  const found = new Set(nodeCount === 0 ? [] : [root]);
  for (const u of found) for (const [from, to] of edges) if (from === u) found.add(to);
  return found;
}

function without(plain: PlainGraph, drop: (from: number, to: number, e: number) => boolean): PlainGraph {
  return { ...plain, edges: plain.edges.filter(([from, to], e) => !drop(from, to, e)) };
}

/** What the root no longer reaches once the node is gone, the node among it. */
function lostWithoutNode(plain: PlainGraph, root: number, node: number): Set<number> {
  const left =
    node === root
      ? new Set([root])
      : reachOf(
          without(plain, (from, to) => from === node || to === node),
          root,
        );
  return new Set([...reachOf(plain, root)].filter((u) => !left.has(u)));
}

/** Dominators of a node, itself among them, by taking out each other node. */
function slowDominators(plain: PlainGraph, root: number): Map<number, number[]> {
  const dominatorsOf = new Map([...reachOf(plain, root)].map((u) => [u, [root]]));
  for (let u = 0; u < plain.nodeCount; u++) {
    if (u !== root) for (const lost of lostWithoutNode(plain, root, u)) dominatorsOf.get(lost)?.push(u);
  }
  return dominatorsOf;
}

test('the tree path above a node holds all its dominators and no others', () => {
  fc.assert(
    fc.property(anyRooted(12), ({ plain, root }) => {
      const graph = csrOf(plain);
      const { dominatorOf, order } = dominators(graph, transpose(graph), root);
      const slow = slowDominators(plain, root);
      expect([...order].sort(ascending)).toEqual([...slow.keys()].sort(ascending));
      for (let u = 0; u < plain.nodeCount; u++) {
        if (!slow.has(u)) expect(dominatorOf[u]).toBe(NONE);
        else expect(above(dominatorOf, u).sort(ascending)).toEqual(slow.get(u)?.sort(ascending));
      }
      for (const [i, u] of order.entries()) expect([...order.subarray(0, i + 1)]).toContain(dominatorOf[u]);
    }),
    { numRuns: 500 },
  );
});

test('bridges are the edges without which something is lost, and what is lost is what the head dominates', () => {
  fc.assert(
    fc.property(anyRooted(9), ({ plain, root }) => {
      const graph = csrOf(plain);
      const reverse = transpose(graph);
      const tree = dominators(graph, reverse, root);
      const bridges = bridgesInto(reverse, tree);
      const byPosition = { ...plain, edges: edgesOf(graph) };
      const whole = reachOf(byPosition, root);
      for (const [e, [, to]] of byPosition.edges.entries()) {
        const left = reachOf(
          without(byPosition, (_from, _to, other) => other === e),
          root,
        );
        const lost = [...whole].filter((u) => !left.has(u)).sort(ascending);
        const carried =
          bridges[to] === e ? [...whole].filter((u) => above(tree.dominatorOf, u).includes(to)).sort(ascending) : [];
        expect(carried).toEqual(lost);
      }
      expect(bridges.every((e, u) => e === NONE || graph.targets[e] === u)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a node carries what the root loses without it; the root carries its closure', () => {
  fc.assert(
    fc.property(anyRooted(10), fc.infiniteStream(fc.nat({ max: 99 })), ({ plain, root }, draws) => {
      const graph = csrOf(plain);
      const targets = drawTargets(plain.nodeCount, draws);
      const shares = sharesOf(dominators(graph, transpose(graph), root), targets, GROUPS);
      const own = closureSums(graph, Uint32Array.of(root), targets, GROUPS);
      expect([...shares.counts.subarray(root * GROUPS, root * GROUPS + GROUPS)]).toEqual([...own.counts]);
      expect(shares.weights[root]).toBe(own.weights[0]);
      for (let u = 0; u < plain.nodeCount; u++) {
        const lost = lostWithoutNode(plain, root, u);
        const counted = [...targets.node.keys()].filter((i) => lost.has(targets.node[i]) && targets.node[i] !== root);
        expect(shares.weights[u]).toBe(counted.reduce((sum, i) => sum + targets.weight[i], 0));
        for (let g = 0; g < GROUPS; g++) {
          expect(shares.counts[u * GROUPS + g]).toBe(counted.filter((i) => targets.group[i] === g).length);
        }
      }
    }),
  );
});

test('to a target: the tree of the transposed graph', () => {
  const graph = csrOf(graphOf(5, '0>2 1>2 2>3 3>4 2>4'));
  expect([...dominators(transpose(graph), graph, 4).dominatorOf]).toEqual([2, 2, 4, 4, 4]);
});

const cases = [
  { when: 'two ways meet', nodes: 4, edges: '0>1 0>2 1>3 2>3', tree: [0, 0, 0, 0], bridges: [0, 1] },
  { when: 'parallel edges are no bridge', nodes: 3, edges: '0>1 0>1 1>2', tree: [0, 0, 1], bridges: [2] },
  {
    when: 'a self loop and an edge back are no entrance',
    nodes: 3,
    edges: '0>1 1>1 1>2 2>1',
    tree: [0, 0, 1],
    bridges: [0, 2],
  },
  {
    when: 'an edge from what is not reached is no entrance',
    nodes: 3,
    edges: '0>1 2>1',
    tree: [0, 0, NONE],
    bridges: [0],
  },
];

test.each(cases)('$when', ({ nodes, edges, tree, bridges }) => {
  const graph = csrOf(graphOf(nodes, edges));
  const reverse = transpose(graph);
  const found = dominators(graph, reverse, 0);
  expect([...found.dominatorOf]).toEqual(tree);
  expect([...bridgesInto(reverse, found)].filter((e) => e !== NONE).sort(ascending)).toEqual(bridges);
});

test('a chain of 200,000 nodes, and one with a shortcut over each second node', () => {
  const graph = chain(200_000);
  expect(dominators(graph, transpose(graph), 0).dominatorOf[199_999]).toBe(199_998);
  const single = edgesOf(graph);
  const skipping = csrOf({
    nodeCount: 200_000,
    edges: [...single, ...single.filter(([u]) => u % 2 === 0 && u < 199_998).map(([u]) => [u, u + 2] as const)],
  });
  const tree = dominators(skipping, transpose(skipping), 0);
  expect([tree.dominatorOf[199_999], tree.dominatorOf[199_998]]).toEqual([199_998, 199_996]);
});

test('refused: a root that is no node, a transposed graph of another size, a tree of another size, bad targets', () => {
  const graph = csrOf(graphOf(2, '0>1'));
  const reverse = transpose(graph);
  const tree = dominators(graph, reverse, 0);
  expect(() => dominators(graph, reverse, 2)).toThrow(RangeError);
  expect(() => dominators(graph, csrOf(graphOf(2, '')), 0)).toThrow(RangeError);
  expect(() => dominators(graph, csrOf(graphOf(3, '0>1')), 0)).toThrow(RangeError);
  expect(() => bridgesInto(transpose(csrOf(graphOf(3, '0>1'))), tree)).toThrow(RangeError);
  const target = { node: Uint32Array.of(1), group: Uint8Array.of(0), weight: Uint32Array.of(1) };
  expect(() => sharesOf(tree, { ...target, node: Uint32Array.of(2) }, 1)).toThrow(RangeError);
  expect(() => sharesOf(tree, { ...target, weight: new Uint32Array(0) }, 1)).toThrow(RangeError);
  expect(() => sharesOf(tree, target, 0)).toThrow(RangeError);
});

/** The node and what stands above it. */
function above(dominatorOf: Uint32Array, node: number): number[] {
  const path = [node];
  for (let u = node; dominatorOf[u] !== u; u = dominatorOf[u]) path.push(dominatorOf[u]);
  return path;
}

function drawTargets(nodeCount: number, draws: Iterator<number>) {
  const draw = (): number => Number(draws.next().value);
  const node = Uint32Array.from({ length: nodeCount }, (_, u) => u).filter(() => draw() < 70);
  return {
    node,
    group: Uint8Array.from(node, () => draw() % GROUPS),
    weight: Uint32Array.from(node, () => draw()),
  };
}
