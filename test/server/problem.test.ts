import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { NotFoundError } from '../../app/not-found.ts';
import { AmbiguousNameError } from '../../app/resolve-node.ts';
import { InputError, UnavailableError, UsageError } from '../../model/errors.ts';
import { problemHandler, TooLargeError } from '../../server/problem.ts';

const logged: { readonly event: string; readonly details: object }[] = [];
let thrown: unknown;

const app = express();
app.get('/', () => {
  throw thrown;
});
app.use(problemHandler((event, details) => logged.push({ event, details })));
const server = createServer(app).listen(0, '127.0.0.1');

beforeEach(() => logged.splice(0));
afterAll(() => server.close());

async function answerTo(error: unknown) {
  thrown = error;
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

const rejected = [{ file: 'f', record: 'r', field: 'x', reason: 'why' }];
const cases = [
  { error: new UsageError('what', 'hint'), is: { status: 400, detail: 'what\nhint' } },
  { error: new NotFoundError('gone'), is: { status: 404, detail: 'gone' } },
  { error: new AmbiguousNameError('two', 'which', ['a', 'b']), is: { status: 400, candidates: ['a', 'b'] } },
  { error: new TooLargeError(5), is: { status: 413, detail: 'the body is larger than 5 bytes\nuse `ambit ingest`' } },
  { error: new InputError(rejected), is: { status: 422, detail: 'f: r: x: why', rejected } },
  { error: new UnavailableError('closed'), is: { status: 503, detail: 'closed' } },
  { error: Object.assign(new Error('secret'), { status: 413 }), is: { status: 413 } },
];

test.each(cases)('$error.name: $is.status', async ({ error, is }) => {
  const { status, type, text } = await answerTo(error);
  expect(status).toBe(is.status);
  expect(type).toMatch(/^application\/problem\+json/);
  expect(JSON.parse(text)).toMatchObject({ type: 'about:blank', title: expect.stringMatching(/./), ...is });
  expect(text).not.toContain('secret');
});

const faults = [
  { when: 'a fault of ours', error: new TypeError('secret of /somewhere/deep.ts') },
  { when: 'an error that pretends to be a server', error: Object.assign(new Error('secret'), { status: 502 }) },
  { when: 'something that is no error', error: 'secret' },
];

test.each(faults)('$when tells the client nothing and the log all', async ({ error }) => {
  const { status, text } = await answerTo(error);
  expect(status).toBe(500);
  expect(JSON.parse(text)).toEqual({ type: 'about:blank', title: 'Something went wrong here', status: 500 });
  expect(JSON.stringify(logged)).toContain('secret');
});

test('what the client did wrong is not logged', async () => {
  await answerTo(new UsageError('what'));
  expect(logged).toEqual([]);
});
