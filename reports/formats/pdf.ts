import { existsSync } from 'node:fs';
import { UnavailableError } from '../../model/errors.ts';
import { defineFormat } from '../define-format.ts';
import type { RankedReport } from '../ranked-report.ts';
import { htmlReport } from './html.ts';

/** Where systems put a Chromium; Playwright's own is looked for after these. */
const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Longest that the browser may take to start and to print. */
const printTimeoutMs = 120_000;

export const pdf = defineFormat({
  id: 'pdf',
  title: 'PDF',
  mediaType: 'application/pdf',
  extension: 'pdf',
  write: printed,
});

/**
 * The HTML page, printed by Chromium without script and without network.
 *
 * @throws {UnavailableError} when there is no Chromium
 */
async function printed(report: RankedReport): Promise<Uint8Array> {
  const { chromium } = await import('playwright');
  const executablePath = browsers.find((path) => existsSync(path));
  const browser = await chromium
    .launch({ timeout: printTimeoutMs, ...(executablePath === undefined ? {} : { executablePath }) })
    .catch((cause: unknown) => {
      throw new UnavailableError(
        'PDF is printed by Chromium, which is not here',
        'install chromium, or use --format html',
        { cause },
      );
    });
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true, colorScheme: 'light' });
    const page = await context.newPage();
    await page.setContent([...htmlReport(report)].join(''), { timeout: printTimeoutMs });
    return await page.pdf({
      format: 'A4',
      landscape: true,
      printBackground: true,
      margin: { top: '12mm', bottom: '12mm', left: '10mm', right: '10mm' },
    });
  } finally {
    await browser.close();
  }
}
