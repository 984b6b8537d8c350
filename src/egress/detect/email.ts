/** E-mail addresses, found from each `@` outwards and in their spelt-out form. It refuses to run a pattern over the whole text. */
import { defineDetector, type Span } from './detector.js';
import { mailHalves } from './text/halves.js';
import { allOf, lengthOf, shapeOf } from './text/shape.js';
import { trait } from './text/traits.js';

/** Which of ASCII a class of one character holds: a table is read faster than a pattern is run. */
function asciiOf(one: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (one.test(String.fromCharCode(code)) ? 1 : 0));
}

const local = /[\p{L}\p{N}.!#$%'*+^_~-]/u;
const plainLocal = asciiOf(local);
const first = /[\p{L}\p{N}_]/u;
const domain = /[\p{L}\p{N}.-]/u;
const plainDomain = asciiOf(domain);
const host = shapeOf(
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})/u.source,
);
/** `logo@2x.png` is a picture. */
const density = /^\d(?:\.\d)?x\./;
/** Bytes that are printed with a stop for each that draws nothing: no mailbox has two in a row at a host of one sign. */
const isNoise = (before: string, right: string): boolean => before.includes('..') && /^[^.]\./.test(right);
/** Beside their hex, bytes that happen to have the sign have a stop right before it, or an ending in both cases. */
const dump = /(?:[0-9a-f]{2} {1,2}){8} {0,2}\|[^|\n]{0,16}$/i;
const isDumped = (found: string): boolean =>
  found.includes('.@') || /[a-z][A-Z]|[A-Z][a-z]/.test(found.slice(-3));
const spelt = /[([{]\s?at\s?[)\]}]/gi;
const speltHost =
  /^\s?([\p{L}\p{N}-]{1,63})((?:(?:\s?(?:\.|[([{]\s?dot\s?[)\]}])\s?|\sdot\s)[\p{L}\p{N}-]{1,63}){1,4})/iu;
/** A stop that is spelt, and the word before it. */
const speltBefore = /[\p{L}\p{N}_-]{1,32}(?:\sdot\s|\s?[([{]\s?dot\s?[)\]}]\s?)$/iu;

const isOne =
  (plain: Uint8Array, wide: RegExp) =>
  (text: string, at: number): boolean => {
    const code = text.charCodeAt(at);
    return code < 128 ? plain[code] === 1 : wide.test(text.charAt(at));
  };
const isLocal = isOne(plainLocal, local);
const isDomain = isOne(plainDomain, domain);

function leftOf(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < 64 && isLocal(text, start - 1)) start -= 1;
  if (start === at && text.charAt(at - 1) === '"') {
    const open = text.lastIndexOf('"', at - 2);
    if (open >= 0 && at - open <= 66 && /[\p{L}\p{N}]/u.test(text.slice(open, at))) return open;
  }
  while (start < at && !first.test(text.charAt(start))) start += 1;
  return start;
}

function around(text: string, at: number, isPlain: boolean): Span | undefined {
  const start = leftOf(text, at);
  if (start === at) return undefined;
  let stop = at + 1;
  while (stop < text.length && stop - at < 256 && isDomain(text, stop)) stop += 1;
  const right = text.slice(at + 1, stop);
  const length = lengthOf(host, { text: right, isPlain });
  if (length === 0 || density.test(right) || isNoise(text.slice(start, at), right)) return undefined;
  if (dump.test(text.slice(Math.max(0, start - 72), start)) && isDumped(text.slice(start, at + 1 + length)))
    return undefined;
  return { start, end: at + 1 + length };
}

function spelled(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const mark of allOf(spelt, text)) {
    const at = text.charAt(mark.index - 1) === ' ' ? mark.index - 1 : mark.index;
    let start = leftOf(text, at);
    for (let words = 0; words < 4; words += 1)
      start -= speltBefore.exec(text.slice(Math.max(0, start - 48), start))?.[0].length ?? 0;
    const from = mark.index + mark[0].length;
    const found = speltHost.exec(text.slice(from, from + 200));
    if (start < at && found !== null) spans.push({ start, end: from + found[0].length });
  }
  return spans;
}

export const email = defineDetector({
  kind: 'email',
  class: 'pii.email',
  tier: 'shape',
  needs: trait.at,
  detect: ({ text, isPlain }) => {
    const spans: Span[] = [];
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      const span = around(text, at, isPlain);
      if (span !== undefined) spans.push(span);
      else spans.push(...mailHalves(text, at));
    }
    return spans;
  },
});

export const emailSpelt = defineDetector({
  kind: 'email-spelt',
  class: 'pii.email',
  tier: 'shape',
  needs: trait.bracket,
  detect: ({ text }) => spelled(text),
});
