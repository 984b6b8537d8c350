// The browser that page tests drive: where it is looked for, and that it draws a page. Refuses to pass on a path that holds nothing.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from './browser.js';

describe('looking for the browser', () => {
  it('takes the path that is given', () => {
    expect(browserPath(process.execPath)).toBe(process.execPath);
  });

  it('fails on a given path that holds no program', () => {
    expect(() => browserPath('/nowhere/chromium')).toThrow('AEGIS_CHROMIUM');
  });
});

describe.skipIf(browserPath() === undefined)('the browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('draws a page', async () => {
    const page = await browser.newPage();
    await page.setContent('<h1>drawn</h1>');
    expect(await page.textContent('h1')).toBe('drawn');
    await page.close();
  });
});
