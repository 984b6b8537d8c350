// What every journal keeps: lines in order and whole, intents without an outcome found again, one writer a chain, a failed write final.
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Journal, JournalStart } from '../../actors/powers.js';
import { chainOf, draft, extend, type Made } from '../src/audit/lines.js';

/** What somebody has left on a place: the text of its first chain, and of that chain's heads in the second place. */
export interface Left {
  readonly chain: string;
  readonly heads?: string;
}

export interface JournalHouse {
  /** A journal on a place of its own. */
  readonly fresh: () => Journal;
  /** Another journal on the place that was made last. */
  readonly again: () => Journal;
  /** A place of its own on which this is found. */
  readonly leave: (left: Left) => void;
  /** What is on the place that was made last. */
  readonly chain: () => string;
  readonly heads: () => readonly string[];
  readonly kept: (digest: string) => string | undefined;
  /** Nothing can be written any more to the first chain of the place, until the answer is called. */
  readonly spoil: () => () => void;
}

export const textOf = ({ lines }: Made): string => lines.map((line) => `${line}\n`).join('');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const closing = (made: Made, decision: string, type: 'outcome' | 'deny' | 'recovery'): Made =>
  extend(made, { type, decision, session: 's1', body: {} });

/** Opens, and closes again. */
const look = async (journal: Journal): Promise<JournalStart> => {
  const start = await journal.open();
  await journal.close();
  return start;
};

const refound = async (house: JournalHouse, made: Made): Promise<JournalStart> => {
  const journal = house.fresh();
  await journal.open();
  await journal.append(textOf(made));
  await journal.close();
  return look(house.again());
};

function starts(house: JournalHouse): void {
  it('starts a new chain with nothing in it', async () => {
    expect(await look(house.fresh())).toEqual({ seq: -1, hash: '0'.repeat(64), open: [], sealedCount: 0 });
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
    expect(await look(house.again())).toMatchObject({ seq: 0 });
  });

  it('is opened once, and has no name before', async () => {
    const journal = house.fresh();
    expect(() => journal.name).toThrow();
    await journal.open();
    await expect(journal.open()).rejects.toThrow();
  });
}

function writes(house: JournalHouse): void {
  it('keeps appends in the order in which they were asked', async () => {
    const journal = house.fresh();
    await journal.open();
    const made = chainOf(40);
    await Promise.all(made.lines.map((line) => journal.append(`${line}\n`)));
    expect(house.chain()).toBe(textOf(made));
    await journal.close();
    expect(await look(house.again())).toMatchObject({ seq: 39, hash: made.hash });
  });

  it('has written a line when it says so, without being closed', async () => {
    const journal = house.fresh();
    await journal.open();
    const made = chainOf(3);
    for (const [at, line] of made.lines.entries()) {
      await journal.append(`${line}\n`);
      expect(house.chain()).toBe(textOf({ ...made, lines: made.lines.slice(0, at + 1) }));
    }
  });

  it('takes nothing before it is open and after it is closed', async () => {
    const journal = house.fresh();
    await expect(journal.append('x\n')).rejects.toThrow();
    await journal.open();
    await journal.close();
    await expect(journal.append('x\n')).rejects.toThrow();
    await expect(journal.close()).resolves.toBeUndefined();
    expect(house.chain()).toBe('');
  });

  it('takes nothing after one append was rejected, whatever comes of its place', async () => {
    const journal = house.fresh();
    await journal.open();
    const one = chainOf(1);
    await journal.append(textOf(one));
    const mend = house.spoil();
    const rejected = await Promise.allSettled([journal.append('{}\n'), journal.append('{}\n')]);
    expect(rejected.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    mend();
    await expect(journal.append('{}\n')).rejects.toThrow(/failed/);
    await journal.close();
    expect(house.chain()).toBe(textOf(one));
    expect(await look(house.again())).toMatchObject({ seq: 0, hash: one.hash });
  });
}

function besides(house: JournalHouse): void {
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

  it('counts what is sealed after a failed append, and throws at nobody before it is open', async () => {
    const journal = house.fresh();
    expect(() => journal.countSealed(1)).not.toThrow();
    await journal.open();
    const mend = house.spoil();
    await journal.append('{}\n').catch(() => undefined);
    mend();
    journal.countSealed(7);
    await journal.close();
    expect((await look(house.again())).sealedCount).toBe(7);
  });

  it('keeps a text by its digest, once, and by nothing else', async () => {
    const journal = house.fresh();
    await journal.open();
    const digest = sha256('rules: []');
    await journal.keep(digest, 'rules: []');
    await expect(journal.keep(digest, 'rules: []')).resolves.toBeUndefined();
    expect(house.kept(digest)).toBe('rules: []');
    expect(house.kept('a'.repeat(64))).toBeUndefined();
    for (const odd of ['d', '../../etc/passwd', digest.toUpperCase()])
      await expect(journal.keep(odd, 'x')).rejects.toThrow(/SHA-256/);
  });

  it('copies heads to the second place, in order, and needs a chain for it', async () => {
    const journal = house.fresh();
    await expect(journal.publishHead('{"seq":0}')).rejects.toThrow();
    await journal.open();
    await journal.publishHead('{"seq":1}');
    await journal.publishHead('{"seq":2}');
    expect(house.heads()).toEqual(['{"seq":1}', '{"seq":2}']);
  });
}

/** A journal on a place of its own beside the chain of another that has ended, and which holds this. */
async function beside(house: JournalHouse, left: string) {
  const [one, other] = [house.fresh(), house.again()];
  await one.open();
  await other.open();
  await other.append(left);
  return { one, other, name: other.name };
}

function orphans(house: JournalHouse): void {
  it('hands over a chain whose writer is gone, open, and lets it go when it was dealt with', async () => {
    const made = chainOf(3);
    const { one, other, name } = await beside(house, textOf(made));
    other.countSealed(4);
    await other.close();
    const found: unknown[] = [];
    const problems = await one.adopt(async ({ journal, start }) => {
      found.push(journal.name, start);
      await journal.append(`${closing(made, 'd1', 'recovery').lines.at(-1)}\n`);
    });
    expect(problems).toEqual([]);
    expect(found).toMatchObject([name, { seq: 2, hash: made.hash, sealedCount: 4, open: [{}, {}, {}] }]);
    const again: JournalStart[] = [];
    await one.adopt(async ({ start }) => void again.push(start));
    expect(again).toMatchObject([{ seq: 3, sealedCount: 0, open: [{ decision: 'd0' }, { decision: 'd2' }] }]);
    expect(house.chain()).toBe('');
  });

  it('leaves alone a chain whose writer lives, its own among them', async () => {
    const { one } = await beside(house, textOf(chainOf(1)));
    expect(await one.adopt(async () => expect.fail('handed over'))).toEqual([]);
  });

  it('holds a chain that it hands over: nobody else writes to it', async () => {
    const { one, other, name } = await beside(house, textOf(chainOf(1)));
    await other.close();
    const names: string[] = [];
    await one.adopt(async () => {
      const third = house.again();
      await third.open();
      names.push(third.name);
      await third.close();
    });
    expect(names).toHaveLength(1);
    expect(names).not.toContain(name);
  });

  it('lets a chain go when whoever deals with it fails', async () => {
    const { one, other, name } = await beside(house, textOf(chainOf(1)));
    await other.close();
    await expect(one.adopt(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const next = house.again();
    await next.open();
    expect(next.name).toBe(name);
  });

  it('tells which chain it cannot open, leaves it, and hands over the others', async () => {
    const { one, other } = await beside(house, `hello\n${textOf(chainOf(1))}`);
    const third = house.again();
    await third.open();
    const { name } = third;
    await other.close();
    await third.close();
    const found: string[] = [];
    const problems = await one.adopt(async ({ journal }) => void found.push(journal.name));
    expect(problems).toEqual([expect.stringContaining('was changed: line 1 does not fit')]);
    expect(found).toEqual([name]);
  });

  it('hands over nothing before it is open', async () => {
    await expect(house.fresh().adopt(async () => undefined)).rejects.toThrow();
  });
}

const whole = chainOf(8);
const text = textOf(whole);
const headOf = ({ seq, hash }: Made): string => JSON.stringify({ seq, head: hash });

function tornEnds(house: JournalHouse): void {
  it('holds its whole lines when it was cut, and tells the rest', async () => {
    const good = textOf(chainOf(7));
    for (let cut = good.length; cut <= text.length; cut += 7) {
      house.leave({ chain: text.slice(0, cut) });
      const rest = text.slice(good.length, cut);
      const { seq, torn } = await look(house.again());
      expect([cut, seq]).toEqual([cut, 6]);
      expect(torn).toEqual(rest === '' ? undefined : { bytes: rest.length, sha256: sha256(rest) });
      expect(house.chain()).toBe(good);
    }
  });

  it.each([
    ['zeros', '\0'.repeat(4096)],
    ['a whole line that is no entry', 'hello\n'],
    ['a line with a number that does not follow', textOf(chainOf(1))],
    [
      'a line that does not name the one before',
      textOf(extend({ ...whole, lines: [], hash: 'f'.repeat(64) }, draft(8))),
    ],
  ])('that goes on with %s is torn there, once', async (_, tail) => {
    house.leave({ chain: `${text}${tail}` });
    expect(await look(house.again())).toMatchObject({
      ...{ seq: 7, hash: whole.hash, torn: { bytes: tail.length, sha256: sha256(tail) } },
    });
    expect((await look(house.again())).torn).toBeUndefined();
  });

  it.each([
    ['a line that does not name the one before', (line: string) => line.replace('"n":3', '"n":4'), 5],
    ['a line that is no entry', () => 'hello', 4],
    ['zeros', (line: string) => '\0'.repeat(line.length), 4],
  ])('is refused, and not torn, at %s when entries stand behind it', async (_, change, at) => {
    const changed = `${whole.lines.map((line, n) => (n === 3 ? change(line) : line)).join('\n')}\n`;
    house.leave({ chain: changed });
    await expect(house.again().open()).rejects.toThrow(`was changed: line ${at} does not fit`);
    expect(house.chain()).toBe(changed);
  });

  it.each([
    ['cut before it', textOf(chainOf(4))],
    ['written again before it', textOf(extend(chainOf(7), draft(99)))],
  ])('is refused when a head was published and it was %s', async (_, chain) => {
    house.leave({ chain, heads: `${headOf(whole)}\n{"torn` });
    await expect(house.again().open()).rejects.toThrow(/cut or changed/);
    expect(house.chain()).toBe(chain);
  });

  it('that still holds its published head is opened', async () => {
    house.leave({ chain: text, heads: `${headOf(chainOf(4))}\n` });
    expect(await look(house.again())).toMatchObject({ seq: 7 });
  });
}

export function journalContract(name: string, house: JournalHouse): void {
  const open: Journal[] = [];
  const kept = (journal: Journal): Journal => {
    open.push(journal);
    return journal;
  };
  afterEach(async () => {
    for (const journal of open.splice(0)) await journal.close();
  });
  const watched = { ...house, fresh: () => kept(house.fresh()), again: () => kept(house.again()) };
  describe(`${name}, by the contract of a journal`, () => {
    starts(watched);
    writes(watched);
    besides(watched);
    orphans(watched);
  });
  describe(`a chain of ${name}, by the contract of a journal`, () => tornEnds(watched));
}
