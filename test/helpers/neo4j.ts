import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { graphCodec } from '../../graph/graph-rows.ts';
import type { Neo4jOptions } from '../../store/neo4j.ts';

/** A running server, and who may ask it. */
export interface Neo4jServer {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where scripts/neo4j notes for whom its servers run. */
export const usersFolder = join(root, '.cache/neo4j/users');

/** The password of the server that compose starts for tests; it listens on 127.0.0.1 alone. */
const composePassword = 'ambit-tests-only';

/**
 * The server that this run's tests share: `$NEO4J_URI`, else docker's, else one of our own, which the run's end stops.
 *
 * Community has one database: each test file keeps to estates of its own, see {@link newEstate}.
 */
export function neo4jServer(): Neo4jServer {
  const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
  if (uri) return { uri, user, password };
  return hasDocker() ? composeServer() : ownServer('tests');
}

/**
 * A server of our own beside the shared one, for tests that stop it or need another configuration.
 *
 * @param settings lines of neo4j.conf, in the place of ours
 */
export function ownServer(name: string, settings: readonly string[] = []): Neo4jServer {
  const env = { ...process.env, NEO4J_SETTINGS: settings.join('\n') };
  const said = runNeo4j(['start', name, testRun()], env);
  const value = (variable: string): string => new RegExp(`^export ${variable}=(.*)$`, 'm').exec(said)?.[1] ?? '';
  return { uri: value('NEO4J_URI'), user: value('NEO4J_USER'), password: value('NEO4J_PASSWORD') };
}

/** Runs scripts/neo4j; what it printed. */
export function neo4jScript(...parameters: readonly string[]): string {
  return runNeo4j(parameters, process.env);
}

function runNeo4j(parameters: readonly string[], env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr } = spawnSync(join(root, 'scripts/neo4j'), parameters, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`no Neo4j for the tests: ${stderr}`);
  return stdout;
}

/** Whether a docker daemon answers; the command line alone starts nothing. */
function hasDocker(): boolean {
  const quiet = { stdio: 'ignore', timeout: 20_000 } as const;
  return ['info', 'compose'].every((word) => spawnSync('docker', [word], quiet).status === 0);
}

function composeServer(): Neo4jServer {
  const env = { ...process.env, NEO4J_PASSWORD: composePassword, NEO4J_BOLT_PORT: '17687', NEO4J_HTTP_PORT: '17474' };
  const up = ['compose', '-p', 'ambit-tests', 'up', '--detach', '--wait', 'neo4j'];
  const { status, stderr } = spawnSync('docker', up, { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`docker compose brought no Neo4j: ${stderr}`);
  return { uri: 'bolt://127.0.0.1:17687', user: 'neo4j', password: composePassword };
}

/** URL of an estate that nobody else uses, on the server. */
export function newEstate({ uri }: Pick<Neo4jServer, 'uri'>): string {
  return `${uri}?estate=${randomUUID()}`;
}

/** Options with which the server is opened; a graph is read from the server unless the cache folder is shared. */
export function optionsFor({ user, password }: Neo4jServer, cacheFolder = newCacheFolder()): Neo4jOptions {
  return { user, password, codec: graphCodec, cacheFolder };
}

/** Tells the program, through this process's environment, who asks the server; the answer takes it back. */
export function speakAs({ user, password }: Neo4jServer, cacheFolder: string): () => void {
  const told = { NEO4J_USER: user, NEO4J_PASSWORD: password, AMBIT_CACHE: cacheFolder };
  const before = Object.keys(told).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, told);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

/** Around the cache folders of this run's tests; removed when the run ends. */
export function cachesFolder(): string {
  return join(tmpdir(), `ambit-caches-${testRun()}`);
}

function newCacheFolder(): string {
  mkdirSync(cachesFolder(), { recursive: true, mode: 0o700 });
  return mkdtempSync(join(cachesFolder(), 'cache-'));
}

/** Process id of the run; all of its workers have it. */
function testRun(): string {
  return process.env['AMBIT_TEST_RUN'] ?? String(process.pid);
}
