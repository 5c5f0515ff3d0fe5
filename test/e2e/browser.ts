import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** The system's Chromium, else the one that Playwright installed. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place));
  return chromium.launch({ args: ['--no-sandbox'], ...(executablePath && { executablePath }) });
}

/** A page in a context of its own, with everything that it complained about. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors, uncaught errors, dialogs, refusals of the content security policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens an address and waits until the page stands. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(address);
  await page.locator('h1').first().waitFor();
  return { page, complaints, close: () => context.close() };
}

/** What axe-core finds wrong with the page, all that folds open. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

/** How many of the map's pixels are painted, and in how many colours. */
export async function paintedPixels(page: Page): Promise<{ readonly painted: number; readonly colours: number }> {
  return page.locator('.chart__canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set<number>();
    let painted = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 0) continue;
      painted++;
      colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    }
    return { painted, colours: colours.size };
  });
}
