import { edgesAmong } from './corridor.ts';
import { anyCertainty, type CypherGraph } from './cypher-graph.ts';
import { openPart, type PartOfGraph } from './part-of-graph.ts';
import { hopsIn, hopsOut, sweepHops } from './sweep.ts';

/**
 * All that a node leads to, with every edge between.
 *
 * @throws {UnavailableError} when that is more than a client should hold
 */
export async function partBelow(database: CypherGraph, node: number): Promise<PartOfGraph> {
  const depth = await sweepHops(database, [node], hopsOut, anyCertainty);
  return openPart(database, await edgesAmong(database, [...depth.keys()]), [node]);
}

/**
 * All that leads to a node, with every edge between.
 *
 * @throws {UnavailableError} when that is more than a client should hold
 */
export async function partAbove(database: CypherGraph, node: number): Promise<PartOfGraph> {
  const depth = await sweepHops(database, [node], hopsIn, anyCertainty);
  const edges = await edgesAmong(database, [...depth.keys()]);
  return openPart(
    database,
    edges.filter(({ to }) => depth.has(to)),
    [node],
  );
}
