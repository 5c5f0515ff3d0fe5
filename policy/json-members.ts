import type { JsonText } from './json-text.ts';

/** The members of a JSON object by key, each value as the very text it has there, unparsed. */
export type JsonMembers = { readonly members: ReadonlyMap<string, string> } | Extract<JsonText, { reason: string }>;

const quote = 0x22;
const backslash = 0x5c;

/**
 * Takes a JSON object apart without parsing its values, so that values seen before need no parsing at all.
 *
 * Only the object's own level is checked: whoever uses a value parses it. Time linear in the text.
 */
export function jsonMembers(text: string): JsonMembers {
  const members = new Map<string, string>();
  let at = skipSpace(text, 0);
  if (text.charAt(at) !== '{') return { reason: 'is not a JSON object' };
  at = skipSpace(text, at + 1);
  if (text.charAt(at) === '}') return ended(text, at, members);
  for (;;) {
    const keyEnd = stringEnd(text, at);
    const colon = skipSpace(text, keyEnd + 1);
    if (text.charAt(at) !== '"' || text.charAt(colon) !== ':') return { reason: `is not JSON: at character ${at}` };
    const key = keyOf(text.slice(at, keyEnd + 1));
    if (key === undefined) return { reason: `is not JSON: at character ${at}` };
    if (members.has(key)) return { reason: `has the key ${JSON.stringify(key)} twice in one object` };
    const start = skipSpace(text, colon + 1);
    const end = valueEnd(text, start);
    members.set(key, text.slice(start, withoutSpace(text, end)));
    if (text.charAt(end) === '}') return ended(text, end, members);
    if (text.charAt(end) !== ',') return { reason: 'is not JSON: ends inside an object' };
    at = skipSpace(text, end + 1);
  }
}

/**
 * Takes a JSON array apart without parsing its elements; what follows a fault comes as one last element, which then
 * parses as no value.
 */
export function jsonElements(text: string): readonly string[] {
  const elements: string[] = [];
  let at = skipSpace(text, 0) + 1;
  const first = skipSpace(text, at);
  if (text.charAt(first) === ']' && skipSpace(text, first + 1) === text.length) return elements;
  for (;;) {
    const start = skipSpace(text, at);
    const end = valueEnd(text, start);
    const isLast = text.charAt(end) === ']' && skipSpace(text, end + 1) === text.length;
    if (!isLast && text.charAt(end) !== ',') return [...elements, text.slice(start)];
    elements.push(text.slice(start, end));
    if (isLast) return elements;
    at = end + 1;
  }
}

function ended(text: string, brace: number, members: ReadonlyMap<string, string>): JsonMembers {
  return skipSpace(text, brace + 1) === text.length ? { members } : { reason: 'is not JSON: goes on after its end' };
}

/** The key that the quoted text means; undefined where it is no JSON. */
function keyOf(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function withoutSpace(text: string, end: number): number {
  let at = end;
  while (isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

/** JSON knows four blanks. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Index of the quote that closes the string opened at `start`, or the text's length. */
function stringEnd(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at < 0 ? text.length : at;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === backslash) slashes++;
  return slashes % 2 === 1;
}

/** Index of the comma or brace that ends the value begun at `start`, or the text's length. */
function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = stringEnd(text, at);
    else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth < 0) return at;
    else if (code === 0x2c && depth === 0) return at;
  }
  return text.length;
}
