// The reader with its real threads, from the built program: deadlines, recovery, the cache, the second vote, and a differential fuzz.

import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReader, type SqlReader } from '../../../../dist/actors/powers/reading/reader.js';
import { ownThread } from '../../../../dist/actors/powers/workers/work.js';
import { slow } from '../../../cases/sql/bomb.js';
import { lakeSchema, lakeScript } from '../../../cases/sql/lake.js';
import { isDenied, isReadonly } from '../../../cases/sql/reading.js';
import { readerContract, wire } from '../../../contracts/reader.js';
import { createFakeReader } from '../../../fakes/reader.js';
import { fc } from '../../../property.js';

const ask = (reader: SqlReader, text: string) => reader.read({ system: 'postgres', dialect: 'sqlite', text });

async function open(options: Parameters<typeof createReader>[0] = {}): Promise<SqlReader> {
  const reader = createReader(options);
  await reader.load('postgres', lakeSchema, wire);
  return reader;
}

// The machine that runs the tests may be busy: what is under test here is the answer, not the clock.
readerContract('the reader with its threads', () => createReader({ deadline: 5_000, voteWithin: 500 }));
readerContract('the reader in this process', createFakeReader);

describe('reader', () => {
  let reader: SqlReader;
  beforeAll(async () => {
    // The machine that runs the tests may be busy: what is under test here is the answer, not the clock.
    reader = await open({ deadline: 2_000, voteWithin: 500 });
    for (let at = 0; reader.votes().agreed === 0; at += 1) await ask(reader, `SELECT ${at}`);
  });
  afterAll(() => reader.close());

  it('the same text is answered from the cache, and a new schema or catalog empties it', async () => {
    const text = 'SELECT amount FROM silver.orders';
    await ask(reader, text);
    const first = await ask(reader, text);
    expect(await ask(reader, text)).toBe(first);
    await reader.load('postgres', { ...lakeSchema, digest: 'd2' }, wire);
    expect((await ask(reader, text)).schema).toBe('d2');
    await reader.load('postgres', lakeSchema, wire);
  });

  it('what is kept is bounded by what it weighs: a long text, or one that gives much, takes the place of many', async () => {
    // What was voted on too late is not kept: the vote may take its time here.
    const small = await open({ deadline: 10_000, voteWithin: 10_000, heaviestCached: 4_000 });
    const text = 'SELECT amount FROM silver.orders';
    const first = await ask(small, text);
    expect(await ask(small, text)).toBe(first);
    await ask(small, `SELECT '${'x'.repeat(3_900)}'`);
    const again = await ask(small, text);
    expect(again).not.toBe(first);
    expect(await ask(small, text)).toBe(again);
    await ask(small, `SELECT ${Array.from({ length: 60 }, () => 'amount').join()} FROM silver.orders`);
    expect(await ask(small, text)).not.toBe(again);
    await small.close();
  });

  it('a text that differs in a literal alone is another text', async () => {
    const scope = async (where: string) =>
      (await ask(reader, `DELETE FROM silver.orders WHERE ${where}`)).writes[0]?.scope;
    expect([await scope('id = 1'), await scope('1 = 1')]).toEqual(['key-pinned', 'tautology']);
  });

  it('what could not be replayed is named', async () => {
    const statements = [
      ...lakeSchema.statements,
      { schema: 'silver', name: 'f', kind: 'table', sql: 'CREATE VIRTUAL TABLE f USING fts5(a)' },
    ];
    const other = createReader();
    await other.load('postgres', { ...lakeSchema, statements }, wire);
    expect(other.leftOut('postgres')).toEqual(['table:silver.f']);
    await other.close();
  });

  it('no statement that runs a DROP is called harmless', async () => {
    const drops = [
      'DROP TABLE silver.orders',
      'drop table orders',
      'DROP/**/TABLE "silver"."orders"',
      'DROP VIEW silver.v_orders',
    ];
    const noise = fc.constantFrom(
      ...[
        'SELECT 1',
        "'",
        "''",
        '"',
        '`',
        '[',
        ']',
        '--',
        '--\n',
        '/*',
        '*/',
        '/* /* */',
        ';',
        ';',
        '\\',
        '$$',
        '$a$',
        '$',
      ],
      ...[
        '\r',
        '\r\n',
        '\n',
        '\t',
        ' ',
        "x'00'",
        "x'",
        '?1',
        ':a',
        '@b',
        '#',
        '\u00a0',
        '\ufeff',
        '\u0000',
        '\u200b',
        'é',
      ],
      ...[
        "'a'",
        '"id"',
        '(',
        ')',
        'SELECT',
        'AS',
        'WITH a AS (SELECT 1)',
        'EXPLAIN',
        'BEGIN;',
        'COMMIT;',
        '1',
        "E'\\'",
      ],
    );
    const text = fc
      .tuple(
        fc.array(noise, { maxLength: 4 }),
        fc.constantFrom(...drops),
        fc.array(noise, { maxLength: 3 }),
        fc.constantFrom('', ' ', ' ', '\n'),
      )
      .map(([before, drop, after, glue]) => [...before, drop, ...after].join(glue));
    const fallen = (sql: string): boolean => {
      const db = new Database(':memory:');
      db.exec(lakeScript);
      try {
        db.exec(sql);
      } catch {
        // What ran before the error still counts.
      }
      if (db.inTransaction) db.exec('COMMIT');
      const { n } = db
        .prepare("SELECT count(*) AS n FROM silver.sqlite_schema WHERE name IN ('orders', 'v_orders')")
        .get() as { n: number };
      db.close();
      return n < 2;
    };
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(text, async (sql) => {
        if (!fallen(sql)) return;
        ran += 1;
        const effects = await ask(reader, sql);
        if (!isDenied(effects) && isReadonly(effects))
          throw new Error(`called harmless: ${JSON.stringify(sql)}`);
      }),
      { numRuns: 1_500, seed: 20_260_923 },
    );
    expect(ran).toBeGreaterThan(100);
    expect(reader.restarts()).toBe(0);
  }, 120_000);
});

describe('deadlines', () => {
  it('a statement that takes too long is opaque, the thread is replaced, and the system is known again', async () => {
    const reader = await open();
    const before = performance.now();
    expect((await ask(reader, slow)).opaque).toEqual(['reader-deadline']);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(reader.restarts()).toBe(1);
    expect((await ask(reader, 'SELECT id FROM silver.orders')).opaque).toEqual([]);
    await reader.close();
  });

  // Elsewhere nobody tells what a thread has worked, and its deadline is one by the clock alone.
  it.skipIf(ownThread() === undefined)(
    'a thread that gets no processor is not late by the clock',
    async () => {
      const waiting = new URL('../workers/waiting-fixture.mjs', import.meta.url);
      const reader = await open({ deadline: 1_000, standsByAfter: 1_000_000, workers: { reader: waiting } });
      expect((await ask(reader, 'SELECT 1')).opaque).toEqual(['read at last']);
      expect(reader.restarts()).toBe(0);
      await reader.close();
    },
  );

  it('the thread that stands by knows each system as it was loaded last', async () => {
    const reader = await open({ deadline: 2_000, standsByAfter: 0 });
    for (const id of [1, 2, 3]) await ask(reader, `SELECT ${id}`);
    const more = { schema: 'silver', name: 'more', kind: 'table', sql: 'CREATE TABLE more (id, email)' };
    await reader.load(
      'postgres',
      { ...lakeSchema, digest: 'd2', statements: [...lakeSchema.statements, more] },
      wire,
    );
    await reader.load('other', lakeSchema, wire);
    const text = 'SELECT id FROM silver.more';
    const [late, next, other] = await Promise.all([
      ask(reader, slow),
      ask(reader, text),
      reader.read({ system: 'other', dialect: 'sqlite', text }),
    ]);
    expect([late.opaque, next.opaque, next.schema]).toEqual([['reader-deadline'], [], 'd2']);
    expect(other.opaque).toEqual(['the engine does not understand it']);
    expect(reader.restarts()).toBe(1);
    await reader.close();
  });

  it('what waits behind a slow statement is read after it', async () => {
    const reader = await open({ deadline: 1_000 });
    const [late, ...others] = await Promise.all([
      ask(reader, slow),
      ...[1, 2, 3].map((id) => ask(reader, `SELECT id FROM silver.orders WHERE id = ${id}`)),
    ]);
    expect(late.opaque).toEqual(['reader-deadline']);
    expect(others.map((effects) => effects.opaque)).toEqual([[], [], []]);
    await reader.close();
  });

  it('a series of statements that are each too slow keeps no ordinary one from being read', async () => {
    const reader = await open({ deadline: 1_000 });
    const all = await Promise.all(
      [1, 2, 3].flatMap((at) => [
        ask(reader, `${slow} -- ${at}`),
        ask(reader, `SELECT id FROM silver.orders WHERE id = ${at}`),
      ]),
    );
    expect(all.map(({ opaque }) => opaque)).toEqual([1, 2, 3].flatMap(() => [['reader-deadline'], []]));
    expect(reader.restarts()).toBe(3);
    await reader.close();
  });

  it('the event loop turns while a statement burns the thread', async () => {
    const reader = await open();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await Promise.all([
      ask(reader, slow),
      ask(reader, `SELECT ${'('.repeat(40)}`),
      ask(reader, 'SELECT ((((((((((((1'),
    ]);
    delay.disable();
    // A quarter of the deadline: on a shared machine the loop is late by itself, but never by the statement's length.
    expect(delay.percentile(90) / 1e6).toBeLessThan(60);
    await reader.close();
  });

  it('too many at once are refused as too many, not queued without end', async () => {
    const reader = await open({ mostWaiting: 4, deadline: 5_000 });
    const all = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(reader, `SELECT ${at}`)));
    const refused = all.filter((effects) => effects.opaque.length > 0);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(20);
    expect(new Set(refused.flatMap((effects) => effects.opaque))).toEqual(new Set(['reader-overloaded']));
    await reader.close();
  });

  it('a thread that ends while it reads is told apart from one that is late, and replaced', async () => {
    const dying = new URL('../workers/dying-fixture.mjs', import.meta.url);
    const reader = await open({ deadline: 10_000, workers: { reader: dying } });
    expect((await ask(reader, 'SELECT 1')).opaque).toEqual(['reader-lost']);
    expect((await ask(reader, 'SELECT 2')).opaque).toEqual(['reader-lost']);
    expect(reader.restarts()).toBe(2);
    await reader.close();
  });

  it('a reader whose thread cannot start answers opaque', async () => {
    const broken = createReader({ workers: { reader: new URL('../workers/nosuch.mjs', import.meta.url) } });
    await expect(broken.load('postgres', lakeSchema, wire)).rejects.toThrow('did not answer');
    await broken.close();
  });
});

describe('the memory of its threads', () => {
  const bounded = new URL('../workers/bounded-fixture.mjs', import.meta.url);

  it('is bounded in the thread that reads: what is left of statements is collected before it piles up', async () => {
    const reader = createReader({ workers: { reader: bounded } });
    await expect(reader.load('postgres', lakeSchema, wire)).rejects.toThrow('1024 and 12');
    await reader.close();
  });

  it('is bounded in the thread of the second vote', async () => {
    const reader = await open({ deadline: 2_000, voteWithin: 500, workers: { vote: bounded } });
    while (reader.votes().disagreed === 0) await ask(reader, `SELECT ${reader.votes().late} AS n`);
    expect((await ask(reader, 'SELECT id FROM silver.orders')).opaque).toEqual(['1024 and 12']);
    await reader.close();
  });
});

describe('second vote', () => {
  const vote = new URL('../workers/vote-fixture.mjs', import.meta.url);
  const warm = async (reader: SqlReader): Promise<void> => {
    for (let at = 0; reader.votes().disagreed + reader.votes().agreed === 0; at += 1)
      await ask(reader, `SELECT ${at} AS n`);
  };

  it('a parsed, more dangerous reading denies', async () => {
    const reader = await open({ voteWithin: 500, workers: { vote } });
    await warm(reader);
    expect((await ask(reader, 'SELECT id FROM silver.orders')).opaque).toEqual(['second reader disagrees']);
    expect(reader.votes().disagreed).toBeGreaterThan(0);
    await reader.close();
  });

  it('a vote that was laid while the text was read denies, and what it was laid for is denied again from the cache', async () => {
    const laying = new URL('../workers/laying-fixture.mjs', import.meta.url);
    const reader = await open({ deadline: 2_000, voteWithin: 500, workers: { vote: laying } });
    const textOf = (at: number): string => `SELECT id FROM silver.orders WHERE id > ${at}`;
    let last = 0;
    while (reader.votes().disagreed === 0) await ask(reader, textOf(++last));
    expect((await ask(reader, textOf(last))).opaque).toEqual(['second reader disagrees']);
    expect(reader.votes().disagreed).toBe(1);
    await reader.close();
  });

  it('a laid vote is for its own text: what follows is announced and judged anew', async () => {
    const laying = new URL('../workers/laying-fixture.mjs', import.meta.url);
    const reader = await open({ deadline: 2_000, voteWithin: 500, workers: { vote: laying } });
    for (let at = 0; reader.votes().disagreed < 3; at += 1) await ask(reader, `SELECT ${at} AS n`);
    expect((await ask(reader, 'DROP TABLE silver.orders')).opaque).toEqual([]);
    await reader.close();
  });

  it('a stuck second reader costs no more than its time, is counted, and is replaced', async () => {
    const reader = await open({ deadline: 2_000, workers: { vote } });
    await warm(reader);
    const { late } = reader.votes();
    const before = performance.now();
    expect((await ask(reader, "SELECT 'stuck'")).opaque).toEqual([]);
    expect(performance.now() - before).toBeLessThan(400);
    expect(reader.votes().late).toBe(late + 1);
    const { disagreed } = reader.votes();
    for (let at = 0; reader.votes().disagreed === disagreed; at += 1)
      await ask(reader, `SELECT ${at} AS again`);
    await reader.close();
  });

  it('a late vote is not kept: the text is voted on again', async () => {
    const reader = await open({ deadline: 2_000, workers: { vote } });
    await warm(reader);
    const { late } = reader.votes();
    await ask(reader, "SELECT 'stuck'");
    await ask(reader, "SELECT 'stuck'");
    expect(reader.votes().late).toBe(late + 2);
    await reader.close();
  });

  it('the real second reader agrees with plain statements and abstains from what it cannot parse', async () => {
    const reader = await open({ deadline: 2_000, voteWithin: 2_000 });
    for (let at = 0; reader.votes().agreed === 0; at += 1) await ask(reader, `SELECT ${at}`);
    await ask(reader, 'WITH d AS (SELECT 1) DELETE FROM silver.orders WHERE id = 1');
    expect(reader.votes()).toMatchObject({ disagreed: 0, unparsed: 1 });
    await reader.close();
  });
});
