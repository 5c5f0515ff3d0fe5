// `npm start`: install, build, load the demo estate, serve the map.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

install();
const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

const ambit = spawn(process.execPath, ['bin/ambit', 'demo', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => ambit.kill(signal));
ambit.on('exit', (code) => process.exit(code ?? 1));
