/** Names of people beside a mail address: the one it is made of, and the one that stands before it in angles. It refuses capitals that the address does not know. */
import { defineDetector, type Reading, type Span } from './detector.js';
import { fullName, isName, name, start } from './names/form.js';
import { isOfThings } from './names/things.js';
import { find, isAscii, nowhere, shapeOf, spansOf } from './text/shape.js';
import { trait } from './text/traits.js';

/** Without marks, and small. */
export const plain = (text: string): string =>
  (isAscii(text) ? text : text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')).toLowerCase();
const pair = shapeOf(`(?<![\\p{L}\\p{N}@.])${fullName}`);

const local = /^[\p{L}\p{N}._-]$/u;
const plainLocal = Uint8Array.from({ length: 128 }, (_, code) =>
  local.test(String.fromCharCode(code)) ? 1 : 0,
);
const longest = 64;

/** How many units the character that ends there has, if it may stand before an address's sign; none otherwise. */
function localAt(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  if (code < 128) return plainLocal[code] ?? 0;
  if (local.test(text.charAt(end - 1))) return 1;
  return local.test(text.slice(Math.max(0, end - 2), end)) ? 2 : 0;
}

/** What stands right before an address's sign. */
function localBefore(text: string, at: number): string {
  let start = at;
  for (let count = 0; count < longest && start > 0; count += 1) {
    const size = localAt(text, start);
    if (size === 0) break;
    start -= size;
  }
  return text.slice(start, at);
}

const capital = /[A-Z]/;
/** Two capitalised words of which what stands before an address's sign is made. */
function pairsIn(near: Pick<Reading, 'text' | 'isPlain'>, mailbox: string): readonly Span[] {
  // What is ASCII has no marks to lose.
  const spell = near.isPlain ? (one: string): string => one.toLowerCase() : plain;
  const local = spell(mailbox);
  if (local.length < 3 || (near.isPlain && !capital.test(near.text))) return nowhere;
  return spansOf(find(pair, near), (found) => {
    const parts = spell(found[0]).split(/[ '-]/);
    return (
      parts.some((one) => one.length > 2 && local.includes(one)) && isName(found[0]) && !isOfThings(found[0])
    );
  });
}

/** The same of an address that stands somewhere beside the text. */
export const pairsOf = (text: string, mailbox: string): readonly Span[] =>
  pairsIn({ text, isPlain: false }, mailbox);

/** In the text nearby. */
function besideMail(reading: Reading): readonly Span[] {
  const { text, isPlain } = reading;
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const from = Math.max(0, at - 160);
    const near = { text: text.slice(from, at + 120), isPlain };
    for (const { start, end } of pairsIn(near, localBefore(text, at)))
      spans.push({ start: from + start, end: from + end });
  }
  return spans;
}

const mailbox = shapeOf(`${start}(${name})(?=["']? ?<[^\\s<>@]{1,64}@)`);

const inMailbox = (reading: Reading): readonly Span[] =>
  reading.text.includes('<') ? spansOf(find(mailbox, reading), ([found]) => isName(found)) : nowhere;

export const nameBesideMail = defineDetector({
  kind: 'name-beside-mail',
  class: 'pii.name',
  tier: 'context',
  needs: trait.capital | trait.at,
  detect: (reading) => [...besideMail(reading), ...inMailbox(reading)],
});
