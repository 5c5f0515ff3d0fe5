import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright';
import { routes } from '../../server/app.ts';
import { startServer, type RunningServer } from '../../server/start.ts';
import { scratchStore, type Scratch } from '../app/demo-store.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { askWithToken, built } from './client.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description: string;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: object }>>;
}

interface Description {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: object };
  readonly security: readonly object[];
}

let scratch: Scratch;
let server: RunningServer;
let description: Description;
let operations: readonly (readonly [path: string, operation: Operation])[];

beforeAll(async () => {
  scratch = await scratchStore();
  server = await startServer({ store: scratch.store, port: 0, built });
  description = (await askWithToken(server, '/api/openapi.json')).json() as Description;
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => [path, operation] as const),
  );
});

afterAll(async () => {
  await server.close();
  await scratch.remove();
});

/** Every value below, itself included, with its JSON pointer. */
function* walk(value: unknown, pointer = '#'): Generator<readonly [string, unknown]> {
  yield [pointer, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* walk(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

test('it is OpenAPI 3.1 with every route in it', () => {
  expect(description.openapi).toMatch(/^3\.1\.\d+$/);
  expect(description.info).toMatchObject({ title: 'Ambit', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  const described = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const wanted = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described.sort()).toEqual(wanted.sort());
  expect(description.security.flatMap(Object.keys).sort()).toEqual(
    Object.keys(description.components.securitySchemes).sort(),
  );
});

test('every $ref resolves and no schema leans on a document of its own', () => {
  const pointers = new Map(walk(description));
  const references = [...pointers.values()].flatMap((value) =>
    typeof value === 'object' && value !== null && '$ref' in value ? [String(value.$ref)] : [],
  );
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) expect(pointers.get(reference)).toBeDefined();
  for (const [pointer] of pointers) expect(pointer).not.toMatch(/\/(\$defs|\$schema)$/);
});

test('operations have names of their own and say what they do', () => {
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/);
  for (const [, { summary, responses }] of operations) {
    expect(summary).toMatch(/\.$/);
    for (const { description: said } of Object.values(responses)) expect(said).not.toBe('');
    expect(responses['default']).toBeDefined();
  }
});

test('parameters of a path are those of its operations, required; every parameter is described', () => {
  for (const [path, { parameters }] of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(inPath);
    expect(parameters.filter((each) => each.in === 'path').every(({ required }) => required)).toBe(true);
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    for (const { in: place, description: said, schema } of parameters) {
      expect(['path', 'query']).toContain(place);
      expect(said).not.toBe('');
      expect(Object.keys(schema)).not.toEqual([]);
    }
  }
});

test('the page shows it in Chromium under the content security policy', async () => {
  const browser: Browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    const foreign: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const { host, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && host !== `127.0.0.1:${server.port}`) foreign.push(request.url());
    });
    await page.goto(`http://127.0.0.1:${server.port}/api/docs/?token=${server.token}`);
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.opblock').count()).toBe(operations.length);
    await page.locator('.opblock-summary').first().click();
    await page.locator('.opblock-body').first().waitFor();
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  } finally {
    await browser.close();
  }
});
