import { expect, test } from 'vitest';

import { UsageError } from '../../model/errors.ts';
import { openStore } from '../../store/open-store.ts';
import { neo4jServer, newEstate, optionsFor } from '../helpers/neo4j.ts';
import { ingest, tells, temporaryFolders } from './notation.ts';
import { anyBytes } from './stores.ts';

const folder = temporaryFolders();

test.each(['http://localhost', 'redis://x', 'neo4j+t://x', ''])('"%s" is no store', async (url) => {
  await expect(openStore(url)).rejects.toThrow(UsageError);
});

test('anything else is a folder', async () => {
  const store = await openStore(folder('a:b'));
  await ingest(store, '!A A/p/x=1');
  expect(await tells(store)).toBe('A/p/x=1');
  await store.close();
});

test('bolt:// and neo4j:// are a server, and the same store', { timeout: 120_000 }, async () => {
  const server = neo4jServer();
  const url = newEstate(server);
  const options = { server: { ...optionsFor(server), codec: anyBytes } };
  const store = await openStore(url, options);
  await ingest(store, '!A A/p/x=1');
  await store.close();

  const routed = await openStore(url.replace('bolt:', 'NEO4J:'), { ...options, readOnly: true });
  expect(await tells(routed)).toBe('A/p/x=1');
  await routed.close();
});

const unfit = [
  'bolt://',
  'bolt://user:secret@host',
  'bolt://host/path',
  'bolt://host#part',
  'bolt://host?estate=a b',
  'bolt://host?region=x',
  'neo4j://host?estate=',
];

test.each(unfit)('%s is refused without a word of its password', async (url) => {
  const server = { user: 'neo4j', password: '', codec: anyBytes, cacheFolder: folder('cache') };
  const refusal = openStore(url, { server });
  await expect(refusal).rejects.toThrow(UsageError);
  await expect(refusal).rejects.not.toThrow(/secret/);
});
