// Two kernels on two real databases that are equal but for their classified values: whatever is asked, both say the same to the last byte. The
// content net finds nothing in these values, so the origin of each cell alone hides it. AEGIS_TWINS says how many statements are tried.
import { afterAll, beforeAll, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { stayAlike } from '../attacks/alike.js';
import { absenceRead } from '../cases/sql/absent.js';
import { patience, termsOf } from '../cases/sql/tried.js';
import { quoted, redacting, type TwinValues, twinValues } from '../cases/sql/twin-values.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';
import { twinRead } from './twin-reads.js';

const terms = termsOf('AEGIS_TWINS', 1500);

const person = 'id integer PRIMARY KEY, full_name text, email text, phone text, country text';

/** Tables of eight rows are planned as large ones: along their indexes, and joined by sorting. */
const indexed = ['enable_seqscan', 'enable_hashjoin']
  .map(
    (name) =>
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET ${name} = off', current_database()); END $$;`,
  )
  .join('\n');

/** The planner's statistics are made of the values: what it says of them must not differ either. */
function seedOf({ full_name, email, phone }: TwinValues): string {
  const rows = full_name.map((name, at) => {
    const values = [name, email[at] ?? null, phone[at] ?? null].map(quoted);
    return `(${at + 1}, ${values.join(', ')}, '${at % 2 === 0 ? 'NL' : 'DE'}', '${at < 2 ? 'retail' : 'business'}')`;
  });
  return `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE bronze.customers_raw (${person}, notes text);
CREATE TABLE silver.customers (${person}, segment text);
INSERT INTO silver.customers VALUES ${rows.join(', ')};
INSERT INTO bronze.customers_raw SELECT id, full_name, email, phone, country, email FROM silver.customers;
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount numeric(10,2), status text);
INSERT INTO silver.orders SELECT g, g % 8 + 1, g * 3, 'open' FROM generate_series(1, 12) g;
CREATE INDEX by_email ON silver.customers (email) INCLUDE (id);
CREATE INDEX by_name ON silver.customers (country, full_name) INCLUDE (id);
${indexed}
ANALYZE;
`;
}

const servers: RealServer[] = [];
const places: RealPlace[] = [];
const kernels: Kernel[] = [];
beforeAll(async () => {
  for (const values of twinValues) {
    const server = await openRealServer(seedOf(values), servers[0]);
    servers.push(server);
    const place = makeRealPlace({
      dsn: server.url(),
      role: 'analyst',
      policies: { 'redact.yaml': redacting },
    });
    places.push(place);
    const kernel = await startKernel(place);
    kernels.push(kernel);
    await kernel.call('postgres__query', { sql: 'SELECT 1 AS one' });
  }
});
afterAll(async () => {
  for (const kernel of kernels) await kernel.close();
  for (const place of places) place.remove();
  for (const server of servers.toReversed()) await server.stop();
});

it(
  'two real databases that differ in classified values alone are one database to an agent',
  async () => {
    await stayAlike(kernels, twinRead, terms);
  },
  patience(terms),
);

const absent = termsOf('AEGIS_TWINS', 600);
it(
  'that a value is absent says nothing of those that are there',
  async () => {
    await stayAlike(kernels, absenceRead, absent);
  },
  patience(absent),
);
