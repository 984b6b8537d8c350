/** Puts masks in the places of what was found, and keeps where each came from. It refuses to say whether anything is left. */
import type { Pseudonyms } from '../../digest.js';
import type { Choose } from '../operators/choose.js';
import { redacted, withheld } from '../operators/mask-form.js';
import { type Operator, showsPart } from '../operators/operator.js';
import { token } from '../operators/token.js';
import type { Finding } from '../released.js';
import { utf8Length } from '../spelling/encode.js';
import { hiddenClass } from './text/hidden.js';
import { type Hit, maskClassOf } from './text/hit.js';

export interface LeafHit {
  readonly class: string;
  readonly operator: string;
  readonly by: Finding['by'];
  readonly tier: string;
  /** Which one found it; absent where none did. */
  readonly detector?: string;
  /** In the text as it was given. */
  readonly start: number;
  readonly end: number;
}
export interface Leaf {
  readonly text: string;
  readonly hits: readonly LeafHit[];
  /** The same with an empty mask for each that says nothing of its value: what is left to be found. Absent where that was not kept. */
  readonly bare?: string;
}
export interface Masks {
  readonly choose: Choose;
  readonly digest: Pseudonyms;
  /** Nobody who reads the result could have written what is found in it: it has the token that its column has. */
  readonly joins?: boolean;
}
interface Replaced extends LeafHit {
  /** How long the mask is that stands in its place. */
  readonly shown: number;
}
interface Mask {
  readonly operator: string;
  readonly shown: string;
  /** It shows a part of the value. */
  readonly isPart: boolean;
}
export interface Pass extends Leaf {
  readonly hits: readonly Replaced[];
  readonly bare: string;
}

export const empty = '[]';
/** Operators whose masks hang on the class alone. */
export const saysNothing: ReadonlySet<string> = new Set(['redact', 'drop', 'withhold']);

/** INVARIANT: what was found by its form nobody can open: it may be a guess, and comparing it would answer that. */
const forFound = (operator: Operator): Operator => (operator.kind === 'seal' ? token : operator);

/** What stands in the place of a hit; undefined where policy lets it pass. */
export function maskOf(text: string, hit: Hit, terms: Masks): Mask | undefined {
  const { start, end, class: columnClass } = hit;
  const raw = text.slice(start, end);
  if (columnClass === hiddenClass)
    return { operator: 'withhold', shown: withheld(utf8Length(raw)), isPart: false };
  const operator = forFound(terms.choose(maskClassOf(hit)));
  if (operator.kind === 'pass') return undefined;
  const [value, isFound] = [hit.value ?? raw, terms.joins !== true];
  const mask = operator.apply({ value, class: columnClass, digest: terms.digest, isFound });
  const shown = mask === null ? redacted(columnClass) : String(mask);
  return { operator: operator.kind, shown, isPart: showsPart(operator) };
}

/** All of it, as one value of a class. */
export const withholds = (text: string, columnClass: string): Leaf => ({
  text: withheld(utf8Length(text)),
  hits: [
    { class: columnClass, operator: 'withhold', by: 'content', tier: 'shape', start: 0, end: text.length },
  ],
});

/** Nothing of the value is left in it, and each mask says its class alone. */
export const isMuteLeaf = (leaf: Leaf | undefined): boolean =>
  leaf?.bare === empty && leaf.hits.every(({ operator }) => saysNothing.has(operator));

export function replace(text: string, hits: readonly Hit[], terms: Masks): Pass {
  const done: Replaced[] = [];
  let out = '';
  let bare = '';
  let at = 0;
  for (const hit of hits) {
    const mask = maskOf(text, hit, terms);
    if (mask === undefined) continue;
    const { start, end, tier, detector } = hit;
    const { operator, shown, isPart } = mask;
    const between = text.slice(at, start);
    out += between + shown;
    // INVARIANT: what shows a part of the value is read again; a token or a class cannot be anybody's.
    bare += between + (isPart ? shown : empty);
    at = end;
    const { length } = shown;
    // Written out: a result has thousands.
    // biome-ignore format: one line
    done.push({ class: hit.class, operator, by: 'content', tier, detector, start, end, shown: length });
  }
  const rest = text.slice(at);
  return { text: out + rest, bare: bare + rest, hits: done };
}

/** Where an offset of the masked text was before; inside a mask, at the start of what it stands for. */
export function before(offset: number, hits: readonly Pick<Replaced, 'start' | 'end' | 'shown'>[]): number {
  let grown = 0;
  for (const hit of hits) {
    if (offset <= hit.start + grown) break;
    if (offset < hit.start + grown + hit.shown) return hit.start;
    grown += hit.shown - (hit.end - hit.start);
  }
  return offset - grown;
}

/** What several masks took, one of what the other left, each where it stood at first. */
const asFirst = (done: readonly Pass[]): readonly Replaced[] =>
  done.flatMap(({ hits }, nth) =>
    hits.map((hit) => {
      const back = (at: number): number =>
        done.slice(0, nth).reduceRight((offset, pass) => before(offset, pass.hits), at);
      return { ...hit, start: back(hit.start), end: back(hit.end) };
    }),
  );

/** What is found only once something is masked may lead on to more. */
const passes = 4;

/** Masks what is found in what a mask has left, until nothing is. Undefined where more still shows. */
export function replaceMore(
  first: Pass,
  remaining: (text: string) => readonly Hit[],
  terms: Masks,
): Pass | undefined {
  const done = [first];
  let last = first;
  for (let again = remaining(last.text); again.length > 0; again = remaining(last.text)) {
    if (done.length > passes) return undefined;
    last = replace(last.text, again, terms);
    done.push(last);
  }
  return last === first ? first : { ...last, hits: asFirst(done) };
}
