/** That a text read run by run, and passed by where no character asks for it, is spelt as it is character by character. */
import { describe, expect, it } from 'vitest';
import { askedOnce, holding } from '../../../../src/egress/spelling/holding.js';
import { joined, normalise, parted, without } from '../../../../src/egress/spelling/normalise.js';

const signs = [
  ...'aZ7 -@.+é中号길ü—’٣７Ａﬁ½\u00a0\u2003\u200b\u00ad\u0301\ufeff\u2060\ufffd\ue000\u0001\u0085\u3002',
  ...[
    '\u{1f600}',
    '\u{e0041}',
    '\u{e0001}',
    '\u{1d7d9}',
    '\u{f0000}',
    '\u{e0100}',
    '\ud800',
    '\udc00',
    '\u0378',
    '\ufffe',
  ],
  ...['=\n', '&shy;', '<wbr>', '4111', 'ann@example.com', ' '],
];
let seed = 11;
const below = (most: number): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % most;
};
/** Mostly of few kinds, as texts are: any sign may be the only one of its kind. */
const texts = Array.from({ length: 4_000 }, () => {
  const few = Array.from({ length: 1 + below(5) }, () => signs[below(signs.length)] ?? '');
  return Array.from({ length: below(40) }, () =>
    below(3) === 0 ? 'é' : (few[below(few.length)] ?? ''),
  ).join('');
});
const unspaced = /[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af]/;

describe('a text in one spelling', () => {
  it('is that of its characters, each from its place', () => {
    for (const text of texts.filter((one) => !unspaced.test(one) && !unspaced.test(one.normalize('NFKC')))) {
      let spelt = '';
      const at: number[] = [];
      let i = 0;
      for (const character of text) {
        // By itself, so that no run is taken at once.
        const { text: own } = normalise(character);
        for (let unit = 0; unit < own.length; unit += 1) at.push(i);
        spelt += own;
        i += character.length;
      }
      const whole = normalise(text);
      expect(whole.text).toBe(spelt);
      expect([...Array(spelt.length + 1).keys()].map((to) => whole.at?.[to] ?? to)).toEqual([
        ...at,
        text.length,
      ]);
    }
  });

  it('has a foreign digit, a dash and a ligature as what they stand for, and loses what draws nothing', () => {
    expect(normalise('é٣—ﬁ\u200b\u{e0041}７é').text).toBe('é3-fiA7é');
    expect(normalise('Zoë Müller, 12 rue é').at).toBeUndefined();
  });
});

/** As they stand in what is tested; there they are asked for only where a character speaks of them. */
const unread =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\p{Co}\p{Cn}]|=\r?\n(?<=[^\r\n]{60}=\r?\n)|&(?:shy|zwnj|zwj);|<wbr ?\/?>/gu;
const parting =
  /(?<=[\p{L}\p{N}])[\p{Default_Ignorable_Code_Point}\p{Cf}]+(?=[\p{L}\p{N}+])|(?<=\p{N})\p{Mn}+(?=[\p{N}+])/gu;

describe('the other readings of a text', () => {
  it('are the same as where every character is looked at by the pattern', () => {
    let [seenJoined, seenParted] = [0, 0];
    for (const text of texts) {
      const normal = normalise(text);
      const plainly = without(unread, normal);
      const blank = text.replace(parting, (all) => ' '.repeat(all.length));
      expect(joined(normal)).toEqual(plainly);
      expect(parted(text)).toEqual(blank === text ? undefined : normalise(blank));
      seenJoined += plainly === undefined ? 0 : 1;
      seenParted += blank === text ? 0 : 1;
    }
    expect(Math.min(seenJoined, seenParted)).toBeGreaterThan(200);
  });
});

describe('what is asked once of a character', () => {
  it.each([/[\p{Co}\p{Cn}\ufffd]/u, /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}]/u])(
    'is what %s says of a text',
    (one) => {
      const holds = holding(one);
      for (const text of texts) expect([text, holds(text)]).toEqual([text, one.test(text)]);
    },
  );

  it('is asked once', () => {
    let asked = 0;
    const isOne = askedOnce((character) => {
      asked += 1;
      return character === 'é';
    });
    expect([isOne(0xe9), isOne(0xe9), isOne(0x61), isOne(0x61)]).toEqual([true, true, false, false]);
    expect(asked).toBe(2);
  });
});
