// PostgreSQL statements through the real reader: its thread, its deadline, its cache. The kernel's own list of dialects stays as it is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogWire } from '../../../../actors/powers.js';
import { createReader } from '../../../../dist/actors/powers/reading/reader.js';
import { isDialect } from '../../../../src/intercept/sql/index.js';
import { lakeCatalog, lakeSchema } from '../../../cases/sql/lake.js';
import { pgScript } from '../../../cases/sql/reading-postgres.js';

const reader = createReader();
const schema = (sql: string) => ({
  digest: 'd1',
  engine: { name: 'postgres', version: '18' },
  statements: [{ schema: 'public', name: 'script', kind: 'script', sql }],
});
beforeAll(async () => {
  await reader.load('pg', schema(pgScript), catalogWire(lakeCatalog));
  await reader.load('lite', lakeSchema, catalogWire(lakeCatalog));
});
afterAll(() => reader.close());

describe('two engines in one reader', () => {
  it('each system is read by its own', async () => {
    const text = 'SELECT email::text AS e FROM silver.customers';
    const read = await reader.read({ system: 'pg', dialect: 'postgres', text });
    expect([read.opaque, read.egress.map(({ classes }) => classes)]).toEqual([[], [['pii.email']]]);
    expect((await reader.read({ system: 'lite', dialect: 'sqlite', text })).opaque).not.toEqual([]);
  });

  it('a statement in the dialect of another system is not understood', async () => {
    const asked = { text: 'SELECT 1' };
    expect((await reader.read({ ...asked, system: 'pg', dialect: 'sqlite' })).opaque).toEqual([
      'unknown dialect',
    ]);
    expect((await reader.read({ ...asked, system: 'lite', dialect: 'postgres' })).opaque).toEqual([
      'unknown dialect',
    ]);
  });

  it('a schema that PostgreSQL cannot parse is not loaded', async () => {
    await expect(reader.load('bad', schema('CREATE TABEL x'), catalogWire(lakeCatalog))).rejects.toThrow(
      'cannot parse the definition of script public.script',
    );
    const read = await reader.read({ system: 'bad', dialect: 'postgres', text: 'SELECT 1' });
    expect(read.opaque).toEqual(['the system is not loaded']);
  });

  const told = (...texts: readonly string[]) => ({
    ...schema(''),
    statements: texts.map((sql, at) => ({ schema: 'silver', name: `v${at}`, kind: 'view', sql })),
  });
  it('definitions are parsed one by one: none reaches into the next', async () => {
    const [open, close] = [
      'CREATE VIEW silver.v0 AS SELECT 1 AS a /* ',
      '*/; CREATE VIEW silver.v1 AS SELECT 2 AS b',
    ];
    const loading = reader.load('torn', told(open, close), catalogWire(lakeCatalog));
    await expect(loading).rejects.toThrow('cannot parse the definition of view silver.v0');
  });

  it.each([
    [
      'one definition',
      ['SELECT 1', `SELECT ${'1,'.repeat(131_072)}1`],
      'view silver.v1 has 262152 characters',
    ],
    [
      'all of them',
      Array.from({ length: 65 }, () => `SELECT '${'x'.repeat(262_000)}'`),
      'its definitions have 17030585',
    ],
  ])('a structure is not taken in where %s is longer than people write', async (_name, texts, why) => {
    const loading = reader.load('long', told(...texts), catalogWire(lakeCatalog));
    await expect(loading).rejects.toThrow(why);
    const read = await reader.read({ system: 'long', dialect: 'postgres', text: 'SELECT 1' });
    expect([read.opaque, reader.restarts()]).toEqual([['the system is not loaded'], 0]);
  });

  it('a server that is newer than the grammar is not read', async () => {
    const newer = { ...schema(pgScript), engine: { name: 'postgres', version: '19.1' } };
    await expect(reader.load('newer', newer, catalogWire(lakeCatalog))).rejects.toThrow(
      'PostgreSQL up to 18',
    );
    expect(isDialect('postgres')).toBe(true);
  });
});

describe('the second vote on PostgreSQL', () => {
  const open = async (vote?: URL) => {
    const terms = {
      deadline: 5_000,
      voteWithin: 2_000,
      ...(vote === undefined ? {} : { workers: { vote } }),
    };
    const own = createReader(terms);
    await own.load('pg', schema(pgScript), catalogWire(lakeCatalog));
    const ask = (text: string) => own.read({ system: 'pg', dialect: 'postgres', text });
    const counted = (): number => own.votes().agreed + own.votes().disagreed;
    for (let at = 0; counted() === 0; at += 1) await ask(`SELECT ${at}`);
    return { own, ask };
  };

  it('agrees with what its own grammar reads alike, an empty statement before it and a truncation among it', async () => {
    const { own, ask } = await open();
    const { agreed } = own.votes();
    const texts = [
      'SELECT amount::text FROM silver.orders',
      ';; SELECT 1;',
      'TRUNCATE silver.orders',
      'DELETE FROM silver.orders WHERE id = 1',
      'DROP TABLE silver.orders',
    ];
    for (const text of texts) expect((await ask(text)).opaque).toEqual([]);
    expect(own.votes()).toMatchObject({
      agreed: agreed + texts.length,
      disagreed: 0,
      late: own.votes().late,
    });
    await own.close();
  });

  it('abstains from what it cannot parse, which is counted', async () => {
    const { own, ask } = await open();
    const { unparsed } = own.votes();
    const text = 'SELECT id FROM silver.orders ORDER BY id FETCH FIRST 2 ROWS WITH TIES';
    expect((await ask(text)).opaque).toEqual([]);
    expect(own.votes().unparsed).toBe(unparsed + 1);
    await own.close();
  });

  it('denies by a parsed, more dangerous reading, and again from the cache', async () => {
    const { own, ask } = await open(new URL('../workers/vote-fixture.mjs', import.meta.url));
    for (let turn = 0; turn < 2; turn += 1)
      expect((await ask('SELECT id FROM silver.orders')).opaque).toEqual(['second reader disagrees']);
    await own.close();
  });

  it('is not asked about a text whose brackets stay open: its grammar would take hours', async () => {
    const { own, ask } = await open();
    const { agreed, late } = own.votes();
    expect((await ask(`SELECT ${'('.repeat(28)}1`)).opaque).not.toEqual([]);
    expect((await ask("SELECT '((('")).opaque).toEqual([]);
    expect((await ask('SELECT 2 AS n')).opaque).toEqual([]);
    expect(own.votes()).toMatchObject({ agreed: agreed + 2, late });
    await own.close();
  });
});
