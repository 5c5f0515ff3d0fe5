import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { aptInstall, run } from './run.mjs';

const version = '5.2.5';

/** The AWS stand-in, in a virtual environment of its own. */
export function setUpMoto(cache) {
  const folder = fileURLToPath(new URL('moto', cache));
  if (installed(folder) === version) return { done: `${version} is there` };
  rmSync(folder, { recursive: true, force: true }); // half an environment, or another version's
  const made = makeEnvironment(folder) || (aptInstall('python3-venv') && makeEnvironment(folder));
  if (made) run(`${folder}/bin/pip`, ['install', '--quiet', '--disable-pip-version-check', `moto[server]==${version}`]);
  if (installed(folder) === version) return { done: `installed ${version}` };
  return { hint: `python3 -m venv .cache/moto && .cache/moto/bin/pip install 'moto[server]==${version}'` };
}

function makeEnvironment(folder) {
  return run('python3', ['-m', 'venv', folder]) !== undefined;
}

function installed(folder) {
  return run(`${folder}/bin/python`, ['-c', 'import flask, moto; print(moto.__version__)'])?.trim();
}
