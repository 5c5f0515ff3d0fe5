import { appendFile, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UnavailableError, UsageError } from '../../model/errors.ts';
import type { PayloadItem } from '../payload.ts';

/**
 * Passes the items on and writes them, on the way, as the folder that they can be read from again.
 *
 * The folder appears, or replaces an earlier collection, only when the last item has passed; files are for their owner
 * alone. Nothing is left behind where the items end in an error or are not read to their end.
 * @throws {UsageError} when the folder holds something that is no collection
 */
export async function* savePayload(items: AsyncIterable<PayloadItem>, dir: string): AsyncGenerator<PayloadItem> {
  const target = resolve(dir);
  await refuseForeign(target);
  await mkdir(dirname(target), { recursive: true });
  const temporary = await mkdtemp(`${target}.partial-`); // mode 0700
  try {
    const writer = new FolderWriter(temporary);
    for await (const item of items) {
      await writer.write(item);
      yield item;
    }
    await writer.finish();
    await replace(target, temporary);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const filePattern = /^(\d{12}\/)?[a-z][a-z-]*\.(json|ndjson)$/;
const sectionPattern = /^[A-Za-z]*$/;

/** Text is kept until there is this much of it for one file. */
const bufferLength = 256 * 1024;

/** Writes items of any order: each section of a JSON file goes to a part of its own, joined at the end. */
class FolderWriter {
  readonly #root: string;
  readonly #buffers = new Map<string, string>();
  /** Sections of each JSON file, in the order in which they came. */
  readonly #sections = new Map<string, string[]>();

  constructor(root: string) {
    this.#root = root;
  }

  async write({ file, section, value }: PayloadItem): Promise<void> {
    if (!filePattern.test(file) || !sectionPattern.test(section))
      throw new RangeError(`no payload file: ${file} ${section}`);
    const text = JSON.stringify(value);
    if (section === '') {
      await this.#append(file, `${text}\n`);
      return;
    }
    const sections = this.#sections.get(file) ?? [];
    this.#sections.set(file, sections);
    const isFirst = !sections.includes(section);
    if (isFirst) sections.push(section);
    await this.#append(`${file}.${section}`, isFirst ? text : `,\n${text}`);
  }

  async finish(): Promise<void> {
    for (const path of this.#buffers.keys()) await this.#flush(path);
    for (const [file, sections] of this.#sections) await this.#join(file, sections);
  }

  async #append(path: string, text: string): Promise<void> {
    const buffered = (this.#buffers.get(path) ?? '') + text;
    this.#buffers.set(path, buffered);
    if (buffered.length >= bufferLength) await this.#flush(path);
  }

  async #flush(path: string): Promise<void> {
    const whole = join(this.#root, path);
    await mkdir(dirname(whole), { recursive: true, mode: 0o700 });
    await appendFile(whole, this.#buffers.get(path) ?? '', { mode: 0o600 });
    this.#buffers.set(path, '');
  }

  async #join(file: string, sections: readonly string[]): Promise<void> {
    const whole = join(this.#root, file);
    for (const [index, section] of sections.entries()) {
      const part = `${whole}.${section}`;
      await appendFile(whole, `${index === 0 ? '{' : ','}\n${JSON.stringify(section)}: [\n`, { mode: 0o600 });
      await pipeline(createReadStream(part), createWriteStream(whole, { flags: 'a' }));
      await appendFile(whole, '\n]');
      await rm(part);
    }
    await appendFile(whole, '\n}\n');
  }
}

/** A folder may be replaced when it is empty or holds a collection and nothing else. */
async function refuseForeign(target: string): Promise<void> {
  const isThere = await stat(target).catch(() => undefined);
  if (isThere === undefined) return;
  if (!isThere.isDirectory()) throw new UsageError(`${target} is not a folder`);
  const foreign = (await readdir(target)).find((name) => name !== 'organization.json' && !/^\d{12}$/.test(name));
  if (foreign === undefined) return;
  throw new UsageError(`${target} holds ${foreign}, which is no part of a collection`, 'name a new or empty folder');
}

async function replace(target: string, temporary: string): Promise<void> {
  const earlier = `${temporary}-earlier`;
  const hadEarlier = await moved(target, earlier);
  try {
    await rename(temporary, target);
  } catch (error) {
    if (hadEarlier) await rename(earlier, target);
    throw new UnavailableError(`${target} cannot be written`, undefined, { cause: error });
  }
  if (hadEarlier) await rm(earlier, { recursive: true, force: true });
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
