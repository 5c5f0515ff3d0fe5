import type { PayloadItem } from '../../payload.ts';

/** Remembers what was read, so that a second record for one thing is refused rather than silently winning. */
export class Duplicates {
  readonly #seen = new Set<string>();

  /**
   * The field that repeats an earlier item's name in the same account, or undefined.
   *
   * @param account empty where nobody knows it: then the same file counts
   */
  again(item: PayloadItem, account: string): string | undefined {
    const value = item.value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const names = ['Arn', 'arn', 'id'].flatMap((name) => {
      const said = value[name];
      return typeof said === 'string' ? [[name, said] as const] : [];
    });
    if (names.length === 0) return undefined;
    const [[field, name]] = names;
    // A credential's id is known alone among those of its kind and identity.
    const beside = field === 'id' ? `${JSON.stringify(value['kind'])} ${JSON.stringify(value['identity'])}` : '';
    const key = [account || item.file, beside, name].join('\n');
    if (this.#seen.has(key)) return field;
    this.#seen.add(key);
    return undefined;
  }
}
