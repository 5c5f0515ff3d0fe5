import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly network_mode?: string;
  readonly volumes: readonly string[];
  readonly healthcheck: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<'neo4j' | 'ambit', Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

function textOf(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');
}

const { services, volumes } = parse(textOf('docker-compose.yml')) as Compose;
const all = Object.entries(services);

test('two services stand there, and nothing else', () => {
  expect(Object.keys(services)).toEqual(['neo4j', 'ambit']);
});

test('every port is published on 127.0.0.1 alone', () => {
  expect(services.neo4j.ports).toHaveLength(2);
  for (const [, { ports = [] }] of all)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:[^:]+(:-\d+)?\}?:\d+$/);
  // The program listens on 127.0.0.1 by itself, of the machine and not of a container nobody could reach.
  expect([services.ambit.network_mode, services.ambit.ports]).toEqual(['host', undefined]);
});

test.each(all)('%s tells whether it is well', (_name, { healthcheck }) => {
  expect(healthcheck.test[0]).toMatch(/^CMD/);
  expect(healthcheck.test.length).toBeGreaterThan(1);
});

test('the program waits until the database is well', () => {
  expect(services.ambit.depends_on?.['neo4j']?.condition).toBe('service_healthy');
});

test.each(all)('what %s keeps lies in named volumes', (_name, { volumes: mounts }) => {
  expect(mounts.length).toBeGreaterThan(0);
  for (const mount of mounts) expect(Object.keys(volumes)).toContain(mount.split(':')[0]);
});

test('the database’s data outlives its container', () => {
  expect(services.neo4j.volumes.map((mount) => mount.split(':')[1])).toContain('/data');
});

test('a password stands nowhere and must be given', () => {
  const given = [services.neo4j.environment['NEO4J_AUTH'], services.ambit.environment['NEO4J_PASSWORD']];
  for (const value of given) expect(value).toMatch(/^(neo4j\/)?\$\{NEO4J_PASSWORD:\?[^}]+\}$/);
});

/** The setting's name as the container's environment spells it. */
function spelled(setting: string): string {
  return `NEO4J_${setting.replaceAll('_', '__').replaceAll('.', '_')}`;
}

/** Settings of the database that scripts/neo4j starts. */
const scripted = new Map(
  [...textOf('scripts/neo4j-server/server.mjs').matchAll(/^ +'([a-z_.]+)=(.+)',$/gm)].map(([, name = '', value]) => [
    name,
    value,
  ]),
);

const shared = [
  { setting: 'dbms.security.allow_csv_import_from_file_urls', value: 'false' },
  { setting: 'internal.dbms.cypher_ip_blocklist', value: '0.0.0.0/0,::/0' },
  { setting: 'db.transaction.timeout', value: '120s' },
  { setting: 'db.memory.transaction.max', value: '256m' },
];

test.each(shared)('the container and scripts/neo4j both set $setting', ({ setting, value }) => {
  expect(services.neo4j.environment[spelled(setting)]).toBe(value);
  expect(scripted.get(setting)).toBe(value);
});

test('the container and scripts/neo4j are of one version', () => {
  const [, version] =
    /<artifactId>neo4j<\/artifactId>\s*<version>(\d+\.\d+)\./.exec(textOf('scripts/neo4j-server/pom.xml')) ?? [];
  expect(services.neo4j.image).toBe(`neo4j:${version}-community`);
});

test('the image is built from the lock file, holds no development, and runs as nobody special', () => {
  const steps = textOf('Dockerfile');
  expect(steps).toMatch(/^RUN npm ci\b/m);
  expect(steps).toMatch(/npm prune --omit=dev/);
  expect(steps.lastIndexOf('\nUSER node\n')).toBeGreaterThan(steps.lastIndexOf('\nFROM '));
  const [major = ''] =
    /\d+/.exec((JSON.parse(textOf('package.json')) as { engines: { node: string } }).engines.node) ?? [];
  for (const [, image] of steps.matchAll(/^FROM (\S+)/gm)) expect(image).toBe(`node:${major}-slim`);
});

test('what the image is built from leaves out stores, caches and history', () => {
  const ignored = textOf('.dockerignore').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['.git', '.ambit', '.cache', 'node_modules', 'dist']));
});
