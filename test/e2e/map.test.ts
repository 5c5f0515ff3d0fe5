import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ReportRow, RingMap } from '../../model/answers.ts';
import { accessibilityViolations, launchBrowser, openPage, paintedPixels, type WatchedPage } from './browser.ts';
import { freshFolder, serveAmbit, type Served } from './served.ts';

const folder = freshFolder();
let served: Served;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [served, browser] = await Promise.all([
    serveAmbit('demo', '--port', '0', '--store', `${folder.path}/store`),
    launchBrowser(),
  ]);
});

afterAll(async () => {
  await Promise.all([browser.close(), served.close()]);
  folder.remove();
});

beforeEach(async () => {
  watched = await openPage(browser, served.address);
  ({ page } = watched);
});

afterEach(async () => {
  await watched.close();
  if (watched.complaints.length > 0) throw new Error(`the page complained: ${watched.complaints.join('; ')}`);
});

/** An answer of the API, asked for by the page itself. */
async function ask<T>(path: string): Promise<T> {
  return page.evaluate(async (path) => (await fetch(path)).json() as Promise<unknown>, path) as Promise<T>;
}

async function ranked(): Promise<readonly ReportRow[]> {
  const { identities } = await ask<{ identities: readonly ReportRow[] }>('/api/report?limit=1000');
  return identities;
}

async function mapOf(id: string): Promise<RingMap> {
  return ask(`/api/map?of=${encodeURIComponent(id)}`);
}

/** The highest ranked machine that reaches a crown jewel, with one that it reaches. */
async function story() {
  const row = (await ranked()).find((row) => !row.human && row.crownJewels.length > 0)!;
  const map = await mapOf(row.id);
  const sector = map.sectors.find(({ crownJewels }) => crownJewels.length > 0)!;
  return { row, map, jewel: sector.crownJewels[0] };
}

const link = (query: Record<string, string>) => `${served.origin}/?${new URLSearchParams(query)}`;
const options = () => page.locator('.list__box').getByRole('option');
const option = (place: number) => options().nth(place);

/** Waits until nothing is on its way any more. */
async function settle() {
  await page.locator('h1').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

async function openIdentity(id: string) {
  await page.goto(link({ identity: id }));
  await page.locator('.panel__head').waitFor();
}

test('the overview says where to begin, and the list ranks every identity', async () => {
  const rows = await ranked();
  expect(await page.locator('h1').textContent()).toMatch(/machine identit(y|ies) can take over an account/);
  expect(await page.locator('.card').count()).toBe(4);
  expect(await page.locator('.list__total').textContent()).toBe(`${rows.length} identities`);
  expect(await option(0).locator('.row__name').textContent()).toBe(rows[0]?.name);
});

test('accounts are called by their names, with the id where there is room', async () => {
  const { scopeNames } = await ask<{ scopeNames: Record<string, string> }>('/api/status');
  const row = (await ranked()).find(({ scope }) => Object.hasOwn(scopeNames, scope))!;
  const name = scopeNames[row.scope];
  await page.goto(link({ identity: row.id, scope: row.scope }));
  await page.locator('.panel__head').waitFor();
  expect(await page.locator('.panel__where').textContent()).toContain(`${name} (${row.scope})`);
  expect(new Set(await page.locator('.row__scope').allTextContents())).toEqual(new Set([name]));
  expect(await page.getByLabel('Account').locator('option:checked').textContent()).toBe(`${name} (${row.scope})`);
  expect(await page.locator('.chart__labels .arc--scope').allTextContents()).toContain(name);
});

test('nothing on the overview is cut', async () => {
  for (const width of [1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const cut = await page.locator('.card *').evaluateAll((elements) =>
      elements
        .filter((element) => getComputedStyle(element).overflow !== 'visible')
        .filter((box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1)
        .map(({ textContent }) => textContent),
    );
    expect(cut).toEqual([]);
  }
});

test('the token leaves the address', async () => {
  expect(page.url()).not.toContain('token');
});

test('a search narrows the list and stands in the address', async () => {
  const wanted = (await ranked()).at(-1)!;
  await page.keyboard.press('/');
  await page.keyboard.insertText(wanted.id);
  await page.waitForURL(/search=/);
  await expect.poll(async () => option(0).locator('.row__name').textContent()).toBe(wanted.name);
  expect(await options().count()).toBeLessThan(10);
});

test('the filters leave people, a kind, an account', async () => {
  const rows = await ranked();
  const people = rows.filter(({ human }) => human).length;
  await page.getByRole('button', { name: 'People' }).click();
  await expect.poll(() => page.locator('.list__total').textContent()).toBe(`${people} identities`);
  const { scope } = rows[0];
  const here = rows.filter((row) => row.human && row.scope === scope).length;
  await page.getByLabel('Account').selectOption(scope);
  await expect
    .poll(() => page.locator('.list__total').textContent())
    .toMatch(here === 0 ? /None/ : new RegExp(`^${here} `));
});

test('an identity is chosen by keyboard alone', async () => {
  const second = (await ranked())[1];
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.panel__head').waitFor();
  expect(new URL(page.url()).searchParams.get('identity')).toBe(second.id);
  expect(await page.locator('h1').textContent()).toContain(second.name);
});

test('the rings show every sector, on the canvas and as a list', async () => {
  const { row, map } = await story();
  await openIdentity(row.id);
  await page.locator('.chart__labels text.arc').first().waitFor();
  const { painted, colours } = await paintedPixels(page);
  expect(painted).toBeGreaterThan(50_000);
  expect(colours).toBeGreaterThan(5);
  expect(await page.locator('.chart__canvas').getAttribute('data-sectors')).toBe(String(map.sectors.length));
  expect(await page.locator('.sectors .link-row').count()).toBe(map.sectors.length);
});

/** Moves the pointer outwards from the middle of the map until it stands on something. */
async function pointAtSomething() {
  const box = (await page.locator('.chart').boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  for (let turn = 0.3; turn < 6.2; turn += 0.4) {
    for (let radius = 60; radius < box.height / 2 - 40; radius += 12) {
      await page.mouse.move(middle.x + Math.sin(turn) * radius, middle.y - Math.cos(turn) * radius);
      if ((await page.locator('.chart__labels--pointing').count()) > 0) return;
    }
  }
}

test('a sector under the pointer says what it is, and opens', async () => {
  const { row } = await story();
  await openIdentity(row.id);
  await pointAtSomething();
  expect(await page.locator('.tooltip').isVisible()).toBe(true);
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForURL(/sector=|target=/);
});

test('a sector of the list opens into its members, all of them', async () => {
  const { row, map } = await story();
  const sector = map.sectors.toSorted((a, b) => b.count - a.count)[0];
  await openIdentity(row.id);
  await page.locator('.sectors .link-row').nth(map.sectors.indexOf(sector)).click();
  await page.waitForURL(/sector=/);
  const members = page.locator('.panel__body > .links > li');
  await members.first().waitFor();
  const more = page.locator('.panel__body > .more');
  while (await more.isVisible()) {
    const before = await members.count();
    await more.click();
    await expect.poll(() => members.count()).toBeGreaterThan(before);
  }
  const total = map.sectors.find(({ id }) => id === new URL(page.url()).searchParams.get('sector'))?.count;
  expect(await members.count()).toBe(total);
});

test('a crown jewel opens into the way there, with proof and cure', async () => {
  const { row, jewel } = await story();
  await openIdentity(row.id);
  await page.locator('.jewels .link-row').first().click();
  await page.locator('.ladder').waitFor();
  const rungs = page.locator('.rung--node .rung__name');
  expect(await rungs.first().textContent()).toBe(row.name);
  expect(await page.locator('.rung--step').count()).toBe((await rungs.count()) - 1);
  expect(await page.locator('.remedy').first().textContent()).toMatch(/^To close: ./);
  expect(await page.locator('.evidence li').count()).toBeGreaterThan(0);
  await page.locator('.evidence details summary').first().click();
  expect(await page.locator('.statement').first().textContent()).toContain('{');
  expect(jewel.id).not.toBe('');
});

test('a link with state opens the same view in a fresh page', async () => {
  const { row, jewel } = await story();
  await page.goto(link({ identity: row.id, target: jewel.id }));
  await page.locator('.ladder').waitFor();
  const ladder = await page.locator('.ladder').textContent();
  const session = await page.context().storageState();
  const fresh = await openPage(browser, page.url(), { storageState: session });
  await fresh.page.locator('.ladder').waitFor();
  expect(await fresh.page.locator('.ladder').textContent()).toBe(ladder);
  expect(await fresh.page.locator('h1').textContent()).toBe(await page.locator('h1').textContent());
  expect(fresh.complaints).toEqual([]);
  await fresh.close();
});

test('back and forward walk through what was chosen', async () => {
  const { row } = await story();
  await page.locator('.card .tall-link').first().click();
  await page.locator('.jewels .link-row').first().click();
  await page.locator('.ladder').waitFor();
  await page.goBack();
  await page.locator('.sectors').waitFor();
  expect(await page.locator('.ladder').count()).toBe(0);
  await page.goBack();
  await page.locator('.overview').waitFor();
  await page.goForward();
  await page.locator('.sectors').waitFor();
  expect(await page.locator('.panel__head h2').textContent()).toContain(row.name);
});

test('escape closes one thing after the other', async () => {
  const { row, jewel } = await story();
  await page.goto(link({ identity: row.id, target: jewel.id }));
  await page.locator('.ladder').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.sectors').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.overview').waitFor();
});

test('a node that is no identity opens into who reaches it', async () => {
  const { jewel } = await story();
  await page.getByLabel('Find any node').fill(jewel.name);
  await page.locator('.hit').first().waitFor();
  await page.goto(link({ target: jewel.id }));
  expect(await page.locator('h1').textContent()).toContain(`Who reaches ${jewel.name}`);
  await page.locator('.page .tall-link').first().click();
  await page.locator('.ladder').waitFor();
});

test('the theme is chosen, painted and remembered', async () => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const colours = page.getByRole('button', { name: /^Colours/ });
  await colours.click();
  const light = await background();
  await colours.click();
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  await page.locator('h1').first().waitFor();
  expect(await background()).toBe(dark);
});

test('zooming paints other pixels, and the whole map comes back', async () => {
  const { row } = await story();
  await openIdentity(row.id);
  const labels = () => page.locator('.chart__labels g').first().innerHTML();
  const before = await labels();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(labels).not.toBe(before);
  await page.getByRole('button', { name: 'Show the whole map' }).click();
  await expect.poll(labels).toBe(before);
});

const widths = [1000, 1280, 1600];

test.each(widths)('nothing is wider than a window of %i pixels', async (width) => {
  const { row, jewel } = await story();
  await page.setViewportSize({ width, height: 800 });
  for (const query of [{}, { identity: row.id }, { identity: row.id, target: jewel.id }, { target: jewel.id }]) {
    await page.goto(link(query));
    await settle();
    const overflow = await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      const boxes = [document.documentElement, ...document.querySelectorAll('.panel, .stage, .list__box')];
      const rows = [...document.querySelectorAll('.panel *, .page *')].filter(({ children }) => children.length > 0);
      const leaves = (box: Element) => {
        const edge = box.getBoundingClientRect().right + 1;
        return [...box.children].some((child) => child.getBoundingClientRect().right > edge);
      };
      return [
        ...boxes.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth),
        ...rows.filter((row) => !row.matches('.block, .card, .page--narrow, :has(> .links)') && leaves(row)),
      ].map(({ className }) => className);
    });
    expect(overflow).toEqual([]);
  }
});

const views = ['overview', 'rings', 'sector', 'path', 'exposure', 'gaps', 'nothing found'] as const;

function addressOf(view: (typeof views)[number], { row, map, jewel }: Awaited<ReturnType<typeof story>>): string {
  const queries: Record<(typeof views)[number], Record<string, string>> = {
    overview: {},
    rings: { identity: row.id },
    sector: { identity: row.id, sector: map.sectors[0]?.id ?? '' },
    path: { identity: row.id, target: jewel.id },
    exposure: { target: jewel.id },
    gaps: { view: 'gaps' },
    'nothing found': { search: 'no identity has this name' },
  };
  return link(queries[view]);
}

test.each(views)('axe-core finds nothing wrong in light and dark: %s', async (view) => {
  await page.goto(addressOf(view, await story()));
  await settle();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityViolations(page)).toEqual([]);
  }
});
