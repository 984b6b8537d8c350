/** Values of which two cells of a line hold a half each. It refuses a border that is none of a table's, and a third part. */

import { allOf } from './shape.js';
import type { Span } from './span.js';

const border = '["\']?(?:[,;\\t]|\\s{0,4}\\|\\s{0,4})["\']?';
/** Of a domain that anyone may have: a name behind a sign may be one by which a person goes elsewhere. */
const domain =
  '(?:[a-z0-9-]{1,63}\\.){1,4}(?:[a-z]{2}|com|org|net|edu|gov|mil|int|info|biz|dev|app|cloud|online|site|shop|store|tech|xyz|name|pro|museum|example|test|invalid|local)';
export const isUsualAddress = (value: string): boolean => usual.test(value);
const usual = new RegExp(`@${domain}$`, 'i');
const local = '[\\p{L}\\p{N}_][\\p{L}\\p{N}._+-]{0,63}';
const left = new RegExp(`(${local})${border}$`, 'u');
const right = new RegExp(`^${domain}(?![\\w.-]*\\w)`, 'i');
const leftAt = new RegExp(`${local}$`, 'u');
const rightOf = new RegExp(`^(${border})(${domain})(?![\\w.-]*\\w)`, 'i');

/** A name in one cell and `@` with a domain in the next, or the domain alone in that. */
export function mailHalves(text: string, at: number): readonly Span[] {
  const [before, behind] = [text.slice(Math.max(0, at - 80), at), text.slice(at + 1, at + 200)];
  const host = right.exec(behind);
  const name = host === null ? null : left.exec(before);
  if (host !== null && name !== null) {
    const start = at - (before.length - name.index);
    return [
      { start, end: start + (name[1] ?? '').length },
      { start: at, end: at + 1 + host[0].length },
    ];
  }
  const [own, next] = [leftAt.exec(before), rightOf.exec(behind)];
  if (own === null || next === null) return [];
  const from = at + 1 + (next[1] ?? '').length;
  return [
    { start: at - own[0].length, end: at + 1 },
    { start: from, end: from + (next[2] ?? '').length },
  ];
}

const eight = '\\d{4}[ -]\\d{4}';
const sixteen = new RegExp(`(?<![\\w.-])(${eight})(${border})(${eight})(?![\\w.-])`, 'g');

/** Two groups of four in each cell; whoever asks says whether they are a card. */
export function cardHalves(text: string, isCard: (digits: string) => boolean): readonly Span[] {
  return allOf(sixteen, text).flatMap(({ 1: one = '', 2: between = '', 3: other = '', index }) => {
    if (!isCard((one + other).replace(/\D/g, ''))) return [];
    const from = index + one.length + between.length;
    return [
      { start: index, end: index + one.length },
      { start: from, end: from + other.length },
    ];
  });
}
