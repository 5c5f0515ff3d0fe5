import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import { openStore } from '../../app/open-store.ts';

/** Ingests each file into the store, one after the other and again, until it is killed; says each snapshot. */
const [url = '', ...files] = process.argv.slice(2);
process.stdout.write('begins\n');
for (let at = 0; ; at++) {
  const store = await openStore(url);
  const { snapshot } = await ingest(store, 'opengraph', sourceById('opengraph').read([files[at % files.length] ?? '']));
  await store.close();
  process.stdout.write(`published ${snapshot}\n`);
}
