// The page over a real kernel: an agent is allowed and denied, and a person in a browser finds out why. With `AEGIS_PICTURES=docs/inspector` it
// also takes the pictures that the documentation shows.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from '../browser.js';
import { ask, bearer, notes } from './console.js';
import { type Kernel, startKernel, until } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

const pictures = process.env.AEGIS_PICTURES;
const shorten = `for (const one of document.querySelectorAll('.place bdi')) one.textContent = one.textContent.replace(${JSON.stringify(`${process.cwd()}/`)}, '')`;

describe.skipIf(browserPath() === undefined)('the console of a running kernel', () => {
  let [lake, kernel, browser]: [Lake?, Kernel?, Browser?] = [];
  let address = '';
  beforeAll(async () => {
    const own = makeLake({ limits: 'inspect: {}' });
    lake = own;
    kernel = await startKernel(own);
    browser = await openBrowser();
    await until('the console', () => notes(own).length === 1);
    await kernel.call('postgres__query', {
      sql: 'SELECT id, full_name, email FROM silver.customers ORDER BY id',
    });
    await kernel.call('aegis__validate', { dataset: 'silver.customers' });
    await kernel.call('postgres__query', { sql: 'SELECT id FROM silver.customers' });
    await kernel.call('postgres__execute', { sql: 'DROP TABLE silver.customers' });
    const [note] = notes(own);
    if (note === undefined) throw new Error('no note of the console');
    // `as`: the kernel's own answer.
    const { ticket } = JSON.parse(
      (await ask(note.port, '/api/ticket', { method: 'POST', headers: bearer(note) })).body,
    ) as {
      ticket: string;
    };
    address = `http://127.0.0.1:${note.port}/#${ticket}`;
  });
  afterAll(async () => {
    await browser?.close();
    await kernel?.close();
    lake?.remove();
  });

  it('shows a denied call, its rule with its place and text, and the next call as it comes', async () => {
    const page = await browser?.newPage({ viewport: { width: 1280, height: 800 } });
    if (page === undefined) throw new Error('no browser');
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    const picture = async (name: string) => {
      if (pictures === undefined) return;
      // Where the clone lies is nobody's business.
      await page.evaluate(shorten);
      for (const [colorScheme, ending] of [
        ['light', ''],
        ['dark', '-dark'],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${pictures}/${name}${ending}.png` });
      }
    };
    await page.goto(address);
    await page.waitForSelector('.chart .line.denied');
    await picture('overview');
    await page.click('nav >> text=Requests');
    await page.waitForSelector('.row >> text=no-drop');
    await page.click('.row >> text=no-drop');
    const story = page.locator('.story');
    await expect.poll(() => story.innerText()).toContain('Denied: a rule forbids this.');
    expect(await story.innerText()).toMatch(/default\.yaml:\d+/);
    expect(await story.innerText()).toContain('effects.dropped.size() > 0');
    expect(await story.innerText()).toContain('Nothing was executed');
    await page.waitForSelector('.chart .mark.denied');
    await picture('denied');
    await page.click('nav >> text=Policies');
    await page.waitForSelector('.rule-shown');
    await picture('policies');
    await page.click('nav >> text=Requests');
    await page.waitForSelector('.row');
    await kernel?.call('postgres__query', { sql: 'SELECT country FROM silver.customers WHERE id = 1' });
    await expect.poll(() => page.innerText('.row >> nth=0')).toContain('postgres__query');
    for (const view of ['Sessions', 'Catalog', 'Policies', 'Systems']) {
      await page.click(`nav >> text=${view}`);
      await page.waitForSelector('.loading', { state: 'detached' });
      await expect.poll(() => page.locator('main .panel, main .lane').count()).toBeGreaterThan(0);
    }
    expect(wrong).toEqual([]);
  });

  it('runs no script that is written into it', async () => {
    const page = await browser?.newPage();
    await page?.goto(address.split('#')[0] ?? '');
    const ran = await page?.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.ran = "yes"';
      document.head.append(script);
      return document.documentElement.dataset.ran ?? 'no';
    })()`);
    expect(ran).toBe('no');
  });
});
