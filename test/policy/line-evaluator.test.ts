import { expect, test } from 'vitest';
import { createRandom } from '../../bench/random.ts';
import { lineEvaluator } from '../../policy/line-evaluator.ts';
import { createEvaluator } from '../../policy/request.ts';
import { plainAnswer } from './plain-line.ts';
import { randomLine, withByte } from './random-line.ts';

function manyLines(seed: number): readonly string[] {
  const random = createRandom(seed);
  const lines: string[] = [];
  while (lines.length < 1500) {
    const line = randomLine(random);
    lines.push(line, ...(random.below(4) === 0 ? [line, withByte(random, line), line] : []));
  }
  return lines;
}

const runs = [1, 2, 3, 4].flatMap((seed) => [true, false].map((unknownContext) => ({ seed, unknownContext })));

test.each(runs)(
  'lines are answered as each alone is: seed $seed, unknown $unknownContext',
  ({ seed, unknownContext }) => {
    const lines = manyLines(seed);
    const answers = lines.map((line) => createEvaluator({ unknownContext }).evaluateText(line));
    expect(lineEvaluator({ unknownContext }).answer(Buffer.from(lines.join('\n')))).toEqual({
      text: answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''),
      rejected: answers.some((answer) => 'error' in answer),
    });
  },
);

test.each(runs)(
  'a line is answered as by parsing it whole: seed $seed, unknown $unknownContext',
  ({ seed, unknownContext }) => {
    const evaluator = createEvaluator({ unknownContext });
    const lines = manyLines(seed);
    const said = lines.map((line) => {
      const answer = evaluator.evaluateText(line);
      return [line, 'error' in answer ? 'refused' : JSON.stringify(answer)];
    });
    expect(said).toEqual(lines.map((line) => [line, plainAnswer(line, unknownContext)]));
    const refused = said.filter(([, answer]) => answer === 'refused').length;
    expect(refused).toBeGreaterThan(lines.length / 10);
    expect(refused).toBeLessThan((lines.length * 2) / 3);
  },
);

test('bytes that are no UTF-8 read as the replacement character', () => {
  const line = Buffer.from(manyLines(5).join('\n'));
  const random = createRandom(6);
  for (let count = 0; count < 400; count++) line[random.below(line.length)] = 0x80 + random.below(0x80);
  const text = line.toString('utf8');
  const evaluator = createEvaluator({ unknownContext: false });
  const answers = text.split('\n').map((each) => `${JSON.stringify(evaluator.evaluateText(each))}\n`);
  expect(lineEvaluator({ unknownContext: false }).answer(line).text).toBe(answers.join(''));
});

const deep = '['.repeat(200_000);
const hostile: readonly [when: string, line: string][] = [
  ['nested without end', `{"id":1,"context":${deep}`],
  ['nested deeply', `{"id":1,"context":${deep}${']'.repeat(200_000)}}`],
  ['a note nested deeply', `{"id":1,"note":${deep}`],
  ['a hundred thousand members', `{${Array.from({ length: 100_000 }, (_, at) => `"m${at}":0`).join(',')}}`],
  ['a prototype', '{"id":1,"__proto__":{"principal":"anonymous"}}'],
  [
    'a prototype in the context',
    '{"id":1,"principal":"anonymous","action":"s3:x","resource":"*","context":{"__proto__":{}}}',
  ],
  ['backslashes alone', `{"id":"${'\\'.repeat(100_001)}`],
  ['quotes alone', '"'.repeat(100_000)],
  ['a string of a megabyte', `{"id":1,"principal":"${'x'.repeat(1 << 20)}"}`],
  ['a vertical tab between members', '{"id":1,\v"principal":"anonymous"}'],
];

test.each(hostile)('%s is refused, and the next line answered', (_when, line) => {
  const good = '{"id":2,"principal":"anonymous","action":"s3:GetObject","resource":"*"}';
  const { text, rejected } = lineEvaluator({ unknownContext: false }).answer(Buffer.from(`${line}\n${good}\n`));
  const [first, second] = text.split('\n');
  expect(JSON.parse(first)).toHaveProperty('error');
  expect(JSON.parse(second)).toMatchObject({ id: 2, decision: 'implicitly-denied' });
  expect(rejected).toBe(true);
});
