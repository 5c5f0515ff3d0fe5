import type { JsonValue } from '../../model/json.ts';
import { asObject } from '../../model/json.ts';
import type { PayloadItem } from '../payload.ts';

/** One file of the collection as it grows: numbers its items and passes over what a listing said twice. */
export class ItemFile {
  readonly #file: string;
  readonly #counts = new Map<string, number>();
  readonly #names = new Set<string>();

  /** @param file path below the collection folder */
  constructor(file: string) {
    this.#file = file;
  }

  /** Elements of an array of a JSON file, counted from 0. */
  *elements(values: readonly JsonValue[], section: string): Generator<PayloadItem> {
    for (const value of values) if (this.#isNew(value, section)) yield this.#next(value, section, 0);
  }

  /** Lines of a file of lines, counted from 1. */
  *lines(values: readonly JsonValue[]): Generator<PayloadItem> {
    for (const value of values) if (this.#isNew(value, '')) yield this.#next(value, '', 1);
  }

  #next(value: JsonValue, section: string, first: number): PayloadItem {
    const count = this.#counts.get(section) ?? 0;
    this.#counts.set(section, count + 1);
    return { file: this.#file, section, index: first + count, value };
  }

  /** Pages shift while a long listing is read, so that AWS names a thing on two of them now and then. */
  #isNew(value: JsonValue, section: string): boolean {
    const name = asObject(value)?.['Arn'] ?? asObject(value)?.['arn'];
    if (typeof name !== 'string') return true;
    const key = `${section}\n${name}`;
    if (this.#names.has(key)) return false;
    this.#names.add(key);
    return true;
  }
}
