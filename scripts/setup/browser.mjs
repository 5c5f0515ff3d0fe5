import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of the system's own; Playwright's is a download of another kind. */
export function setUpBrowser() {
  const found = findBrowser();
  if (found !== undefined) return { done: `${found} is there` };
  aptInstall('chromium');
  const path = findBrowser();
  return path === undefined ? { hint: 'sudo apt-get install -y chromium' } : { done: `installed ${path}` };
}

/** Path of the first Chromium on the PATH; undefined where there is none. */
export function findBrowser() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
