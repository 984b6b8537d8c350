// Ten thousand requests in the ring: few are drawn, the last is reached, and the page answers while new ones pour in.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from '../browser.js';
import { type FakeKernel, openFakeKernel } from './fake/kernel.js';
import { row, rows } from './fake/samples.js';
import { openWindow, type Window } from './fake/window.js';

describe.skipIf(browserPath() === undefined)('ten thousand requests', () => {
  let browser: Browser;
  let kernel: FakeKernel;
  let window: Window;
  beforeAll(async () => {
    browser = await openBrowser();
    kernel = await openFakeKernel({ rows: rows(10_000) });
    window = await openWindow(browser, kernel.url);
    await window.go('#/requests');
    await window.page.waitForSelector('.row');
  });
  afterAll(async () => {
    expect(window.wrong).toEqual([]);
    await browser.close();
    await kernel.close();
  });
  const drawn = (): Promise<number> => window.page.locator('.row').count();

  it('are a list of which a window full is drawn', async () => {
    await expect.poll(() => window.page.innerText('.summary')).toBe('10,000 requests');
    expect(await drawn()).toBeLessThan(60);
  });

  it('are reached to the last', async () => {
    const oldest = row(1).id;
    await expect
      .poll(async () => {
        await window.page.evaluate(
          '{ const list = document.querySelector(".virtual"); list.scrollTop = list.scrollHeight; }',
        );
        return window.page.locator(`#row-${oldest}`).count();
      })
      .toBe(1);
    expect(await drawn()).toBeLessThan(60);
  });

  it('leave room for a burst of a thousand more, in a handful of paints', async () => {
    await window.page.evaluate(`{
      document.querySelector('.virtual').scrollTop = 0;
      window.changes = 0;
      new MutationObserver(() => { window.changes += 1; }).observe(document.querySelector('.summary'), { subtree: true, characterData: true, childList: true });
    }`);
    kernel.tell(
      ...Array.from({ length: 1_000 }, (_, place) => ({
        kind: 'request' as const,
        isEnd: true,
        row: row(10_001 + place),
      })),
    );
    await expect.poll(() => window.page.locator(`#row-${row(11_000).id}`).count()).toBe(1);
    await expect.poll(() => window.page.innerText('.summary')).toContain('1,000 older ones let go');
    expect(await window.page.evaluate('window.changes')).toBeLessThan(100);
    expect(await drawn()).toBeLessThan(60);
  });
});
