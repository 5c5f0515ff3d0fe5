import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { neo4jScript, usersFolder } from './neo4j.ts';

/** Before all tests: names the run, so that its servers go when the last run that uses them ends. */
export function setup(): void {
  process.env['AMBIT_TEST_RUN'] = String(process.pid);
}

/** After all tests: removes the servers that no other run uses. */
export function teardown(): void {
  rmSync(join(usersFolder, String(process.pid)), { force: true });
  const users = namesIn(usersFolder);
  if (users === undefined || users.some((pid) => isAlive(Number(pid)))) return;
  for (const pid of users) rmSync(join(usersFolder, pid), { force: true });
  const servers = namesIn(join(usersFolder, '../servers')) ?? [];
  for (const name of servers.filter((server) => server.startsWith('tests'))) neo4jScript('remove', name);
}

function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined; // no test asked for a server
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
