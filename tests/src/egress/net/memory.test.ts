/** That what was made of a text is made once while texts come again, and that a column in which none does is not kept. */
import { describe, expect, it } from 'vitest';
import { remembering } from '../../../../src/egress/net/memory.js';

/** How often it was made, of each text. */
function counting() {
  const made: string[] = [];
  const ask = remembering((text) => {
    made.push(text);
    return text === 'none' ? null : { text };
  });
  return { made, ask };
}
const texts = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name} ${i}`);

describe('what was made of texts', () => {
  it('is made once for a text that comes again, and nothing of it as well', () => {
    const { made, ask } = counting();
    expect(ask('a')).toBe(ask('a'));
    expect([ask('none'), ask('none')]).toEqual([null, null]);
    expect(made).toEqual(['a', 'none']);
  });

  it('is kept of many texts, where each comes again', () => {
    const { made, ask } = counting();
    for (let round = 0; round < 3; round += 1)
      for (const text of texts(500, 'row').flatMap((one) => [one, one])) ask(text);
    expect(made).toHaveLength(500);
  });

  it('is the same where it is not kept, and is not kept of a column in which none comes again', () => {
    const { made, ask } = counting();
    for (const text of texts(1_000, 'row')) expect(ask(text)).toEqual({ text });
    for (const text of texts(1_000, 'row').reverse()) expect(ask(text)).toEqual({ text });
    expect(made.length).toBeGreaterThan(1_900);
  });

  it('is looked up no more where hardly any came again, and is the same all the same', () => {
    const { made, ask } = counting();
    for (const text of texts(200, 'row')) ask(text);
    for (let round = 0; round < 50; round += 1) expect(ask('row 0')).toEqual({ text: 'row 0' });
    expect(made.length).toBe(250);
  });
});
