/** That a text which is one value as a whole is named after whoever stands first, and that one of several values keeps each of them. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../../src/egress/detect/words/hint.js';
import { scan } from '../../../../src/egress/net/text/scan.js';

const found = (text: string, bits = 0) =>
  scan(text, bits).map(({ class: of, start, end }) => [of, text.slice(start, end)]);

describe('a text', () => {
  it('that is one value as a whole is named after whoever stands first', () => {
    expect(found('ann@example.com', hint.name | hint.phone)).toEqual([['pii.email', 'ann@example.com']]);
    expect(found('4111 1111 1111 1111', hint.phone | hint.account)).toEqual([
      ['pii.card', '4111 1111 1111 1111'],
    ]);
  });

  it('of several values keeps each of them', () => {
    expect(found('ann@example.com; 4111 1111 1111 1111; 10.20.30.40')).toEqual([
      ['pii.email', 'ann@example.com'],
      ['pii.card', '4111 1111 1111 1111'],
      ['pii.ip', '10.20.30.40'],
    ]);
  });
});
