import { readFile, stat } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { Change, ChangeName } from '../../model/change.ts';
import { InputError, type Rejection } from '../../model/errors.ts';
import { changeSchemas } from './change-schema.ts';

/** A changes file longer than this is refused. */
const maximumBytes = 16 * 1024 * 1024;

/** Changes that one file may hold. */
const maximumChanges = 10_000;

/**
 * Reads a changes file, YAML or JSON.
 *
 * @throws {InputError} with every change that is not one, by its place and field
 */
export async function readChangesFile(file: string): Promise<readonly Change[]> {
  try {
    const { size } = await stat(file);
    if (size > maximumBytes) throw refused(file, `is longer than ${maximumBytes} bytes`);
    return readChanges(file, parseText(file, await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw refused(file, `cannot be read: ${String(error.code)}`);
    throw error;
  }
}

/**
 * Reads changes from a parsed value of the shape `{changes: […]}`.
 *
 * @param file what the errors call it
 * @throws {InputError} with every change that is not one
 */
export function readChanges(file: string, value: unknown): readonly Change[] {
  const read = z.strictObject({ changes: z.array(z.unknown()).max(maximumChanges) }).safeParse(value);
  if (!read.success) throw new InputError(read.error.issues.map((issue) => rejection(file, '', issue)));
  const rejected: Rejection[] = [];
  const changes = read.data.changes.flatMap((given, index) => {
    const change = readChange(given);
    if ('change' in change) return [change];
    rejected.push(...change.issues.map((issue) => rejection(file, recordName(index, change.name), issue)));
    return [];
  });
  if (rejected.length > 0) throw new InputError(rejected, 'nothing was applied; mend the changes named');
  return changes;
}

/** What an error calls a change: `changes[3] detach-policy`. */
export function recordName(index: number, name: string): string {
  return `changes[${index}]${name === '' ? '' : ` ${name}`}`;
}

/** YAML without the traps: aliases are few, keys are said once, and no tag makes anything but data. */
function parseText(file: string, text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true, schema: 'core', customTags: [] });
  const [error] = document.errors;
  if (error) throw refused(file, `is neither YAML nor JSON: ${error.message.split('\n', 1)[0] ?? ''}`);
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw refused(file, 'has more aliases than anybody writes');
  }
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function readChange(given: unknown): Change | { readonly name: string; readonly issues: readonly Issue[] } {
  const keys = typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.keys(given) : [];
  const [name = ''] = keys;
  if (keys.length !== 1) return { name: '', issues: [{ path: [], message: 'is not one change by its name' }] };
  if (!isChangeName(name)) return { name, issues: [{ path: [], message: `is none of ${names.join(', ')}` }] };
  const read = changeSchemas[name].safeParse((given as Record<string, unknown>)[name]);
  if (!read.success) return { name, issues: read.error.issues };
  return { change: name, ...read.data } as Change;
}

const names = Object.keys(changeSchemas) as readonly ChangeName[];

function isChangeName(name: string): name is ChangeName {
  return Object.hasOwn(changeSchemas, name);
}

function rejection(file: string, record: string, { path, message }: Issue): Rejection {
  return { file, record, field: path.map(String).join('.'), reason: message };
}

function refused(file: string, reason: string): InputError {
  return new InputError([{ file, record: '', field: '', reason }]);
}
