import { expect, test } from 'vitest';

import { UnavailableError, UsageError } from '../../model/errors.ts';
import { openStore } from '../../store/open-store.ts';
import { ingest, tells, temporaryFolders } from './notation.ts';

const folder = temporaryFolders();

test.each(['bolt://localhost:7687', 'neo4j://localhost', 'neo4j+s://x', 'bolt+ssc://x', 'NEO4J+SSC://x'])(
  '%s is a server, for which there is no store yet',
  async (url) => {
    await expect(openStore(url)).rejects.toThrow(UnavailableError);
  },
);

test.each(['http://localhost', 'redis://x', 'neo4j+t://x', ''])('"%s" is no store', async (url) => {
  await expect(openStore(url)).rejects.toThrow(UsageError);
});

test('anything else is a folder', async () => {
  const store = await openStore(folder('a:b'));
  await ingest(store, '!A A/p/x=1');
  expect(await tells(store)).toBe('A/p/x=1');
  await store.close();
});
