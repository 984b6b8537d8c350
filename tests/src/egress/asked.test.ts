/** That the tables of who could answer say what each detector says of itself. */

import { describe, expect, it } from 'vitest';
import { firstOf, type Group, groups } from '../../../src/egress/detect/asked.js';
import type { Detector } from '../../../src/egress/detect/detector.js';
import { detectors } from '../../../src/egress/detect/index.js';
import { trait } from '../../../src/egress/detect/text/traits.js';
import { cue } from '../../../src/egress/detect/words/cues.js';
import { hint } from '../../../src/egress/detect/words/hint.js';
import { fc } from '../../property.js';

const all: readonly Detector[] = detectors;
const kinds = (isAsked: (detector: Detector) => boolean): readonly string[] =>
  all.filter(isAsked).map(({ kind }) => kind);
/** Of all groups, in order. */
function listed(ranksOf: (group: Group) => number): readonly string[] {
  const found: string[] = [];
  for (const group of groups)
    for (let left = ranksOf(group); left !== 0; left &= left - 1)
      found.push(all[group.from + firstOf(left)]?.kind ?? '');
  return found;
}
const anyOf = (bits: Readonly<Record<string, number>>) =>
  fc.subarray(Object.values(bits)).map((some) => some.reduce((sum, one) => sum | one, 0));

describe('who could answer', () => {
  it('is read from tables, in the order of the list', () => {
    fc.assert(
      fc.property(anyOf(trait), anyOf(hint), (traits, hints) => {
        const possible = kinds(({ needs }) => (traits & needs) === needs);
        expect(listed((group) => group.possibleIn(traits))).toEqual(possible);
        expect(listed((group) => group.hintedBy(hints))).toEqual(
          kinds(({ hinted = 0 }) => (hints & hinted) !== 0),
        );
      }),
    );
  });

  it('is whoever needs no word, without one', () => {
    expect(listed(({ unspoken }) => unspoken)).toEqual(kinds(({ speaks }) => speaks === undefined));
  });

  it('is somebody of the list, each in one group', () => {
    expect(listed(({ everybody }) => everybody)).toEqual(kinds(() => true));
  });

  it('is told by bits that the tables hold', () => {
    for (const bit of [trait, cue, hint].flatMap((bits) => Object.values(bits)))
      expect(bit).toBeLessThan(2 ** 24);
  });
});
