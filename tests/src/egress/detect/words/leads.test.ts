/** That words which lead to something are told wherever a pattern would find them, and that each spelling of a list is known. */

import { describe, expect, it } from 'vitest';
import * as nameWords from '../../../../../src/egress/detect/names/words.js';
import { leadsOf, spellingsOf } from '../../../../../src/egress/detect/words/leads.js';
import { fc } from '../../../../property.js';

const lists = Object.entries(nameWords);
const letters = [..."abehinorsDMKéåия '.-"];
/** A word of the list with one letter more, one less, or another one. */
const near = (list: string) =>
  fc
    .tuple(fc.constantFrom(...spellingsOf(list)), fc.nat(30), fc.constantFrom('', ...letters), fc.nat(1))
    .map(
      ([word, at, letter, cut]) =>
        word.slice(0, at % (word.length + 1)) + letter + word.slice((at % (word.length + 1)) + cut),
    );

describe('the spellings of a list', () => {
  it('are of a class, a group, and of what may be left out', () => {
    expect(spellingsOf('[Aa]b(?:c|de)|x(?:y )?z|q[r]?|Pani?e|Yth\\.')).toEqual([
      'Abc',
      'Abde',
      'abc',
      'abde',
      'xy z',
      'xz',
      'qr',
      'q',
      'Panie',
      'Pane',
      'Yth.',
    ]);
  });

  it.each(lists)('are all that its pattern takes: %s', (_, list) => {
    const pattern = new RegExp(`^(?:${list})$`, 'u');
    const known = new Set(spellingsOf(list));
    expect([...known].filter((word) => !pattern.test(word))).toEqual([]);
    fc.assert(
      fc.property(near(list), (word) => {
        expect(known.has(word)).toBe(pattern.test(word));
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});

describe('a place of words that lead to something', () => {
  const all = lists.map(([, list]) => list);
  const leadsIn = leadsOf(all);
  const piece = fc.oneof(
    fc.constantFrom(...all).chain(near),
    fc.constantFrom(...all.flatMap(spellingsOf)),
    fc.constantFrom(' ', '. ', '_', '9', 'é', '字', '\n', 'κ ', 'x', '"', ''),
  );

  it('is each at which a pattern would stand, of every list', () => {
    const patterns = all.map((list) => new RegExp(`(?<![\\p{L}\\p{N}_])(?:${list})`, 'uy'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const told = new Map(leadsIn(text).map(({ at, lists: bits }) => [at, bits]));
        for (let at = 0; at < text.length; at += 1)
          for (const [i, pattern] of patterns.entries()) {
            pattern.lastIndex = at;
            if (pattern.test(text)) expect((told.get(at) ?? 0) & (1 << i), `${text} at ${at}`).not.toBe(0);
          }
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it('is none within a word, and none of another word', () => {
    expect(leadsOf(['Dear'])('Undear xDear Deer dear')).toEqual([]);
    expect(leadsOf(['Dear', 'D[oe]ar?'])('(Dear')).toEqual([{ at: 1, lists: 3 }]);
  });
});
