/** Passport numbers, which have no check anyone can know: a short code beside the word. It refuses every other code. */
import { defineDetector, type Span } from './detector.js';
import { hint, said, speaks } from './hint.js';
import { trait } from './traits.js';

const shape =
  /(?<![\p{L}\p{N}_-])(?:[A-Z]{1,2} ?\d{6,8}[A-Z]?|\d{2}[A-Z]{2}\d{5}|[A-Z]\d[A-Z0-9]{6,7}|[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}|\d{8,9}|[A-Z]{3}\d{6})(?![\p{L}\p{N}_]|-\d)/giu;

export const passport = defineDetector({
  kind: 'passport',
  class: 'pii.passport',
  tier: 'context',
  needs: trait.figures | trait.words,
  hinted: hint.passport,
  detect: ({ text, hint: bits }) => {
    const isHinted = (bits & hint.passport) !== 0;
    if (isHinted && /^\s*[A-Z0-9][A-Z0-9 -]{4,14}\s*$/i.test(text) && /\d.*\d.*\d/.test(text))
      return [{ start: 0, end: text.length }];
    if (!isHinted && !speaks('passport', text)) return [];
    const spans: Span[] = [];
    for (const found of text.matchAll(shape)) {
      const span = { start: found.index, end: found.index + found[0].length };
      const hasDigits = found[0].replace(/\D/g, '').length >= 3;
      if (hasDigits && (isHinted || said('passport', text, span))) spans.push(span);
    }
    return spans;
  },
});
