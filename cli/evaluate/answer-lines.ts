import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { lineEvaluator, type Answers } from '../../policy/line-evaluator.ts';
import { startHelper, type Helper, type HelperOptions } from './helper.ts';
import type { Piece } from './whole-lines.ts';

/** A smaller input is answered before a thread has started. */
const bytesAlone = 1 << 22;

/** No more threads beside this one: reading and writing are one's work. */
const maxHelpers = 3;

/** Pieces that a helper is given before it has answered the first. */
const piecesPerHelper = 3;

/** Pieces whose answers wait to be written, at most. */
const maxAhead = 32;

/** Stands beside the built program; where the program runs from its source, there is none. */
const helperProgram = new URL('evaluate-worker.js', import.meta.url);

/**
 * Answers pieces of lines on every core and writes the answers in the lines' order, as soon as those before are written.
 *
 * @returns whether some line was malformed
 */
export async function answerLines(
  pieces: AsyncIterable<Piece>,
  options: HelperOptions,
  write: (text: string) => Promise<void>,
): Promise<boolean> {
  const team = startTeam(options);
  const writes: Promise<void>[] = [];
  let last = Promise.resolve();
  let rejected = false;
  const writeNext = async (before: Promise<void>, answers: Answers | Promise<Answers>): Promise<void> => {
    const [said] = await Promise.all([answers, before]);
    rejected ||= said.rejected;
    if (said.text !== '') await write(said.text);
  };
  try {
    for await (const piece of pieces) {
      last = writeNext(last, team.answer(piece));
      last.catch(() => {}); // the writes after it fail as it does, and one of them is awaited
      writes.push(last);
      if (writes.length > maxAhead) await writes.shift();
    }
    await last;
    return rejected;
  } finally {
    await team.close();
  }
}

interface Team {
  readonly answer: (piece: Piece) => Answers | Promise<Answers>;
  readonly close: () => Promise<void>;
}

/** This thread, and helpers as soon as there is enough to do. */
function startTeam(options: HelperOptions): Team {
  const own = lineEvaluator(options);
  let helpers: readonly Helper[] = [];
  let bytesSeen = 0;
  return {
    answer(piece) {
      if (typeof piece === 'string') return tooLong;
      if (bytesSeen < bytesAlone && bytesSeen + piece.length >= bytesAlone) helpers = startHelpers(options);
      bytesSeen += piece.length;
      const free = helpers.find((helper) => helper.waiting() < piecesPerHelper);
      return free === undefined ? own.answer(piece) : free.answer(piece);
    },
    async close() {
      await Promise.all(helpers.map((helper) => helper.close()));
    },
  };
}

function startHelpers(options: HelperOptions): readonly Helper[] {
  const length = existsSync(helperProgram) ? Math.min(maxHelpers, availableParallelism() - 1) : 0;
  return Array.from({ length }, () => startHelper(helperProgram, options));
}

const tooLong: Answers = {
  text: '{"id":null,"error":{"field":"","reason":"is longer than 64 MiB"}}\n',
  rejected: true,
};
