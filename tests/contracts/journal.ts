// What every journal keeps: lines stay in order and whole, an intent without an outcome is found again, one writer a chain.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../actors/powers.js';
import { chainOf, draft, extend, type Made } from '../src/audit/lines.js';

export interface JournalHouse {
  /** A journal on a place of its own. */
  readonly fresh: () => Journal;
  /** Another journal on the place that was made last. */
  readonly again: () => Journal;
}

export const textOf = ({ lines }: Made): string => lines.map((line) => `${line}\n`).join('');

const closing = (made: Made, decision: string, type: 'outcome' | 'deny' | 'recovery'): Made =>
  extend(made, { type, decision, session: 's1', body: {} });

const refound = async (house: JournalHouse, made: Made) => {
  const journal = house.fresh();
  await journal.open();
  await journal.append(textOf(made));
  await journal.close();
  const next = house.again();
  const start = await next.open();
  await next.close();
  return start;
};

function starts(house: JournalHouse): void {
  it('starts a new chain with nothing in it', async () => {
    const journal = house.fresh();
    expect(await journal.open()).toEqual({ seq: -1, hash: '0'.repeat(64), open: [], sealedCount: 0 });
    await journal.close();
  });

  it('goes on where the last start ended, under the same name', async () => {
    const journal = house.fresh();
    await journal.open();
    const { name } = journal;
    await journal.append(textOf(chainOf(3)));
    await journal.close();
    const next = house.again();
    expect(await next.open()).toMatchObject({ seq: 2, hash: chainOf(3).hash });
    expect(next.name).toBe(name);
    await next.close();
  });

  it.each(['outcome', 'deny', 'recovery'] as const)('finds the intents that have no %s', async (type) => {
    const { open } = await refound(house, closing(chainOf(3), 'd1', type));
    expect(open).toEqual([
      { decision: 'd0', seq: 0, body: draft(0).body },
      { decision: 'd2', seq: 2, body: draft(2).body },
    ]);
  });

  it('gives a second writer a chain of its own', async () => {
    const [one, other] = [house.fresh(), house.again()];
    await one.open();
    await other.open();
    expect(one.name).not.toBe(other.name);
    await one.append(textOf(chainOf(1)));
    await other.append(textOf(chainOf(2)));
    await one.close();
    await other.close();
    const next = house.again();
    expect(await next.open()).toMatchObject({ seq: 0 });
    await next.close();
  });
}

function writes(house: JournalHouse): void {
  it('keeps appends in the order in which they were asked', async () => {
    const journal = house.fresh();
    await journal.open();
    const made = chainOf(40);
    await Promise.all(made.lines.map((line) => journal.append(`${line}\n`)));
    await journal.close();
    const next = house.again();
    expect(await next.open()).toMatchObject({ seq: 39, hash: made.hash });
    await next.close();
  });

  it('takes nothing before it is open and after it is closed', async () => {
    const journal = house.fresh();
    await expect(journal.append('x\n')).rejects.toThrow();
    await journal.open();
    await journal.close();
    await expect(journal.append('x\n')).rejects.toThrow();
    await expect(journal.close()).resolves.toBeUndefined();
  });

  it('is opened once', async () => {
    const journal = house.fresh();
    await journal.open();
    await expect(journal.open()).rejects.toThrow();
    await journal.close();
  });

  it('tells each start how many calls were answered as sealed, until one has written a line', async () => {
    const journal = house.fresh();
    await journal.open();
    journal.countSealed(1);
    journal.countSealed(2);
    await journal.close();
    const counts: number[] = [];
    for (const deed of ['dies at once', 'counts one more and dies', 'writes', 'finds none']) {
      const next = house.again();
      counts.push((await next.open()).sealedCount);
      if (deed === 'counts one more and dies') next.countSealed(1);
      if (deed === 'writes') await next.append(textOf(chainOf(1)));
      await next.close();
    }
    expect(counts).toEqual([2, 2, 3, 0]);
  });

  it('keeps a text twice as once', async () => {
    const journal = house.fresh();
    await journal.open();
    const digest = createHash('sha256').update('rules: []').digest('hex');
    await journal.keep(digest, 'rules: []');
    await expect(journal.keep(digest, 'rules: []')).resolves.toBeUndefined();
    await journal.close();
  });
}

export function journalContract(name: string, house: JournalHouse): void {
  describe(`${name}, by the contract of a journal`, () => {
    starts(house);
    writes(house);
  });
}
