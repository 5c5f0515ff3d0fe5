import { existsSync, rmSync } from 'node:fs';

import { cachesFolder, neo4jScript, usersFolder } from './neo4j.ts';

/** Before all tests: names the run, so that its servers go when the last run that uses them ends. */
export function setup(): void {
  process.env['AMBIT_TEST_RUN'] = String(process.pid);
}

/** After all tests: removes the servers that no other run uses; those of a run that is killed go by themselves. */
export function teardown(): void {
  rmSync(cachesFolder(), { recursive: true, force: true });
  // Most runs ask for none.
  if (existsSync(usersFolder)) neo4jScript('release', String(process.pid));
}
