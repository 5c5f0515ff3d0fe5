import type { Rejection } from '../../model/errors.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Limits } from './limits.ts';
import { printable } from '../../model/printable.ts';
import type { Read } from './read.ts';
import type { Window } from './window.ts';

/** Which parts of a large document are handed on; the rest is checked all the same. */
export interface Wanted {
  /** Arrays to yield element by element, by path: `UserDetailList`, `graph.nodes`. */
  readonly arrays: readonly string[];
  /** Other members to yield whole, by path: `metadata`. */
  readonly members?: readonly string[];
}

/** One open bracket that the splitter walks through itself: the pages, an object around sections, or a section. */
export interface Frame {
  readonly kind: 'pages' | 'object' | 'array';
  /** Path of the object or the array below its page; empty for a page. */
  readonly path: string;
  /** What may come: an item (element or key) or the end, an item, a colon, a value, a comma or the end. */
  next: 'first' | 'item' | 'colon' | 'value' | 'more';
  /** Of an object: the keys so far, and the last one. */
  readonly keys: Set<string>;
  key: string | undefined;
}

/** A splitter at work. */
export interface SplitState {
  readonly file: string;
  readonly limits: Limits;
  readonly arrays: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  /** Paths of the objects that wanted parts stand in: `graph`. */
  readonly ways: ReadonlySet<string>;
  readonly window: Window;
  readonly frames: Frame[];
  /** Elements so far of each array, over all pages and documents. */
  readonly indexes: Map<string, number>;
  /** What was read since it was last collected. */
  out: Read[];
  rejected: number;
  /** Whether anything but white space came, and a wanted array. */
  hasBegun: boolean;
  hasFound: boolean;
  /** Set when going on would make no sense. */
  isOver: boolean;
}

/** Hands a value on. */
export function emit(state: SplitState, section: string, index: number, value: JsonValue): void {
  state.out.push({ say: 'item', item: { file: state.file, section, index, value } });
}

/** Refuses one record and goes on. */
export function reject(state: SplitState, refused: Omit<Rejection, 'file'>): void {
  if (state.rejected++ >= state.limits.rejections) return;
  state.out.push({ say: 'rejection', rejection: { file: state.file, ...refused } });
}

/** Refuses what stands at the current place and ends the reading of the file. */
export function stop(state: SplitState, reason: string): void {
  reject(state, { ...placeOf(state), reason });
  state.isOver = true;
}

/** Takes a stream for no JSON at the current byte. */
export function stopExpecting(state: SplitState, expected: string): void {
  stop(state, `not JSON: expected ${expected} at byte ${state.window.base + state.window.at}`);
}

/** Name of an element: `UserDetailList[3]`. */
export function elementName(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** Path of the object's last key; one with a dot in it is quoted, so that no two paths are the same. */
export function memberPath({ path, key = '' }: Frame): string {
  const step = key.includes('.') ? JSON.stringify(key) : key;
  return path ? `${path}.${step}` : step;
}

function placeOf({ frames, indexes, window }: SplitState): Pick<Rejection, 'record' | 'field'> {
  const frame = frames.at(-1);
  if (frame?.kind !== 'array') {
    return { record: '', field: frame?.key === undefined ? '' : printable(memberPath(frame)) };
  }
  const isInside = frame.next !== 'more' && window.at < window.to;
  const index = indexes.get(frame.path) ?? 0;
  return { record: printable(isInside ? elementName(frame.path, index) : frame.path), field: '' };
}
