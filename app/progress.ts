/** Where a long piece of work stands. */
export interface Step {
  /** What is being done: `reading`, `deriving`. Another word begins another step. */
  readonly doing: string;
  /** How many of {@link Step.of} are done; undefined where nothing is counted. */
  readonly done?: number;
  /** How many there are; undefined where nobody knows yet. */
  readonly total?: number;
  /** What is counted, in the plural. */
  readonly of?: string;
}

/** Told as often as there is something to tell; whoever shows it, shows it less often. */
export type Progress = (step: Step) => void;
