import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoStore, type Scratch } from '../app/demo-store.ts';
import { call } from './called.ts';

let scratch: Scratch;

beforeAll(async () => {
  scratch = await demoStore();
});

afterAll(() => scratch.remove());

const commands = [
  ['reach', 'terraform-runner'],
  ['exposure', 'terraform-runner'],
  ['paths', '--from', 'terraform-runner', '--to', 'customer-master'],
  ['report'],
  ['query', 'administrators'],
];

test.each(commands)('%s asks no database where the store is none', async (...command) => {
  const { code, told } = await call(scratch.store, [...command, '--engine', 'cypher']);
  expect([code, told]).toEqual([2, expect.stringContaining('this store answers no Cypher')]);
});

test.each(commands)('%s is answered in memory unless told', async (...command) => {
  const asked = await call(scratch.store, [...command, '--format', 'json']);
  expect(asked.code).toBe(0);
  expect(await call(scratch.store, [...command, '--format', 'json', '--engine', 'memory'])).toEqual(asked);
});

test('an engine that there is not is refused', async () => {
  const { code, told } = await call(scratch.store, ['reach', 'terraform-runner', '--engine', 'steam']);
  expect([code, told]).toEqual([2, expect.stringContaining('engines are memory and cypher')]);
});
