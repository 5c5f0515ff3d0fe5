const space = 0x20;
const quote = 0x22;
const backslash = 0x5c;

/** From here on the call out of JavaScript costs less than the comparison in it. */
const longText = 64;

/** Index of the first byte from there that is no blank of JSON, or `to`. */
export function skipBlanks(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(bytes[at])) at++;
  return at;
}

function isBlank(byte: number): boolean {
  return byte <= space && (byte === space || byte === 0x0a || byte === 0x0d || byte === 0x09);
}

/**
 * Index of the quote that closes the string opened at `from`; -1 where no string begins there, or one that is not
 * plain: with escapes, control characters or anything beyond ASCII.
 */
export function plainStringEnd(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== quote) return -1;
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte < space || byte > 0x7e || byte === backslash) return -1;
  }
  return -1;
}

/** Index after the object, list or string begun at `from`; `to` where it does not end. Its inside is not checked. */
export function nestedEnd(bytes: Uint8Array, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === quote) at = stringEnd(bytes, at, to);
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth === 0) return Math.min(at + 1, to);
  }
  return to;
}

function stringEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from + 1;
  while (at < to && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

/** Whether `null` begins there; what follows it is not looked at. */
export function isNull(bytes: Uint8Array, from: number, to: number): boolean {
  if (bytes[from] !== 0x6e || from + 4 > to) return false;
  return bytes[from + 1] === 0x75 && bytes[from + 2] === 0x6c && bytes[from + 3] === 0x6c;
}

/** Whether the text stands there. */
export function standsAt(text: Uint8Array, bytes: Buffer, from: number): boolean {
  const to = from + text.length;
  if (to > bytes.length) return false;
  if (text.length > longText) return bytes.compare(text, 0, text.length, from, to) === 0;
  for (let at = 0; at < text.length; at++) if (text[at] !== bytes[from + at]) return false;
  return true;
}

/** FNV-1a over `bytes[from … to - 1]`. */
export function hashOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash;
}
