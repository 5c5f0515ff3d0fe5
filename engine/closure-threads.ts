import { Worker } from 'node:worker_threads';

import { header, questionState } from './closure-header.ts';
import { holds, placeQuestion, readAnswer } from './closure-memory.ts';
import type { ClosureTuning, PlacedQuestion } from './closure-memory.ts';
import { checkQuestion } from './closure-question.ts';
import type { ClosureAnswer, ClosureQuestion } from './closure-question.ts';
import { plainAnswer } from './closure-twin.ts';
import { closureWasm } from './closure-wasm.ts';

/** How the answers are to be found. */
export interface ClosureOptions {
  /** Bytes that the answer to one question may take; as much as can be addressed unless told. */
  readonly mostBytes?: number;
  readonly tuning?: ClosureTuning;
}

/** Who waits for answers that are found meanwhile. */
export interface ClosureWaiter extends ClosureOptions {
  /** Ends the work; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then which share of the sweep is done, from 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** A piece of work for one thread, which finds all of it in a memory that it shares. */
export interface ThreadTask {
  readonly memory: WebAssembly.Memory;
  /** As `closure-header.ts` lists it: whether it is cancelled, done and told blocks, its state, then what the job reads. */
  readonly header: Int32Array;
  /** What the module exports for it. */
  readonly job: 'answer' | 'farthest';
}

/** What a thread runs. It stands here as text, so that it is the same in a bundle, under a loader and in tests. */
const workerCode = `
const { parentPort, workerData } = require('node:worker_threads');
const { state, states } = workerData;
parentPort.on('message', ({ module, tasks }) => {
  for (const { memory, header, job } of tasks) {
    if (Atomics.compareExchange(header, state, states.waiting, states.claimed) !== states.waiting) continue;
    let end = states.failed; // told by whoever waits; an error here would end the process
    try {
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      end = exports[job](header.byteOffset) === 1 ? states.done : states.cancelled;
    } catch {}
    Atomics.store(header, state, end);
    Atomics.notify(header, state);
  }
});
`;

/**
 * Threads that answer questions over shared memory, started when first needed and used again.
 *
 * Each question is one thread's; the answers are the same for any number of threads.
 */
export class ClosureThreads {
  readonly #workerCount: number;
  readonly #workers: Worker[] = [];
  readonly #module: WebAssembly.Module | undefined;
  /** Memories of answered questions, for the next ones. */
  #spare: WebAssembly.Memory[] = [];
  /** What other threads are at, and when they have come to an end of it. */
  readonly #underWay = new Map<readonly ThreadTask[], Promise<void>>();

  /** @param threadCount threads at work at once, the caller's own included; 1 starts none while the caller waits */
  constructor(threadCount = 2) {
    this.#workerCount = Math.max(0, threadCount - 1);
    this.#module = compile();
  }

  /** Whether this machine has the instructions; without them the plain twins answer. */
  get isFast(): boolean {
    return this.#module !== undefined;
  }

  /** Threads at work while this one is free. */
  get otherCount(): number {
    return Math.max(1, this.#workerCount);
  }

  /**
   * Answers all the questions, this thread and the others together, and returns when all are done.
   *
   * @throws {RangeError} on a question that is not well formed, before any work
   * @throws {ClosureTooLarge} before any work
   */
  answer(questions: readonly ClosureQuestion[], options: ClosureOptions = {}): ClosureAnswer[] {
    check(questions, options);
    const module = this.#module;
    if (module === undefined) return questions.map(plainAnswer);
    const placed = questions.map((question) => this.#place(question, options));
    this.#give(module, placed, Math.min(this.#workerCount, questions.length - 1));
    for (const question of placed) if (claim(question)) run(module, question);
    for (const { header: head } of placed) {
      while (isOpen(head)) Atomics.wait(head, header.state, questionState.claimed);
    }
    return this.#take(placed);
  }

  /** As {@link answer}, with this thread free meanwhile: one other at least does the work. */
  async answerLater(questions: readonly ClosureQuestion[], waiter: ClosureWaiter = {}): Promise<ClosureAnswer[]> {
    const { signal, onProgress } = waiter;
    signal?.throwIfAborted();
    check(questions, waiter);
    const module = this.#module;
    if (module === undefined) return questions.map(plainAnswer);
    const placed = questions.map((question) => this.#place(question, waiter));
    await this.#run(module, placed, { signal, onProgress: onProgress && (() => onProgress(meanDone(placed))) });
    return this.#take(placed);
  }

  /**
   * Runs all the tasks on the other threads.
   *
   * @throws {TypeError} where this machine has not the instructions
   * @throws {RangeError} when one ran out of memory
   */
  async runLater(tasks: readonly ThreadTask[], { signal, onProgress }: ClosureWaiter): Promise<void> {
    const module = this.#module;
    if (module === undefined) throw new TypeError('this machine has no 128-bit instructions');
    signal?.throwIfAborted();
    await this.#run(module, tasks, { signal, onProgress: onProgress && (() => onProgress(sumDone(tasks))) });
    tasks.forEach(expectDone);
  }

  /** Ends the threads and gives their memory up; what is under way is cancelled. */
  async close(): Promise<void> {
    for (const tasks of this.#underWay.keys()) cancel(tasks);
    await Promise.all(this.#underWay.values());
    this.#spare = [];
    await Promise.all(this.#workers.splice(0).map((worker) => worker.terminate()));
  }

  #place(question: ClosureQuestion, { tuning }: ClosureOptions): PlacedQuestion {
    const at = this.#spare.findIndex((memory) => holds(memory, question));
    const [known] = at < 0 ? [] : this.#spare.splice(at, 1);
    return placeQuestion(question, tuning, known);
  }

  #take(placed: readonly PlacedQuestion[]): ClosureAnswer[] {
    const answers = placed.map(takeAnswer);
    this.#spare = placed.map(({ memory }) => memory);
    return answers;
  }

  /** Gives the tasks to the other threads and tells now and then that time has passed, till all have come to an end. */
  async #run(module: WebAssembly.Module, tasks: readonly ThreadTask[], { signal, onProgress }: Watch): Promise<void> {
    this.#give(module, tasks, Math.min(this.otherCount, tasks.length));
    const ended = new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (signal?.aborted) cancel(tasks);
        onProgress?.();
        if (tasks.some(({ header: head }) => isOpen(head))) return;
        clearInterval(timer);
        resolve();
      }, POLL_MS);
    });
    this.#underWay.set(tasks, ended);
    await ended;
    this.#underWay.delete(tasks);
    signal?.throwIfAborted();
  }

  #give(module: WebAssembly.Module, tasks: readonly ThreadTask[], wanted: number): void {
    while (this.#workers.length < wanted) {
      const states = { state: header.state, states: questionState };
      const worker = new Worker(workerCode, { eval: true, workerData: states, stdout: false, stderr: false });
      worker.unref();
      this.#workers.push(worker);
    }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    for (const worker of this.#workers.slice(0, wanted)) worker.postMessage({ module, tasks });
  }
}

const POLL_MS = 5;

interface Watch {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (() => void) | undefined;
}

function check(questions: readonly ClosureQuestion[], { mostBytes = Number.POSITIVE_INFINITY }: ClosureOptions): void {
  for (const question of questions) checkQuestion(question, mostBytes);
}

/** The module, or undefined on a machine without 128-bit instructions or shared memory. */
function compile(): WebAssembly.Module | undefined {
  const bytes = Buffer.from(closureWasm, 'base64');
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
}

function claim({ header: head }: PlacedQuestion): boolean {
  const { waiting, claimed } = questionState;
  return Atomics.compareExchange(head, header.state, waiting, claimed) === waiting;
}

function run(module: WebAssembly.Module, { memory, header: head }: PlacedQuestion): void {
  const { answer } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    answer(headerAt: number): number;
  };
  Atomics.store(head, header.state, answer(head.byteOffset) === 1 ? questionState.done : questionState.cancelled);
}

function cancel(tasks: readonly ThreadTask[]): void {
  for (const { header: head } of tasks) Atomics.store(head, header.isCancelled, 1);
}

function isOpen(head: Int32Array): boolean {
  return Atomics.load(head, header.state) < questionState.done;
}

function takeAnswer(question: PlacedQuestion): ClosureAnswer {
  expectDone(question);
  return readAnswer(question);
}

function expectDone({ header: head }: ThreadTask): void {
  const state = Atomics.load(head, header.state);
  if (state === questionState.cancelled) throw new RangeError('the threads were closed before a closure was found');
  if (state !== questionState.done) throw new RangeError('a closure ran out of memory');
}

/** Share of questions that are about as much work each. */
function meanDone(questions: readonly ThreadTask[]): number {
  let done = 0;
  for (const { header: head } of questions) {
    const isDone = Atomics.load(head, header.state) >= questionState.done;
    done += isDone ? 1 : Atomics.load(head, header.doneBlocks) / Math.max(1, Atomics.load(head, header.blocks));
  }
  return done / Math.max(1, questions.length);
}

/** Share of blocks that tasks take from one heap; the first task tells how many there are. */
function sumDone(tasks: readonly ThreadTask[]): number {
  let done = 0;
  let all = 0;
  for (const { header: head } of tasks) {
    done += Atomics.load(head, header.doneBlocks);
    all += Atomics.load(head, header.blocks);
  }
  return all === 0 ? 1 : done / all;
}
