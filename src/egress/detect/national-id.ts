/** Numbers that a state gives its people, by country, each with its check. It refuses bare digits that no word and no printed form calls one. */
import { defineDetector, type Span } from './detector.js';
import { hint, said, speaks } from './hint.js';
import { elsewhere } from './ids/elsewhere.js';
import { european } from './ids/europe.js';
import { trait } from './traits.js';

const all = [...european, ...elsewhere];
const shape =
  /(?<![\p{L}\p{N}_.@-]|\d[/:])[A-Z\d](?:[ .\-/+]{0,1}[A-Z\d]){6,19}(?:\([0-9A]\))?(?![\p{L}\p{N}_@]|[-.:/]\d)/giu;
/** As some are printed and hardly anything else is. */
const printed =
  /^(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{3}\.\d{4}\.\d{4}\.\d{2}|\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}|\d{4} \d{4} \d{4}|\d{1,2}\.\d{3}\.\d{3}-[\dkK]|\d{6}[-+]\d{4}|(?:19|20)\d{6}[-+]\d{4}|\d{6}-\d{7}|\d{6}\/\d{4}|[A-Z]{1,2}\d{6}\([0-9A]\)|\d{2}-\d{8}-\d|\d-\d{4}-\d{5}-\d{2}-\d)$/;

/** Letters between digits are part of few; joined to a number they are more often a product's. */
const isTextual = (id: string): boolean => /^[A-Z]+$/.test(id);

function isOne(found: string, isCalled: boolean): boolean {
  const upper = found.toUpperCase();
  const id = upper.replace(/[ .\-/+()]/g, '');
  if (isTextual(id)) return false;
  const finnish = /^\d{6}[-+]\d{3}[0-9A-Y]$/.test(upper) ? upper : id;
  const isPrinted = printed.test(found);
  return all.some(
    ({ form, isValid, isTelling }) =>
      (isCalled || isPrinted || (isTelling === true && found === upper)) &&
      [id, finnish].some((one) => form.test(one) && isValid(one)),
  );
}

/** The candidate, then without its last words: the shape may have run into what follows. */
function* cuts(found: string): Generator<string> {
  let rest = found;
  for (let i = 0; i < 5 && rest.length >= 7; i += 1) {
    yield rest;
    const at = rest.lastIndexOf(' ');
    if (at < 0) return;
    rest = rest.slice(0, at);
  }
}

/** And from each word on: "id 123" begins with what is no number. */
function* starts(found: string): Generator<number> {
  yield 0;
  for (let at = found.indexOf(' '), i = 0; at >= 0 && i < 5; at = found.indexOf(' ', at + 1), i += 1)
    yield at + 1;
}

function within(
  found: string,
  at: number,
  { text, isSaid }: { readonly text: string; readonly isSaid: boolean },
): Span | undefined {
  for (const from of starts(found))
    for (const cut of cuts(found.slice(from))) {
      if (!/\d/.test(cut)) continue;
      const span = { start: at + from, end: at + from + cut.length };
      const isApart =
        !/\d $/.test(text.slice(Math.max(0, span.start - 2), span.start)) &&
        !/^ \d/.test(text.slice(span.end, span.end + 2));
      if (
        (isApart && isOne(cut, false)) ||
        (isSaid && /(?:\d\D?){6}/.test(cut) && said('national', text, span) && isOne(cut, true))
      )
        return span;
    }
  return undefined;
}

export const nationalId = defineDetector({
  kind: 'national-id',
  class: 'pii.national_id',
  tier: 'checksum',
  needs: trait.figures,
  hinted: hint.national,
  detect: ({ text, hint: bits }) => {
    const isWhole = (bits & hint.national) !== 0 && /^\s*[A-Z0-9][A-Z0-9 .\-/+()]{4,22}\s*$/i.test(text);
    if (isWhole && /(?:\d\D{0,4}){5}/.test(text)) return [{ start: 0, end: text.length }];
    if (!/(?:\d\D?){7}|[A-Z]{2} ?\d{2} ?\d{2}|[A-Z]{5}\d{4}/i.test(text)) return [];
    const isSaid = speaks('national', text);
    const spans: Span[] = [];
    for (const found of text.matchAll(shape)) {
      const span = within(found[0], found.index, { text, isSaid });
      if (span !== undefined) spans.push(span);
    }
    return spans;
  },
});
