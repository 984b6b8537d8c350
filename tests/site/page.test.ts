// The built page in a real browser, under a sub-path: what the kernel in it decides, what it shows, and that it asks nobody else for anything.
import { spawnSync } from 'node:child_process';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, noBrowser, openBrowser } from '../browser.js';
import { type Served, servePage } from './served.js';

if (browserPath() === undefined) console.warn(noBrowser);

const patience = 90_000;

const serious = `const { violations } = await axe.run();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target.join(' ')).join(', '));`;

interface Opened {
  readonly page: Page;
  /** Console errors, page errors, and requests to another origin. */
  readonly wrong: readonly string[];
}

describe.skipIf(browserPath() === undefined)('the walkthrough page', () => {
  let browser: Browser;
  let served: Served;
  let context: BrowserContext | undefined;
  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['site/build.mjs'], { encoding: 'utf8' });
    expect(built.status, built.stderr).toBe(0);
    served = await servePage();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
  afterEach(() => context?.close());

  async function open(
    options: Parameters<Browser['newContext']>[0] = {},
    { url }: Pick<Served, 'url'> = served,
  ): Promise<Opened> {
    context = await browser.newContext({
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const wrong: string[] = [];
    page.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') wrong.push(said.text());
    });
    page.on('pageerror', (thrown) => wrong.push(thrown.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) wrong.push(request.url());
    });
    await page.goto(url);
    return { page, wrong };
  }

  const textOf = async (page: Page, place: string): Promise<string> =>
    (await page.locator(place).textContent()) ?? '';

  /** Does something, and waits until the playground has answered it. */
  async function after(page: Page, act: () => Promise<unknown>): Promise<void> {
    const done = 'Number(document.getElementById("playground").dataset.done ?? 0)';
    const before = Number(await page.evaluate(done));
    await act();
    await expect.poll(() => page.evaluate(done), { timeout: patience }).toBeGreaterThan(before);
  }

  const write = async (page: Page, tool: string, text: string): Promise<void> => {
    await page.selectOption('#call-tool', tool);
    await page.fill('#call-text', text);
    await after(page, () => page.click('#call-form button[type=submit]'));
  };

  it('plays the careless agent: the table is gone and every address is out, and then neither', async () => {
    const { page, wrong } = await open();
    const score = (id: string): Promise<string | null> => page.textContent(`#score-${id}`);
    await page.locator('#story').scrollIntoViewIfNeeded();
    await page.waitForSelector('#story[data-played=off]');
    expect(await Promise.all(['customers', 'emails', 'gold'].map(score))).toEqual([
      'gone',
      '52 of 52',
      '60 rows',
    ]);
    await page.click('label[for=policy-on]');
    await page.waitForSelector('#story[data-played=on]');
    expect(await Promise.all(['customers', 'emails', 'gold'].map(score))).toEqual([
      '60 rows',
      '0 of 52',
      '0 rows',
    ]);
    expect(await page.locator('#story-steps .denied').count()).toBe(3);
    expect(await score('entries')).toContain('verified');
    expect(wrong).toEqual([]);
  }, 120_000);

  it('decides its presets, each by its rule, and shows where the call stopped', async () => {
    const { page, wrong } = await open();
    const decided = async (id: string): Promise<string> => {
      await after(page, () => page.click(`[data-preset=${id}]`));
      return textOf(page, '#answer');
    };
    expect(await decided('drop')).toContain('no-destructive-ops/no-drop');
    expect(await page.locator('#stages .stopped').getAttribute('data-stage')).toBe('capability');
    expect(await page.locator('.trip .name.stopped').textContent()).toBe('capability');
    expect(await decided('commented')).toContain('no-destructive-ops/no-drop');
    expect(await decided('hidden')).toContain('kernel:understood');
    expect(await decided('delete-all')).toContain('no-unscoped-write');
    expect(await decided('cte')).toContain('no-unscoped-write');
    expect(await decided('oracle')).toContain('kernel:classified-filter');
    expect(await decided('salaries')).toContain('protected-domain');
    expect(await decided('promote')).toContain('validated-and-unchanged');
    const rows = await decided('read');
    expect(rows).toMatch(/\[EMAIL:[a-z2-7]+\]/);
    expect(rows).not.toContain('@');
    await decided('clean');
    expect(await decided('validate')).toContain('"passed":true');
    expect(await decided('promote')).toContain('"promoted":true');
    expect(await textOf(page, '#stock')).toMatch(/gold\.customers\s*50/);
    expect(await textOf(page, '#verified')).toContain('Verified');
    await after(page, () => page.click('#forge'));
    expect(await textOf(page, '#verified')).toContain('Broken at line');
    expect(wrong).toEqual([]);
  }, 180_000);

  it('decides by the rule that the reader wrote, and shows a broken one at its line and column', async () => {
    const { page } = await open();
    const policy = await page.inputValue('#policy-text');
    await after(page, () =>
      page.fill('#policy-text', policy.replace('w.mode in ["update", "delete"]', 'false')),
    );
    await write(page, 'postgres__execute', 'DELETE FROM silver.customers');
    expect(await textOf(page, '#answer')).toContain('Allowed');
    expect(await textOf(page, '#stock')).toMatch(/silver\.customers\s*0/);
    await after(page, () => page.fill('#policy-text', policy.replace('forbid:', 'forbit:')));
    // Where it stands in the shipped policy, which others change.
    const line = policy.slice(0, policy.indexOf('forbid:')).split('\n').length;
    expect(await textOf(page, '#policy-problems')).toContain(`policy.yaml:${line}:5 unknown key \`forbit\``);
    await after(page, () => page.click('[data-preset=drop]'));
    expect(await textOf(page, '#call-status')).toContain('no kernel starts');
  }, 120_000);

  it('draws nothing that is typed, asked for or stored', async () => {
    const { page, wrong } = await open();
    const markup =
      '<img src=x onerror="document.title=1"><script>document.title=2</script><h1 id="drawn">x</h1>';
    await write(page, 'postgres__query', `SELECT '${markup}' AS "${markup.replaceAll('"', '""')}"`);
    await write(page, 'postgres__execute', `UPDATE silver.customers SET segment = '${markup}' WHERE id = 3`);
    await write(page, 'postgres__query', 'SELECT id, segment FROM silver.customers WHERE id = 3');
    expect(await textOf(page, '#answer')).toContain('<img src=x');
    await after(page, () => page.fill('#policy-text', `version: 1\n"${markup.replaceAll('"', '\\"')}": 1\n`));
    expect(await textOf(page, '#policy-problems')).toContain('policy.yaml:2:1');
    expect(await page.locator('#drawn, main img, main script').count()).toBe(0);
    expect(await page.title()).toContain('Aegis');
    expect(wrong).toEqual([]);
  }, 120_000);

  it('runs no script that is written into it and asks nobody elsewhere, by its own policy', async () => {
    const { page } = await open();
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.ran = "yes"';
      document.head.append(script);
      return document.documentElement.dataset.ran ?? 'no';
    })()`);
    expect(ran).toBe('no');
    // Of this machine, so that the test itself asks nobody: another port is another origin.
    const asked = await page.evaluate(`new Promise((said) => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => said(effectiveDirective));
      fetch('http://127.0.0.1:9/').then(() => said('answered'), () => setTimeout(() => said('asked'), 500));
    })`);
    expect(asked).toBe('connect-src');
  }, 120_000);

  it('works under the path of a project, and names no file by another', async () => {
    const under = await servePage(undefined, '/aegis/');
    const { page, wrong } = await open({}, under);
    await after(page, () => page.click('[data-preset=drop]'));
    expect(await textOf(page, '#answer')).toContain('no-drop');
    const addresses = await page.evaluate(
      'performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !name.startsWith("data:"))',
    );
    // `as`: names of resources.
    expect((addresses as readonly string[]).filter((one) => !one.startsWith(under.url))).toEqual([]);
    expect(wrong).toEqual([]);
    await under.close();
  }, 120_000);

  it('lives through a statement that never ends: the lake is started again', async () => {
    const { page } = await open();
    const endless =
      'WITH RECURSIVE n(x) AS (SELECT id FROM silver.orders UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS c FROM n';
    await write(page, 'postgres__query', endless);
    expect(await textOf(page, '#answer')).toContain('downstream-down');
    await expect
      .poll(
        async () => {
          await after(page, () => page.click('[data-preset=read]'));
          return textOf(page, '#answer');
        },
        { timeout: patience },
      )
      .toContain('Allowed');
  }, 180_000);

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'is accessible and fits, %s at %i pixels',
    async (colorScheme, width) => {
      const { page } = await open({ colorScheme, viewport: { width, height: 844 } });
      await after(page, () => page.click('[data-preset=drop]'));
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      // A script of the test's own: the page's policy lets no other in.
      const violations = await page.evaluate(`(async () => { ${axe.source}; ${serious} })()`);
      expect(violations).toEqual([]);
    },
    120_000,
  );

  it('is used by the keyboard alone, and keeps the theme that was chosen', async () => {
    const { page } = await open({ colorScheme: 'light' });
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.focus('#call-text');
    await after(page, () => page.keyboard.press('Control+Enter'));
    expect(await textOf(page, '#answer')).toContain('no-drop');
    await page.click('#theme');
    await page.click('#theme');
    await page.reload();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  }, 120_000);
});
