import { countKeys } from './count-keys.ts';
import { decodeStrictly, parseChecked, parseJson, type Parsed } from './parse-checked.ts';
import { scanValue, type Scanned } from './scan-value.ts';
import { elementName, emit, reject, stop, stopExpecting, type Frame, type SplitState } from './split-state.ts';
import { skipSpace } from './window.ts';

const comma = 0x2c;

/** A run of whole elements with the commas between them. */
interface Batch {
  readonly from: number;
  to: number;
  count: number;
  colons: number;
}

/**
 * Reads the elements of an array from the window, as many as are whole; false when not even one is.
 *
 * They are parsed as one text, because JSON.parse is much faster on one large text than on many small ones. Where the
 * run does not pass as a whole, each element is judged alone.
 */
export function readBatch(state: SplitState, frame: Frame): boolean {
  const { window } = state;
  const batch: Batch = { from: window.at, to: window.at, count: 0, colons: 0 };
  const scanned: Scanned = { colons: 0, depth: 0 };
  let end = -1;
  do {
    end = scanValue(window.bytes, window.at, window.to, scanned);
    if (end <= window.at || isExcessive(state, end - window.at, scanned)) break;
    batch.to = end;
    batch.count++;
    batch.colons += scanned.colons;
    window.at = end;
  } while (passComma(state, frame));

  if (batch.count > 0) parseBatch(state, frame, batch);
  else if (end === window.at) stopExpecting(state, 'a value');
  else if (end > window.at) refuseElement(state, frame, end);
  return batch.count > 0 || end >= 0;
}

/** Whether the next element's first byte is in the window. */
function passComma({ window }: SplitState, frame: Frame): boolean {
  frame.next = 'more';
  skipSpace(window);
  if (window.at >= window.to || window.bytes[window.at] !== comma) return false;
  frame.next = 'item';
  window.at++;
  skipSpace(window);
  return window.at < window.to;
}

function isExcessive({ limits }: SplitState, bytes: number, { depth }: Scanned): boolean {
  return bytes > limits.elementBytes || depth > limits.depth;
}

function parseBatch(state: SplitState, frame: Frame, batch: Batch): void {
  const text = decodeStrictly(state.window.bytes.subarray(batch.from, batch.to));
  const values = text === undefined ? undefined : parseJson(`[${text}]`);
  if (!Array.isArray(values) || values.length !== batch.count || countKeys(values) !== batch.colons) {
    parseEach(state, frame, batch);
    return;
  }
  const first = state.indexes.get(frame.path) ?? 0;
  state.indexes.set(frame.path, first + batch.count);
  if (!state.arrays.has(frame.path)) return;
  for (let at = 0; at < values.length; at++) emit(state, frame.path, first + at, values[at]);
}

function parseEach(state: SplitState, frame: Frame, batch: Batch): void {
  const { bytes, base } = state.window;
  const scanned: Scanned = { colons: 0, depth: 0 };
  let from = batch.from;
  for (let left = batch.count; left > 0 && !state.isOver; left--) {
    const to = scanValue(bytes, from, batch.to + 1, scanned);
    settle(state, frame, { parsed: parseChecked(bytes.subarray(from, to), state.limits.depth), byte: base + from });
    from = to;
    while (from < batch.to && (bytes[from] <= 0x20 || bytes[from] === comma)) from++;
  }
}

function settle(state: SplitState, frame: Frame, { parsed, byte }: { parsed: Parsed; byte: number }): void {
  const index = state.indexes.get(frame.path) ?? 0;
  state.indexes.set(frame.path, index + 1);
  if (parsed.ok) {
    if (state.arrays.has(frame.path)) emit(state, frame.path, index, parsed.value);
    return;
  }
  const { field, reason, brokenAt } = parsed;
  const place = brokenAt === undefined ? '' : ` at byte ${byte + brokenAt}`;
  reject(state, { record: elementName(frame.path, index), field, reason: reason + place });
  state.isOver = brokenAt !== undefined;
}

/** Refuses the element that ends at `end`, the first of its batch, for its depth or its size. */
function refuseElement(state: SplitState, frame: Frame, end: number): void {
  const { window, limits } = state;
  if (end - window.at > limits.elementBytes) {
    stop(state, `larger than ${limits.elementBytes} bytes`);
    return;
  }
  const parsed = parseChecked(window.bytes.subarray(window.at, end), limits.depth);
  settle(state, frame, { parsed, byte: window.base + window.at });
  window.at = end;
  passComma(state, frame);
}
