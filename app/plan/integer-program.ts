import loadHighs, { type LegacyHighs } from 'highs';

/** Terms of a line of the model: its text may not be much longer than 500 characters a line. */
const termsInLine = 12;

/** What a program found. */
export interface Covering {
  /** Indices of what is taken; undefined where no whole answer was found in time. */
  readonly chosen: readonly number[] | undefined;
  /** No answer costs less. */
  readonly lowerBound: number;
}

/** Sums that must be reached: coefficient of each element, and the least sum. */
export interface Row {
  readonly terms: readonly (readonly [element: number, coefficient: number])[];
  readonly least: number;
}

/** Solves covering problems with HiGHS, which runs as WebAssembly in this thread. */
export class IntegerProgram {
  readonly #highs: LegacyHighs;

  private constructor(highs: LegacyHighs) {
    this.#highs = highs;
  }

  static async load(): Promise<IntegerProgram> {
    return new IntegerProgram(await loadHighs());
  }

  /**
   * The cheapest elements that satisfy every row.
   *
   * @param costs by element; those in no row are not chosen
   * @param seconds after which the bound of the program without whole numbers is given
   */
  cover(costs: ArrayLike<number>, rows: readonly Row[], seconds: number): Covering {
    const used = [...new Set(rows.flatMap(({ terms }) => terms.map(([element]) => element)))].sort((a, b) => a - b);
    if (used.length === 0) return { chosen: [], lowerBound: 0 };
    const options = { output_flag: false, time_limit: seconds, mip_rel_gap: 0 };
    const whole = this.#highs.solve(model(costs, rows, used, 'Binary'), options);
    if (whole.Status === 'Optimal') {
      const columns: Readonly<Record<string, { readonly Primal?: number }>> = whole.Columns;
      const chosen = used.filter((element) => (columns[`x${element}`]?.Primal ?? 0) > 0.5);
      return { chosen, lowerBound: chosen.reduce((sum, element) => sum + costs[element], 0) };
    }
    const relaxed = this.#highs.solve(model(costs, rows, used, 'Bounds'), { output_flag: false, time_limit: seconds });
    return { chosen: undefined, lowerBound: relaxed.Status === 'Optimal' ? relaxed.ObjectiveValue - 1e-6 : 0 };
  }
}

/** The model in CPLEX's LP format. */
function model(
  costs: ArrayLike<number>,
  rows: readonly Row[],
  used: readonly number[],
  section: 'Binary' | 'Bounds',
): string {
  const objective = sum(used.map((element) => [element, costs[element]] as const));
  const constraints = rows.map(({ terms, least }, at) => ` c${at}: ${sum(terms)} >= ${least}`);
  const ranges = used.map((element) => (section === 'Binary' ? ` x${element}` : ` 0 <= x${element} <= 1`));
  return ['Minimize', ` obj: ${objective}`, 'Subject To', ...constraints, section, ...ranges, 'End', ''].join('\n');
}

function sum(terms: readonly (readonly [number, number])[]): string {
  return terms
    .map(
      ([element, coefficient], at) =>
        `${at % termsInLine === termsInLine - 1 ? '\n ' : ''}+ ${coefficient} x${element}`,
    )
    .join(' ');
}
