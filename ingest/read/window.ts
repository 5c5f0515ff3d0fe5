/** The stretch of a stream that is in memory: bytes `at` … `to` of `bytes` are still to be read. */
export interface Window {
  bytes: Buffer;
  at: number;
  to: number;
  /** Place in the file of the first byte of `bytes`. */
  base: number;
}

/** A window onto the start of a stream. */
export function emptyWindow(): Window {
  return { bytes: Buffer.alloc(0), at: 0, to: 0, base: 0 };
}

/** Takes the next block in. What was read before `at` is gone afterwards; every byte is copied O(1) times. */
export function append(window: Window, block: Buffer): void {
  const rest = window.to - window.at;
  if (rest === 0) {
    window.base += window.to;
    window.bytes = block;
  } else if (window.to + block.length > window.bytes.length) {
    const grown = Buffer.allocUnsafe(Math.max(2 * rest, rest + block.length));
    window.bytes.copy(grown, 0, window.at, window.to);
    block.copy(grown, rest);
    window.base += window.at;
    window.bytes = grown;
  } else {
    block.copy(window.bytes, window.to);
    window.to += block.length;
    return;
  }
  window.at = 0;
  window.to = rest + block.length;
}

/** Moves over white space, as far as the window goes. */
export function skipSpace(window: Window): void {
  const { bytes, to } = window;
  let { at } = window;
  while (at < to && isSpace(bytes[at])) at++;
  window.at = at;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
