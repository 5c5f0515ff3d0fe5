import { printable } from '../../model/printable.ts';

/** What is wrong inside a text that should be one JSON value. */
export interface Fault {
  /** Path from the value to the place: `Statement[0].Effect`; empty for the value itself. */
  readonly field: string;
  readonly reason: string;
  /** Index into the text where it stops being JSON; undefined where it is JSON that the doors do not take. */
  readonly at: number | undefined;
}

interface Cursor {
  readonly text: string;
  readonly maxDepth: number;
  readonly path: (string | number)[];
  at: number;
}

const space = /[ \t\n\r]*/y;
const escape = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * The first thing in the text that the doors refuse: bad syntax, a key twice in one object, a `__proto__` key, nesting
 * deeper than `maxDepth`; undefined when there is none.
 *
 * The slow twin of JSON.parse, for when parsing or the count of keys has raised the alarm: this one says where.
 */
export function findFault(text: string, maxDepth: number): Fault | undefined {
  const cursor: Cursor = { text, maxDepth, path: [], at: 0 };
  skip(cursor, space);
  const fault = readValue(cursor);
  if (fault) return fault;

  skip(cursor, space);
  return cursor.at < text.length ? syntax(cursor, 'the end') : undefined;
}

function readValue(cursor: Cursor): Fault | undefined {
  const first = cursor.text[cursor.at];
  if (first === '{' || first === '[') {
    if (cursor.path.length >= cursor.maxDepth) return refusal(cursor, `nested deeper than ${cursor.maxDepth} levels`);
    return first === '{' ? readObject(cursor) : readArray(cursor);
  }
  if (first === '"') return readString(cursor);
  return skip(cursor, scalar) ? undefined : syntax(cursor, 'a value');
}

function readArray(cursor: Cursor): Fault | undefined {
  if (opensEmpty(cursor, ']')) return undefined;
  for (let index = 0; ; index++) {
    cursor.path.push(index);
    const fault = readValue(cursor);
    if (fault) return fault;
    cursor.path.pop();
    if (!takes(cursor, ',')) return takes(cursor, ']') ? undefined : syntax(cursor, '"," or "]"');
    skip(cursor, space);
  }
}

function readObject(cursor: Cursor): Fault | undefined {
  if (opensEmpty(cursor, '}')) return undefined;
  const keys = new Set<string>();
  for (;;) {
    const fault = readMember(cursor, keys);
    if (fault) return fault;
    if (!takes(cursor, ',')) return takes(cursor, '}') ? undefined : syntax(cursor, '"," or "}"');
    skip(cursor, space);
  }
}

function readMember(cursor: Cursor, keys: Set<string>): Fault | undefined {
  const from = cursor.at;
  if (cursor.text[from] !== '"') return syntax(cursor, 'a key');
  const keyFault = readString(cursor);
  if (keyFault) return keyFault;

  const key = String(JSON.parse(cursor.text.slice(from, cursor.at)));
  cursor.path.push(key);
  if (key === '__proto__') return refusal(cursor, 'the key "__proto__" is not accepted');
  if (keys.has(key)) return refusal(cursor, `duplicate key "${printable(key)}"`);
  keys.add(key);
  if (!takes(cursor, ':')) return syntax(cursor, '":"');
  skip(cursor, space);
  const fault = readValue(cursor);
  if (!fault) cursor.path.pop();
  return fault;
}

function readString(cursor: Cursor): Fault | undefined {
  cursor.at++;
  do skipPlain(cursor);
  while (skip(cursor, escape));
  if (cursor.text[cursor.at] !== '"') return syntax(cursor, 'a closing quote or a valid escape');
  cursor.at++;
  return undefined;
}

/** Passes over what needs no escape: everything but quotes, backslashes and C0 controls. */
function skipPlain(cursor: Cursor): void {
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code < 0x20 || code === 0x22 || code === 0x5c) return;
  }
}

/** Passes over the bracket, and over the closing one too when nothing stands between. */
function opensEmpty(cursor: Cursor, closing: string): boolean {
  cursor.at++;
  return takes(cursor, closing);
}

function takes(cursor: Cursor, character: string): boolean {
  skip(cursor, space);
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

/** Whether the pattern, which is sticky, matched more than nothing. */
function skip(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at;
  if (!pattern.test(cursor.text)) return false;
  const moved = pattern.lastIndex > cursor.at;
  cursor.at = pattern.lastIndex;
  return moved;
}

function syntax(cursor: Cursor, expected: string): Fault {
  const what = cursor.at >= cursor.text.length ? 'truncated' : 'not JSON';
  return { field: pathText(cursor.path), reason: `${what}: expected ${expected}`, at: cursor.at };
}

function refusal(cursor: Cursor, reason: string): Fault {
  return { field: pathText(cursor.path), reason, at: undefined };
}

function pathText(path: readonly (string | number)[]): string {
  const text = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return printable(text.join('').replace(/^\./, ''));
}
