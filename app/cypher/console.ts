import type { NodeSummary } from '../../model/answers.ts';
import { UnavailableError, UsageError } from '../../model/errors.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Store } from '../../store/store.ts';
import { whyOpen } from './load-csv.ts';
import { nodesIn, plainValue } from './plain-value.ts';

/** What an answer of the console may take. */
export const consoleLimits = { maxRows: 1000, timeoutMs: 15_000 } as const;

/** Statements that are answered at once; one that was given up may still run. */
const mostAtOnce = 2;

/** Nodes that an answer names for the map. */
const mostNodes = 1000;

/** How long what was found out of the server's configuration holds. */
const checkHoldsMs = 60_000;

/** What somebody's statement gave. */
export interface ConsoleAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
  /** Whether there were more rows. */
  readonly isCut: boolean;
  /** The nodes of the current graph that stand in the rows, each once. */
  readonly nodes: readonly NodeSummary[];
  readonly milliseconds: number;
}

/** Statements of people, read only, where the store is a database that lets nothing else be read through it. */
export interface CypherConsole {
  /** Why it is off; undefined where it is on. */
  whyOff(): Promise<string | undefined>;
  /**
   * @throws {UsageError} when it is off, or the database refuses the statement
   * @throws {UnavailableError} when the answer takes too long, or others are waited for
   */
  ask(statement: string, parameters: Readonly<Record<string, unknown>>): Promise<ConsoleAnswer>;
}

/** The console of a store. */
export function createConsole(store: Store): CypherConsole {
  let running = 0;
  let checked: { readonly at: number; readonly why: Promise<string | undefined> } | undefined;

  const whyOff = async (): Promise<string | undefined> => {
    if (store.cypher === undefined) return 'the store is no Neo4j';
    if (checked === undefined || Date.now() - checked.at > checkHoldsMs)
      checked = { at: Date.now(), why: whyOpen(store.cypher) };
    return checked.why;
  };
  return {
    whyOff,
    async ask(statement, parameters) {
      const why = await whyOff();
      if (why !== undefined || store.cypher === undefined)
        throw new UsageError(`the console is off: ${why}`, 'docs/neo4j-schema.md says how else to ask');
      if (running >= mostAtOnce)
        throw new UnavailableError(`${mostAtOnce} statements are being answered`, 'wait until one is done');
      running++;
      try {
        return await answer(store, store.cypher, { statement, parameters });
      } finally {
        running--;
      }
    },
  };
}

interface Asked {
  readonly statement: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

async function answer(
  store: Store,
  door: NonNullable<Store['cypher']>,
  { statement, parameters }: Asked,
): Promise<ConsoleAnswer> {
  const graph = (await store.snapshot())?.graphNumber;
  const began = Date.now();
  const { columns, rows, isCut } = await door.ask(
    statement,
    { graph, ...parameters },
    { ...consoleLimits, isForeign: true },
  );
  return {
    columns,
    rows: rows.map((row) => row.map((value) => plainValue(value))),
    isCut,
    nodes: summaries(rows, graph),
    milliseconds: Date.now() - began,
  };
}

function summaries(rows: readonly (readonly unknown[])[], graph: number | undefined): readonly NodeSummary[] {
  const found = new Map<string, NodeSummary>();
  for (const properties of nodesIn(rows.flat())) {
    if (properties['graph'] !== graph || properties['shownAs'] !== undefined || found.size === mostNodes) continue;
    const text = (name: string): string => (typeof properties[name] === 'string' ? properties[name] : '');
    const id = properties['fullId'] === undefined ? text('id') : text('fullId');
    const [name, kind, category, scope] = [text('name'), text('kind'), text('category'), text('scope')];
    if (id !== '') found.set(id, { id, name, kind, category, scope, weight: Number(properties['weight'] ?? 0) });
  }
  return [...found.values()];
}
