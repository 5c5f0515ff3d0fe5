import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './fetch.mjs';
import { isAlive } from './lock.mjs';

/** Notes that the process uses the server: it runs at least as long. */
export function addUser(name, pid) {
  mkdirSync(folderOf(name), { recursive: true });
  writeFileSync(join(folderOf(name), String(pid)), '');
}

export function removeUser(name, pid) {
  rmSync(join(folderOf(name), String(pid)), { force: true });
}

/** Whether a process that uses the server is still there; those that are gone are forgotten. */
export function hasUsers(name) {
  const [alive, gone] = [[], []];
  for (const pid of namesIn(folderOf(name))) (isAlive(Number(pid)) ? alive : gone).push(pid);
  for (const pid of gone) removeUser(name, pid);
  return alive.length > 0;
}

/** Names of the servers that are or were used by processes. */
export function usedServers() {
  return namesIn(join(cacheFolder, 'users'));
}

function folderOf(name) {
  return join(cacheFolder, 'users', name);
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
