import { byteTrie } from './byte-trie.ts';
import { hashOfBytes, isNull, nestedEnd, plainStringEnd } from './json-bytes.ts';
import { seenBefore } from './seen-before.ts';

/** Reads one member of requests, line after line. */
export interface MemberReader<Value> {
  /** Forgets what was taken: a line begins. */
  readonly reset: () => void;
  /** Reads the value that begins there; the index after it, or -1 where it is not what most are, right or wrong. */
  readonly take: (bytes: Buffer, from: number, to: number) => number;
  /** What the line has. */
  readonly value: () => Value;
}

/** Bytes of texts that are remembered for each member: some thousand policies of common size. */
const maxBytes = 4_000_000;

/**
 * A member whose values recur: what was made of one that came twice is found by its bytes.
 *
 * @param make undefined where something is wrong with the text; else the text is an object, a list or a string of JSON
 * @param absent what the member's absence and null mean, where a line may lack it
 */
export function recurring<Made>(
  make: (text: string) => Made | undefined,
  absent?: Made,
): MemberReader<Made | undefined> {
  const known = byteTrie<Made>(maxBytes);
  const isSecond = seenBefore();
  let last = absent;

  function learn(bytes: Buffer, from: number, to: number): number {
    const end = nestedEnd(bytes, from, to);
    const made = make(bytes.toString('utf8', from, end));
    if (made === undefined) return -1;
    if (isSecond(hashOfBytes(bytes, from, end))) known.add(bytes, from, end, made);
    last = made;
    return end;
  }

  return {
    reset() {
      last = absent;
    },
    take(bytes, from, to) {
      if (isNull(bytes, from, to) && absent !== undefined) return from + 4;
      const found = known.find(bytes, from, to);
      if (found === undefined) return learn(bytes, from, to);
      last = found.made;
      return from + found.text.length;
    },
    value: () => last,
  };
}

/** A member that is a text, and another one in each line; undefined where it is null or absent. */
export function ownText(): MemberReader<string | undefined> {
  let line: Buffer | undefined;
  let start = 0;
  let end = 0;
  return {
    reset() {
      line = undefined;
    },
    take(bytes, from, to) {
      if (isNull(bytes, from, to)) return from + 4;
      start = from + 1;
      end = plainStringEnd(bytes, from, to);
      if (end < 0) return -1;
      line = bytes;
      return end + 1;
    },
    value: () => line?.toString('latin1', start, end),
  };
}

/** A text or a whole number, as the JSON that it is; `null` where it is absent. */
export function ownScalar(): MemberReader<string> {
  let line: Buffer | undefined;
  let start = 0;
  let end = 0;
  return {
    reset() {
      line = undefined;
    },
    take(bytes, from, to) {
      start = from;
      end = bytes[from] === 0x22 ? plainStringEnd(bytes, from, to) + 1 : digitsEnd(bytes, from, to);
      if (end === 0) return -1;
      line = bytes;
      return end;
    },
    value: () => line?.toString('latin1', start, end) ?? 'null',
  };
}

/** Index after a whole number that JSON writes so and in no other way; 0 where there is none. */
function digitsEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] >= 0x30 && bytes[at] <= 0x39) at++;
  const length = at - from;
  return length > 0 && length < 16 && (length === 1 || bytes[from] !== 0x30) ? at : 0;
}
