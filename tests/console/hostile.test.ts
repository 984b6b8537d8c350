// Names that others chose are words and nothing else: markup, marks that turn a line round, control characters, ten thousand letters.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, openBrowser } from '../browser.js';
import { type FakeKernel, openFakeKernel } from './fake/kernel.js';
import { catalog, overview, policies, row, sessions, systems } from './fake/samples.js';
import { denial, deniedTrip } from './fake/trips.js';
import { openWindow, phone, wide } from './fake/window.js';

const markup = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
const turned = 'abc\u202Etxt.exe\u2066\u200B';
const control = '\u001b[31mred\u0007\u0000';
const long = 'm'.repeat(10_000);
const evil = `${markup}${turned}${control}${long}`;

const bad = row(5, {
  tool: evil,
  session: evil,
  role: evil,
  rule: evil,
  code: evil,
  state: 'denied',
  verdict: 'denied',
  endedIn: evil,
});

const answers = {
  rows: [bad],
  overview: overview({
    role: evil,
    why: evil,
    state: 'sealed',
    actors: [{ name: evil, machine: '', state: evil, received: { [evil]: 1 } }],
  }),
  trip: () =>
    deniedTrip(bad, {
      denial: {
        ...denial,
        message: evil,
        facts: [evil],
        help: evil,
        text: evil,
        rule: { id: evil, kind: 'forbid', because: evil, place: evil, text: evil },
        remedies: [{ tool: evil, args: evil, why: evil }],
      },
      messages: [{ at: 0, from: evil, to: 'request', type: evil }],
    }),
  sessions: sessions.map((one) => ({
    ...one,
    id: evil,
    client: evil,
    flags: [evil],
    doubts: [evil],
    budgets: [
      {
        class: evil,
        per: evil,
        isSealed: true,
        counts: [{ measure: evil, given: 1, soft: null, hard: null }],
      },
    ],
    lapsed: [{ dataset: evil, why: evil }],
  })),
  catalog: {
    ...catalog,
    datasets: catalog.datasets.map((one) => ({ ...one, name: evil + one.name, system: evil })),
    isProtected: [evil],
  },
  policies: {
    ...policies,
    rules: policies.rules.map((one) => ({ ...one, because: evil, text: evil, warnings: [evil] })),
  },
  systems: systems.map((one) => ({
    ...one,
    system: evil + one.system,
    why: evil,
    tools: [{ name: evil, isPinned: true, drift: [evil] }],
  })),
};

describe.skipIf(browserPath() === undefined)('hostile names', () => {
  let browser: Browser;
  let kernel: FakeKernel;
  beforeAll(async () => {
    browser = await openBrowser();
    kernel = await openFakeKernel(answers);
  });
  afterAll(async () => {
    await browser.close();
    await kernel.close();
  });

  it.each(Object.entries({ wide, phone }))(
    'draw nothing, run nothing and push nothing out of a window that is %s',
    async (_, shape) => {
      const window = await openWindow(browser, kernel.url, shape);
      for (const view of [
        'overview',
        'requests',
        `requests/${bad.id}`,
        'sessions',
        'catalog',
        'policies',
        'systems',
      ]) {
        await window.go(`#/${view}`);
        const text = String(await window.page.evaluate('document.body.textContent'));
        expect({
          view,
          isShown: text.includes(markup),
          isEscaped: text.includes('abc\\u{202e}txt.exe\\u{2066}\\u{200b}'),
        }).toEqual({ view, isShown: true, isEscaped: true });
        expect([...text].filter((one) => /[\u202A-\u202E\u2066-\u2069\u200B\u001b\u0000]/.test(one))).toEqual(
          [],
        );
        expect(
          await window.page.evaluate(
            '[window.hit, document.querySelectorAll("#app img, #app script").length]',
          ),
        ).toEqual([undefined, 0]);
        const wider = await window.page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect({ view, wider }).toEqual({ view, wider: 0 });
      }
      expect(window.wrong).toEqual([]);
      await window.close();
    },
  );
});
