/** The content net: one leaf in, the same leaf without what detectors and the scrubber find. It refuses to pass what it cannot scan. */
import type { Digest } from '../digest.js';
import type { Choose } from './choose.js';
import { traitsOf } from './detect/traits.js';
import { utf8Length } from './encode.js';
import { redacted, withheld } from './mask-form.js';
import type { Finding } from './released.js';
import { type Hit, hides, scan } from './scan.js';
import type { Scrub } from './scrub.js';

export interface LeafHit {
  readonly class: string;
  readonly operator: string;
  readonly by: Finding['by'];
  readonly tier: string;
  /** In the text as it was given. */
  readonly start: number;
  readonly end: number;
}
export interface Leaf {
  readonly text: string;
  readonly hits: readonly LeafHit[];
}
export interface Net {
  /** Undefined when there is nothing to mask. */
  leaf(text: string, hint: number): Leaf | undefined;
}
export interface NetTerms {
  readonly choose: Choose;
  readonly digest: Digest;
  readonly scrub: Scrub;
}

const cap = 65_536;
const hidden = 'pii.encoded';
const unscanned = 'pii.unscanned';
const persistent = 'pii.persistent';

const withholds = (text: string, columnClass: string): Leaf => ({
  text: withheld(utf8Length(text)),
  hits: [
    { class: columnClass, operator: 'withhold', by: 'content', tier: 'shape', start: 0, end: text.length },
  ],
});

interface Replaced extends LeafHit {
  /** How long the mask is that stands in its place. */
  readonly shown: number;
}

function replace(
  text: string,
  hits: readonly Hit[],
  terms: NetTerms,
): Leaf & { readonly hits: readonly Replaced[] } {
  const done: Replaced[] = [];
  let out = '';
  let at = 0;
  for (const hit of hits) {
    const operator = terms.choose(hit.class);
    if (operator.kind === 'pass') continue;
    const value = text.slice(hit.start, hit.end);
    const shown = operator.apply({ value, class: hit.class, digest: terms.digest }) ?? redacted(hit.class);
    out += text.slice(at, hit.start) + shown;
    at = hit.end;
    const { start, end, tier } = hit;
    done.push({
      class: hit.class,
      operator: operator.kind,
      by: 'content',
      tier,
      start,
      end,
      shown: shown.length,
    });
  }
  return { text: out + text.slice(at), hits: done };
}

const remaining = (text: string, hint: number, terms: NetTerms): readonly Hit[] =>
  scan(text, hint).filter((hit) => terms.choose(hit.class).kind !== 'pass');

/** Where an offset of the masked text was before; inside a mask, at the start of what it stands for. */
function before(offset: number, hits: readonly Replaced[]): number {
  let grown = 0;
  for (const hit of hits) {
    if (offset <= hit.start + grown) break;
    if (offset < hit.start + grown + hit.shown) return hit.start;
    grown += hit.shown - (hit.end - hit.start);
  }
  return offset - grown;
}

/** Masks, scans what came out, masks that once more, and withholds the leaf when something still shows. */
function settle(text: string, hint: number, terms: NetTerms): Leaf {
  const first = replace(text, scan(text, hint), terms);
  if (first.hits.length === 0) return hides(text) && !passesAll(terms) ? withholds(text, hidden) : first;
  const again = remaining(first.text, hint, terms);
  const second = again.length === 0 ? first : replace(first.text, again, terms);
  if (again.length > 0 && remaining(second.text, hint, terms).length > 0) return withholds(text, persistent);
  if (hides(second.text) && !passesAll(terms)) return withholds(text, hidden);
  if (again.length === 0) return first;
  const moved = second.hits.map((hit) => ({
    ...hit,
    start: before(hit.start, first.hits),
    end: before(hit.end, first.hits),
  }));
  return { text: second.text, hits: [...first.hits, ...moved] };
}

const passesAll = (terms: NetTerms): boolean => terms.choose(hidden).kind === 'pass';

export function createNet(terms: NetTerms): Net {
  const memo = new Map<number, Map<string, Leaf | null>>();
  const settled = (text: string, hint: number): Leaf | undefined => {
    let known = memo.get(hint);
    if (known === undefined) {
      known = new Map();
      memo.set(hint, known);
    }
    let leaf = known.get(text);
    if (leaf === undefined) {
      const fresh = settle(text, hint, terms);
      leaf = fresh.hits.length === 0 ? null : fresh;
      known.set(text, leaf);
    }
    return leaf ?? undefined;
  };
  return {
    leaf(text, hint) {
      const scrubbed = terms.scrub(text);
      if (scrubbed.text.length > cap) return withholds(scrubbed.text, unscanned);
      const rest = traitsOf(scrubbed.text) === 0 && hint === 0 ? undefined : settled(scrubbed.text, hint);
      if (scrubbed.hits === 0) return rest;
      const found = Array.from(
        { length: scrubbed.hits },
        (): LeafHit => ({
          ...{ class: 'secret.held', operator: 'redact', by: 'secret', tier: 'checksum' },
          ...{ start: 0, end: text.length },
        }),
      );
      return { text: rest?.text ?? scrubbed.text, hits: [...found, ...(rest?.hits ?? [])] };
    },
  };
}
