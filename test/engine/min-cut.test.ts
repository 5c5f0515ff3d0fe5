import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { buildCsr } from '../../engine/csr.ts';
import { cutGraph } from '../../engine/cut-graph.ts';
import { maxFlow } from '../../engine/max-flow.ts';
import type { FlowNetwork } from '../../engine/max-flow.ts';
import { minCut } from '../../engine/min-cut.ts';
import { transpose } from '../../engine/transpose.ts';
import { csrOf, graphOf } from './random-graph.ts';

const MAX_ARCS = 9;

/** Small networks with parallel arcs, loops, arcs of no cost and arcs that must stay. */
const anyNetwork = fc.integer({ min: 2, max: 6 }).chain((nodeCount) => {
  const node = fc.nat({ max: nodeCount - 1 });
  const cost = fc.constantFrom(0, 1, 1, 2, 3, 5, Infinity);
  return fc.record({
    nodeCount: fc.constant(nodeCount),
    arcs: fc.array(fc.tuple(node, node, cost), { maxLength: MAX_ARCS, size: 'max' }),
    sources: fc.array(node, { minLength: 1, maxLength: 2 }),
    sinks: fc.array(node, { minLength: 1, maxLength: 2 }),
    nodeCosts: fc.array(fc.constantFrom(0, 1, 2, 4, Infinity, Infinity), {
      minLength: nodeCount,
      maxLength: nodeCount,
    }),
  });
});

type Arc = readonly [number, number, number];

/** Whether some source leads to some sink along arcs and nodes that are not cut. */
function leads(
  arcs: readonly Arc[],
  sources: readonly number[],
  sinks: readonly number[],
  cutNodes = new Set<number>(),
): boolean {
  const found = new Set(sources.filter((u) => !cutNodes.has(u)));
  for (const u of found) for (const [from, to] of arcs) if (from === u && !cutNodes.has(to)) found.add(to);
  return sinks.some((u) => found.has(u));
}

/** The least cost of all sets of arcs and nodes that part sources from sinks; Infinity where only what must stay does. */
function cheapestOfAll(
  arcs: readonly Arc[],
  sources: readonly number[],
  sinks: readonly number[],
  nodeCosts: readonly number[],
): number {
  let best = Infinity;
  const finite = nodeCosts.flatMap((cost, u) => (cost === Infinity ? [] : [u]));
  for (let bits = 0; bits < 2 ** arcs.length; bits++) {
    const cost = arcs.reduce((sum, arc, i) => sum + ((bits >>> i) & 1 ? arc[2] : 0), 0);
    if (cost >= best) continue;
    const left = arcs.filter((_, i) => ((bits >>> i) & 1) === 0);
    for (let nodeBits = 0; nodeBits < 2 ** finite.length; nodeBits++) {
      const nodes = finite.filter((_, i) => (nodeBits >>> i) & 1);
      const whole = nodes.reduce((sum, u) => sum + nodeCosts[u], cost);
      if (whole < best && !leads(left, sources, sinks, new Set(nodes))) best = whole;
    }
  }
  return best;
}

function networkOf(nodeCount: number, arcs: readonly Arc[]): FlowNetwork {
  return {
    nodeCount,
    from: Uint32Array.from(arcs, ([from]) => from),
    to: Uint32Array.from(arcs, ([, to]) => to),
    capacity: Float64Array.from(arcs, ([, , cost]) => cost),
  };
}

test('the cut is the cheapest of all sets of arcs, no arc too many, and the flow proves it', () => {
  fc.assert(
    fc.property(anyNetwork, ({ nodeCount, arcs, sources, sinks }) => {
      const network = networkOf(nodeCount, arcs);
      const found = minCut(network, Uint32Array.from(sources), Uint32Array.from(sinks));
      const best = cheapestOfAll(arcs, sources, sinks, []);
      if (found.kind === 'impossible') {
        expect(best).toBe(Infinity);
        const way = [...found.way].map((arc) => arcs[arc]);
        expect(way.every(([, , cost]) => cost === Infinity)).toBe(true);
        const nodes =
          way.length === 0 ? sources.filter((u) => sinks.includes(u)) : [way[0][0], ...way.map(([, to]) => to)];
        expect(way.map(([from]) => from)).toEqual(nodes.slice(0, way.length));
        expect([sources.includes(nodes[0]), sinks.includes(nodes[way.length])]).toEqual([true, true]);
        return;
      }
      expect(found.value).toBe(best);
      const cut = new Set(found.arcs);
      expect(
        leads(
          arcs.filter((_, i) => !cut.has(i)),
          sources,
          sinks,
        ),
      ).toBe(false);
      for (const one of cut)
        expect(
          leads(
            arcs.filter((_, i) => i === one || !cut.has(i)),
            sources,
            sinks,
          ),
        ).toBe(true);
      expect(flowValue(network, found.flow, sources, sinks)).toBe(best);
    }),
    { numRuns: 1000 },
  );
});

test('edges and nodes of a graph: the cheapest of all sets of both, and the flow proves it', () => {
  fc.assert(
    fc.property(anyNetwork, ({ nodeCount, arcs, sources, sinks, nodeCosts }) => {
      const few = arcs.slice(0, 6);
      const { from, to } = networkOf(nodeCount, few);
      const graph = buildCsr(nodeCount, from, to);
      const byPosition = [...graph.order].map((e) => few[e]);
      const edgeCosts = Float64Array.from(byPosition, ([, , cost]) => cost);
      const found = cutGraph(graph, transpose(graph), {
        sources: Uint32Array.from(sources),
        sinks: Uint32Array.from(sinks),
        edgeCosts,
        nodeCosts: Float64Array.from(nodeCosts),
      });
      const best = cheapestOfAll(byPosition, sources, sinks, nodeCosts);
      if (found.kind === 'impossible') {
        expect(best).toBe(Infinity);
        const steps = [...found.way].map((e) => byPosition[e]);
        expect(
          leads(steps, sources, sinks, new Set(nodeCosts.flatMap((cost, u) => (cost < Infinity ? [u] : [])))),
        ).toBe(true);
        expect(steps.every(([, , cost]) => cost === Infinity)).toBe(true);
        return;
      }
      expect(found.value).toBe(best);
      const sum = (costs: ArrayLike<number>, of: Uint32Array) => of.reduce((total, i) => total + costs[i], 0);
      expect(sum(edgeCosts, found.edges) + sum(nodeCosts, found.nodes)).toBe(best);
      const left = byPosition.filter((_, e) => !found.edges.includes(e));
      expect(leads(left, sources, sinks, new Set(found.nodes))).toBe(false);
      for (const [e, [, , cost]] of byPosition.entries()) expect(found.edgeFlow[e]).toBeLessThanOrEqual(cost);
    }),
    { numRuns: 500 },
  );
});

test('greater random networks: the flow is sound and as great as the cut', () => {
  const anyGreater = fc.record({
    arcs: fc.array(fc.tuple(fc.nat({ max: 39 }), fc.nat({ max: 39 }), fc.nat({ max: 9 })), {
      minLength: 60,
      maxLength: 200,
      size: 'max',
    }),
  });
  fc.assert(
    fc.property(anyGreater, ({ arcs }) => {
      const network = networkOf(40, arcs);
      const found = minCut(network, Uint32Array.of(0, 1), Uint32Array.of(38, 39));
      if (found.kind === 'impossible') throw new Error('every arc has a cost');
      const cut = new Set(found.arcs);
      expect(
        leads(
          arcs.filter((_, i) => !cut.has(i)),
          [0, 1],
          [38, 39],
        ),
      ).toBe(false);
      expect(flowValue(network, found.flow, [0, 1], [38, 39])).toBe(found.value);
    }),
  );
});

const cases = [
  { when: 'nothing leads there', arcs: [[0, 1, 1]], cut: [] },
  {
    when: 'the narrowest step',
    arcs: [
      [0, 1, 5],
      [1, 2, 2],
      [2, 3, 5],
    ],
    cut: [1],
  },
  {
    when: 'of equally cheap ones the nearest',
    arcs: [
      [0, 1, 1],
      [1, 3, 1],
    ],
    cut: [0],
  },
  {
    when: 'two ways',
    arcs: [
      [0, 1, 1],
      [1, 3, 4],
      [0, 2, 4],
      [2, 3, 1],
    ],
    cut: [0, 3],
  },
  {
    when: 'around what must stay',
    arcs: [
      [0, 1, Infinity],
      [1, 3, 7],
    ],
    cut: [1],
  },
  {
    when: 'what costs nothing is cut only where it leads on',
    arcs: [
      [0, 1, 0],
      [0, 2, 0],
      [2, 3, 1],
    ],
    cut: [1],
  },
] as const;

test.each(cases)('cut: $when', ({ arcs, cut }) => {
  expect(minCut(networkOf(4, arcs), Uint32Array.of(0), Uint32Array.of(3))).toMatchObject({
    kind: 'cut',
    arcs: Uint32Array.from(cut),
  });
});

test('a chain of 100,000 steps, and as many ways side by side', () => {
  const length = 100_000;
  const chain = networkOf(
    length + 1,
    Array.from({ length }, (_, u) => [u, u + 1, u === 70_000 ? 1 : 2] as const),
  );
  expect(minCut(chain, Uint32Array.of(0), Uint32Array.of(length))).toMatchObject({ arcs: Uint32Array.of(70_000) });
  const fan = Array.from({ length }, (_, u) => [[0, u + 2, 3] as const, [u + 2, 1, 2] as const]).flat();
  expect(minCut(networkOf(length + 2, fan), Uint32Array.of(0), Uint32Array.of(1))).toMatchObject({ value: 2 * length });
});

test('refused: what is no network', () => {
  const network = networkOf(2, [[0, 1, 1]]);
  const [source, sink] = [Uint32Array.of(0), Uint32Array.of(1)];
  expect(() => minCut({ ...network, capacity: Float64Array.of(-1) }, source, sink)).toThrow(RangeError);
  expect(() => minCut({ ...network, capacity: Float64Array.of(Number.NaN) }, source, sink)).toThrow(RangeError);
  expect(() => minCut({ ...network, capacity: new Float64Array(2) }, source, sink)).toThrow(RangeError);
  expect(() => minCut({ ...network, to: Uint32Array.of(2) }, source, sink)).toThrow(RangeError);
  expect(() => minCut(network, source, Uint32Array.of(2))).toThrow(RangeError);
  expect(() => maxFlow({ ...network, capacity: Float64Array.of(Infinity) }, source, sink)).toThrow(RangeError);
  expect(() => maxFlow(network, source, source)).toThrow(RangeError);
  const graph = csrOf(graphOf(2, '0>1'));
  const question = { sources: source, sinks: sink, edgeCosts: Float64Array.of(1) };
  const ask = (changed: object) => () => cutGraph(graph, transpose(graph), { ...question, ...changed });
  expect(ask({ edgeCosts: new Float64Array(0) })).toThrow(RangeError);
  expect(ask({ edgeCosts: Float64Array.of(-1) })).toThrow(RangeError);
  expect(ask({ nodeCosts: Float64Array.of(1) })).toThrow(RangeError);
  expect(ask({ sinks: Uint32Array.of(2) })).toThrow(RangeError);
  expect(() => cutGraph(graph, csrOf(graphOf(2, '')), question)).toThrow(RangeError);
});

/** What arrives at the sinks, once every other node is seen to pass on what it gets, within what the arcs take. */
function flowValue(
  { nodeCount, from, to, capacity }: FlowNetwork,
  flow: Float64Array,
  sources: readonly number[],
  sinks: readonly number[],
): number {
  const arrives = new Float64Array(nodeCount);
  for (const [arc, amount] of flow.entries()) {
    expect(amount >= 0 && amount <= capacity[arc]).toBe(true);
    arrives[from[arc]] -= amount;
    arrives[to[arc]] += amount;
  }
  for (const [u, amount] of arrives.entries()) {
    if (!sources.includes(u) && !sinks.includes(u)) expect(amount).toBe(0);
  }
  return [...new Set(sinks)].reduce((sum, u) => sum + arrives[u], 0);
}
