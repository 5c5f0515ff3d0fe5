/**
 * Where things stand in the 32-bit numbers through which a question is put to the WebAssembly module in assembly/.
 *
 * Addresses are bytes from the memory's start.
 */
export const header = {
  /** 1 once nobody wants the answer. */
  isCancelled: 0,
  doneBlocks: 1,
  blocks: 2,
  /** One of {@link questionState}. */
  state: 3,
  nodeCount: 4,
  offsets: 5,
  heads: 6,
  /** 0 where all edges are kept. */
  keep: 7,
  groups: 8,
  weights: 9,
  sourceCount: 10,
  sources: 11,
  groupCount: 12,
  counts: 13,
  sums: 14,
  specialCount: 15,
  specials: 16,
  sets: 17,
  /** What the module works in begins here. */
  inputEnd: 18,
  entries: 19,
  entryCount: 20,
  rowCount: 21,
  classCount: 22,
  tokenCount: 23,
  hubCount: 24,
  largeCount: 25,
  /** Where the memory that was used ends. */
  usedEnd: 26,
  /** Four 64-bit numbers: rows visited, steps taken, lines written, lines counted. */
  statistics: 28,
  leastVisits: 36,
  mostTokens: 37,
} as const;

/** The header's own address: the module's few globals lie before it. */
export const headerAt = 65_536;

/** Bytes of the header. */
export const headerBytes = 256;

/** How far a question is. */
export const questionState = { waiting: 0, claimed: 1, done: 2, cancelled: 3, failed: 4 } as const;

/** Groups of nodes that are not counted: left out, and told where they are special. */
export const leftOut = 0xff;
export const onlyTold = 0xfe;
