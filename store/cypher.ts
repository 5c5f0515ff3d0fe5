/** How much a question in Cypher may take. */
export interface CypherLimits {
  /** Longest time; the transaction ends after it, on the server and here. */
  readonly timeoutMs: number;
  /** More rows than this are not fetched. */
  readonly maxRows: number;
  /** The statement is somebody's own: it is run only if the database says beforehand that it reads the graph alone. */
  readonly isForeign?: boolean;
}

/** What a question in Cypher gave. */
export interface CypherAnswer {
  readonly columns: readonly string[];
  /** Values in the order of the columns, as JavaScript has them; nodes and relationships as the driver has them. */
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows. */
  readonly isCut: boolean;
}

/** A store's own database, for reading: writing is refused by the database itself. */
export interface CypherDoor {
  /**
   * @param parameters values; whole numbers are sent as integers
   * @throws {UnavailableError} when the database does not answer in time
   * @throws {UsageError} when it refuses the question
   */
  ask(statement: string, parameters: Readonly<Record<string, unknown>>, limits: CypherLimits): Promise<CypherAnswer>;
}
