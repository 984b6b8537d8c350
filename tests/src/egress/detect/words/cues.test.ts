/** That only a word of the list speaks, whatever is around it. */

import { describe, expect, it } from 'vitest';
import { cueWords } from '../../../../../src/egress/detect/words/cue-words.js';
import { cue, cuesIn } from '../../../../../src/egress/detect/words/cues.js';
import { fc } from '../../../../property.js';

const listed = new Set(
  cueWords.flatMap(([, list]) =>
    list.split(' ').map((word) => word.replace('*', '').replaceAll('_', ' ').toLowerCase()),
  ),
);

describe('what speaks', () => {
  it('is a word of the list', () => {
    const alphabet = [...new Set([...listed].join('')), ...'0123456789-./ '];
    const text = fc.array(fc.constantFrom(...alphabet), { maxLength: 60 }).map((all) => all.join(''));
    const hex = fc.stringMatching(/^[0-9a-f]{4}(?:[0-9a-f-]{4}){1,9}$/);
    fc.assert(
      fc.property(fc.oneof(text, hex), (given) => {
        const said = cuesIn(given).found.map(({ start, end }) =>
          given.slice(start, end).toLowerCase().replaceAll('-', ' ').replaceAll('_', ' '),
        );
        const plain = new Set([...listed].map((word) => word.replaceAll('-', ' ')));
        expect([given, said.filter((word) => !plain.has(word))]).toEqual([given, []]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is no verb within the name of a program’s part', () => {
    for (const text of ['api.calls.total', 'call(x)', 'on_call_id', 'ring.buffer'])
      expect([text, cuesIn(text).bits & cue.phone]).toEqual([text, 0]);
    for (const text of ['call me', 'Call: 5', 'tel(home)', 'please call.'])
      expect([text, cuesIn(text).bits & cue.phone]).toEqual([text, cue.phone]);
  });

  it('is nothing in hex', () => expect(cuesIn('4f25-aba2-64c0f3dc-4c64').found).toEqual([]));
});
