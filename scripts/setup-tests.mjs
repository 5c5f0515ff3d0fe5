// Gets what the tests need and npm does not bring. Never fails: what is missing stands in .cache/missing.json, and the
// tests that need it fail with the command that would get it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { setUpBrowser } from './setup/browser.mjs';
import { setUpMoto } from './setup/moto.mjs';
import { setUpNeo4j } from './setup/neo4j.mjs';

const cache = new URL('../.cache/', import.meta.url);
mkdirSync(cache, { recursive: true });

/** Each part answers `{ done }` in words, or `{ hint }`: the command that would get it. */
const parts = { moto: setUpMoto, browser: setUpBrowser, neo4j: setUpNeo4j };

const missing = {};
for (const [name, setUp] of Object.entries(parts)) {
  const { done, hint } = setUp(cache);
  if (hint === undefined) console.log(`${name}: ${done}`);
  else {
    console.log(`${name}: missing; run: ${hint}`);
    missing[name] = hint;
  }
}
writeFileSync(new URL('missing.json', cache), `${JSON.stringify(missing, undefined, 2)}\n`);
