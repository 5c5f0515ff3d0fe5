// `npm test`: install, fetch what the tests need, build, run everything; the runner's own closing lines come last.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

install();
run('scripts/setup-tests.mjs');
run('scripts/build.mjs');
run('node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2));

/** Runs a script of Node's; ends the process where it fails. */
function run(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
