/** A name that was found, or that stands beside the text, is found again in it: whole, and by its parts. It refuses parts that are words of every sentence. */
import type { Span } from '../../detect/detector.js';
import { pairsOf } from '../../detect/name-mail.js';
import { isName } from '../../detect/names/form.js';
import { askedOnce } from '../../spelling/holding.js';

/** Whom the values beside a text speak of. */
export interface Known {
  readonly names: readonly string[];
  /** What stands before the signs of mail addresses. */
  readonly mailboxes: readonly string[];
}

/** Parts of names that begin a sentence, or name a month, a colour, a place or a thing, as often. */
const common = new Set(
  'will mark may grace hope page chase bill rich frank art rose drew sue pat rob dean king young long short white black brown green gray grey hill wood woods stone church bank banks street park price day love case field lake west north east south april june august summer autumn winter london paris berlin sydney austin houston chelsea florence victoria jordan chad israel georgia virginia carolina madison lincoln washington jackson dakota savannah china india kenya wall gates booth cook baker marsh rivers porter carter major power best good new post note call gold silver sharp swift strong miles penny dawn joy faith charity angel ruby crystal amber pearl olive ivy iris lily daisy violet holly heather robin jay max guy ray pierce lance buck van don pan bay san santa saint the and for das der die und les una los las con per von del branch office house bush bell ball bond cross fox wolf bird fish rice bean berry moon sun star snow rain storm frost english french german kind noble bishop abbott marshall mason page paige harper oxford maple logan tesla ford mercedes apple'.split(
    ' ',
  ),
);
const word = /\p{L}[\p{L}\p{M}'’-]{0,40}/gu;
const capital = /^(?:\p{Lu}|[ad]l?['’-]\p{Lu})/u;
/** With more names than so many a part of one may be anything. */
const fewest = 8;

interface Parts {
  /** Each says by itself who is meant. */
  readonly alone: ReadonlySet<string>;
  /** Beside another of them. */
  readonly together: ReadonlySet<string>;
}

function partsOf(names: ReadonlySet<string>): Parts {
  const alone = new Set<string>();
  const isFew = names.size <= fewest;
  const together = new Set<string>();
  for (const name of names) {
    const words = name.match(word) ?? [];
    if (words.length < 2 || words.length > 6) continue;
    for (const one of words) {
      together.add(one);
      if (isFew && one.length > 2 && capital.test(one) && !common.has(one.toLowerCase()) && isName(one))
        alone.add(one);
    }
  }
  return { alone, together };
}

export const unknown: Known = { names: [], mailboxes: [] };

const possessed = /['’]s?$/;
const ends = new Set(['s', "'", '’']);
const bare = (one: string): string =>
  ends.has(one.charAt(one.length - 1)) ? one.replace(possessed, '') : one;

const isLetter = askedOnce((one) => /\p{L}/u.test(one));
const isWithin = askedOnce((one) => /[\p{L}\p{M}'’-]/u.test(one));
const longest = 41;
const paired = /[\ud800-\udfff]/;
/** Where each word stands, as the pattern finds them: a text has thousands, and most begin as no name does. */
function* wordsBy(text: string, begins: ReadonlySet<number>): Generator<Span> {
  if (paired.test(text)) {
    for (const { 0: found, index } of text.matchAll(word)) yield { start: index, end: index + found.length };
    return;
  }
  for (let at = 0; at < text.length; ) {
    const start = at;
    at += 1;
    if (!isLetter(text.charCodeAt(start))) continue;
    while (at < text.length && at - start < longest && isWithin(text.charCodeAt(at))) at += 1;
    if (begins.has(text.charCodeAt(start))) yield { start, end: at };
  }
}

/** Words of names that stand side by side; one alone where it says who is meant. */
function runsIn(text: string, { alone, together }: Parts): readonly Span[] {
  const spans: Span[] = [];
  const begins = new Set([...together].map((one) => one.charCodeAt(0)));
  let [start, end, count, isTold] = [0, -2, 0, false];
  const close = (): void => {
    if (count > 1 || (count === 1 && isTold)) spans.push({ start, end });
    [count, isTold] = [0, false];
  };
  for (const { start: index, end: last } of wordsBy(text, begins)) {
    const found = text.slice(index, last);
    const one = together.has(found) ? found : bare(found);
    if (!together.has(one)) continue;
    const isNext = count > 0 && index === end + 1 && /[ .]/.test(text.charAt(end));
    if (!isNext) {
      close();
      if (!capital.test(one)) continue;
      start = index;
    }
    count += 1;
    end = index + one.length;
    isTold ||= alone.has(one);
  }
  close();
  return spans;
}

const nobody: readonly Span[] = [];

/** Where those who are known are spoken of; `found` are the names found in the text itself. */
export function spokenOf(
  text: string,
  found: readonly string[],
  { names, mailboxes }: Known,
): readonly Span[] {
  const all = new Set([...found, ...names]);
  const beside = mailboxes.flatMap((mailbox) => pairsOf(text, mailbox));
  if (all.size === 0) return beside.length === 0 ? nobody : beside;
  const parts = partsOf(all);
  return parts.together.size === 0 ? beside : [...runsIn(text, parts), ...beside];
}
