import { createReadStream } from 'node:fs';
import { InputError } from '../../model/errors.ts';
import { jsonElements } from '../../policy/json-members.ts';
import { createEvaluator } from '../../policy/request.ts';
import { defineCommand } from '../define-command.ts';
import { print } from '../output.ts';
import { onlyArgument } from '../parse-arguments.ts';

/** Bytes that are read at once; the answers to what they hold are written at once. */
const bytesPerRead = 1 << 18;

export const evaluate = defineCommand({
  name: 'evaluate',
  usage: 'FILE',
  summary: 'decides access requests: one JSON request a line, or one JSON array; `-` reads standard input',
  options: { 'unknown-context': { description: 'keys that a request leaves out are unknown, not absent' } },
  examples: ['ambit evaluate requests.ndjson', 'ambit evaluate requests.ndjson --unknown-context'],
  async run(invocation) {
    const file = onlyArgument(invocation, 'file');
    const evaluator = createEvaluator({ unknownContext: invocation.flags.has('unknown-context') });
    let rejected = false;
    for await (const requests of requestsIn(file)) {
      let answers = '';
      for (const request of requests) {
        const answer = evaluator.evaluateText(request);
        rejected ||= 'error' in answer;
        answers += `${JSON.stringify(answer)}\n`;
      }
      if (answers !== '') await print(answers);
    }
    return rejected ? 3 : 0;
  },
});

/** The requests' texts: the elements of an array, or the lines, as many at a time as were read. */
async function* requestsIn(file: string): AsyncGenerator<readonly string[]> {
  let text = '';
  let isArray: boolean | undefined;
  for await (const chunk of textOf(file)) {
    text += chunk;
    if (isArray === undefined) {
      text = text.trimStart(); // a byte order mark counts as a blank
      isArray = text === '' ? undefined : text.startsWith('[');
    }
    if (isArray !== false || !chunk.includes('\n')) continue;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    yield lines.filter((line) => line.trim() !== '');
  }
  if (isArray === true) yield* inParts(jsonElements(text));
  else if (text.trim() !== '') yield [text];
}

/** Some requests at a time, so that their answers are not one text. */
function* inParts(requests: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < requests.length; from += 512) yield requests.slice(from, from + 512);
}

/**
 * The file's text, piece by piece; `-` is standard input.
 *
 * @throws {InputError} when it cannot be read
 */
async function* textOf(file: string): AsyncGenerator<string> {
  const input = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: bytesPerRead });
  input.setEncoding('utf8');
  try {
    for await (const chunk of input) yield String(chunk);
  } catch (cause) {
    const reason = `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new InputError([{ file, record: '', field: '', reason }], undefined, { cause });
  }
}
