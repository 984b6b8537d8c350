/** The user and password in a URL. It refuses to touch the rest of the address. */
import { defineDetector, type Span } from './detector.js';
import { trait } from './text/traits.js';

const window = 320;
/** What stands for a value in a program or a template. */
const standIn = String.raw`(?:\$\{\w{1,60}\}|\$[A-Z_][A-Z0-9_]{0,60}|\{\{\w{1,60}\}\}|%[A-Z_]{1,60}%)`;
/** INVARIANT: both are, as a password may begin with such a sign. */
const isTemplate = new RegExp(`^${standIn}:${standIn}$`);

export const urlCredential = defineDetector({
  kind: 'url-credential',
  class: 'secret.url_credential',
  tier: 'shape',
  needs: trait.scheme | trait.at,
  detect: ({ text }) => {
    const spans: Span[] = [];
    for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
      const start = at + 3;
      const authority = text.slice(start, start + window).split(/[/?#\s"'<>]/, 1)[0] ?? '';
      const stop = authority.lastIndexOf('@');
      const both = authority.slice(0, Math.max(0, stop));
      if (both.includes(':') && !isTemplate.test(both)) spans.push({ start, end: start + stop });
    }
    return spans;
  },
});
