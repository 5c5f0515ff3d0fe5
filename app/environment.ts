/** What the process's surroundings say; read here and nowhere else. */
export interface Environment {
  /** `$AMBIT_STORE`, or `.ambit` in the working directory. */
  readonly store: string;
  readonly isTerminal: boolean;
  /** Whether a progress line may be drawn on standard error. */
  readonly showsProgress: boolean;
  /** Width for tables, from `$COLUMNS`, the terminal, or 100. */
  readonly columns: number;
}

export function readEnvironment(): Environment {
  const isTerminal = process.stdout.isTTY ?? false;
  return {
    store: process.env['AMBIT_STORE'] || '.ambit',
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
