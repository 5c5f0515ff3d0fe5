/** What {@link scanValue} saw of the value that it last passed over. */
export interface Scanned {
  /** Colons outside strings: one for each key of each object in it. */
  colons: number;
  /** Levels of nesting; 0 for a string, a number or a literal. */
  depth: number;
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/**
 * Where the JSON value that begins at `from` ends, or -1 when it does not end before `to`.
 *
 * Looks at quotes, brackets and colons only: what it passes over is for JSON.parse to judge. It keeps a level's number
 * and no stack, so that nesting costs nothing. About 1 GB/s.
 */
export function scanValue(bytes: Uint8Array, from: number, to: number, scanned: Scanned): number {
  scanned.colons = 0;
  scanned.depth = 0;
  const first = bytes[from];
  if (first === quote) return endOfString(bytes, from + 1, to);
  return isOpening(first) ? endOfContainer(bytes, from, to, scanned) : endOfScalar(bytes, from, to);
}

function endOfContainer(bytes: Uint8Array, from: number, to: number, scanned: Scanned): number {
  let level = 0;
  let deepest = 0;
  let colons = 0;
  let at = from;
  while (at < to) {
    const byte = bytes[at++];
    if (byte === quote) {
      at = endOfString(bytes, at, to);
      if (at < 0) return -1;
    } else if (byte === colon) colons++;
    else if (isOpening(byte)) {
      if (++level > deepest) deepest = level;
    } else if (isClosing(byte) && --level === 0) break;
  }
  scanned.colons = colons;
  scanned.depth = deepest;
  return level === 0 ? at : -1;
}

/** One past the closing quote of the string whose first character is at `from`. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at++];
    if (byte === quote) return at;
    if (byte === backslash) at++;
  }
  return -1;
}

function endOfScalar(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (endsScalar(bytes[at])) return at;
  }
  return -1;
}

// Setting bit 5 makes [ and {, ] and }, the same.
function isOpening(byte: number): boolean {
  return (byte | 0x20) === 0x7b;
}

function isClosing(byte: number): boolean {
  return (byte | 0x20) === 0x7d;
}

function endsScalar(byte: number): boolean {
  return byte <= 0x20 || byte === 0x2c || byte === colon || byte === quote || isOpening(byte) || isClosing(byte);
}
