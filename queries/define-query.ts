import type { OpenGraph } from '../graph/open-graph.ts';
import type { CypherGraph } from './cypher/cypher-graph.ts';

/** A parameter of a question. */
export type Param =
  | { readonly type: 'node'; readonly description: string }
  | {
      readonly type: 'integer';
      readonly description: string;
      readonly min: number;
      readonly max: number;
      readonly default: number;
    };

/** A column of its answer. */
export interface Column {
  readonly type: 'text' | 'number' | 'boolean' | 'list' | 'object';
  readonly description: string;
}

/** Values for parameters: node indices and integers. */
export type Arguments<P> = { readonly [K in keyof P]: number };

/** The same question, answered inside the database. */
export interface CypherForm<P extends Readonly<Record<string, Param>>, Row> {
  /** What is asked of the database, by name, in the order of its use; words from outside are parameters alone. */
  readonly statements: Readonly<Record<string, string>>;
  /** How the statements give the rows, what it costs, and where the answer differs from `run` if it does. */
  readonly how: string;
  /** The same rows as the question's own `run`, in the same order. */
  run(database: CypherGraph, args: Arguments<P>): Promise<readonly Row[]>;
}

/** One question to the graph; a report, an endpoint and a command at once. */
export interface Query<P extends Readonly<Record<string, Param>>, Row> {
  readonly id: string;
  /** As a person would ask it. */
  readonly question: string;
  readonly params: P;
  /** Documents the fields of a row that people see, in their order. */
  readonly columns: Readonly<Record<string, Column>>;
  run(graph: OpenGraph, args: Arguments<P>): readonly Row[];
  readonly cypher: CypherForm<P, Row>;
}

/** Checks a question's literal at compile time. */
export function defineQuery<const P extends Readonly<Record<string, Param>>, Row>(query: Query<P, Row>): Query<P, Row> {
  return query;
}
