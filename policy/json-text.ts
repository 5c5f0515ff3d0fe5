import type { JsonValue } from '../model/json.ts';

/** Policies nest five levels; whatever nests deeper than this was not written as one. */
const maxDepth = 100;

/** Either the value, or what is wrong and where. */
export type JsonText = { readonly value: JsonValue } | { readonly reason: string };

/**
 * Parses JSON text whose objects say everything once.
 *
 * `JSON.parse` keeps the last of duplicate keys, so a second `Effect` would silently win, and honours `__proto__`;
 * both are refused here, and nesting beyond 100 levels. Time linear in the text.
 */
export function parseJsonText(text: string): JsonText {
  const reason = offence(text);
  return reason === undefined ? parsed(text) : { reason };
}

/** Why the text is no JSON at all; undefined where it is. */
export function jsonFault(text: string): string | undefined {
  const result = parsed(text);
  return 'reason' in result ? result.reason : undefined;
}

function parsed(text: string): JsonText {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch (error) {
    return { reason: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Walks the text once; whether it is JSON at all is left to `JSON.parse`. */
function offence(text: string): string | undefined {
  const seen: (Set<string> | undefined)[] = []; // per open bracket: the keys so far, undefined in arrays
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x22) {
      const end = stringEnd(text, at);
      const reason = keyOffence(text, at, end, seen.at(-1));
      if (reason !== undefined) return reason;
      at = end;
    } else if (char === 0x7b || char === 0x5b) {
      if (seen.length === maxDepth) return `nests deeper than ${maxDepth} levels`;
      seen.push(char === 0x7b ? new Set() : undefined);
    } else if (char === 0x7d || char === 0x5d) {
      seen.pop();
    }
  }
  return undefined;
}

/** Index of the closing quote, or the text's length. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}

function keyOffence(text: string, start: number, end: number, keys: Set<string> | undefined): string | undefined {
  if (keys === undefined || !isKey(text, end + 1)) return undefined;
  const key = unescaped(text.slice(start, end + 1));
  if (key === '__proto__') return 'has a key "__proto__"';
  if (keys.has(key)) return `has the key ${JSON.stringify(key)} twice in one object`;
  keys.add(key);
  return undefined;
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++;
  return text.charAt(at) === ':';
}

function unescaped(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted; // JSON.parse of the whole will say what is wrong with it
  }
}
