import type { Rejection } from '../../model/errors.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { parseChecked } from './parse-checked.ts';
import type { Read } from './read.ts';
import { readBytes, type InputFile } from './read-bytes.ts';
import { append, emptyWindow, type Window } from './window.ts';

interface LineState {
  readonly file: string;
  readonly limits: Limits;
  readonly window: Window;
  /** Number of the line that the window begins in. */
  line: number;
  /** Whether the line was too long and what comes of it is thrown away. */
  isSkipping: boolean;
  rejected: number;
}

/**
 * Streams a file of one JSON value a line, plain or gzipped; `index` is the line's number, from 1.
 *
 * Empty lines are passed over, refused ones are told and passed over.
 *
 * @throws {InputError} when the file cannot be opened
 */
export async function* readLines(file: InputFile, limits: Limits = defaultLimits): AsyncGenerator<Read> {
  const state: LineState = {
    file: file.name,
    limits,
    window: emptyWindow(),
    line: 1,
    isSkipping: false,
    rejected: 0,
  };
  for await (const block of readBytes(file, limits)) {
    if (!Buffer.isBuffer(block)) {
      yield { say: 'rejection', rejection: block };
      return;
    }
    const searched = state.window.to - state.window.at;
    append(state.window, block);
    yield* wholeLines(state, searched);
  }
  yield* readLine(state, state.window.to);
  const hidden = state.rejected - limits.rejections;
  if (hidden > 0) yield rejection(state, { record: '', reason: `${hidden} more lines were rejected` });
}

/** @param searched bytes at the start of the window that are known to hold no line feed */
function* wholeLines(state: LineState, searched: number): Generator<Read> {
  const { window, limits } = state;
  let from = window.at + searched;
  for (;;) {
    const end = window.bytes.subarray(0, window.to).indexOf(0x0a, from);
    if (end < 0) break;
    yield* readLine(state, end);
    state.isSkipping = false;
    state.line++;
    window.at = end + 1;
    from = window.at;
  }
  if (window.to - window.at <= limits.elementBytes) return;
  yield* readLine(state, window.to);
  state.isSkipping = true;
  window.at = window.to;
}

/** Reads the line from the start of the window to `end`. */
function* readLine(state: LineState, end: number): Generator<Read> {
  const { window, limits, line } = state;
  const record = `line ${line}`;
  const bytes = window.bytes.subarray(window.at, end);
  if (state.isSkipping || isBlank(bytes)) return;
  if (bytes.length > limits.elementBytes) {
    yield* reject(state, { record, reason: `larger than ${limits.elementBytes} bytes` });
    return;
  }
  const parsed = parseChecked(bytes, limits.depth);
  if (parsed.ok) {
    yield { say: 'item', item: { file: state.file, section: '', index: line, value: parsed.value } };
    return;
  }
  const { field, reason, brokenAt } = parsed;
  yield* reject(state, {
    record,
    field,
    reason: brokenAt === undefined ? reason : `${reason} at column ${brokenAt + 1}`,
  });
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte <= 0x20);
}

interface Refused {
  readonly record: string;
  readonly field?: string;
  readonly reason: string;
}

function* reject(state: LineState, refused: Refused): Generator<Read> {
  if (state.rejected++ < state.limits.rejections) yield rejection(state, refused);
}

function rejection({ file }: LineState, { record, field = '', reason }: Refused): Read {
  const rejection: Rejection = { file, record, field, reason };
  return { say: 'rejection', rejection };
}
