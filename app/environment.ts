import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the process's surroundings say; read here and nowhere else. */
export interface Environment {
  /** `$AMBIT_STORE`, or `.ambit` in the working directory. */
  readonly store: string;
  readonly isTerminal: boolean;
  /** Whether a progress line may be drawn on standard error. */
  readonly showsProgress: boolean;
  /** `$NEO4J_USER` and `$NEO4J_PASSWORD`; `neo4j` and nothing unless told. */
  readonly neo4j: { readonly user: string; readonly password: string };
  /** `$AMBIT_CACHE`, or `ambit` in the user's own cache folder. */
  readonly cacheFolder: string;
  /** Width for tables, from `$COLUMNS`, the terminal, or 100. */
  readonly columns: number;
}

export function readEnvironment(): Environment {
  const isTerminal = process.stdout.isTTY ?? false;
  return {
    store: process.env['AMBIT_STORE'] || '.ambit',
    neo4j: { user: process.env['NEO4J_USER'] || 'neo4j', password: process.env['NEO4J_PASSWORD'] ?? '' },
    cacheFolder:
      process.env['AMBIT_CACHE'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'ambit'),
    isTerminal,
    showsProgress: process.stderr.isTTY ?? false,
    columns: widthOf(process.env['COLUMNS']) ?? process.stdout.columns ?? 100,
  };
}

function widthOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

/** The SDK warns at each start of Node releases that it will leave one day; that is for us to know, not for whoever reads an account. */
export function quietSdk(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
}
