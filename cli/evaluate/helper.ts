import { Worker } from 'node:worker_threads';
import type { Answers } from '../../policy/line-evaluator.ts';

/** What a thread that evaluates must be told. */
export interface HelperOptions {
  readonly unknownContext: boolean;
}

/** A thread that answers lines beside this one. */
export interface Helper {
  /** How many pieces it was given and has not answered. */
  readonly waiting: () => number;
  /** Gives the lines away: their bytes are empty afterwards. */
  readonly answer: (bytes: Buffer<ArrayBuffer>) => Promise<Answers>;
  readonly close: () => Promise<void>;
}

/** Starts a thread; it answers in the order in which it is asked. */
export function startHelper(program: URL, options: HelperOptions): Helper {
  const asked: { readonly resolve: (answers: Answers) => void; readonly reject: (cause: Error) => void }[] = [];
  const worker = new Worker(program, { workerData: options });
  worker.on('message', (answers: Answers) => asked.shift()?.resolve(answers));
  worker.on('error', (cause) => {
    for (const { reject } of asked.splice(0)) reject(cause);
  });
  return {
    waiting: () => asked.length,
    answer: (bytes) =>
      new Promise((resolve, reject) => {
        asked.push({ resolve, reject });
        worker.postMessage(bytes.buffer, [bytes.buffer]);
      }),
    async close() {
      await worker.terminate();
    },
  };
}
