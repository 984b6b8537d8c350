/** What one text holds, by every detector that could answer. It refuses to run any of them on a text that its traits rule out. */
import { decodings } from './decode.js';
import type { Detector } from './detect/detector.js';
import { detectors } from './detect/index.js';
import { trait, traitsOf } from './detect/traits.js';
import { normalise } from './normalise.js';
import { hintedCells } from './records.js';

export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly class: string;
  readonly tier: Detector['tier'];
}
interface Ranked extends Hit {
  readonly rank: number;
}

const none: readonly Hit[] = [];
const decodeTraits = trait.run | trait.escape | trait.digits;
/** The whole leaf is a time, a UUID or a plain decimal: nothing to find, and most leaves with digits are one of these. */
const harmless =
  /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|-?\d{1,6}\.\d{1,4})$/;

/** Overlaps become one hit, named after the detector that stands first in the list. */
function merge(found: readonly Ranked[]): readonly Hit[] {
  const merged: Ranked[] = [];
  for (const hit of [...found].sort((a, b) => a.start - b.start || a.rank - b.rank)) {
    const last = merged.at(-1);
    if (last === undefined || last.end <= hit.start) merged.push(hit);
    else {
      const named = last.rank <= hit.rank ? last : hit;
      merged[merged.length - 1] = { ...named, start: last.start, end: Math.max(last.end, hit.end) };
    }
  }
  return merged;
}

/** What stands under a name within the text is read with that name as its key. */
function detectCells(text: string): readonly Ranked[] {
  return hintedCells(text).flatMap((cell) => {
    const value = text.slice(cell.start, cell.end);
    return detectIn(value, traitsOf(value), cell.hint).map((hit) => ({
      ...hit,
      start: hit.start + cell.start,
      end: hit.end + cell.start,
    }));
  });
}

function detect(text: string, bits: number, hint: number): readonly Hit[] {
  const found = detectIn(text, bits, hint);
  const isRecord = (bits & trait.assign) !== 0 || text.includes('\n');
  const cells = isRecord ? detectCells(text) : [];
  return found.length + cells.length === 0 ? none : merge([...found, ...cells]);
}

function detectIn(text: string, bits: number, hint: number): readonly Ranked[] {
  let found: Ranked[] | undefined;
  // The tuple's members are each a Detector; the wider type lets one loop read them all.
  for (const [rank, detector] of (detectors as readonly Detector[]).entries()) {
    if ((bits & detector.needs) !== detector.needs && (hint & (detector.hinted ?? 0)) === 0) continue;
    for (const span of detector.detect({ text, hint })) {
      found ??= [];
      found.push({ start: span.start, end: span.end, class: detector.class, tier: detector.tier, rank });
    }
  }
  return found ?? [];
}

/** Offsets are those of the text as given. */
export function scan(text: string, hint: number): readonly Hit[] {
  const bits = traitsOf(text);
  if ((bits === 0 && hint === 0) || (hint === 0 && text.length <= 40 && harmless.test(text))) return none;
  if ((bits & trait.foreign) === 0) return detect(text, bits, hint);
  const { text: plain, at } = normalise(text);
  const hits = detect(plain, traitsOf(plain), hint);
  if (at === undefined || hits.length === 0) return hits;
  return hits.map((hit) => ({ ...hit, start: at[hit.start] ?? 0, end: at[hit.end] ?? text.length }));
}

interface Budget {
  left: number;
}

/** True as well when there is more to decode than a leaf of that size has any reason for. */
function decodes(text: string, depth: number, budget: Budget): boolean {
  for (const decoded of decodings(text)) {
    budget.left -= decoded.length;
    if (budget.left < 0 || scan(decoded, 0).length > 0) return true;
    if (depth > 1 && decodes(decoded, depth - 1, budget)) return true;
  }
  return false;
}

/** Whether something is hidden in an encoding: base64, hex, percent, escapes, entities, two layers deep. */
export function hides(text: string): boolean {
  const bits = traitsOf(text);
  if ((bits & decodeTraits) === 0 || (text.length <= 40 && harmless.test(text))) return false;
  const plain = (bits & trait.foreign) === 0 ? text : normalise(text).text;
  return decodes(plain, 2, { left: 16 * plain.length + 4096 });
}
