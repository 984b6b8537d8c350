/** Account, routing and sort-code numbers beside words that say so. It refuses a number that nothing calls an account's. */
import { defineDetector, type Span } from './detector.js';
import { hint, said, speaks } from './hint.js';
import { trait } from './traits.js';

const shape = /(?<![\p{L}\p{N}_.]|\d[-/])\d(?:[ -]?\d){5,17}(?![\p{L}\p{N}_]|[-/.]\d)/gu;

export const bankAccount = defineDetector({
  kind: 'bank-account',
  class: 'pii.bank_account',
  tier: 'context',
  needs: trait.figures | trait.words,
  hinted: hint.account,
  detect: ({ text, hint: bits }) => {
    const isHinted = (bits & hint.account) !== 0;
    if (isHinted && /^\s*[A-Z0-9][A-Z0-9 ./-]{4,33}\s*$/i.test(text) && /(?:\d\D{0,3}){5}/.test(text))
      return [{ start: 0, end: text.length }];
    if (!isHinted && !speaks('account', text)) return [];
    const spans: Span[] = [];
    for (const found of text.matchAll(shape)) {
      const span = { start: found.index, end: found.index + found[0].length };
      if (isHinted || said('account', text, span)) spans.push(span);
    }
    return spans;
  },
});
