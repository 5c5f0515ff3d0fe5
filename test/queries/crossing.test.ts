import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Workspace } from '../../app/workspace.ts';
import { hops, UNREACHED } from '../../engine/hops.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { isResource } from '../../model/node-kind.ts';
import { crossing } from '../../queries/crossing.ts';
import { openStore } from '../../store/open-store.ts';
import { demoStore } from '../app/demo-store.ts';
import { graphOf } from '../helpers/estate-derived.ts';
import { shortName } from '../helpers/estate-names.ts';
import { randomGraph } from '../helpers/random-graph.ts';

const base = 'ci trusts home; ci may s3:GetObject on bucket/*; bucket; secret tagged criticality=critical';

const cases = [
  { when: 'both environments are known', facts: 'ci tagged env=dev; bucket tagged env=prod', finds: 'ci dev 1 5' },
  { when: 'the identity is in production', facts: 'ci tagged env=live; bucket tagged env=prod', finds: '' },
  { when: "the identity's is not known", facts: 'bucket tagged env=prod', finds: '' },
  { when: 'the identity serves all', facts: 'ci tagged env=shared; bucket tagged env=prod', finds: '' },
  { when: "the resource's is not known", facts: 'ci tagged env=dev', finds: '' },
  { when: 'the resource is for tests', facts: 'ci tagged env=dev; bucket tagged env=nonprod', finds: '' },
  {
    when: 'production is not reached',
    facts: 'ci tagged env=dev; bucket tagged env=dev; secret tagged env=prod',
    finds: '',
  },
  {
    when: 'the way has a condition',
    facts:
      'job may s3:GetObject on bucket/* if Bool aws:MultiFactorAuthPresent true; job tagged env=dev; bucket tagged env=prod',
    finds: 'job dev 1? 5',
  },
  {
    when: 'the way leads through another identity',
    facts: 'ann may sts:* on ci; ann tagged env=test; bucket tagged env=prod',
    finds: 'ann test 2 5',
  },
  {
    when: 'an identity in production is on the way',
    facts: 'ann may sts:* on ci; ann tagged env=test; ci tagged env=prod',
    finds: 'ann test 1 0',
  },
  {
    when: 'several, the heaviest first',
    facts: 'ci tagged env=dev; bucket,secret tagged env=prod; job may secretsmanager:* on secret; job tagged env=qa',
    finds: 'job qa 1 100 secret; ci dev 1 5',
  },
];

test.each(cases)('crossing: $when', async ({ facts, finds }) => {
  const rows = crossing.run(await graphOf(`${base}; ${facts}`), {});
  const told = rows.map(({ id, environment, hops: steps, certainty, possible, crownJewels }) =>
    [
      shortName(id),
      environment,
      `${steps}${certainty === 'certain' ? '' : '?'}`,
      possible.weight,
      ...crownJewels.map(shortName),
    ].join(' '),
  );
  expect(told.join('; ')).toBe(finds);
  expect(rows.map(({ rank }) => rank)).toEqual(rows.map((_, at) => at + 1));
});

/** Each identity walked for itself. */
function plainly(graph: OpenGraph): readonly string[] {
  const isHere = (node: number) => graph.environment(node) === 'production';
  const rows: string[] = [];
  for (const node of graph.nodesWhere((each) => graph.category(each) === 'identity')) {
    if (graph.environment(node) === null || isHere(node)) continue;
    const depth = hops(graph.data.csr, [node], graph.data.edgeHop);
    const sure = hops(graph.certain, [node], graph.certainHop);
    const found = (of: Uint32Array, accepts: (each: number) => boolean) =>
      Array.from(graph.nodesWhere((each) => of[each] !== UNREACHED && isHere(each) && accepts(each)));
    const isThing = (each: number) => isResource(graph.category(each));
    const isWho = (each: number) => graph.category(each) === 'identity';
    const weigh = (things: readonly number[]) =>
      things.reduce((sum, each) => sum + graph.data.nodeWeight[each] * 1000, 0) / 1000;
    const radius = (of: Uint32Array) => {
      const things = found(of, isThing);
      return [things.length, found(of, isWho).length, weigh(things)].join(' ');
    };
    const any = found(depth, (each) => isThing(each) || isWho(each));
    if (any.length === 0) continue;
    const least = Math.min(...any.map((each) => depth[each]));
    const jewels = found(depth, (each) => isThing(each) && graph.data.nodeWeight[each] >= 100);
    rows.push(
      `${graph.id(node)}: ${radius(sure)}; ${radius(depth)}; ${least}; ${jewels.map((each) => graph.id(each)).join(' ')}`,
    );
  }
  return rows.sort();
}

test('random graphs: the rows are those of walking for each identity', () => {
  fc.assert(
    fc.property(randomGraph, (data) => {
      const graph = new OpenGraph(data);
      const told = crossing.run(graph, {}).map(({ id, certain, possible, hops: steps, crownJewels }) => {
        const radius = (of: typeof certain) => [of.resources, of.identities, of.weight].join(' ');
        return `${id}: ${radius(certain)}; ${radius(possible)}; ${steps}; ${crownJewels.join(' ')}`;
      });
      expect(told.sort()).toEqual(plainly(graph));
    }),
  );
});

test('the demo: what is meant for tests replays telemetry of production and trains on its routes', async () => {
  const scratch = await demoStore();
  const workspace = new Workspace(await openStore(scratch.store, { readOnly: true }));
  try {
    const { graph } = await workspace.need();
    const rows = crossing.run(graph, {});
    expect(new Set(rows.map(({ environment }) => environment))).toEqual(new Set(['development']));
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['telemetry-replay-lambda', 'route-training']));
    expect(rows.at(0)).toMatchObject({ certainty: 'certain', crownJewels: [expect.any(String), expect.any(String)] });
  } finally {
    await workspace.close();
    await scratch.remove();
  }
});
