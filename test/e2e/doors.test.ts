import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { freshFolder, runAmbit, serveAmbit } from './served.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

const markup = '<img src=x onerror="document.title=\'hacked\'">';
const reversed = 'pay\u202eroll';
const endless = 'n'.repeat(4000);

/** An estate whose every name tries something. */
function hostileEstate(): string {
  const identity = (id: string, name: string) => ({
    id,
    kinds: ['AmbitIdentity'],
    properties: { name, category: 'identity' },
  });
  const data = (id: string, name: string) => ({
    id,
    kinds: ['AmbitResource'],
    properties: { name, category: 'data', weight: 100 },
  });
  const edge = (start: string, end: string) => ({ kind: 'CAN_READ', start: { value: start }, end: { value: end } });
  const graph = {
    nodes: [
      identity('i1', markup),
      identity('i2', reversed),
      data('d1', markup),
      data('d2', endless),
      data('d3', '"><script>document.title="hacked"</script>'),
    ],
    edges: [edge('i1', 'i2'), edge('i1', 'd1'), edge('i2', 'd2'), edge('i2', 'd3')],
  };
  return JSON.stringify({ graph });
}

test('hostile names are shown and do nothing', async () => {
  const folder = freshFolder();
  const store = join(folder.path, 'store');
  const file = join(folder.path, 'estate.json');
  writeFileSync(file, hostileEstate());
  expect(await runAmbit('ingest', 'opengraph', file, '--store', store)).toBe(0);
  const served = await serveAmbit('serve', '--port', '0', '--store', store);
  const { page, complaints, close } = await openPage(browser, served.address);
  try {
    for (const query of ['', '?identity=i1', '?identity=i1&target=d2', '?identity=i1&target=d3', '?target=d1']) {
      await page.goto(`${served.origin}/${query}`);
      await page.locator('h1').first().waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      expect(await page.locator('img, body script').count()).toBe(0);
      expect(await page.title()).not.toBe('hacked');
      expect(await page.locator('body').textContent()).toContain(markup);
      expect(await page.locator('body').textContent()).not.toContain('\u202e');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
    }
    expect(complaints).toEqual([]);
  } finally {
    await close();
    await served.close();
    folder.remove();
  }
});

/** Reads an estate into the store behind a page's back; the page says so within a minute, and opens it. */
async function appearsOnceRead(page: Page, folder: string) {
  const note = page.getByRole('button', { name: 'A newer snapshot is there' });
  await page.clock.install();
  await page.reload();
  await page.locator('h1').waitFor();
  await page.clock.runFor(61_000);
  expect(await note.isVisible()).toBe(false);

  const file = join(folder, 'estate.json');
  writeFileSync(file, hostileEstate());
  expect(await runAmbit('ingest', 'opengraph', file, '--store', join(folder, 'store'))).toBe(0);
  await page.clock.runFor(61_000);
  await note.click();
  await page.locator('.overview').waitFor();
  expect(await note.isVisible()).toBe(false);
}

test('an empty store says how to fill it, and when it was filled; a page without its cookie says where to find the link', async () => {
  const folder = freshFolder();
  const served = await serveAmbit('serve', '--port', '0', '--store', join(folder.path, 'store'));
  try {
    const empty = await openPage(browser, served.address);
    expect(await empty.page.locator('h1').textContent()).toBe('Nothing is loaded yet');
    expect(await empty.page.locator('pre').textContent()).toContain('ambit ingest aws');
    await appearsOnceRead(empty.page, folder.path);
    expect(empty.complaints).toEqual([]);
    await empty.close();

    const stranger = await openPage(browser, served.origin);
    expect(await stranger.page.locator('h1').textContent()).toBe('This link has expired');
    expect(await stranger.page.locator('.message').textContent()).toContain('ambit serve');
    await stranger.close();
  } finally {
    await served.close();
    folder.remove();
  }
});
