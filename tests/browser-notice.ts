// Says at the start of a run that the tests of pages are skipped, where there is no browser. Says nothing otherwise.
import { browserPath, noBrowser } from './browser.js';

export const setup = (): void => {
  if (browserPath() === undefined) process.stderr.write(`\n${noBrowser}\n\n`);
};
