import { standsAt } from './json-bytes.ts';

/** What was made of a JSON text, and how many bytes the text takes. */
export interface Known<Made> {
  readonly text: Uint8Array;
  readonly made: Made;
}

/** Remembers what was made of JSON texts, and finds it where such a text stands in a line, without knowing its end. */
export interface ByteTrie<Made> {
  /** The text that stands at `from` of the bytes and ends by `to`, if it is remembered. */
  readonly find: (bytes: Buffer, from: number, to: number) => Known<Made> | undefined;
  /** Remembers a copy of `bytes[from … to - 1]`, which no remembered text may begin, and which may begin none. */
  readonly add: (bytes: Buffer, from: number, to: number, made: Made) => Known<Made>;
}

/**
 * A crit-bit tree: each inner node names a bit in which the texts below it differ, a leaf is a text.
 *
 * JSON objects, lists and strings are free of prefixes: none begins another, so the one candidate that the bits lead to
 * is compared once. Finding costs at most the text's length, whatever the texts are. Full, it forgets everything: what
 * recurs is made again once.
 *
 * @param maxBytes bound on the remembered texts' length together
 */
export function byteTrie<Made>(maxBytes: number): ByteTrie<Made> {
  const leaves: Known<Made>[] = [];
  const places: number[] = []; // per inner node: which byte, counted from the text's start
  const masks: number[] = []; // per inner node: which bit of it
  const children: number[] = []; // two for each inner node: an inner node, or ~leaf
  let root = 0;
  let bytesHeld = 0;

  /** The leaf whose text alone can stand there. */
  function candidate(bytes: Buffer, from: number, to: number): Known<Made> {
    let node = root;
    while (node >= 0) {
      const at = from + places[node];
      const bit = at < to && (bytes[at] & masks[node]) !== 0 ? 1 : 0;
      node = children[2 * node + bit];
    }
    return leaves[~node];
  }

  function find(bytes: Buffer, from: number, to: number): Known<Made> | undefined {
    if (leaves.length === 0) return undefined;
    const known = candidate(bytes, from, to);
    return from + known.text.length <= to && standsAt(known.text, bytes, from) ? known : undefined;
  }

  function forgetAll(): void {
    for (const list of [leaves, places, masks, children]) list.length = 0;
    bytesHeld = 0;
  }

  function add(bytes: Buffer, from: number, to: number, made: Made): Known<Made> {
    const known = { text: Uint8Array.prototype.slice.call(bytes, from, to), made };
    if (to - from > maxBytes) return known;
    if (bytesHeld + to - from > maxBytes) forgetAll();
    const leaf = ~leaves.length;
    if (leaves.length === 0) root = leaf;
    else insert(bytes, from, to, leaf);
    leaves.push(known);
    bytesHeld += to - from;
    return known;
  }

  /** Hangs the leaf in where its text leaves those that are there: nodes go by rising place, then falling bit. */
  function insert(bytes: Buffer, from: number, to: number, leaf: number): void {
    const near = candidate(bytes, from, to).text;
    let place = 0;
    while (near[place] === bytes[from + place]) place++;
    const mask = 0x80 >>> (Math.clz32(near[place] ^ bytes[from + place]) - 24);
    let slot = -1; // of `children`; -1 is the root
    let node = root;
    while (node >= 0 && (places[node] < place || (places[node] === place && masks[node] > mask))) {
      slot = 2 * node + ((bytes[from + places[node]] & masks[node]) !== 0 ? 1 : 0);
      node = children[slot];
    }
    const inner = places.length;
    places.push(place);
    masks.push(mask);
    if ((bytes[from + place] & mask) !== 0) children.push(node, leaf);
    else children.push(leaf, node);
    if (slot < 0) root = inner;
    else children[slot] = inner;
  }

  return { find, add };
}
