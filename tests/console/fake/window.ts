// A window on a kernel's console, as a person has it. It keeps what a page must never do: errors, refusals by its own policy, requests elsewhere.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface Window {
  readonly page: Page;
  /** Errors of the console and of scripts, policy violations among them, and requests to another origin. */
  readonly wrong: readonly string[];
  go(hash: string): Promise<void>;
  close(): Promise<void>;
}

export const wide: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' };
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, colorScheme: 'light' };

/** The next view is drawn two frames after the address has changed. */
const go = (hash: string): string => `new Promise((done) => {
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(done));
  if (location.hash === ${JSON.stringify(hash)}) return done();
  addEventListener('hashchange', drawn, { once: true });
  location.hash = ${JSON.stringify(hash)};
})`;

/** What the browser itself says of an answer that is no 200; the page says it better. */
const isStatus = (text: string): boolean => text.startsWith('Failed to load resource');

export async function openWindow(browser: Browser, url: string, options = wide): Promise<Window> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isStatus(message.text())) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) wrong.push(`asked ${request.url()}`);
  });
  await page.goto(`${url}#let-me-in`);
  await page.waitForSelector('h1');
  return {
    page,
    wrong,
    go: async (hash) => {
      await page.evaluate(go(hash));
      await page.waitForSelector('h1');
      await page.waitForSelector('.loading', { state: 'detached' });
    },
    close: () => context.close(),
  };
}
