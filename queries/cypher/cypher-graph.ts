/** One row of an answer: values by column, as JavaScript has them. */
export type CypherRow = Readonly<Record<string, unknown>>;

/** One graph in a database that speaks Cypher; docs/neo4j-schema.md says what stands there. */
export interface CypherGraph {
  /**
   * Runs a statement that reads; the parameter `$graph` is the graph's number, whole numbers become integers.
   *
   * @throws {UnavailableError} when there are more rows than are taken, or no answer comes in time
   */
  ask(statement: string, parameters?: Readonly<Record<string, unknown>>): Promise<readonly CypherRow[]>;
}

/** Certainties of the edges that a question walks along. */
export const anyCertainty = ['certain', 'conditional'] as const;

/** Nodes that one statement is given at most. */
const chunkSize = 20_000;

/** The rows of a statement whose parameter `$nodes` is a list of node indices, however long it is. */
export async function askOfNodes(
  database: CypherGraph,
  statement: string,
  nodes: readonly number[],
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<readonly CypherRow[]> {
  const rows: CypherRow[][] = [];
  for (let from = 0; from < nodes.length; from += chunkSize) {
    const chunk = nodes.slice(from, from + chunkSize);
    rows.push([...(await database.ask(statement, { ...parameters, nodes: chunk }))]);
  }
  return rows.flat();
}

/**
 * @throws {TypeError} where the column is no number
 */
export function numberIn(row: CypherRow, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw new TypeError(`column ${column} is no number`);
}

/** Empty where the node has no such property, which is how an empty text is written. */
export function textIn(row: CypherRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

/** Empty where the property is absent. */
export function listIn(row: CypherRow, column: string): readonly unknown[] {
  const value = row[column];
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** Empty where the property is absent. */
export function textsIn(row: CypherRow, column: string): readonly string[] {
  return listIn(row, column).map(String);
}
