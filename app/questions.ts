import type { OpenGraph } from '../graph/open-graph.ts';
import type { ReportRow } from '../model/answers.ts';
import type { Arguments, Param, Query } from '../queries/define-query.ts';
import type { Snapshot } from '../store/store.ts';
import { resolveNode } from './resolve-node.ts';
import type { OpenSnapshot, WantedReport } from './workspace.ts';

/** A node as a command speaks of it. */
export interface NamedNode {
  /** What questions take for a parameter of type node. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
}

/** A question to whatever answers. */
export type Ask = <P extends Readonly<Record<string, Param>>, Row>(
  query: Query<P, Row>,
  args: Arguments<P>,
) => Promise<readonly Row[]>;

/** One snapshot that questions are put to, wherever they are answered. */
export interface Questions {
  readonly snapshot: Snapshot;
  /**
   * @throws {NotFoundError} when no node is meant
   * @throws {AmbiguousNameError} when more than one is
   */
  node(text: string): Promise<NamedNode>;
  readonly ask: Ask;
  /**
   * Every identity, largest blast radius first.
   *
   * @throws {UsageError} for hops, when it is a database that answers
   */
  report(wanted?: WantedReport): Promise<readonly ReportRow[]>;
}

/** Answers by the program itself, from the graph in memory. */
export function questionsInMemory(open: OpenSnapshot): Questions {
  const { graph, snapshot } = open;
  return {
    snapshot,
    node: async (text) => namedNode(graph, text),
    ask: async (query, args) => query.run(graph, args),
    report: (wanted) => open.report(wanted),
  };
}

function namedNode(graph: OpenGraph, text: string): NamedNode {
  const index = resolveNode(graph, text);
  return { index, id: graph.id(index), name: graph.name(index) };
}
