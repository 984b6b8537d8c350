// How every view looks: no serious finding of axe, light and dark, wide and on a phone, and nothing wider than the window.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from '../browser.js';
import { type FakeKernel, openFakeKernel } from './fake/kernel.js';
import { overview, rows } from './fake/samples.js';
import { allowedTrip, deniedRow, deniedTrip } from './fake/trips.js';
import { openWindow, phone, wide } from './fake/window.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly string[];
}

const judge = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.slice(0, 4).map((one) => one.html.slice(0, 160) + ' ' + (one.any[0]?.message ?? '')) })))`;

const denied = deniedRow(33);
const views = ['overview', 'requests', `requests/${denied.id}`, 'sessions', 'catalog', 'policies', 'systems'];
const shapes = {
  'wide and light': wide,
  'wide and dark': { ...wide, colorScheme: 'dark' as const },
  'on a phone': phone,
  'on a dark phone': { ...phone, colorScheme: 'dark' as const },
};

describe.skipIf(browserPath() === undefined).each(Object.entries(shapes))('%s', (_, shape) => {
  let browser: Browser;
  let kernel: FakeKernel;
  beforeAll(async () => {
    browser = await openBrowser();
    kernel = await openFakeKernel({
      rows: [denied, ...rows(32)],
      trip: (row) => (row.verdict === 'denied' ? deniedTrip(row) : allowedTrip(row)),
    });
  });
  afterAll(async () => {
    await browser.close();
    await kernel.close();
  });

  it('every view is readable, labelled and no wider than the window', async () => {
    const window = await openWindow(browser, kernel.url, shape);
    for (const view of views) {
      await window.go(`#/${view}`);
      await window.page.evaluate(axe);
      // `as`: what `judge` makes.
      const found = (await window.page.evaluate(judge)) as readonly Found[];
      expect({ view, found }).toEqual({ view, found: [] });
      const wider = await window.page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect({ view, wider }).toEqual({ view, wider: 0 });
    }
    expect(window.wrong).toEqual([]);
    await window.close();
  });
});

const recorded = {
  ...{ read: 5_000, lines: 66, from: 1_000, to: 4_000, starts: 1, writer: 0, broken: '' },
  ...{ signedHeads: 1, unsigned: 2, keptHeads: 0 },
};

describe.skipIf(browserPath() === undefined).each([
  ['whole', ''],
  ['changed', 'line 7: it does not name the hash of the line before'],
])('a journal that is %s', (_, broken) => {
  it('is readable and labelled, and says what it is before anything else', async () => {
    const browser = await openBrowser();
    const { journal } = overview();
    const kernel = await openFakeKernel({
      overview: overview({ state: 'lost', journal, actors: [], recorded: { ...recorded, broken } }),
      rows: [{ ...denied, ms: null }],
      trip: (row) => ({ ...deniedTrip(row), source: 'journal', messages: [] }),
    });
    const window = await openWindow(browser, kernel.url, { ...phone, colorScheme: 'dark' });
    for (const view of ['overview', `requests/${denied.id}`, 'systems']) {
      await window.go(`#/${view}`);
      await window.page.waitForSelector('.banner');
      await window.page.evaluate(axe);
      // `as`: what `judge` makes.
      const found = (await window.page.evaluate(judge)) as readonly Found[];
      expect({ view, found }).toEqual({ view, found: [] });
      expect(await window.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    }
    expect(await window.page.innerText('.banner')).toContain(
      broken === '' ? 'This is a journal' : 'This journal is not whole',
    );
    expect(window.wrong).toEqual([]);
    await browser.close();
    await kernel.close();
  }, 60_000);
});

describe.skipIf(browserPath() === undefined)('the switch', () => {
  it('turns dark to light and stays so', async () => {
    const browser = await openBrowser();
    const kernel = await openFakeKernel();
    const { page } = await openWindow(browser, kernel.url, { ...wide, colorScheme: 'dark' });
    const ground = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const dark = await ground();
    await page.click('button[aria-label="Light colours"]');
    const light = await ground();
    expect(light).not.toBe(dark);
    await page.reload();
    await page.waitForSelector('h1');
    expect(await ground()).toBe(light);
    await browser.close();
    await kernel.close();
  });
});
