// What every reader keeps: a question has an answer and never a rejection, what cannot be read is opaque, and a structure is the one loaded last.
import { afterEach, describe, expect, it } from 'vitest';
import type { CatalogWire, Reader, ReadRequest, Schema } from '../../actors/powers.js';
import { catalogWire } from '../../actors/powers.js';
import type { OverlayWire } from '../../src/catalog/overlay.js';
import type { Effects } from '../../src/intercept/effects.js';
import { lakeCatalog, lakeSchema } from '../cases/sql/lake.js';

export const wire: CatalogWire = catalogWire(lakeCatalog);

const only = (table: string, columns: string, digest: string): Schema => ({
  ...lakeSchema,
  digest,
  statements: [{ schema: 'silver', name: table, kind: 'table', sql: `CREATE TABLE ${table} (${columns})` }],
});

const ask = (reader: Reader, text: string, over: Partial<ReadRequest> = {}): Promise<Effects> =>
  reader.read({ system: 'lake', dialect: 'sqlite', text, ...over });

function readings(fresh: () => Promise<Reader>): void {
  it('reads a statement: what it is, what it touches, what leaves, under which structure', async () => {
    const effects = await ask(await fresh(), 'SELECT id, email FROM silver.customers');
    expect(effects).toMatchObject({ kind: 'select', statements: 1, schema: lakeSchema.digest, opaque: [] });
    expect(effects.egress.map((column) => column.classes)).toEqual([[], ['pii.email']]);
    expect(effects.reads.map((read) => read.dataset)).toContain('silver.customers');
  });

  it('tells a write from a reading, and one row from all', async () => {
    const reader = await fresh();
    const scopes = await Promise.all(
      ['id = 1', '1 = 1'].map(async (where) => {
        const { writes } = await ask(reader, `DELETE FROM silver.orders WHERE ${where}`);
        return writes.map(({ dataset, scope }) => `${dataset} ${scope}`);
      }),
    );
    expect(scopes).toEqual([['silver.orders key-pinned'], ['silver.orders tautology']]);
  });

  it('answers each of many questions with its own answer', async () => {
    const reader = await fresh();
    const tables = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? 'customers' : 'orders'));
    const found = await Promise.all(
      tables.map((name, at) => ask(reader, `SELECT ${at} FROM silver.${name}`)),
    );
    expect(found.map(({ reads }) => reads[0]?.dataset)).toEqual(tables.map((name) => `silver.${name}`));
  });
}

function opaques(fresh: () => Promise<Reader>): void {
  it.each<[string, Partial<ReadRequest>]>([
    ['of a system that was never loaded', { system: 'other' }],
    ['in a dialect that nobody reads', { dialect: 'mysql' }],
    ['past 65,536 characters', { text: `SELECT '${'x'.repeat(65_536)}'` }],
    ['that is no text', { text: 7 as unknown as string }],
    ['that is no statement', { text: 'SELEC 1' }],
    ['that is two', { text: 'SELECT 1; SELECT 2' }],
    ['that is empty', { text: '' }],
    ['of a table that is not there', { text: 'SELECT 1 FROM silver.nobody' }],
  ])('calls a statement %s opaque, says why, and reads the next', async (_, odd) => {
    const reader = await fresh();
    const { opaque } = await ask(reader, 'SELECT 1', odd);
    expect(opaque.length).toBeGreaterThan(0);
    expect(opaque.every((why) => why.length > 0 && !why.includes('xxx'))).toBe(true);
    expect((await ask(reader, 'SELECT 1')).opaque).toEqual([]);
  });

  it('answers opaque once it is closed, also what was asked before, and is closed twice in silence', async () => {
    const reader = await fresh();
    const open = ask(reader, 'SELECT id FROM silver.orders WHERE id = 4711');
    await reader.close();
    const { statements, opaque } = await open;
    expect(statements + opaque.length).toBeGreaterThan(0);
    expect((await ask(reader, 'SELECT 1')).opaque).not.toEqual([]);
    await expect(reader.close()).resolves.toBeUndefined();
  });
}

const overlay = (count: number, column: string): OverlayWire => ({
  count,
  value: {
    count,
    datasets: {
      'silver.customers': { at: count, columns: { [column]: { classes: ['pii.name'], derived: false } } },
    },
  },
});

function overlays(fresh: () => Promise<Reader>): void {
  it('judges a statement by the overlay it is asked with, and by that alone', async () => {
    const reader = await fresh();
    const text = 'SELECT country, segment FROM silver.customers';
    const classes = async (over: Partial<ReadRequest>) =>
      (await ask(reader, text, over)).egress.map((column) => column.classes);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await classes({})).toEqual([[], []]);
      expect(await classes({ overlay: overlay(1, 'country') })).toEqual([['pii.name'], []]);
      expect(await classes({ overlay: overlay(2, 'segment') })).toEqual([[], ['pii.name']]);
    }
  });

  it('calls a statement opaque when the overlay is not of its form', async () => {
    const broken = { count: 3, value: { count: 3 } };
    expect((await ask(await fresh(), 'SELECT 1', { overlay: broken })).opaque).toEqual([
      'the class overlay could not be read',
    ]);
  });
}

function structures(fresh: () => Promise<Reader>): void {
  it('knows of a system what was loaded last, and nothing of what was before', async () => {
    const reader = await fresh();
    await reader.load('lake', only('orders', 'id INTEGER PRIMARY KEY, extra TEXT', 'd2'), wire);
    expect(await ask(reader, 'SELECT extra FROM silver.orders')).toMatchObject({ schema: 'd2', opaque: [] });
    expect((await ask(reader, 'SELECT email FROM silver.customers')).opaque).not.toEqual([]);
  });

  it('keeps two systems apart', async () => {
    const reader = await fresh();
    await reader.load('other', only('orders', 'id INTEGER PRIMARY KEY, extra TEXT', 'd3'), wire);
    const text = 'SELECT extra FROM silver.orders';
    expect((await ask(reader, text, { system: 'other' })).opaque).toEqual([]);
    expect((await ask(reader, text)).opaque).not.toEqual([]);
    expect((await ask(reader, 'SELECT email FROM silver.customers')).opaque).toEqual([]);
  });

  it.each(['3.40.1', '3.52.0', '4.53.0'])(
    'refuses a system on SQLite %s, and does not go on with what it knew of it',
    async (version) => {
      const reader = await fresh();
      const schema = { ...lakeSchema, engine: { name: 'sqlite', version } };
      await expect(reader.load('lake', schema, wire)).rejects.toThrow('not SQLite 3.53');
      expect((await ask(reader, 'SELECT 1')).opaque).toEqual(['the system is not loaded']);
      await reader.load('lake', lakeSchema, wire);
      expect((await ask(reader, 'SELECT 1')).opaque).toEqual([]);
    },
  );

  it('loads nothing once it is closed', async () => {
    const reader = await fresh();
    await reader.close();
    await expect(reader.load('lake', lakeSchema, wire)).rejects.toThrow();
  });
}

export function readerContract(name: string, make: () => Reader): void {
  const open: Reader[] = [];
  afterEach(async () => {
    for (const reader of open.splice(0)) await reader.close();
  });
  const fresh = async (): Promise<Reader> => {
    const reader = make();
    open.push(reader);
    await reader.load('lake', lakeSchema, wire);
    return reader;
  };
  describe(`${name}, by the contract of a reader`, () => {
    readings(fresh);
    opaques(fresh);
    overlays(fresh);
    structures(fresh);
  });
}
