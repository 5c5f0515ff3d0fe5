import { readFileSync } from 'node:fs';

const missingFile = new URL('../../.cache/missing.json', import.meta.url);

/** The command that gets a part which the set-up could not: what a test that needs it says when it fails. */
export function howToGet(part: 'moto' | 'browser' | 'neo4j'): string {
  const missing = readMissing();
  return missing[part] ?? 'node scripts/setup-tests.mjs';
}

function readMissing(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(missingFile, 'utf8')) as Record<string, string>;
  } catch {
    return {}; // the set-up did not run
  }
}
