import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptInstall, run } from '../setup/run.mjs';

const pom = fileURLToPath(new URL('pom.xml', import.meta.url));

/** Where the jars and the servers' data lie; git ignores it. */
export const cacheFolder = fileURLToPath(new URL('../../.cache/neo4j', import.meta.url));

/** The Java to run the server with. */
export function javaProgram() {
  const java = process.env.NEO4J_JAVA ?? 'java';
  if (isNewEnough(java)) return java;
  aptInstall('openjdk-17-jre-headless');
  if (isNewEnough(java)) return java;
  throw new Error(
    'neither docker nor Java 17 or newer is there; install one: sudo apt-get install -y openjdk-17-jre-headless',
  );
}

/**
 * The folder with the server's jars, downloaded from Maven Central where they are not there yet.
 *
 * A folder gets its name only when all of it is there, so half a download is never taken for a whole one.
 */
export function fetchServer() {
  const folder = join(cacheFolder, `lib-${digest(readFileSync(pom))}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder, { recursive: true });
  for (const name of readdirSync(cacheFolder)) {
    if (name.startsWith('download-')) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
  const download = join(cacheFolder, `download-${process.pid}`);
  if (run('mvn', ['--version']) === undefined) aptInstall('maven');
  if (run('mvn', ['--version']) === undefined) {
    throw new Error('Maven is missing, which brings Neo4j; install it: sudo apt-get install -y maven');
  }
  const goal = 'dependency:copy-dependencies';
  const done = run('mvn', [
    '-B',
    '-ntp',
    '-q',
    '-f',
    pom,
    goal,
    '-DincludeScope=runtime',
    `-DoutputDirectory=${download}`,
  ]);
  if (done === undefined) {
    rmSync(download, { recursive: true, force: true });
    throw new Error(`Neo4j could not be downloaded; see: mvn -f ${pom} ${goal}`);
  }
  renameSync(download, folder);
  return folder;
}

/** Version 17 is printed as `17.0.15`, version 8 as `1.8.0`. */
function isNewEnough(java) {
  const said = run(java, ['--version']);
  return Number(/^\S+ (\d+)/.exec(said ?? '')?.[1] ?? 0) >= 17;
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
