// Finds the browser that the page tests drive, and starts it with a profile of its own. Refuses to download one.
import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where the browser is; undefined where there is none. A path that was given and holds no program is an error, not a reason to skip. */
export function browserPath(given = process.env.AEGIS_CHROMIUM): string | undefined {
  if (given === undefined || given === '') return usual.find(isProgram);
  if (!isProgram(given)) throw new Error(`AEGIS_CHROMIUM names no program: ${given}`);
  return given;
}

/** What is said, once a run, where page tests are skipped. */
export const noBrowser =
  'no browser was found: the tests of pages are skipped (apt-get install chromium, or set AEGIS_CHROMIUM to one)';

/** Without a sandbox, since tests run as root in containers; what they load is ours alone. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (): Promise<Browser> => {
  const executablePath = browserPath();
  if (executablePath === undefined) throw new Error(noBrowser);
  return chromium.launch({ executablePath, headless: true, args: quiet });
};
