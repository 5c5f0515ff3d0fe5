import type { Limits } from './limits.ts';
import { decodeStrictly, parseChecked, parseJson } from './parse-checked.ts';
import { printable } from '../../model/printable.ts';
import { readBatch } from './read-batch.ts';
import type { Read } from './read.ts';
import { scanValue } from './scan-value.ts';
import {
  emit,
  memberPath,
  reject,
  stop,
  stopExpecting,
  type Frame,
  type SplitState,
  type Wanted,
} from './split-state.ts';
import { append, emptyWindow, skipSpace } from './window.ts';

/** Takes a document block by block and gives what is whole so far. */
export interface Splitter {
  push(block: Buffer): Read[];
  /** What only the end of the stream can tell. */
  finish(): Read[];
  /** Whether the rest of the stream is of no use. */
  isOver(): boolean;
}

const code = { quote: 0x22, comma: 0x2c, colon: 0x3a, brace: 0x7b, bracket: 0x5b };
const closing = { object: 0x7d, array: 0x5d, pages: 0x5d };

/**
 * Splits a large document into elements of the wanted arrays, holding no more than one element or one block.
 *
 * The document is an object, an array of such objects (pages), or several of either one after the other; indices run on.
 */
export function splitElements(file: string, wanted: Wanted, limits: Limits): Splitter {
  const state = begin(file, wanted, limits);
  let wake = 0; // bytes below which trying again is not worth while: each try costs what it scans
  return {
    push(block) {
      if (state.isOver) return [];
      append(state.window, block);
      const { window } = state;
      if (window.to - window.at >= wake) wake = run(state) ? 0 : nextTry(state);
      return collect(state);
    },
    finish() {
      run(state);
      if (!state.isOver) conclude(state);
      const hidden = state.rejected - limits.rejections;
      state.rejected = 0;
      if (hidden > 0) reject(state, { record: '', field: '', reason: `${hidden} more records were rejected` });
      return collect(state);
    },
    isOver: () => state.isOver,
  };
}

function begin(file: string, { arrays, members = [] }: Wanted, limits: Limits): SplitState {
  const paths = [...arrays, ...members].map((path) => path.split('.'));
  return {
    file,
    limits,
    arrays: new Set(arrays),
    members: new Set(members),
    ways: new Set(paths.flatMap((steps) => steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('.')))),
    window: emptyWindow(),
    frames: [],
    indexes: new Map(),
    out: [],
    rejected: 0,
    hasBegun: false,
    hasFound: false,
    isOver: false,
  };
}

function collect(state: SplitState): Read[] {
  const { out } = state;
  state.out = [];
  return out;
}

/** Reads on to the end of the window; false when it ends inside something that must be whole. */
function run(state: SplitState): boolean {
  const { window } = state;
  while (!state.isOver) {
    skipSpace(window);
    if (window.at >= window.to) return true;
    if (!step(state)) return false;
  }
  return true;
}

function nextTry(state: SplitState): number {
  const { window, limits } = state;
  const bytes = window.to - window.at;
  if (bytes > limits.elementBytes) stop(state, `larger than ${limits.elementBytes} bytes`);
  return Math.min(2 * bytes, limits.elementBytes + 1);
}

function conclude(state: SplitState): void {
  if (state.frames.length > 0) stop(state, `truncated: the file ends at byte ${state.window.base + state.window.to}`);
  else if (!state.hasBegun) stop(state, 'the file is empty');
  else if (!state.hasFound) stop(state, `holds none of ${[...state.arrays].join(', ')}`);
}

/** Takes one thing; false when it is not whole in the window. */
function step(state: SplitState): boolean {
  const byte = state.window.bytes[state.window.at];
  const frame = state.frames.at(-1);
  if (!frame) return openDocument(state, byte);
  if (byte === closing[frame.kind] && (frame.next === 'first' || frame.next === 'more')) {
    state.window.at++;
    state.frames.pop();
    return true;
  }
  if (frame.next === 'more') return take(state, frame, 'item');
  if (frame.next === 'colon') return take(state, frame, 'value');
  if (frame.next === 'value') return readMember(state, frame);
  if (frame.kind === 'array') return readBatch(state, frame);
  return frame.kind === 'object' ? readKey(state, frame) : openPage(state, frame);
}

function take(state: SplitState, frame: Frame, next: 'item' | 'value'): boolean {
  const { bytes, at } = state.window;
  if (bytes[at] !== (next === 'item' ? code.comma : code.colon)) {
    stopExpecting(state, next === 'value' ? '":"' : `"," or "${frame.kind === 'object' ? '}' : ']'}"`);
    return true;
  }
  state.window.at++;
  frame.next = next;
  return true;
}

function openDocument(state: SplitState, byte: number): boolean {
  state.hasBegun = true;
  if (byte === code.brace) open(state, 'object', '');
  else if (byte === code.bracket) open(state, 'pages', '');
  else stopExpecting(state, 'an object or an array of objects');
  return true;
}

function openPage(state: SplitState, pages: Frame): boolean {
  if (state.window.bytes[state.window.at] === code.brace) {
    pages.next = 'more';
    open(state, 'object', '');
  } else stopExpecting(state, 'an object');
  return true;
}

function open(state: SplitState, kind: Frame['kind'], path: string): void {
  state.window.at++;
  state.frames.push({ kind, path, next: 'first', keys: new Set(), key: undefined });
}

function readKey(state: SplitState, frame: Frame): boolean {
  const { window } = state;
  if (window.bytes[window.at] !== code.quote) {
    stopExpecting(state, 'a key');
    return true;
  }
  const end = scanValue(window.bytes, window.at, window.to, { colons: 0, depth: 0 });
  if (end < 0) return false;

  const key = parseJson(decodeStrictly(window.bytes.subarray(window.at, end)) ?? '');
  if (typeof key !== 'string') stopExpecting(state, 'a key');
  else takeKey(state, frame, key);
  window.at = end;
  frame.next = 'colon';
  return true;
}

function takeKey(state: SplitState, frame: Frame, key: string): void {
  frame.key = key;
  if (key === '__proto__') stop(state, 'the key "__proto__" is not accepted');
  else if (frame.keys.has(key)) stop(state, `duplicate key "${printable(key)}"`);
  else if (frame.keys.size >= state.limits.members) stop(state, `more than ${state.limits.members} keys`);
  frame.keys.add(key);
}

function readMember(state: SplitState, frame: Frame): boolean {
  const { window } = state;
  const path = memberPath(frame);
  const byte = window.bytes[window.at];
  const isWanted = state.arrays.has(path);
  if (isWanted || state.ways.has(path)) {
    const kind = isWanted ? 'array' : 'object';
    if (byte !== (isWanted ? code.bracket : code.brace)) stop(state, `expected an ${kind}`);
    state.hasFound ||= isWanted;
    frame.next = 'more';
    open(state, kind, path);
    return true;
  }
  if (byte !== code.bracket || state.members.has(path)) return readWhole(state, frame, path);
  frame.next = 'more';
  open(state, 'array', path);
  return true;
}

function readWhole(state: SplitState, frame: Frame, path: string): boolean {
  const { window, limits } = state;
  const end = scanValue(window.bytes, window.at, window.to, { colons: 0, depth: 0 });
  if (end < 0) return false;
  if (end === window.at) {
    stopExpecting(state, 'a value');
    return true;
  }
  const parsed = parseChecked(window.bytes.subarray(window.at, end), limits.depth);
  if (end - window.at > limits.elementBytes) stop(state, `larger than ${limits.elementBytes} bytes`);
  else if (parsed.ok) emitMember(state, path, parsed.value);
  else {
    const place = parsed.brokenAt === undefined ? '' : ` at byte ${window.base + window.at + parsed.brokenAt}`;
    reject(state, { record: printable(path), field: parsed.field, reason: parsed.reason + place });
    state.isOver = parsed.brokenAt !== undefined;
  }
  window.at = end;
  frame.next = 'more';
  return true;
}

function emitMember(state: SplitState, path: string, value: Parameters<typeof emit>[3]): void {
  if (!state.members.has(path)) return;
  const index = state.indexes.get(path) ?? 0;
  state.indexes.set(path, index + 1);
  emit(state, path, index, value);
}
