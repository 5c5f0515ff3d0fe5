/** Told which share is done, from 0 to 1. */
export type ShareDone = (share: number) => void;

/** A long computation that begins when first asked for; all who ask share it, and its result stays. One that fails is begun anew. */
export class SharedWork<T> {
  readonly #start: (onProgress: ShareDone) => Promise<T>;
  readonly #listeners = new Set<ShareDone>();
  #result: Promise<T> | undefined;

  constructor(start: (onProgress: ShareDone) => Promise<T>) {
    this.#start = start;
  }

  async result(onProgress?: ShareDone): Promise<T> {
    if (onProgress) this.#listeners.add(onProgress);
    try {
      this.#result ??= this.#begin();
      return await this.#result;
    } finally {
      if (onProgress) this.#listeners.delete(onProgress);
    }
  }

  async #begin(): Promise<T> {
    let isDone = false;
    try {
      const result = await this.#start((share) => {
        for (const listen of this.#listeners) listen(share);
      });
      isDone = true;
      return result;
    } finally {
      if (!isDone) this.#result = undefined;
    }
  }
}
