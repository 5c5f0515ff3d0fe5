import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../../server/start.ts';
import { scratchStore, type Scratch } from '../app/demo-store.ts';
import { ask, askWithToken, built } from './client.ts';

let scratch: Scratch;
let server: RunningServer;

beforeAll(async () => {
  scratch = await scratchStore();
  server = await startServer({ store: scratch.store, port: 0, built });
});

afterAll(async () => {
  await server.close();
  await scratch.remove();
});

async function sessionCookie(): Promise<string> {
  const { headers } = await ask(server, `/?token=${server.token}`);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

test('the printed address is on the loopback interface and holds the token', () => {
  expect(server.address).toBe(`http://127.0.0.1:${server.port}/?token=${server.token}`);
  expect(server.token.length).toBeGreaterThanOrEqual(32);
});

test('the token is exchanged for a cookie of this session alone, and leaves the address', async () => {
  const { status, headers } = await ask(server, `/?identity=a%20b&token=${server.token}&search=what?`);
  expect(status).toBe(303);
  expect(headers.location).toBe('/?identity=a+b&search=what%3F');
  expect(headers['cache-control']).toBe('no-store');
  const [cookie] = headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Strict/);
  expect(cookie).toMatch(/; Path=\//);
  expect(cookie).not.toContain(server.token);
});

test('a wrong token sets no cookie', async () => {
  const { status, headers } = await ask(server, '/?token=wrong');
  expect(status).toBe(303);
  expect(headers['set-cookie']).toBeUndefined();
});

const redirects = [
  { from: '//evil.example/', to: '/evil.example/' },
  { from: '/\\evil.example/', to: '/evil.example/' },
  { from: '/.//evil.example/', to: '/evil.example/' },
  { from: '/..//evil.example/', to: '/evil.example/' },
  { from: '/x/..//evil.example/', to: '/evil.example/' },
  { from: '/x/..\\/evil.example/', to: '/evil.example/' },
  { from: '//', to: '/' },
  { from: '//[', to: '/[' },
  { from: '/%2F/evil.example/', to: '/%2F/evil.example/' },
  { from: 'http://evil.example/', to: '/http://evil.example/' },
];

test.each(redirects)('$from stays on this host', async ({ from, to }) => {
  const { status, headers } = await ask(server, `${from}?token=${server.token}`);
  expect(status).toBe(303);
  expect(headers.location).toBe(to);
  expect(new URL(headers.location ?? '', 'http://127.0.0.1').host).toBe('127.0.0.1');
});

const doors = [
  { when: 'nothing is shown', headers: {}, status: 401 },
  { when: 'the token is wrong', headers: { authorization: 'Bearer wrong' }, status: 401 },
  { when: 'the token is empty', headers: { authorization: 'Bearer ' }, status: 401 },
  { when: 'the cookie is wrong', headers: { cookie: 'ambit=wrong' }, status: 401 },
];

test.each(doors)('$when: $status as problem details', async ({ headers, status }) => {
  for (const path of ['/api/status', '/api/openapi.json', '/api/docs/', '/api/nothing']) {
    const answer = await ask(server, path, { headers });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ type: 'about:blank', status });
  }
});

test('the cookie opens the API, the token as a cookie does not', async () => {
  const cookie = await sessionCookie();
  expect((await ask(server, '/api/status', { headers: { cookie } })).status).toBe(200);
  expect((await ask(server, '/api/status', { headers: { cookie: `other=1; ${cookie}` } })).status).toBe(200);
  const name = cookie.split('=')[0] ?? '';
  expect((await ask(server, '/api/status', { headers: { cookie: `${name}=${server.token}` } })).status).toBe(401);
});

const hosts = [
  { host: 'evil.example', status: 421 },
  { host: 'evil.example:7475', status: 421 },
  { host: '127.0.0.1.evil.example', status: 421 },
  { host: 'localhost.evil.example:80', status: 421 },
  { host: '127.0.0.1:80@evil.example', status: 421 },
  { host: 'localhost:7475', status: 200 },
  { host: '127.0.0.1', status: 200 },
  { host: '[::1]:7475', status: 200 },
];

test.each(hosts)('Host "$host": $status', async ({ host, status }) => {
  expect((await askWithToken(server, '/api/status', { headers: { host } })).status).toBe(status);
});

const origins = [
  { origin: 'https://evil.example', status: 403 },
  { origin: 'null', status: 403 },
  { origin: 'http://127.0.0.1:1', status: 403 },
  { origin: 'https://127.0.0.1:PORT', status: 403 },
  { origin: 'http://127.0.0.1:PORT', status: 200 },
];

test.each(origins)('Origin $origin: $status', async ({ origin, status }) => {
  const headers = { origin: origin.replace('PORT', String(server.port)) };
  expect((await askWithToken(server, '/api/status', { headers })).status).toBe(status);
});

test('every answer has the headers that keep other sites out', async () => {
  for (const path of ['/', '/api/status', '/nothing']) {
    const { headers } = await ask(server, path);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';font-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    for (const absent of ['x-powered-by', 'strict-transport-security', 'access-control-allow-origin'])
      expect(headers[absent]).toBeUndefined();
  }
});

test('answers of the API are not kept', async () => {
  expect((await askWithToken(server, '/api/status')).headers['cache-control']).toBe('no-store');
  expect((await ask(server, '/api/status')).headers['cache-control']).toBe('no-store');
});

test('nothing outside the pages is served', async () => {
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/ambit.js', '/.env']) {
    const { status } = await ask(server, path);
    expect([400, 403, 404]).toContain(status);
  }
});
