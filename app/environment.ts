/** What the process's surroundings say; read here and nowhere else. */
export interface Environment {
  /** `$AMBIT_STORE`, or `.ambit` in the working directory. */
  readonly store: string;
  /** False where `$NO_COLOR` is set or standard output is no terminal. */
  readonly hasColor: boolean;
  readonly isTerminal: boolean;
  /** Whether a progress line may be drawn on standard error. */
  readonly showsProgress: boolean;
  /** Width for tables, from `$COLUMNS`, the terminal, or 100. */
  readonly columns: number;
}

export function readEnvironment(): Environment {
  const isTerminal = process.stdout.isTTY ?? false;
  const columns = Number(process.env['COLUMNS']);
  return {
    store: process.env['AMBIT_STORE'] || '.ambit',
    hasColor: isTerminal && !process.env['NO_COLOR'],
    isTerminal,
    showsProgress: process.stderr.isTTY ?? false,
    columns: Number.isInteger(columns) && columns >= 40 ? columns : (process.stdout.columns ?? 100),
  };
}
