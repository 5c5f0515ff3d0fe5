import type { JsonValue } from '../../../model/json.ts';

/** What keeps a node or an edge from being taken. */
export interface Problem {
  /** Path inside the element; empty for the element itself. */
  readonly field: string;
  readonly reason: string;
}

const longestWord = 200;
const longestId = 2048;

// Such characters would let one id pass for another, or break the keys that records are stored under.
const unfit = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Tells a problem from a result, which never has a `reason`. */
export function isProblem(result: object): result is Problem {
  return 'reason' in result;
}

/** The value as an id. */
export function parseId(value: JsonValue | undefined, field: string): string | Problem {
  return parseText(value, field, longestId);
}

/** The value as a kind or the name of a property. */
export function parseWord(value: JsonValue | undefined, field: string): string | Problem {
  return parseText(value, field, longestWord);
}

function parseText(value: JsonValue | undefined, field: string, longest: number): string | Problem {
  if (typeof value !== 'string' || value === '') return { field, reason: 'expected a text that is not empty' };
  if (value.length > longest) return { field, reason: `longer than ${longest} characters` };
  return unfit.test(value) ? { field, reason: 'holds a control character or half a character' } : value;
}
