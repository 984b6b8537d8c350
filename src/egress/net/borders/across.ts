/** What stands over the borders of parts that are read as one, and what is left of each part. It refuses what a border alone might make. */
import { traitsOf } from '../../detect/text/traits.js';
import { remembering } from '../memory.js';
import { type LeafHit, type Masks, maskOf } from '../replace.js';
import type { Heard, Hit } from '../text/hit.js';
import { scanAs } from '../text/scan.js';
import { endsAtBorder } from './address-border.js';
import { type Across, isSplit } from './neighbours.js';

export interface AcrossTerms extends Masks {
  readonly looksFor?: (columnClass: string) => boolean;
  readonly memory?: Heard;
}

/** A dash is one that a number is written with; a blank parts groups. */
const betweens = ['', ' ', '-'];

interface Cut {
  readonly hit: Hit;
  readonly shown: string;
}

/** Each part with the mask in the place of what the hit takes of it. */
function cutBy(parts: readonly string[], between: string, { hit, shown }: Cut): readonly string[] {
  let from = 0;
  return parts.map((part) => {
    const [start, end] = [Math.max(0, hit.start - from), Math.min(part.length, hit.end - from)];
    from += part.length + between.length;
    return end <= start ? part : part.slice(0, start) + shown + part.slice(end);
  });
}

/** Undefined where nothing reaches from the first part into the last. */
function across(parts: readonly string[], hint: number, terms: AcrossTerms): Across | undefined {
  for (const between of betweens) {
    if (endsAtBorder(parts, between)) continue;
    const text = parts.join(between);
    const last = text.length - (parts.at(-1) ?? '').length;
    const hit = scanAs({ text, hint, traits: traitsOf(text), memory: terms.memory }).find(
      (one) =>
        one.start < (parts[0] ?? '').length &&
        one.end > last &&
        terms.looksFor?.(one.class) !== false &&
        isSplit(one, text.slice(one.start, one.end), { parts, between, hint }),
    );
    const mask = hit === undefined ? undefined : maskOf(text, hit, terms);
    if (hit === undefined || mask === undefined) continue;
    const { class: columnClass, tier, detector, start, end } = hit;
    const { operator, shown } = mask;
    const told: LeafHit = { class: columnClass, operator, by: 'content', tier, detector, start, end };
    return { parts: cutBy(parts, between, { hit, shown }), hits: [told] };
  }
  return undefined;
}

type Border = (parts: readonly string[], hint: number) => Across | undefined;
/** The same, of parts that stand side by side again and again, as the masks of two columns do: read once. */
export function acrossOnce(terms: AcrossTerms): Border {
  const looks = new Map<number, (parts: string) => Across | null>();
  const lookFor = (hint: number): ((parts: string) => Across | null) => {
    const known = looks.get(hint);
    if (known !== undefined) return known;
    // `as`: it is what was written right before.
    const look = remembering((parts) => across(JSON.parse(parts) as string[], hint, terms) ?? null);
    looks.set(hint, look);
    return look;
  };
  return (parts, hint) => lookFor(hint)(JSON.stringify(parts)) ?? undefined;
}
