// Each view over real answers: what a person finds there, what the address keeps, what the keys do.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from '../browser.js';
import { type FakeKernel, openFakeKernel } from './fake/kernel.js';
import { rows } from './fake/samples.js';
import { allowedTrip, deniedRow, deniedTrip } from './fake/trips.js';
import { openWindow, type Window } from './fake/window.js';

const denied = deniedRow(33);

describe.skipIf(browserPath() === undefined)('the console', () => {
  let browser: Browser;
  let kernel: FakeKernel;
  let window: Window;
  beforeAll(async () => {
    browser = await openBrowser();
    kernel = await openFakeKernel({
      rows: [denied, ...rows(32)],
      trip: (row) => (row.verdict === 'denied' ? deniedTrip(row) : allowedTrip(row)),
    });
    window = await openWindow(browser, kernel.url);
  });
  afterAll(async () => {
    expect(window.wrong).toEqual([]);
    await browser.close();
    await kernel.close();
  });
  const text = (selector: string): Promise<string> => window.page.innerText(selector);

  it('trades its ticket for a key and takes it out of the address', async () => {
    expect(window.page.url()).toBe(`${kernel.url}#/`);
    expect(kernel.asked.some(({ path }) => path.includes('let-me-in'))).toBe(false);
  });

  it('shows on the first view where calls were turned away', async () => {
    await window.go('#/overview');
    await window.page.waitForSelector('.chart .line.denied');
    expect(await text('.verdicts')).toMatch(/24\s*allowed\s*6\s*denied/);
    expect(await text('.overview-side')).toContain('gold-needs-validation/validated-and-unchanged');
  });

  it('tells why a call was denied two clicks from the first view, before anything else', async () => {
    await window.go('#/overview');
    await window.page.click('nav >> text=Requests');
    await window.page.click('.row >> text=gold-needs-validation');
    const story = await text('.story');
    expect(story).toContain('Denied: a required state does not hold.');
    expect(story).toContain('stage 5 of 9, precondition');
    expect(story).toContain('Nothing was executed');
    expect(story).toContain('silver.customers: it died at a later write to the dataset');
    expect(story).toContain('policies/default.yaml:47');
    expect(story).toContain('receipt: { kind: silver_validation');
    expect(story).toContain('aegis__validate {"dataset":"silver.customers"}');
    const place = await window.page.evaluate(
      'document.querySelector(".story").getBoundingClientRect().bottom',
    );
    expect(place).toBeLessThan(800);
  });

  it('walks a request by the slider: chart, timeline and messages stand where it stands', async () => {
    await window.go(`#/requests/${denied.id}`);
    await window.page.focus('input[type=range]');
    await window.page.keyboard.press('Home');
    await expect.poll(() => window.page.getAttribute('.state.active', 'data-state')).toBe('resolve');
    for (const _ of [1, 2, 3, 4]) await window.page.keyboard.press('ArrowRight');
    await expect.poll(() => window.page.getAttribute('.state.active', 'data-state')).toBe('precondition');
    expect(await text('.stage.now .stage-name')).toBe('precondition');
    expect(await window.page.locator('.message.ahead').count()).toBeGreaterThan(0);
    expect(await window.page.locator('.chart .mark.denied').count()).toBe(0);
    expect(window.page.url()).toContain('step=4');
    await window.page.keyboard.press('End');
    await expect.poll(() => window.page.locator('.chart .mark.denied').count()).toBe(1);
  });

  it('shows what the journal holds of a request, with its proof', async () => {
    await window.go(`#/requests/${rows(32)[0]?.id}`);
    await window.page.waitForSelector('.entries');
    expect(await text('.entries')).toMatch(/12\s*intent\s*signed[\s\S]*13\s*outcome\s*pending/);
  });

  it('filters by decision, rule, tool and slowness; the address keeps it and Back takes it back', async () => {
    await window.go('#/requests');
    await window.page.selectOption('label:has-text("Decision") select', 'denied');
    await expect.poll(() => text('.summary')).toMatch(/^\d+ of 33 requests fit/);
    expect(window.page.url()).toContain('verdict=denied');
    await window.page.selectOption('label:has-text("Rule") select', denied.rule);
    await expect.poll(() => text('.summary')).toContain('1 of 33');
    await window.page.goBack();
    await expect.poll(() => text('.summary')).not.toContain('1 of 33');
    await window.go('#/requests?slow=1');
    await expect.poll(() => window.page.locator('.row:not(:has(.slow-mark))').count()).toBe(0);
  });

  it('says so when nothing fits, and how to see all again', async () => {
    await window.go('#/requests?tool=nobody');
    await window.page.waitForSelector('text=No request fits these filters');
    await window.page.click('text=Show all requests');
    await window.page.waitForSelector('.row');
  });

  it('is used by keys alone: to the list, along it, into a request, and back', async () => {
    await window.go('#/overview');
    await window.page.keyboard.press('2');
    await window.page.waitForSelector('.virtual');
    await window.page.focus('.virtual');
    await window.page.keyboard.press('ArrowDown');
    await window.page.waitForSelector('.row.meant');
    const active = await window.page.getAttribute('.virtual', 'aria-activedescendant');
    expect(await window.page.locator(`#${active}`).count()).toBe(1);
    await window.page.keyboard.press('Enter');
    await window.page.waitForSelector('.story');
    await window.page.goBack();
    await window.page.waitForSelector('.virtual');
    await window.page.keyboard.press('/');
    await expect.poll(() => window.page.evaluate('document.activeElement.id')).toBe('search');
  });

  it('has no single keys once they are turned off', async () => {
    await window.go('#/overview');
    await window.page.click('button[aria-label=Keys]');
    await window.page.uncheck('dialog input');
    await window.page.click('dialog button');
    await window.page.keyboard.press('2');
    expect(window.page.url()).toContain('#/overview');
    await window.page.click('button[aria-label=Keys]');
    await window.page.check('dialog input');
    await window.page.click('dialog button');
  });

  it('shows sessions with their receipts, the catalog with tiers and classes, and the systems as they are', async () => {
    await window.go('#/sessions');
    await window.page.waitForSelector('td >> text=silver_validation');
    expect(await text('main')).toContain('In doubt');
    expect(await text('main')).toMatch(/pii\.email\s+sealed\s+50 of 50 questions for this session/);
    await window.go('#/catalog');
    await window.page.waitForSelector('.lane-silver');
    expect(await text('.lane-silver')).toMatch(/note\s*clear\s*\+ pii\.email/);
    expect(await text('.lane-silver')).toContain('protected');
    await window.go('#/systems');
    await window.page.waitForSelector('.system .state.active');
    expect(await text('main')).toMatch(/has drifted:\s*description/);
  });

  it('shows which rules fired, which never did, and which are warned of', async () => {
    await window.go('#/policies');
    await window.page.waitForSelector('text=5 of 8 rules have fired');
    expect(await text('main')).toContain('shadowed by `read`');
    await window.page.click('.tabs >> text=Never fired');
    await expect.poll(() => window.page.locator('.rule').count()).toBe(3);
    await window.page.click('.rule summary');
    await window.page.waitForSelector('text=policies/default.yaml:15');
  });

  it('shows beside each rule whether trying calls finds it dead, shadowed or contradicted, with the call', async () => {
    await window.go('#/policies');
    await window.page.waitForSelector('.rule-shown');
    expect(await text('.rule:has-text("no-drop") .rule-shown')).toMatch(/shadowed\s+It changes nothing:/);
    expect(await text('.rule:has-text("no-drop") .rule-shown')).toContain('DROP TABLE bronze.customers');
    expect(await text('.rule:has-text("pii.card") .rule-shown')).toMatch(/dead\s+It speaks of no call:/);
    expect(await text('.rule:has-text("read-silver") .rule-shown')).toContain('contradicted');
    expect(await text('section:has(#unreachable)')).toContain('s3__delete_object');
    expect(await text('.examination')).toContain('1,761 calls');
    await window.page.click('.tabs >> text=Without effect');
    await expect.poll(() => window.page.locator('section:not(:has(#unreachable)) > .rule').count()).toBe(3);
  });

  it('says so when the rules could not be examined, and shows what they did all the same', async () => {
    const { examined } = kernel.answers;
    kernel.answers.examined = undefined;
    await window.go('#/overview');
    await window.go('#/policies');
    await expect.poll(() => text('.examination')).toContain('not known');
    expect(await window.page.locator('.rule').count()).toBe(8);
    expect(await window.page.locator('.rule-shown').count()).toBe(0);
    kernel.answers.examined = examined;
  });

  it('asks for nothing but to read', () => {
    expect(kernel.asked.filter(({ path }) => path === '/api/session')).toHaveLength(1);
  });
});
