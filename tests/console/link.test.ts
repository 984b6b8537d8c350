// What is live stays true, and what is not is said: new rows, a cut stream, missed events, a sealed kernel, a key that is none.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from '../browser.js';
import { type FakeKernel, openFakeKernel } from './fake/kernel.js';
import { overview, row } from './fake/samples.js';
import { openWindow, type Window } from './fake/window.js';

describe.skipIf(browserPath() === undefined)('the connection', () => {
  let browser: Browser;
  let kernel: FakeKernel;
  let window: Window;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    kernel = await openFakeKernel();
    window = await openWindow(browser, kernel.url);
    await window.page.waitForSelector('.link-live');
  });
  afterEach(async () => {
    expect(window.wrong.filter((one) => !one.includes('net::ERR'))).toEqual([]);
    await window.close();
    await kernel.close();
  });
  const summary = (): Promise<string> => window.page.innerText('.summary');
  const first = (): Promise<string> => window.page.innerText('.row >> nth=0');

  it('brings a request while it is under way, moves it, and ends it', async () => {
    await window.go('#/requests');
    await expect.poll(summary).toBe('32 requests');
    kernel.tell({ kind: 'request', isEnd: true, row: row(33, { state: 'resolve', verdict: 'pending' }) });
    await expect.poll(first).toContain('in resolve');
    kernel.tell({ kind: 'moved', id: row(33).id, state: 'calling', verdict: 'pending' });
    await expect.poll(first).toContain('in execute');
    kernel.tell({ kind: 'request', isEnd: true, row: row(33) });
    await expect.poll(first).toContain('allowed');
    expect(await summary()).toBe('33 requests');
  });

  it('keeps what is looked at in its place while rows arrive above it', async () => {
    await window.go('#/requests');
    await window.page.waitForSelector('.row');
    await window.page.evaluate('document.querySelector(".virtual").scrollTop = 400');
    await window.page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );
    const seen = () => window.page.evaluate('document.elementFromPoint(700, 420).closest(".row").id');
    const before = await seen();
    kernel.tell(...[33, 34, 35].map((n) => ({ kind: 'request' as const, isEnd: true, row: row(n) })));
    await expect.poll(summary).toBe('35 requests');
    expect(await seen()).toBe(before);
  });

  it('says when it is cut off, goes on where it was, and misses nothing', async () => {
    await window.go('#/requests');
    kernel.tell({ kind: 'request', isEnd: true, row: row(33) });
    await expect.poll(summary).toBe('33 requests');
    kernel.shut(true);
    await window.page.waitForSelector('text=The connection is lost');
    kernel.shut(false);
    await window.page.waitForSelector('.link-live');
    await expect
      .poll(() => kernel.asked.filter(({ path }) => path === '/api/events').at(-1)?.lastEventId)
      .toBe('40');
    expect(await window.page.locator('text=The connection is lost').count()).toBe(0);
  });

  it('says how many events went by unseen, and fetches its lists anew', async () => {
    await window.go('#/requests');
    await expect.poll(summary).toBe('32 requests');
    kernel.answers.rows = [row(90), ...kernel.answers.rows];
    kernel.gap(41, 900);
    await window.page.waitForSelector('text=859 events went by unseen');
    await expect.poll(summary).toBe('33 requests');
    await window.page.click('text=Understood');
    expect(await window.page.locator('.banner-gap').count()).toBe(0);
  });

  it('says loudly that the kernel is sealed, and why', async () => {
    kernel.answers.overview = overview({ state: 'sealed', why: 'the journal could not be written' });
    kernel.tell({ kind: 'actor', by: 'downstream.exited', name: 'kernel', state: 'sealed' });
    const banner = window.page.locator('.banner-sealed[role=alert]');
    await expect.poll(() => banner.innerText()).toContain('the journal could not be written');
    await expect.poll(() => window.page.title()).toContain('SEALED');
  });

  it('says that the kernel is draining', async () => {
    kernel.answers.overview = overview({ state: 'draining' });
    kernel.tell({ kind: 'actor', by: 'downstream.exited', name: 'kernel', state: 'draining' });
    await window.page.waitForSelector('.banner-draining >> text=takes no new calls');
  });

  it('forgets a key that is none, and says what to run', async () => {
    kernel.rekey();
    await window.page.waitForSelector('text=aegis inspect');
    expect(await window.page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('lists a machine of another shape instead of drawing it wrongly', async () => {
    const [request, ...rest] = kernel.answers.overview.machines;
    const states = [
      ...(request?.states ?? []),
      { id: 'pondering', name: 'pondering', parent: '', kind: 'atomic' as const, isInitial: false },
    ];
    kernel.answers.overview = overview({
      machines: [{ id: 'request', edges: request?.edges ?? [], states }, ...rest],
    });
    kernel.tell({ kind: 'actor', by: 'downstream.exited', name: 'kernel', state: 'serving' });
    await window.page.waitForSelector('.chart-listed >> text=pondering');
    expect(await window.page.innerText('.chart-listed')).toContain('another shape');
  });

  it('says that the kernel no longer holds a request, and who still has it', async () => {
    await window.go('#/requests/long-gone');
    await window.page.waitForSelector('text=aegis explain long-gone');
  });

  it('says what an empty kernel waits for', async () => {
    kernel.answers.rows = [];
    kernel.answers.sessions = [];
    await window.go('#/requests');
    await window.page.waitForSelector('text=No calls yet');
    await window.go('#/sessions');
    await window.page.waitForSelector('text=No session');
  });
});

describe.skipIf(browserPath() === undefined)('a wrong ticket', () => {
  it('opens nothing', async () => {
    const browser = await openBrowser();
    const kernel = await openFakeKernel();
    const page = await browser.newPage();
    await page.goto(`${kernel.url}#stolen`);
    await page.waitForSelector('text=This page may not read from this kernel');
    expect(page.url()).not.toContain('stolen');
    await browser.close();
    await kernel.close();
  });
});
