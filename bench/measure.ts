/** Milliseconds of several runs. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Runs a task several times, after one run that is not counted. */
export function measure(runs: number, task: () => void): Spread {
  task();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    task();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { min: times[0], median: times[times.length >>> 1], max: times[times.length - 1] };
}

/** A spread of a part as that of the whole. */
export function scale({ min, median, max }: Spread, factor: number): Spread {
  return { min: min * factor, median: median * factor, max: max * factor };
}

/** One line of the result table. */
export function row(name: string, { min, median, max }: Spread, note = ''): string {
  const [a, b, c] = [min, median, max].map((ms) => ms.toFixed(1).padStart(10));
  return `${name.padEnd(34)}${a}${b}${c}  ${note}`;
}
