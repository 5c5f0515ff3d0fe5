import { addressOf, rangeOf } from './conditions/addresses.ts';
import type { Condition } from './conditions/condition.ts';
import { dateOf } from './conditions/dates.ts';
import { numberOf } from './conditions/numbers.ts';
import { isAlwaysPresent } from './context-keys.ts';
import { lookUp } from './context.ts';
import { globText } from './pattern.ts';
import type { Scope } from './scope.ts';
import { resolve } from './template.ts';
import { tokenTimes } from './token-times.ts';

/** Keys that hold lists, whatever operators policies use on them; any other holds one value unless a qualifier says more. */
const listKeys: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:principalservicenameslist',
  'aws:resourceorgpaths',
  'aws:sourceorgpaths',
  'aws:tagkeys',
  'kms:encryptioncontextkeys',
  'sts:transitivetagkeys',
]);

/** No more of a condition's values are tried; a policy of IAM's largest size has fewer. */
const maxValues = 1000;

/** Up to so many values, every list of them is tried. */
const maxListed = 9;

/** Values worth trying for one context key. */
export interface Candidates {
  /** Undefined stands for the key's absence. */
  readonly values: readonly (readonly string[] | undefined)[];
  /** Whether a key that none of them fits can be fitted by nothing at all. */
  readonly complete: boolean;
}

/** Texts of a private character, which no policy compares with and no literal part of a pattern matches. */
const fresh = '\uE0F7';
const longFresh = fresh.repeat(7);

/**
 * Values of one key among which there is one that meets the given conditions as wanted, if any value does.
 *
 * For each condition: its own values, values just beside them, and something else altogether, unless the operators say
 * what type the key has. Of patterns that only ask for a beginning (`a*`), those that a text fits are told by the longest,
 * so its own text stands for all; of others, two may be met by a text that none of them yields, and a variable whose
 * value is unknown may stand for anything, so then the list is not complete.
 */
export function candidates(conditions: readonly Condition[], scope: Scope): Candidates {
  const texts = new Set<string>(conditions.some(isTyped) ? [] : [fresh, longFresh]);
  const patterns = new Set<string>();
  let complete = true;
  for (const condition of conditions) {
    const { known, unknown } = wantedValues(condition, scope);
    complete &&= known.length <= maxValues;
    for (const value of known.slice(0, maxValues)) {
      for (const text of around(value, condition)) texts.add(text);
      if (condition.operator?.values === 'glob' && /[*?]/.test(value)) patterns.add(value);
    }
    complete &&= !unknown;
  }
  if (texts.size === 0) texts.add(fresh);
  const isTokenTime = conditions.length > 0 && conditions[0].key === 'aws:tokenissuetime';
  const all = isTokenTime ? tokenTexts(texts, scope) : [...texts];
  complete &&= !isTokenTime || conditions.every((condition) => condition.operator === undefined || isTyped(condition));
  const holdsList = conditions.some(({ key, qualifier }) => qualifier !== undefined || listKeys.has(key));
  const several = holdsList ? lists(all.filter((text) => text !== longFresh)) : [];
  complete &&= (patterns.size < 2 || [...patterns].every(isBeginning)) && (!holdsList || all.length <= maxListed);
  const absent = conditions.length > 0 && isAlwaysPresent(conditions[0].key, scope) ? [] : [undefined];
  return { values: [...absent, ...all.map((text) => [text]), ...several], complete };
}

/** The condition's values with their variables put in; `unknown` where one of those has no known value. */
function wantedValues(
  { entry, templates }: Condition,
  scope: Scope,
): { readonly known: readonly string[]; readonly unknown: boolean } {
  if (templates.length === 0) return { known: entry.values, unknown: false };
  const resolved = templates.map((template) => resolve(template, (key) => lookUp(scope, key)));
  const known = resolved.flatMap((value) => (value.state === 'known' ? [globText(value.text)] : []));
  const plain = entry.values.filter((value) => !value.includes('${'));
  return { known: [...plain, ...known], unknown: resolved.some(({ state }) => state === 'unknown') };
}

/** Of the texts those that may be the time of a token that is still good, and the first and the last such time. */
function tokenTexts(texts: ReadonlySet<string>, scope: Scope): readonly string[] {
  const times = tokenTimes(scope);
  if (times === undefined) return [...texts];
  if (times === 'never') return [];
  const { first, last } = times;
  const within = [...texts].filter((text) => {
    const time = dateOf(text);
    return time !== undefined && time >= first && time <= last;
  });
  return [...within, ...[first, last].map((time) => new Date(time).toISOString())];
}

/** Whether the operator says that the key holds numbers, dates, addresses or truth values, and nothing else. */
function isTyped({ operator }: Condition): boolean {
  return operator?.values === 'plain' && operator.name !== 'BinaryEquals';
}

/** Several values at once, for keys that hold lists: every choice of a few, of many only the pairs and all but one. */
function lists(texts: readonly string[]): readonly (readonly string[])[] {
  if (texts.length <= maxListed) {
    const choices = Array.from({ length: 1 << texts.length }, (_, bits) =>
      texts.filter((_text, at) => (bits >> at) & 1),
    );
    return choices.filter((choice) => choice.length > 1);
  }
  if (texts.length > 24) return [texts];
  const pairs = texts.flatMap((a, at) => texts.slice(at + 1).map((b) => [a, b]));
  return [...pairs, texts, ...texts.map((left) => texts.filter((text) => text !== left))];
}

function around(value: string, { operator }: Condition): readonly string[] {
  if (operator === undefined) return []; // Null asks only whether there is a value
  const { name } = operator;
  if (name.startsWith('Numeric')) return aroundNumber(value);
  if (name.startsWith('Date')) return aroundDate(value);
  if (name.endsWith('IpAddress')) return aroundRange(value);
  if (name === 'Bool') return ['true', 'false'];
  if (operator.values === 'glob') return aroundPattern(value);
  return name.endsWith('IgnoreCase') ? [value, value.toLowerCase(), value.toUpperCase()] : [value];
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

/** Whether a pattern's only wildcard is a star at its end. */
function isBeginning(pattern: string): boolean {
  return /^[^*?]*\*$/.test(pattern);
}

function aroundPattern(value: string): readonly string[] {
  if (isBeginning(value)) return [value.slice(0, -1), value.slice(0, -1) + longFresh];
  const fill = (star: string, mark: string): string => value.replaceAll('*', star).replaceAll('?', mark);
  return [value, fill('', 'x'), fill(longFresh, fresh), fill('0', '0')];
}
