import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, fetchServer, javaProgram } from './fetch.mjs';
import { alone, isAlive } from './lock.mjs';
import { addUser, hasUsers, removeUser, usedServers } from './users.mjs';

const startTimeoutMs = 180_000;
const stopTimeoutMs = 60_000;
const userName = 'neo4j';

/**
 * Where the server answers; it is started unless it runs already.
 *
 * @param {number} [user] process for which it runs: one that runs for such processes alone goes with the last of them
 */
export async function startServer(name, user) {
  mkdirSync(cacheFolder, { recursive: true });
  return alone(lockOf(name), async () => {
    if (user !== undefined) addUser(name, user);
    return serverStatus(name) ?? (await launch(name, user !== undefined));
  });
}

/** Says that the process needs no server any more; those that nobody else uses are removed. */
export async function release(user) {
  for (const name of usedServers()) {
    removeUser(name, user);
    await removeUnused(name);
  }
}

/** Removes the server unless a process uses it. */
export async function removeUnused(name) {
  if (hasUsers(name)) return;
  await alone(lockOf(name), async () => {
    if (!hasUsers(name)) await remove(name);
  });
}

/** How to reach the server; undefined where it does not run. */
export function serverStatus(name) {
  const state = readState(name);
  return state !== undefined && isServer(state.pid) ? { ...state, user: userName } : undefined;
}

/** Ends the server and waits until it is gone; `signal` SIGKILL takes its power away. */
export async function stopServer(name, signal = 'SIGTERM') {
  await alone(lockOf(name), () => stop(name, signal));
}

/** Ends the server and removes what it holds. */
export async function removeServer(name) {
  await alone(lockOf(name), () => remove(name));
}

async function remove(name) {
  await stop(name, 'SIGKILL');
  rmSync(homeOf(name), { recursive: true, force: true });
}

async function stop(name, signal) {
  const running = serverStatus(name);
  if (running === undefined) return;
  process.kill(running.pid, signal);
  const deadline = Date.now() + stopTimeoutMs;
  while (isServer(running.pid)) {
    if (Date.now() > deadline) process.kill(running.pid, 'SIGKILL');
    await pause(100);
  }
}

async function launch(name, isShort) {
  const java = javaProgram();
  const jars = join(fetchServer(), '*');
  const home = homeOf(name);
  const known = readState(name);
  const password = known?.password ?? randomBytes(12).toString('hex');
  // The same port again where it is free: whoever was connected finds the server there.
  const port = known !== undefined && (await isFree(known.port)) ? known.port : await freePort();
  mkdirSync(join(home, 'conf'), { recursive: true });
  writeFileSync(join(home, 'conf/neo4j.conf'), configuration(port));
  if (!existsSync(join(home, 'data/databases'))) setPassword({ java, jars, home, password });

  const log = openSync(join(home, 'console.log'), 'w');
  const server = spawn(java, [...javaFlags(isShort), ...serverParameters(jars, home)], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  server.unref();
  const state = { pid: server.pid, port, uri: `bolt://127.0.0.1:${port}`, password };
  writeFileSync(join(home, 'server.json'), JSON.stringify(state), { mode: 0o600 });
  if (isShort) watch(name);
  await answers(state, home);
  return { ...state, user: userName };
}

function configuration(port) {
  const others = (process.env.NEO4J_SETTINGS ?? '').split('\n').filter((line) => line !== '');
  const keyOf = (line) => line.split('=')[0];
  const isOurs = (line) => !others.some((other) => keyOf(other) === keyOf(line));
  return [...settings(port).filter(isOurs), ...others, ''].join('\n');
}

function settings(port) {
  return [
    'server.default_listen_address=127.0.0.1',
    `server.bolt.listen_address=127.0.0.1:${port}`,
    `server.bolt.advertised_address=127.0.0.1:${port}`,
    'server.http.enabled=false',
    'server.https.enabled=false',
    'dbms.security.auth_enabled=true',
    'dbms.usage_report.enabled=false',
    // Neither files nor addresses are read through LOAD CSV, whoever asks.
    'dbms.security.allow_csv_import_from_file_urls=false',
    'internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0',
    'dbms.memory.transaction.total.max=512m',
    'db.memory.transaction.max=256m',
    'db.transaction.timeout=120s',
    'db.tx_log.rotation.size=32m',
    'db.tx_log.rotation.retention_policy=keep_none',
    'db.tx_log.preallocate=false',
    `server.memory.pagecache.size=${process.env.NEO4J_PAGECACHE ?? '256m'}`,
  ];
}

/**
 * A server for a short while never gets to what its compiler makes late: without it, and with one thread to collect
 * garbage, a run of the tests costs a third of the processor time.
 */
function javaFlags(isShort) {
  return isShort ? ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'] : ['-XX:+UseG1GC'];
}

/** Starts who removes the server when those for whom it runs are gone. */
function watch(name) {
  const watcher = fileURLToPath(new URL('watch.mjs', import.meta.url));
  spawn(process.execPath, [watcher, name], { detached: true, stdio: 'ignore' }).unref();
}

function serverParameters(jars, home) {
  return [
    '-Xms256m',
    `-Xmx${process.env.NEO4J_HEAP ?? '1g'}`,
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:-OmitStackTraceInFastThrow',
    ...['java.nio', 'java.io', 'sun.nio.ch'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
    '-cp',
    [join(home, 'plugins/*'), jars].join(delimiter),
    'org.neo4j.server.CommunityEntryPoint',
    `--home-dir=${home}`,
    `--config-dir=${join(home, 'conf')}`,
  ];
}

function setPassword({ java, jars, home, password }) {
  const tool = [...javaFlags(true), '-cp', jars, 'org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', password];
  const env = { ...process.env, NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf') };
  const { status, stderr } = spawnSync(java, tool, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the password could not be set: ${stderr}`);
}

async function answers({ pid, port }, home) {
  const deadline = Date.now() + startTimeoutMs;
  while (!(await accepts(port))) {
    const isDead = !isServer(pid);
    if (isDead || Date.now() > deadline) {
      if (!isDead) process.kill(pid, 'SIGKILL');
      const log = readFileSync(join(home, 'console.log'), 'utf8').slice(-2000);
      throw new Error(`Neo4j ${isDead ? 'ended' : 'did not answer'}: ${log}`);
    }
    await pause(200);
  }
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A process id may belong to somebody else by now. */
function isServer(pid) {
  if (!isAlive(pid)) return false;
  try {
    // A process that ended and that nobody waited for has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('org.neo4j.server');
  } catch (error) {
    return error.code === 'ENOENT' && !existsSync('/proc/self');
  }
}

function readState(name) {
  try {
    return JSON.parse(readFileSync(join(homeOf(name), 'server.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

function lockOf(name) {
  return join(cacheFolder, `lock-${name}`);
}

function homeOf(name) {
  return join(cacheFolder, 'servers', name);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
