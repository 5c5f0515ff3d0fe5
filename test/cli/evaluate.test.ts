import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scratchStore, type Scratch } from '../app/demo-store.ts';
import { call } from './called.ts';

let scratch: Scratch;

beforeAll(async () => {
  scratch = await scratchStore();
});

afterAll(() => scratch.remove());

function request(id: string, effect: string): string {
  return JSON.stringify({
    id,
    principal: 'arn:aws:iam::111111111111:role/ci',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccount: '111111111111',
    context: {},
    identityPolicies: [
      { Version: '2012-10-17', Statement: [{ Effect: effect, Action: 's3:GetObject', Resource: '*' }] },
    ],
    permissionBoundary: null,
    sessionPolicy: null,
    resourcePolicy: null,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    endpointPolicies: [],
  });
}

const [yes, no, bad] = [request('yes', 'Allow'), request('no', 'Deny'), request('bad', 'Perhaps')];
const both = ['yes allowed', 'no explicitly-denied'];

const files = [
  { when: 'lines', text: `${yes}\n${no}\n`, answers: both, code: 0 },
  { when: 'no line end at the end', text: `${yes}\n${no}`, answers: both, code: 0 },
  { when: 'Windows line ends and empty lines', text: `\r\n${yes}\r\n\r\n${no}\r\n`, answers: both, code: 0 },
  { when: 'a byte order mark', text: `\ufeff${yes}\n${no}`, answers: both, code: 0 },
  { when: 'an array', text: ` \n[${yes},\n${no}]\n`, answers: both, code: 0 },
  { when: 'an array with a byte order mark', text: `\ufeff[${yes},${no}]`, answers: both, code: 0 },
  {
    when: 'a malformed one between',
    text: `${yes}\n${bad}\n${no}`,
    answers: ['yes allowed', 'bad !', both[1]],
    code: 3,
  },
  { when: 'a line that is no JSON', text: `hello\n${yes}`, answers: ['null !', 'yes allowed'], code: 3 },
  { when: 'nothing', text: '', answers: [], code: 0 },
  { when: 'an empty array', text: '[]', answers: [], code: 0 },
  { when: 'an array that is cut off', text: `[${yes},`, answers: ['yes allowed', 'null !'], code: 3 },
];

test.each(files)('$when', async ({ text, answers, code }) => {
  const file = join(scratch.folder, 'requests');
  writeFileSync(file, text);
  const ended = await call(scratch.store, ['evaluate', file]);
  const lines = ended.out.split('\n').filter((line) => line !== '');
  const said = lines.map((line) => JSON.parse(line) as { id: string | null; decision?: string });
  expect(said.map(({ id, decision = '!' }) => `${id} ${decision}`)).toEqual(answers);
  expect(ended.code).toBe(code);
});

test('lines that come in pieces are put together', async () => {
  const file = join(scratch.folder, 'many');
  writeFileSync(file, Array.from({ length: 2000 }, (_, index) => request(`é${index}`, 'Allow')).join('\n'));
  const { out, code } = await call(scratch.store, ['evaluate', file]);
  expect(code).toBe(0);
  const ids = out
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids).toEqual(Array.from({ length: 2000 }, (_, index) => `é${index}`));
});

const unreadable = ['absent', '.', '../../proc/self/mem'];

test.each(unreadable)('%s is rejected as a whole', async (name) => {
  const ended = await call(scratch.store, ['evaluate', join(scratch.folder, name)]);
  expect(ended.code).toBe(3);
  expect(JSON.parse(ended.out)).toMatchObject({ rejected: [{ reason: expect.stringMatching(/^cannot be read: /) }] });
});
