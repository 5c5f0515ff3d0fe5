import {
  listIn,
  numberIn,
  textIn,
  textsIn,
  type CypherGraph,
  type CypherRow,
} from '../../queries/cypher/cypher-graph.ts';
import { boundedId } from '../../store/neo4j/bounded-id.ts';
import type { NamedNode } from '../questions.ts';
import { ambiguousName, listed, noSuchNode } from '../resolve-node.ts';

const nodeOfId = `MATCH (n:AmbitNode {graph: $graph, id: $id})
WHERE n.shownAs IS NULL AND coalesce(n.fullId, n.id) = $whole
RETURN n.index AS node, $whole AS id, n.name AS name`;

const nodesNamed = `MATCH (n:AmbitNode {graph: $graph}) WHERE n.name = $name AND n.shownAs IS NULL
WITH n ORDER BY n.index
RETURN count(n) AS count, collect(n.index)[..$listed] AS nodes, collect(coalesce(n.fullId, n.id))[..$listed] AS ids`;

const nodesLike = `MATCH (n:AmbitNode {graph: $graph}) WHERE toLower(n.name) CONTAINS toLower($name) AND n.shownAs IS NULL
WITH n ORDER BY n.index
RETURN count(n) AS count, collect(coalesce(n.fullId, n.id))[..$listed] AS ids`;

/**
 * The node that an id, or a name which only one node has, means; the same as in the program.
 *
 * @throws {NotFoundError} when no node is meant
 * @throws {AmbiguousNameError} when more than one is
 */
export async function findNode(database: CypherGraph, text: string): Promise<NamedNode> {
  const [exact] = await database.ask(nodeOfId, { id: boundedId(text), whole: text });
  if (exact !== undefined)
    return { index: numberIn(exact, 'node'), id: textIn(exact, 'id'), name: textIn(exact, 'name') };
  const [named] = await database.ask(nodesNamed, { name: text, listed });
  const count = numberIn(named, 'count');
  if (count > 1) throw ambiguousName(text, textsIn(named, 'ids'), count);
  if (count === 1) return onlyNode(named, text);
  const [near] = await database.ask(nodesLike, { name: text, listed });
  throw noSuchNode(text, textsIn(near, 'ids'), numberIn(near, 'count'));
}

function onlyNode(row: CypherRow, name: string): NamedNode {
  return { index: Number(listIn(row, 'nodes')[0]), id: textsIn(row, 'ids')[0], name };
}
