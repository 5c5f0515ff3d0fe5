import type { PayloadItem } from '../../payload.ts';

/** The field by which an item of each file is known, and must be known alone. */
const names: readonly string[] = ['Arn', 'arn'];

/** Remembers what was read, so that a second record for one ARN is refused rather than silently winning. */
export class Duplicates {
  readonly #seen = new Set<string>();

  /** The field that repeats an earlier item's name in the same file, or undefined. */
  again(item: PayloadItem): string | undefined {
    const value = item.value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const field = names.find((name) => typeof value[name] === 'string');
    if (field === undefined) return undefined;
    const key = `${item.file}\n${String(value[field])}`;
    if (this.#seen.has(key)) return field;
    this.#seen.add(key);
    return undefined;
  }
}
