import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { InputError } from '../../../model/errors.ts';
import type { JsonObject } from '../../../model/json.ts';

/** A plan longer than this is refused. */
const maximumBytes = 256 * 1024 * 1024;

const values = z.record(z.string(), z.json()).nullish();

const plannedResource = z.object({
  address: z.string().min(1),
  mode: z.string().optional(),
  type: z.string().min(1),
  change: z.object({
    actions: z.array(z.string()).min(1),
    before: values,
    after: values,
    after_unknown: z.record(z.string(), z.json()).nullish(),
  }),
});

const configured = z.object({
  address: z.string(),
  expressions: z.record(z.string(), z.unknown()).optional(),
});

const planSchema = z.object({
  format_version: z.string(),
  resource_changes: z.array(plannedResource).default([]),
  configuration: z.object({ root_module: z.object({ resources: z.array(configured).default([]) }) }).optional(),
});

/** One resource of a plan: what it is and what it is to be. */
export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  /** Fields whose values are known only once the plan is applied. */
  readonly unknown: ReadonlySet<string>;
  /** Addresses that the configuration names in a field. */
  readonly references: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads what `terraform show -json` prints of a plan; resources that do not change are left out, but for their values.
 *
 * @throws {InputError} when it is none
 */
export async function readTerraformPlan(file: string): Promise<readonly PlannedResource[]> {
  try {
    const { size } = await stat(file);
    if (size > maximumBytes) throw refused(file, '', `is longer than ${maximumBytes} bytes`);
    return readPlan(file, parsed(file, await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw refused(file, '', `cannot be read: ${String(error.code)}`);
    throw error;
  }
}

/**
 * Reads a plan from its parsed JSON.
 *
 * @throws {InputError} when it is none
 */
export function readPlan(file: string, value: unknown): readonly PlannedResource[] {
  const read = planSchema.safeParse(value);
  if (!read.success) {
    const rejected = read.error.issues.map(({ path, message }) => ({
      file,
      record: '',
      field: path.map(String).join('.'),
      reason: message,
    }));
    throw new InputError(rejected, 'expected what `terraform show -json plan.out` prints');
  }
  const { resource_changes: changes, configuration } = read.data;
  const references = new Map(configuration?.root_module.resources.map((each) => [each.address, referencesIn(each)]));
  return changes
    .filter(({ mode = 'managed' }) => mode === 'managed')
    .map(({ address, type, change }) => ({
      address,
      type,
      before: change.before ?? undefined,
      after: change.after ?? undefined,
      unknown: new Set(
        Object.entries(change.after_unknown ?? {}).flatMap(([field, is]) => (isUnknown(is) ? [field] : [])),
      ),
      references: references.get(address.replace(/\[.*\]$/, '')) ?? new Map<string, readonly string[]>(),
    }));
}

/** True, or true somewhere inside. */
function isUnknown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === true;
  return Object.values(value).some(isUnknown);
}

function referencesIn({ expressions = {} }: z.infer<typeof configured>): ReadonlyMap<string, readonly string[]> {
  const shape = z.object({ references: z.array(z.string()) });
  return new Map(
    Object.entries(expressions).flatMap(([field, expression]) => {
      const read = shape.safeParse(expression);
      return read.success ? [[field, read.data.references] as const] : [];
    }),
  );
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused(file, '', 'is not JSON');
  }
}

function refused(file: string, record: string, reason: string): InputError {
  return new InputError([{ file, record, field: '', reason }], 'expected what `terraform show -json plan.out` prints');
}
