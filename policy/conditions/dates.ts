import { comparisons, type Operator } from './operator.ts';

/** Date operators; a value is one of the W3C's ISO 8601 forms or seconds since 1970. */
export const dateOperators: readonly Operator[] = comparisons('Date', dateOf);

const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** Milliseconds since 1970, or undefined. Four digits are a year, any other run of digits is an epoch. */
export function dateOf(text: string): number | undefined {
  if (/^-?\d{1,3}$|^-?\d{5,15}(\.\d{1,9})?$/.test(text)) return Number(text) * 1000;
  const parts = iso.exec(text);
  if (parts === null) return undefined;
  const [, year, month = '01', day = '01', hours = '00', minutes = '00', seconds = '00', fraction = ''] = parts;
  const zone = parts[8] === undefined || parts[8] === 'Z' ? 'Z' : colonised(parts[8]);
  const time = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}${fraction.slice(0, 4)}${zone}`);
  return Number.isNaN(time) ? undefined : time;
}

function colonised(zone: string): string {
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
