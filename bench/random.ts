/** Numbers drawn one after the other, the same for the same seed on every machine. */
export interface Random {
  /** A number in [0, 1). */
  readonly fraction: () => number;
  /** A whole number in [0, end). */
  readonly below: (end: number) => number;
  /** A whole number in [0, end), small ones far more often: what a few popular things look like. */
  readonly skewed: (end: number) => number;
}

/** Tommy Ettinger's mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    below: (end) => Math.floor(fraction() * end),
    skewed: (end) => Math.floor(fraction() ** 3 * end),
  };
}
