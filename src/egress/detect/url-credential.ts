/** The user and password in a URL. It refuses to touch the rest of the address. */
import { defineDetector, type Span } from './detector.js';
import { trait } from './text/traits.js';

const window = 320;

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
      if (stop > 0 && authority.slice(0, stop).includes(':')) spans.push({ start, end: start + stop });
    }
    return spans;
  },
});
