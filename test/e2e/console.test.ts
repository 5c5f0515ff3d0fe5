import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { neo4jServer, newEstate } from '../helpers/neo4j.ts';
import { accessibilityViolations, launchBrowser, openPage, paintedPixels, type WatchedPage } from './browser.ts';
import { freshFolder, runAmbit, serveAmbit, type Served } from './served.ts';

const folder = freshFolder();
const before = { ...process.env };
let served: Served;
let browser: Browser;
let watched: WatchedPage;
let page: WatchedPage['page'];

beforeAll(async () => {
  const server = neo4jServer();
  Object.assign(process.env, {
    NEO4J_USER: server.user,
    NEO4J_PASSWORD: server.password,
    AMBIT_CACHE: `${folder.path}/cache`,
  });
  const store = newEstate(server);
  const code = await runAmbit('demo', '--no-serve', '--store', store);
  if (code !== 0) throw new Error(`ambit demo ended with ${code}`);
  [served, browser] = await Promise.all([serveAmbit('serve', '--port', '0', '--store', store), launchBrowser()]);
}, 180_000);

afterAll(async () => {
  await Promise.all([browser?.close(), served?.close()]);
  for (const name of ['NEO4J_USER', 'NEO4J_PASSWORD', 'AMBIT_CACHE']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  folder.remove();
});

beforeEach(async () => {
  watched = await openPage(browser, served.address);
  ({ page } = watched);
});

afterEach(async () => {
  const complaints = watched.complaints.filter((text) => !text.includes('status of 400'));
  await watched.close();
  if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
});

async function openConsole(): Promise<void> {
  await page.getByRole('link', { name: 'Ask in Cypher' }).click();
  await page.getByRole('heading', { name: 'Ask in Cypher' }).waitFor();
}

async function ask(statement: string): Promise<void> {
  await page.getByLabel('Statement').fill(statement);
  await page.getByLabel('Statement').press('Control+Enter');
  await expect.poll(() => page.locator('.console__answer').getAttribute('aria-busy')).toBeNull();
}

const cells = () => page.locator('.console__rows td').allTextContents();

test('a statement is typed and asked with the keyboard, and answered as a table', async () => {
  await openConsole();
  await ask('MATCH (n:Identity {graph: $graph}) RETURN count(n) AS identities, "a" AS b');
  expect(await page.locator('.console__rows th').allTextContents()).toEqual(['identities', 'b']);
  const [count] = await cells();
  expect(Number(count)).toBeGreaterThan(10);
  expect(await page.locator('.unseen[role=status]').textContent()).toMatch(/^1 row, 0 nodes/);
});

test('nodes that were found lead to their maps, and are outlined there', async () => {
  const { identities } = await page.evaluate(
    async () => (await fetch('/api/report?limit=1')).json() as Promise<{ identities: { id: string; name: string }[] }>,
  );
  const [{ id, name }] = identities;
  await openConsole();
  await ask(`MATCH (n:AmbitNode {graph: $graph, id: '${id}'}) RETURN n`);
  await page.locator('.console__rows').getByRole('link', { name }).click();
  await page.getByRole('heading', { name: `If ${name} is compromised` }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Ask in Cypher' }).waitFor();
  expect(await page.getByLabel('Statement').inputValue()).toContain(id);

  await ask('MATCH (n:Resource {graph: $graph}) WHERE n.weight >= 100 RETURN n');
  await page.goForward();
  const line = page.locator('.stage__found');
  await line.waitFor();
  expect(await line.textContent()).toMatch(/^[1-9]\d* of \d+ nodes that Cypher found stand on this map, outlined: ./);
  const marked = () => page.locator('.chart__canvas').getAttribute('data-marked');
  expect(Number(await marked())).toBeGreaterThan(0);
  const { colours } = await paintedPixels(page);
  expect(colours).toBeGreaterThan(5);
  await page.getByRole('button', { name: 'Forget them' }).click();
  expect(await marked()).toBe('0');
  expect(await line.isVisible()).toBe(false);
});

const refusals = [
  { when: 'writing', statement: 'CREATE (n:Written)', says: 'the database says that this writes' },
  {
    when: 'reading a file',
    statement: "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    says: 'the database says that this loads a file or an address',
  },
  { when: 'nonsense', statement: '<b>nonsense</b>', says: 'Invalid input' },
];

test.each(refusals)('what the database refuses is told: $when', async ({ statement, says }) => {
  await openConsole();
  await ask(statement);
  expect(await page.locator('.console__answer [role=alert]').textContent()).toContain(says);
});

test('hostile values are text', async () => {
  await openConsole();
  const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  await ask(`RETURN '${markup}' AS \`<b>head</b>\`, {\`__proto__\`: '${markup}'} AS map, 'pay\u202eroll' AS turned`);
  expect(await page.locator('.console__answer img, .console__answer script, .console__answer b').count()).toBe(0);
  const [text, , turned] = await cells();
  expect(text).toBe(markup);
  expect(turned).not.toContain('\u202e');
  expect(await page.title()).toBe('Ask in Cypher · Ambit');
});

test('Escape leaves the console, and what was asked is still there', async () => {
  await openConsole();
  await ask('RETURN 42 AS answer');
  await page.getByRole('heading', { name: 'Ask in Cypher' }).click();
  await page.keyboard.press('Escape');
  await page.locator('.overview').waitFor();
  await openConsole();
  expect(await cells()).toEqual(['42']);
});

test('axe-core finds nothing wrong in light and dark, and nothing is wider than the window', async () => {
  await openConsole();
  await ask('MATCH (n:Resource {graph: $graph}) WHERE n.weight >= 100 RETURN n, n.kind, n.scope, n.id LIMIT 20');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityViolations(page)).toEqual([]);
  }
  for (const width of [1000, 1280, 1600]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page
      .locator('.page, .stage')
      .evaluateAll((boxes) =>
        boxes.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ className }) => className),
      );
    expect(wide).toEqual([]);
  }
});
