import { UnavailableError, UsageError } from '../../model/errors.ts';
import { blastRadius } from '../../queries/blast-radius.ts';
import type { CypherGraph, CypherRow } from '../../queries/cypher/cypher-graph.ts';
import type { CypherDoor } from '../../store/cypher.ts';
import type { Snapshot, Store } from '../../store/store.ts';
import type { Questions } from '../questions.ts';
import { emptyStore } from '../workspace.ts';
import { findNode } from './find-node.ts';

/** Longest that a question may take in all, and each of its statements. */
const questionMs = 600_000;
const statementMs = 120_000;

/** Rows that a statement may give: an answer that is cut is none. */
const mostRows = 2_000_000;

/**
 * Answers by the database that the store is, in sessions that may only read.
 *
 * @throws {UsageError} when the store is no such database
 * @throws {UnavailableError} when nothing was ingested yet
 */
export async function questionsInDatabase(store: Store): Promise<Questions> {
  const door = store.cypher;
  if (door === undefined)
    throw new UsageError(
      'this store answers no Cypher',
      'name one in Neo4j with --store bolt://…, or leave out --engine',
    );
  const snapshot = await store.snapshot();
  if (snapshot === undefined) throw emptyStore();
  return {
    snapshot,
    node: (text) => findNode(openGraph(door, snapshot), text),
    ask: (query, args) => query.cypher.run(openGraph(door, snapshot), args),
    async report({ hops = false } = {}) {
      if (hops) throw new UsageError('the most hops are not asked of a database', 'leave out --engine or --hops');
      return blastRadius.cypher.run(openGraph(door, snapshot), {});
    },
  };
}

/** The snapshot's graph; the time of one question begins now. */
function openGraph(door: CypherDoor, { graphNumber }: Snapshot): CypherGraph {
  const endsAt = Date.now() + questionMs;
  return {
    async ask(statement, parameters = {}) {
      const timeoutMs = Math.min(statementMs, endsAt - Date.now());
      if (timeoutMs <= 0) throw new UnavailableError(`no answer within ${questionMs / 1000} s`, 'leave out --engine');
      const limits = { timeoutMs, maxRows: mostRows };
      const { columns, rows, isCut } = await door.ask(statement, { ...parameters, graph: graphNumber }, limits);
      if (isCut) throw new UnavailableError(`the answer has more than ${mostRows} rows`, 'leave out --engine');
      return rows.map((values): CypherRow => Object.fromEntries(columns.map((column, at) => [column, values[at]])));
    },
  };
}
