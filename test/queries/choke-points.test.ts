import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { reachedFrom } from '../../engine/reached.ts';
import { buildCsr } from '../../engine/csr.ts';
import { none } from '../../graph/compiled-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { isResource } from '../../model/node-kind.ts';
import { chokePoints } from '../../queries/choke-points.ts';
import { gatekeepers } from '../../queries/gatekeepers.ts';
import { isCounted } from '../../queries/reach.ts';
import { graphOf, idOf } from '../helpers/estate-derived.ts';
import { shortName } from '../helpers/estate-names.ts';
import { randomGraph } from '../helpers/random-graph.ts';

/** All nodes that a node leads to, itself among them, without one node or one edge. */
function reached(graph: OpenGraph, of: number, isKept: (edge: number) => boolean): Uint8Array {
  const { csr } = graph.data;
  const kept = Uint32Array.from(csr.targets.keys()).filter(isKept);
  const tails = kept.map((e) => graph.tails[e]);
  const heads = kept.map((e) => csr.targets[e]);
  return reachedFrom(buildCsr(graph.nodeCount, tails, heads), [of]);
}

/** What falls no more without some edges, for one certainty. */
function lostWithout(graph: OpenGraph, of: number, isCertain: boolean, isGone: (edge: number) => boolean) {
  const holds = (e: number): boolean => !isCertain || graph.data.edgeConditions[e] === 0;
  const before = reached(graph, of, holds);
  const after = reached(graph, of, (e) => holds(e) && !isGone(e));
  const lost = graph
    .nodesWhere((node) => node !== of && isCounted(graph, node))
    .filter((node) => before[node] === 1 && after[node] === 0);
  const resources = [...lost].filter((node) => isResource(graph.category(node)));
  return {
    nodes: before.reduce((count, mark, node) => count + (mark === 1 && after[node] === 0 ? 1 : 0), 0),
    weight: resources.reduce((sum, node) => sum + graph.data.nodeWeight[node], 0),
    resources: resources.length,
    identities: lost.length - resources.length,
    crownJewels: resources.filter((node) => graph.data.nodeWeight[node] >= 100).length,
  };
}

type Lost = ReturnType<typeof lostWithout>;

function bothLost(graph: OpenGraph, of: number, isGone: (edge: number) => boolean): { certain: Lost; possible: Lost } {
  return { certain: lostWithout(graph, of, true, isGone), possible: lostWithout(graph, of, false, isGone) };
}

const text = ({ weight, resources, identities, crownJewels }: Omit<Lost, 'nodes'>): string =>
  `${Math.round(weight * 1000)} ${resources} ${identities} ${crownJewels}`;

const rowText = (
  what: string,
  id: string,
  { certain, possible }: { certain: Omit<Lost, 'nodes'>; possible: Omit<Lost, 'nodes'> },
) => `${what} ${id}: ${text(certain)} / ${text(possible)}`;

const worthOf = ({ certain, possible }: { certain: Lost; possible: Lost }): number => certain.weight + possible.weight;

/** The rows by taking each node and each edge out and looking. */
function plainRows(graph: OpenGraph, of: number): readonly string[] {
  const { csr, nodeShownAs, edgeKind } = graph.data;
  const best = new Map<number, { certain: Lost; possible: Lost }>();
  for (let node = 0; node < graph.nodeCount; node++) {
    const shown = nodeShownAs[node];
    if (node === of || shown === none) continue;
    const lost = bothLost(graph, of, (e) => csr.targets[e] === node || graph.tails[e] === node);
    if (lost.certain.nodes < 2 && lost.possible.nodes < 2) continue;
    const known = best.get(shown);
    if (known === undefined || worthOf(lost) > worthOf(known)) best.set(shown, lost);
  }
  const rows = [...best]
    .filter(([, lost]) => worthOf(lost) > 0)
    .map(([node, lost]) => rowText('node', graph.id(node), lost));
  for (const e of csr.targets.keys()) {
    const lost = bothLost(graph, of, (other) => other === e);
    if (worthOf(lost) === 0 || graph.text(edgeKind[e]) === '') continue;
    rows.push(rowText('step', graph.text(edgeKind[e]), lost));
  }
  return rows.sort();
}

test('what each node and step carries is what is lost without it', () => {
  fc.assert(
    fc.property(randomGraph, (data) => {
      const graph = new OpenGraph(data);
      for (const of of graph.nodesWhere((node) => node % 5 === 0)) {
        const rows = chokePoints.run(graph, { of, top: 1000 });
        const told = rows.map((row) => rowText(row.what, row.what === 'node' ? row.id : row.kind, row)).sort();
        const expected = plainRows(graph, of);
        // A step between a node and its own level of access is none that anybody sees.
        expect(told.filter((row) => !expected.includes(row))).toEqual([]);
        const nodes = (list: readonly string[]) => list.filter((row) => row.startsWith('node'));
        expect(nodes(told)).toEqual(nodes(expected));
      }
    }),
    { numRuns: 60 },
  );
});

const estate = [
  'ann may sts:* on *',
  'ci trusts ann; ci may s3:* on *; ci may lambda:UpdateFunctionCode on *',
  'function runsAs bob-runner; bob-runner may secretsmanager:GetSecretValue on *',
  'secret tagged criticality=critical; bucket; bucket2; bucket3; bucket4; bucket5',
].join('; ');

test('a person reads nodes and steps; inner nodes are told by what lies behind them', async () => {
  const graph = await graphOf(estate);
  const rows = chokePoints.run(graph, { of: graph.indexOf(idOf('ci')) ?? -1, top: 20 });
  const told = rows.map(({ what, kind, id, to, possible }) =>
    [what, kind, shortName(id), ...to.map(shortName), possible.weight, possible.share.toFixed(2)].join(' '),
  );
  expect(told).toMatchInlineSnapshot(`
    [
      "node aws-lambda-function function 105 0.81",
      "step CAN_CHANGE_CODE ci function 105 0.81",
      "node aws-role bob-runner 100 0.77",
      "step CAN_READ bob-runner secret 100 0.77",
      "step RUNS_AS function bob-runner 100 0.77",
    ]
  `);
  expect(rows.find(({ what }) => what === 'step')?.evidence).not.toEqual([]);
});

test('the rows that are told first carry most', async () => {
  const graph = await graphOf(estate);
  const of = graph.indexOf(idOf('ci')) ?? -1;
  const all = chokePoints.run(graph, { of, top: 1000 });
  expect(chokePoints.run(graph, { of, top: 3 })).toEqual(all.slice(0, 3));
  const worth = all.map(({ certain, possible }) => certain.weight + possible.weight);
  expect(worth).toEqual(worth.toSorted((a, b) => b - a));
});

test('who must be passed to reach a node: as many identities as cannot without it', () => {
  fc.assert(
    fc.property(randomGraph, (data) => {
      const graph = new OpenGraph(data);
      const { csr } = graph.data;
      const identities = graph.nodesWhere((node) => graph.category(node) === 'identity');
      for (const to of graph.nodesWhere((node) => node % 5 === 0)) {
        const rows = gatekeepers.run(graph, { to, top: 1000 });
        for (const { id, possible } of rows) {
          const through = [...Array(graph.nodeCount).keys()].filter(
            (x) => graph.data.nodeShownAs[x] === graph.indexOf(id),
          );
          const counts = through.map(
            (x) =>
              [...identities].filter(
                (from) =>
                  from !== to &&
                  reached(graph, from, () => true)[to] === 1 &&
                  (from === x || reached(graph, from, (e) => csr.targets[e] !== x && graph.tails[e] !== x)[to] === 0),
              ).length,
          );
          expect(counts).toContain(possible.identities);
        }
      }
    }),
    { numRuns: 40 },
  );
});
