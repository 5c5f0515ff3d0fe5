import { spawnSync } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @returns {string | undefined} what it printed; undefined where it is not there or failed
 */
export function run(program, parameters, timeoutMs = 10 * 60_000) {
  const ended = spawnSync(program, parameters, {
    encoding: 'utf8',
    timeout: timeoutMs,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return ended.status === 0 ? ended.stdout : undefined;
}

/** Installs packages of the system where that needs no question: as root, with apt. */
export function aptInstall(...names) {
  if (process.getuid?.() !== 0 || run('apt-get', ['--version']) === undefined) return false;
  run('apt-get', ['update', '-qq']);
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]) !== undefined;
}
