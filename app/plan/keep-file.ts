import { readFile, stat } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { Grant } from '../../graph/plan/grant.ts';
import type { ChangeName } from '../../model/change.ts';
import { InputError } from '../../model/errors.ts';

/** What must not be touched, and what kinds of change cost. */
export interface Keep {
  forbids(grant: Grant): boolean;
  readonly costs: Readonly<Partial<Record<ChangeName, number>>>;
}

/** Everything may be taken away. */
export const keepNothing: Keep = { forbids: () => false, costs: {} };

/** A keep file longer than this is refused. */
const maximumBytes = 4 * 1024 * 1024;

const name = z.string().min(1).max(4096);
const kind = z.enum(['remove-statement', 'detach-policy', 'remove-member', 'disable-credential', 'remove-edge']);
const kept = z.union([
  z.strictObject({ identity: name }),
  z.strictObject({ policy: name, statement: z.int().min(0).optional() }),
  z.strictObject({ credential: name }),
  z.strictObject({ from: name, to: name }),
  z.strictObject({ change: kind }),
]);
const shape = z.strictObject({
  keep: z.array(kept).max(10_000).default([]),
  costs: z.partialRecord(kind, z.number().positive().max(1_000_000)).default({}),
});

type Kept = z.infer<typeof kept>;

/**
 * Reads what must be kept, YAML or JSON.
 *
 * @throws {InputError} when the file is not of that shape
 */
export async function readKeepFile(file: string): Promise<Keep> {
  const refused = (field: string, reason: string): InputError => new InputError([{ file, record: '', field, reason }]);
  try {
    if ((await stat(file)).size > maximumBytes) throw refused('', `is longer than ${maximumBytes} bytes`);
    const document = parseDocument(await readFile(file, 'utf8'), { uniqueKeys: true, schema: 'core', customTags: [] });
    if (document.errors.length > 0) throw refused('', 'is neither YAML nor JSON');
    return readKeep(file, document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw refused('', `cannot be read: ${String(error.code)}`);
    throw error;
  }
}

/**
 * Reads what must be kept from a parsed value.
 *
 * @throws {InputError} when it is not of that shape
 */
export function readKeep(file: string, value: unknown): Keep {
  const read = shape.safeParse(value ?? {});
  if (!read.success) {
    const rejections = read.error.issues.map(({ path, message }) => ({
      file,
      record: '',
      field: path.map(String).join('.'),
      reason: message,
    }));
    throw new InputError(rejections);
  }
  const { keep, costs } = read.data;
  return { costs, forbids: (grant) => keep.some((each) => isKept(each, grant)) };
}

function isKept(each: Kept, { removal, holders }: Grant): boolean {
  if ('change' in each) return removal.change === each.change;
  if ('credential' in each) return removal.change === 'disable-credential' && removal.id === each.credential;
  if ('to' in each) return removal.change === 'remove-edge' && removal.from === each.from && removal.to === each.to;
  if ('identity' in each) return isOf(removal, each.identity) || holders.includes(each.identity);
  if (!('policy' in removal) || removal.policy !== each.policy) return false;
  return (
    each.statement === undefined || (removal.change === 'remove-statement' && removal.statement === each.statement)
  );
}

/** Whether it is the identity's own: its trust, what is attached to it, or what leads out of it. */
function isOf(removal: Grant['removal'], identity: string): boolean {
  if (removal.change === 'remove-statement') return removal.policy === identity;
  return 'from' in removal && removal.from === identity;
}
