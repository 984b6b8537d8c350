// What every PII engine keeps: one list a text, in order, in UTF-16 units; and when it has no answer, a name for why, in time, and no throw.
import { expect, it } from 'vitest';
import type { PiiEngine } from '../../actors/powers.js';

export interface EngineHouse {
  /** One that finds `Zorblatt` as a `pii.name`. */
  readonly fresh: () => Promise<PiiEngine>;
  /** One whose other side cannot be had. */
  readonly lost: () => Promise<PiiEngine>;
}

const terms = { within: 5_000 };

export function keepsEngineContract(house: EngineHouse): void {
  it('answers one list a text, in order, and an empty one for nothing', async () => {
    const found = await (await house.fresh()).detect(['a Zorblatt', 'none', 'Zorblatt Zorblatt'], terms);
    expect(found).toMatchObject([
      [{ start: 2, end: 10, class: 'pii.name' }],
      [],
      [
        { start: 0, end: 8 },
        { start: 9, end: 17 },
      ],
    ]);
  });

  it('counts in UTF-16 units, behind characters of two of them as well', async () => {
    const text = '\u{1f600}\u{1f600} Zorblatt';
    const found = await (await house.fresh()).detect([text], terms);
    expect(found).toMatchObject([[{ start: 5, end: 13 }]]);
    expect(text.slice(5, 13)).toBe('Zorblatt');
  });

  it('says by a name why it has no answer', async () => {
    expect(await (await house.lost()).detect(['a'], terms)).toEqual({ fault: 'unreachable' });
  });

  it('has no answer once it is closed', async () => {
    const engine = await house.fresh();
    engine.close();
    expect(await engine.detect(['Zorblatt'], { within: 2_000 })).toHaveProperty('fault');
  });
}
