/** Keys and tokens of known make: PEM blocks, JWTs, vendor prefixes. It refuses to guess at random-looking text. */

import { defineDetector, type Span } from './detector.js';
import { makes } from './secrets/makes.js';
import { runsBy } from './text/runs.js';
import { allOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue } from './words/cues.js';

const vendor = new RegExp(`(?<![A-Za-z0-9])(?:${makes.join('|')})`, 'g');

/** INVARIANT: no key of known make has a sign that is none of these, nor is shorter. Most words are. */
const runsIn = runsBy({ part: /[!-~](?<!["'`,;<>()[\]{}|])/, sign: /(?!)/, digits: 0, shortest: 15 });
function keysIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const run of runsIn(text))
    for (const { index, 0: found } of allOf(vendor, text.slice(run.start, run.end)))
      spans.push({ start: run.start + index, end: run.start + index + found.length });
  return spans;
}

const begin = '-----BEGIN ';
const end = '-----END ';

function pemBlocks(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(begin); at >= 0; ) {
    const close = text.indexOf(end, at);
    const label = text.slice(at + begin.length, at + begin.length + 40);
    const stop = close < 0 ? text.length : Math.min(text.length, close + end.length + 40);
    const tail = close < 0 ? -1 : text.slice(close + end.length, stop).indexOf('-----');
    const last = tail < 0 ? stop : close + end.length + tail + 5;
    if (label.includes('PRIVATE KEY')) spans.push({ start: at, end: last });
    at = text.indexOf(begin, label.includes('PRIVATE KEY') ? last : at + 1);
  }
  return spans;
}

export const secretKey = defineDetector({
  kind: 'secret-key',
  class: 'secret.key',
  tier: 'shape',
  needs: trait.run,
  detect: ({ text }) => keysIn(text),
});

export const secretPem = defineDetector({
  kind: 'secret-pem',
  class: 'secret.key',
  tier: 'shape',
  needs: trait.capital,
  speaks: cue.secret,
  detect: ({ text }) => pemBlocks(text),
});
