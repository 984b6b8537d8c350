// A promotion on a real PostgreSQL that is masked on its way: what stands in gold is what the policy has of it, and the rest as it was.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { journal, type Kernel, startKernel, until } from '../acceptance/kernel.js';
import { people } from '../acceptance/lake.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const rows = people.map(
  (one) => `(${one.id}, '${one.full_name}', '${one.email}', '${one.phone}', '${one.country}', 'retail')`,
);
const person = 'id integer PRIMARY KEY, full_name text, email text, phone text, country text, segment text';
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.customers (${person});
INSERT INTO silver.customers VALUES ${rows.join(', ')};
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount numeric(10,2), status text);
CREATE TABLE gold.customers (${person});
`;
const policy = `version: 1
mask:
  - { class: pii.email, with: token, into: ["gold.*"] }
  - { class: pii.phone, with: drop, into: [gold.customers] }
`;

let server: RealServer;
let place: RealPlace;
let kernel: Kernel;
beforeAll(async () => {
  server = await openRealServer(seed);
  place = makeRealPlace({ dsn: server.url(), policies: { 'pseudonyms.yaml': policy } });
  kernel = await startKernel(place);
  await kernel.client.listTools();
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});

it('is masked in gold, the same each time, and as it was in what no line speaks of', async () => {
  const kept = 'SELECT id, full_name, country, segment FROM';
  const seen: unknown[] = [];
  for (const _ of [1, 2]) {
    expect((await kernel.call('aegis__validate', { dataset: 'silver.customers' })).code).toBe('allowed');
    const args = { source: 'silver.customers', target: 'gold.customers' };
    const { content } = await kernel.call('aegis__promote', args);
    expect(content).toMatchObject({ promoted: true, masked_columns: ['email', 'phone'] });
    const rest = await server.sql(`${kept} gold.customers ORDER BY id`);
    expect(rest).toEqual(await server.sql(`${kept} silver.customers ORDER BY id`));
    const gold = await server.sql('SELECT email, phone FROM gold.customers ORDER BY id');
    expect(gold).toHaveLength(people.length);
    for (const { email, phone } of gold) {
      expect(email).toMatch(/^\[EMAIL:[a-z2-7]{12}\]$/);
      expect(phone).toBeNull();
    }
    seen.push(gold);
  }
  expect(seen[1]).toEqual(seen[0]);
});

it('goes in parts past what goes at once, with or without a key, and nothing is put when the source was written', async () => {
  await server.sql(`INSERT INTO silver.customers SELECT i, 'Person ' || i % 500, 'p' || i || '@firma.example', '+49 30 ' || 2000000 + i, 'DE', 'retail'
    FROM generate_series(1000, 21999) i`);
  const args = { source: 'silver.customers', target: 'gold.customers' };
  for (const isKeyed of [true, false]) {
    if (!isKeyed) await server.sql('ALTER TABLE silver.customers DROP CONSTRAINT customers_pkey');
    expect((await kernel.call('aegis__validate', { dataset: 'silver.customers' })).code).toBe('allowed');
    const { content } = await kernel.call('aegis__promote', args);
    expect(content).toMatchObject({ promoted: true, rows: 21_000 + people.length });
    expect(content.parts).toBeGreaterThan(4);
    const masked = await server.sql(
      "SELECT count(*)::int AS rows, count(DISTINCT email)::int AS emails, count(phone)::int AS phones FROM gold.customers WHERE email LIKE '[EMAIL:%'",
    );
    expect(masked).toEqual([{ rows: 21_000 + people.length, emails: 21_000 + people.length, phones: 0 }]);
  }
  const before = await server.sql(
    'SELECT md5(string_agg(c::text, $$,$$ ORDER BY id)) AS whole FROM gold.customers c',
  );
  expect((await kernel.call('aegis__validate', { dataset: 'silver.customers' })).code).toBe('allowed');
  const promoting = kernel.call('aegis__promote', args);
  const kept = (): number =>
    journal(place).filter(({ type, body }) => type === 'outcome' && body.tool === 'postgres__keep_part')
      .length;
  const so = kept();
  await until('parts are kept', () => kept() >= so + 2, 60_000);
  await server.sql("UPDATE silver.customers SET country = 'ZZ' WHERE id = 1");
  expect((await promoting).code).not.toBe('allowed');
  expect(
    await server.sql('SELECT md5(string_agg(c::text, $$,$$ ORDER BY id)) AS whole FROM gold.customers c'),
  ).toEqual(before);
}, 240_000);
