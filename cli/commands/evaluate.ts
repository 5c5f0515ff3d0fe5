import { InputError } from '../../model/errors.ts';
import { jsonElements } from '../../policy/json-members.ts';
import { createEvaluator } from '../../policy/request.ts';
import { defineCommand } from '../define-command.ts';
import { answerLines } from '../evaluate/answer-lines.ts';
import { openInput } from '../evaluate/input.ts';
import { wholeLines } from '../evaluate/whole-lines.ts';
import { print } from '../output.ts';
import { onlyArgument } from '../parse-arguments.ts';

export const evaluate = defineCommand({
  name: 'evaluate',
  usage: 'FILE',
  summary: 'decides access requests: one JSON request a line, or one JSON array; `-` reads standard input',
  options: { 'unknown-context': { description: 'keys that a request leaves out are unknown, not absent' } },
  examples: ['ambit evaluate requests.ndjson', 'ambit evaluate requests.ndjson --unknown-context'],
  async run(invocation) {
    const file = onlyArgument(invocation, 'file');
    const options = { unknownContext: invocation.flags.has('unknown-context') };
    const { isArray, chunks } = await openInput(file);
    const rejected = isArray
      ? await answerElements(await arrayText(file, chunks), options)
      : await answerLines(wholeLines(chunks), options, print);
    return rejected ? 3 : 0;
  },
});

/** An array is one text, of which JavaScript holds some five hundred million characters. */
const maxArrayBytes = 1 << 28;

/** @throws {InputError} when it is too long to be held */
async function arrayText(file: string, chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    bytes += chunk.length;
    if (bytes > maxArrayBytes)
      throw new InputError(
        [{ file, record: '', field: '', reason: 'is an array of more than 256 MiB' }],
        'give one request a line',
      );
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Answers an array's elements, some at a time, so that their answers are not one text. */
async function answerElements(text: string, options: { readonly unknownContext: boolean }): Promise<boolean> {
  const evaluator = createEvaluator(options);
  const requests = jsonElements(text);
  let rejected = false;
  for (let from = 0; from < requests.length; from += 512) {
    const answers = requests.slice(from, from + 512).map((request) => evaluator.evaluateText(request));
    rejected ||= answers.some((answer) => 'error' in answer);
    await print(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
  }
  return rejected;
}
