const whole = new Intl.NumberFormat('en-US');
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** A count as people read it: `1,234`. */
export function count(value: number): string {
  return whole.format(value);
}

/** A count where there is little room: `12.3K`; exact below 10,000. */
export function shortCount(value: number): string {
  return value < 10_000 ? whole.format(value) : compact.format(value);
}

/** A count with its noun: `1 identity`, `3 identities`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A count that is certain and what conditions may add: `12`, or `12 to 15`. */
export function range(certain: number, possible: number): string {
  return certain === possible ? count(certain) : `${count(certain)} to ${count(possible)}`;
}

/** A score of 0 to 100; small but not nothing is `<1`. */
export function score(value: number): string {
  if (value > 0 && value < 1) return '<1';
  return String(Math.round(value));
}
