import { isAscii } from 'node:buffer';
import type { JsonValue } from '../../model/json.ts';
import { countKeys } from './count-keys.ts';
import { findFault } from './find-fault.ts';
import { scanValue, type Scanned } from './scan-value.ts';

/** One value that passed every check, or what is wrong with it. */
export type Parsed =
  | { readonly ok: true; readonly value: JsonValue }
  | {
      readonly ok: false;
      readonly field: string;
      readonly reason: string;
      /** Byte, counted from the first of the value, at which the text stops being JSON or UTF-8; else undefined. */
      readonly brokenAt: number | undefined;
    };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses one JSON value and refuses what JSON.parse lets pass: a key that stands twice, `__proto__`, deep nesting,
 * bytes that are not UTF-8. Objects come without a prototype.
 */
export function parseChecked(bytes: Buffer, maxDepth: number): Parsed {
  const text = decodeStrictly(bytes);
  if (text === undefined) return broken('not valid UTF-8', firstInvalid(bytes));

  const scanned: Scanned = { colons: 0, depth: 0 };
  scanValue(bytes, firstInk(bytes), bytes.length, scanned);
  const value = scanned.depth > maxDepth ? undefined : parseJson(text);
  if (value !== undefined && countKeys(value) === scanned.colons) return { ok: true, value };

  const fault = findFault(text, maxDepth) ?? { field: '', reason: 'not JSON', at: 0 };
  if (fault.at === undefined) return { ok: false, field: fault.field, reason: fault.reason, brokenAt: undefined };
  return broken(fault.reason, Buffer.byteLength(text.slice(0, fault.at)), fault.field);
}

/** The bytes as text, or undefined when they are not UTF-8. */
export function decodeStrictly(bytes: Buffer): string | undefined {
  if (isAscii(bytes)) return bytes.toString('latin1');
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text as JSON, or undefined; keys, depth and prototypes are as they come. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function broken(reason: string, brokenAt: number, field = ''): Parsed {
  return { ok: false, field, reason, brokenAt };
}

function firstInk(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && bytes[at] <= 0x20) at++;
  return at;
}

/** Index of the first byte that no UTF-8 reading covers: the lossless part of a lenient decoding ends there. */
function firstInvalid(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString('utf8'), 'utf8');
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  return at;
}
