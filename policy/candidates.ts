import { addressOf, rangeOf } from './conditions/addresses.ts';
import type { Condition } from './conditions/condition.ts';
import { dateOf } from './conditions/dates.ts';
import { numberOf } from './conditions/numbers.ts';

/** Values worth trying for one context key. */
export interface Candidates {
  /** Undefined stands for the key's absence. */
  readonly values: readonly (readonly string[] | undefined)[];
  /** Whether a key that none of them fits can be fitted by nothing at all. */
  readonly complete: boolean;
}

/** A text that no policy compares with. */
const fresh = 'ambit-7f3a';

/**
 * Values of one key among which there is one that meets the given conditions as wanted, if any value does.
 *
 * For each condition: its own values, values just beside them, and something else altogether. Two patterns with
 * wildcards may be met by a text that none of them yields, so then the list is not complete.
 */
export function candidates(conditions: readonly Condition[]): Candidates {
  const texts = new Set<string>([fresh]);
  let patterns = 0;
  for (const condition of conditions) {
    const glob = condition.operator?.values === 'glob';
    for (const value of condition.entry.values) {
      for (const text of around(value, condition)) texts.add(text);
      if (glob && /[*?]/.test(value)) patterns++;
    }
  }
  const single = [...texts].map((text) => [text]);
  const multiple = conditions.some(({ qualifier }) => qualifier !== undefined) ? lists([...texts]) : [];
  const variables = conditions.some(({ templates }) => templates.length > 0);
  return { values: [undefined, ...single, ...multiple], complete: patterns < 2 && !variables };
}

/** Several values at once, for keys that hold lists: every pair, and all. */
function lists(texts: readonly string[]): readonly (readonly string[])[] {
  const pairs = texts.length > 24 ? [] : texts.flatMap((a, at) => texts.slice(at + 1).map((b) => [a, b]));
  return [...pairs, texts, texts.filter((text) => text !== fresh)].filter((list) => list.length > 1);
}

function around(value: string, { operator }: Condition): readonly string[] {
  const name = operator?.name ?? 'Null';
  if (name.startsWith('Numeric')) return aroundNumber(value);
  if (name.startsWith('Date')) return aroundDate(value);
  if (name.endsWith('IpAddress')) return aroundRange(value);
  if (name === 'Bool') return ['true', 'false'];
  if (operator?.values === 'glob') return aroundPattern(value);
  return [value, value.toLowerCase(), value.toUpperCase()];
}

function aroundNumber(value: string): readonly string[] {
  const number = numberOf(value);
  return number === undefined ? [value] : [number, number - 1, number + 1, number - 0.5, number + 0.5].map(String);
}

function aroundDate(value: string): readonly string[] {
  const time = dateOf(value);
  if (time === undefined) return [value];
  return [time, time - 1000, time + 1000].map((moment) => new Date(moment).toISOString());
}

function aroundRange(value: string): readonly string[] {
  const range = rangeOf(value);
  if (range === undefined) return [value];
  const size = 1n << BigInt(range.bits - range.length);
  const first = (range.value / size) * size;
  const ends = [first, first + size - 1n, first - 1n, first + size];
  return ends.filter((end) => end >= 0n && end < 1n << BigInt(range.bits)).map((end) => addressText(end, range.bits));
}

function addressText(value: bigint, bits: 32 | 128): string {
  const width = bits === 32 ? 8n : 16n;
  const groups = Array.from({ length: bits === 32 ? 4 : 8 }, (_, at) => {
    const group = (value >> (width * BigInt((bits === 32 ? 3 : 7) - at))) & ((1n << width) - 1n);
    return bits === 32 ? String(group) : group.toString(16);
  });
  const text = groups.join(bits === 32 ? '.' : ':');
  return addressOf(text) === undefined ? '0.0.0.0' : text;
}

function aroundPattern(value: string): readonly string[] {
  const fill = (star: string, mark: string): string => value.replaceAll('*', star).replaceAll('?', mark);
  return [value, fill('', 'x'), fill(fresh, 'q'), fill('0', '0')];
}
