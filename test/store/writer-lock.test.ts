import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { lockForWriting } from '../../store/embedded/writer-lock.ts';
import { temporaryFolders } from './notation.ts';

const folder = temporaryFolders();

/** A folder with the claim of this process in it, changed as told. */
async function claimed(name: string, change: (words: string[]) => void): Promise<string> {
  const path = folder(name);
  mkdirSync(path);
  await lockForWriting(path, 0);
  const [claim = ''] = readdirSync(path);
  const words = claim.split('-');
  change(words);
  renameSync(join(path, claim), join(path, words.join('-')));
  return path;
}

async function deadProcess(): Promise<string> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return String(child.pid);
}

test('a dead process’s claim is removed', async () => {
  const dead = await deadProcess();
  const path = await claimed('dead', (words) => words.splice(2, 1, dead));
  const lock = await lockForWriting(path, 0);
  expect(readdirSync(path)).toHaveLength(1);
  await lock.release();
  expect(readdirSync(path)).toHaveLength(0);
});

test('a process with the id of an earlier one does not keep its claim', async () => {
  const path = await claimed('reused', (words) => words.splice(4, 1, '1'));
  await lockForWriting(path, 0);
  expect(readdirSync(path)).toHaveLength(1);
});

test('a claim from before the machine started is removed', async () => {
  const path = await claimed('rebooted', (words) => words.splice(3, 1, '00000000'));
  await lockForWriting(path, 0);
  expect(readdirSync(path)).toHaveLength(1);
});

test('a live claim stands, and the refusal names its process', async () => {
  const path = await claimed('live', () => undefined);
  await expect(lockForWriting(path, 50)).rejects.toThrow(`written by process ${process.pid}`);
  expect(readdirSync(path)).toHaveLength(1);
});

test('a claim of another machine stands, and the hint names the file to remove', async () => {
  const dead = await deadProcess();
  const path = await claimed('elsewhere', (words) => words.splice(1, 2, '00000000', dead));
  const refusal = lockForWriting(path, 0);
  await expect(refusal).rejects.toThrow(/another machine or container/);
  await expect(refusal).rejects.toMatchObject({ hint: expect.stringContaining('.claim') });
});

test('of many at once exactly one holds it at any time', async () => {
  const path = folder('many');
  mkdirSync(path);
  let holders = 0;
  let most = 0;
  const take = async (): Promise<void> => {
    const lock = await lockForWriting(path, 20_000);
    most = Math.max(most, ++holders);
    await new Promise(setImmediate);
    holders--;
    await lock.release();
  };
  await Promise.all(Array.from({ length: 10 }, take));
  expect(most).toBe(1);
});
