import type { Evidence } from './gate.ts';
import { decide } from './evaluate.ts';
import { lineReader } from './line-reader.ts';
import { createEvaluator, type EvaluatorOptions } from './request.ts';
import type { Decision } from './request-types.ts';

/** The answers to some lines, a line each. */
export interface Answers {
  readonly text: string;
  /** Some request was malformed. */
  readonly rejected: boolean;
}

/** Decides requests that come as bytes, one JSON request a line. */
export interface LineEvaluator {
  /** Answers each line that is not blank, in order. */
  readonly answer: (bytes: Buffer) => Answers;
}

/**
 * Makes an evaluator with caches of its own.
 *
 * Lines are read from their bytes where they are what most lines are; any other by the parser that tells what is wrong.
 */
export function lineEvaluator({ unknownContext, now = Date.now() }: EvaluatorOptions): LineEvaluator {
  const plain = createEvaluator({ unknownContext, now });
  const reader = lineReader(unknownContext ? 'unknown' : 'absent', now);

  function answerPlainly(line: string): Answers {
    if (line.trim() === '') return { text: '', rejected: false };
    const answer = plain.evaluateText(line);
    return { text: `${JSON.stringify(answer)}\n`, rejected: 'error' in answer };
  }

  return {
    answer(bytes) {
      let text = '';
      let rejected = false;
      for (let from = 0, to = 0; from < bytes.length; from = to + 1) {
        to = bytes.indexOf(0x0a, from);
        if (to < 0) to = bytes.length;
        const read = reader.read(bytes, from, to);
        if (read === undefined) {
          const answer = answerPlainly(bytes.toString('utf8', from, to));
          rejected ||= answer.rejected;
          text += answer.text;
        } else text += answerText(read.id, decide(read.request));
      }
      return { text, rejected };
    },
  };
}

/** The answer's line, as `JSON.stringify` would write it. */
function answerText(id: string, { decision, conditions, evidence, blockedBy }: Decision): string {
  const told = conditions.length === 0 ? '[]' : JSON.stringify(conditions);
  const blocking = blockedBy.length === 0 ? '' : `"${blockedBy.join('","')}"`;
  return `{"id":${id},"decision":"${decision}","conditions":${told},"evidence":[${evidenceText(evidence)}],"blockedBy":[${blocking}]}\n`;
}

function evidenceText(evidence: readonly Evidence[]): string {
  let text = '';
  for (const { policy, index, level, statement, effect } of evidence) {
    const place = level === undefined ? '' : `"level":${level},`;
    const separator = text === '' ? '' : ',';
    text += `${separator}{"policy":"${policy}",${place}"index":${index},"statement":${statement},"effect":"${effect}"}`;
  }
  return text;
}
