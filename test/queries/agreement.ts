import { expect } from 'vitest';
import { questionsInDatabase } from '../../app/cypher/questions-in-database.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { allQueries, type AnyQuery } from '../../queries/all-queries.ts';
import { openNeo4jStore, type Neo4jOptions } from '../../store/neo4j.ts';
import type { Store } from '../../store/store.ts';

/** A store in Neo4j that holds the graph and no records. */
export async function storeOf(estate: string, options: Neo4jOptions, graph: Uint8Array): Promise<Store> {
  const store = await openNeo4jStore(estate, options);
  const draft = await store.begin();
  await draft.seal();
  await draft.publish(graph);
  return store;
}

/** Asks every question of both engines, with the nodes and pairs of nodes given, and expects the same rows. */
export async function expectAgreement(store: Store, graph: OpenGraph, nodes: readonly number[]): Promise<void> {
  const questions = await questionsInDatabase(store);
  for (const query of allQueries) {
    for (const args of argumentsFor(query, nodes)) {
      const told = await questions.ask(query, args);
      const asked = `${query.id} ${JSON.stringify(args)}`;
      expect({ asked, rows: told }).toEqual({ asked, rows: query.run(graph, args) });
    }
  }
}

/** One call for each node where a question has one; where it has two, each node with the one after it. */
function argumentsFor({ params }: AnyQuery, nodes: readonly number[]): readonly Record<string, number>[] {
  const nodeNames = Object.keys(params).filter((name) => params[name].type === 'node');
  const numbers = Object.entries(params).flatMap(([name, param]) =>
    param.type === 'integer' ? [[name, param.default] as const] : [],
  );
  const places = nodeNames.length === 0 ? [0] : nodes.keys();
  return Array.from(places, (place) => {
    const chosen = nodeNames.map((name, at) => [name, nodes[(place + at) % nodes.length]] as const);
    return Object.fromEntries([...chosen, ...numbers]);
  });
}

/** Nodes that people see, about so many, spread over the graph. */
export function someNodes(graph: OpenGraph, count: number): readonly number[] {
  const shown = graph.nodesWhere(() => true);
  const step = Math.max(1, Math.floor(shown.length / count));
  return Array.from(shown.filter((_, at) => at % step === 0));
}
