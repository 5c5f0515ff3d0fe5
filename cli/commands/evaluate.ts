import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { InputError } from '../../model/errors.ts';
import { jsonElements } from '../../policy/json-members.ts';
import { createEvaluator } from '../../policy/request.ts';
import { defineCommand } from '../define-command.ts';
import { print } from '../output.ts';
import { onlyArgument } from '../parse-arguments.ts';

/** Answers that are written at once: many small writes cost more than the decisions. */
const linesPerWrite = 512;

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
    let lines: string[] = [];
    for await (const request of requestsIn(file)) {
      const answer = evaluator.evaluateText(request);
      rejected ||= 'error' in answer;
      lines.push(JSON.stringify(answer));
      if (lines.length < linesPerWrite) continue;
      await print(`${lines.join('\n')}\n`);
      lines = [];
    }
    if (lines.length > 0) await print(`${lines.join('\n')}\n`);
    return rejected ? 3 : 0;
  },
});

async function* requestsIn(file: string): AsyncGenerator<string> {
  if (file !== '-' && (await startsArray(file))) {
    yield* jsonElements(await readFile(file, 'utf8'));
    return;
  }
  const input = file === '-' ? process.stdin : createReadStream(file);
  yield* linesOf(input);
}

async function* linesOf(input: Readable): AsyncGenerator<string> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line.trim() !== '') yield line;
}

/** @throws {InputError} when there is no such file */
async function startsArray(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true)
    throw new InputError([{ file, record: '', field: '', reason: 'is no file that can be read' }]);
  for await (const chunk of createReadStream(file, { encoding: 'utf8', end: 4095 })) {
    const text = String(chunk).trimStart();
    if (text !== '') return text.startsWith('[');
  }
  return false;
}
