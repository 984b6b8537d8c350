// On a real PostgreSQL a copy tells nothing of a hidden value by failing for some: what could is refused by what is declared.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Downstream } from '../downstreams/subprocess.js';
import { openRealServer, type RealServer } from './real-server.js';

let server: RealServer;
let store: Downstream;
beforeAll(async () => {
  server = await openRealServer(
    'CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected; CREATE DOMAIN gold.small AS bigint CHECK (VALUE < 100)',
  );
  store = await connect('postgres', { DATABASE_URL: server.url() });
});
afterAll(async () => {
  await store?.close();
  await server?.stop();
});

type Given = { readonly source: string; readonly kept: string; readonly value: string };

async function copied({ source, kept, value }: Given, clear?: readonly string[]): Promise<unknown> {
  await server.sql(`CREATE TABLE silver.held (id integer PRIMARY KEY, v ${source}); INSERT INTO silver.held VALUES (1, ${value});
    CREATE TABLE gold.kept (id integer PRIMARY KEY, v ${kept}); GRANT ALL ON silver.held, gold.kept TO ${server.named('lake_read, lake_promote')}`);
  const { version } = await store.ok('content_version', { table: 'silver.held' });
  const clear_columns = clear === undefined ? undefined : { 'silver.held': clear };
  const way = { source: 'silver.held', version, target: 'gold.kept', clear_columns };
  const result = await store.raw('copy_if_version', way);
  await server.sql('DROP TABLE silver.held; DROP TABLE gold.kept');
  return result.isError === true ? result.structuredContent : 'copied';
}

it.each([
  ['bigint', 'integer', '3000000000', '7'],
  ['numeric(10,2)', 'numeric(5,2)', '12345.67', '1.50'],
  ['numeric', 'numeric(10,2)', '1.005', '1.50'],
  ['numeric(10,2)', 'integer', '1.50', 'NULL'],
  ['text', 'varchar(3)', "'longer'", "'x'"],
  ['varchar(9)', 'varchar(3)', "'longer'", "'x'"],
  ['double precision', 'real', '0.123456789', '0.5'],
  ['timestamp', 'date', "'2026-01-02 03:04'", 'NULL'],
  ['bigint', 'gold.small', '1000', '7'],
  ['text', 'text NOT NULL', 'NULL', "'x'"],
])('what is hidden goes from %s into %s for no value', async (source, kept, failing, fitting) => {
  const of = (value: string): Given => ({ source, kept, value });
  // It does tell, where nobody has said what is hidden.
  expect(await copied(of(failing))).not.toBe('copied');
  expect(await copied(of(fitting))).toBe('copied');
  const denied = { code: 'hidden-constraint' };
  expect(await copied(of(failing), ['id'])).toEqual(denied);
  expect(await copied(of(fitting), ['id'])).toEqual(denied);
  expect(await copied(of(fitting), ['id', 'v'])).toBe('copied');
});

it.each([
  ['integer', 'bigint', '7'],
  ['bigint', 'numeric', '3000000000'],
  ['numeric(10,2)', 'numeric', '1.50'],
  ['varchar(3)', 'varchar(9)', "'abc'"],
  ['varchar(3)', 'text', "'abc'"],
  ['text', 'varchar', "'abc'"],
  ['uuid', 'uuid', 'NULL'],
  ['text NOT NULL', 'text NOT NULL', "'x'"],
])('from %s into %s for each', async (source, kept, value) => {
  expect(await copied({ source, kept, value }, ['id'])).toBe('copied');
});
