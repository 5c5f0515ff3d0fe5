import type { OpenGraph } from '../graph/open-graph.ts';
import type { MapSector, NodeSummary, Radius, ReachRow, RingMap } from '../model/answers.ts';
import { groupBy } from '../model/group-by.ts';
import { isResource, type Category } from '../model/node-kind.ts';
import { defineQuery } from './define-query.ts';
import { crownJewelWeight } from './radii.ts';
import { reach, reachRows, reachRowsByCypher } from './reach.ts';

/** Sectors with at most so many nodes carry them; larger ones are asked for by page. */
const inlineMembers = 12;

/** Crown jewels that a sector names; their count stands beside them. */
const namedJewels = 20;

/** The blast radius of a node, grouped by hop, account and kind. */
export const ringMap = defineQuery({
  id: 'map',
  question: 'What falls, seen from far enough to read it?',
  params: { of: { type: 'node', description: 'the node that is compromised' } },
  columns: {
    hops: { type: 'number', description: 'the ring' },
    scope: { type: 'text', description: 'account, cluster or organisation' },
    kind: { type: 'text', description: 'node kind' },
    count: { type: 'number', description: 'nodes in the sector' },
    weight: { type: 'number', description: 'their summed weight' },
    conditional: { type: 'number', description: 'how many are reached only under conditions' },
    crownJewels: { type: 'list', description: 'at most 20 of its crown jewels' },
    members: { type: 'list', description: 'all of its nodes where there are at most 12' },
  },
  run: (graph, { of }) => ringMapOf(graph, of).sectors,
  cypher: {
    statements: reach.cypher.statements,
    how: 'As `reach`; its rows are grouped by hop, scope and kind.',
    run: async (database, { of }) => sectorsOf(await reachRowsByCypher(database, of)),
  },
});

export function ringMapOf(graph: OpenGraph, of: number): RingMap {
  const rows = reachRows(graph, of);
  return {
    from: graph.summary(of),
    rings: rows.reduce((most, { hops }) => Math.max(most, hops), 0),
    certain: radiusOf(rows.filter(({ certainty }) => certainty === 'certain')),
    possible: radiusOf(rows),
    sectors: sectorsOf(rows),
  };
}

function sectorsOf(rows: readonly ReachRow[]): readonly MapSector[] {
  return [...groupBy(rows, sectorId)].map(([id, members]) => sector(id, members));
}

/** The nodes of one sector, heaviest first; empty where there is no such sector. */
export function sectorMembers(graph: OpenGraph, of: number, id: string): readonly ReachRow[] {
  return reachRows(graph, of).filter((row) => sectorId(row) === id);
}

/** The sectors in which nodes stand, in the order of the ids; nodes that are not reached are left out. */
export function placesOnMap(
  graph: OpenGraph,
  of: number,
  ids: readonly string[],
): readonly { readonly id: string; readonly sector: string }[] {
  const rows = new Map(reachRows(graph, of).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row === undefined ? [] : [{ id, sector: sectorId(row) }];
  });
}

function sectorId({ hops, scope, kind }: ReachRow): string {
  return `${hops} ${scope} ${kind}`;
}

function sector(id: string, members: readonly ReachRow[]): MapSector {
  const [{ hops, scope, kind, category }] = members;
  const jewels = members.filter((row) => isResource(row.category as Category) && row.weight >= crownJewelWeight);
  return {
    id,
    hops,
    scope,
    kind,
    category,
    count: members.length,
    weight: members.reduce((sum, row) => sum + row.weight, 0),
    conditional: members.filter(({ certainty }) => certainty === 'conditional').length,
    crownJewels: jewels.slice(0, namedJewels).map(summaryOf),
    crownJewelCount: jewels.length,
    members: members.length <= inlineMembers ? members.map(summaryOf) : [],
  };
}

function summaryOf({ id, name, kind, category, scope, weight }: ReachRow): NodeSummary {
  return { id, name, kind, category, scope, weight };
}

function radiusOf(rows: readonly ReachRow[]): Radius {
  const count = (category: Category): number => rows.filter((row) => row.category === category).length;
  const [system, data, automation, identity] = [count('system'), count('data'), count('automation'), count('identity')];
  const weight = rows.reduce((sum, row) => sum + (isResource(row.category as Category) ? row.weight : 0), 0);
  return { system, data, automation, identity, resources: system + data + automation, weight };
}
