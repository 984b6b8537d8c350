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
      'parse the schema',
    );
    const read = await reader.read({ system: 'bad', dialect: 'postgres', text: 'SELECT 1' });
    expect(read.opaque).toEqual(['the system is not loaded']);
  });

  it('a server that is newer than the grammar is not read', async () => {
    const newer = { ...schema(pgScript), engine: { name: 'postgres', version: '19.1' } };
    await expect(reader.load('newer', newer, catalogWire(lakeCatalog))).rejects.toThrow(
      'PostgreSQL up to 18',
    );
    expect(isDialect('postgres')).toBe(true);
  });
});
