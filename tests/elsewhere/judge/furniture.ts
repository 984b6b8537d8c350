// What stands in a court of PostgreSQL's: the labelled schema, and what it has none of. Two seeds are equal but for classified values, which no
// detector would know by their form. It refuses a classified value that is the same in both, but for what is absent.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../../src/catalog/catalog.js';
import { catalogOf, dataset, lakeCatalog } from '../../cases/sql/lake.js';
import { quoted, twinValues } from '../../cases/sql/twin-values.js';

const labelled = readFileSync(
  join(import.meta.dirname, '..', '..', 'cases', 'sql', 'schema_postgres.sql'),
  'utf8',
);

/** What the labelled schema has none of: cascades, heirs, partitions, generated columns, rules, a policy of rows. */
const more = `
CREATE TABLE silver.parents(id int PRIMARY KEY, note text);
CREATE TABLE silver.children(id int PRIMARY KEY, parent int REFERENCES silver.parents ON DELETE CASCADE ON UPDATE CASCADE, note text);
CREATE TABLE silver.toys(id int PRIMARY KEY, child int REFERENCES silver.children ON DELETE SET NULL, note text);
CREATE TABLE staging.old(id int PRIMARY KEY, note text);
CREATE TABLE staging.older(extra text) INHERITS (staging.old);
CREATE TABLE silver.events(id int, day int, note text) PARTITION BY RANGE (day);
CREATE TABLE silver.events_low PARTITION OF silver.events FOR VALUES FROM (0) TO (100);
CREATE TABLE silver.made(id int PRIMARY KEY, note text, loud text GENERATED ALWAYS AS (upper(note)) STORED);
CREATE TABLE staging.ruled(id int PRIMARY KEY, note text);
CREATE RULE aside AS ON UPDATE TO staging.ruled DO ALSO DELETE FROM staging.audit_log;
CREATE TABLE silver.watched(id int PRIMARY KEY, note text);
CREATE FUNCTION silver.peek() RETURNS boolean LANGUAGE sql AS 'SELECT count(*) > 0 FROM silver.orders';
CREATE POLICY peeking ON silver.watched USING (silver.peek());
ALTER TABLE silver.watched ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE VIEW gold.twice AS SELECT id, label, contact FROM silver.v_contacts;
CREATE VIEW silver.late AS SELECT o.id, o.amount AS total FROM silver.orders o JOIN silver.customers c ON c.id = o.customer_id;
`;

/** Rows that the two have in common, nine to a table. */
const common = `
INSERT INTO staging.orders_raw SELECT g, g, g, 'open', '2024' FROM generate_series(1, 9) g;
INSERT INTO staging.orders_clean SELECT g, g, g, 'open', '2024' FROM generate_series(5, 14) g;
INSERT INTO staging.junk SELECT g, 'j' || g FROM generate_series(1, 9) g;
INSERT INTO staging.scratch SELECT 's' || g FROM generate_series(1, 9) g;
INSERT INTO staging.audit_log SELECT g, 'a' FROM generate_series(1, 9) g;
INSERT INTO gold.daily_revenue SELECT '2024-0' || g, g, g FROM generate_series(1, 9) g;
INSERT INTO silver.parents SELECT g, 'p' FROM generate_series(1, 9) g;
INSERT INTO silver.children SELECT g, g, 'c' FROM generate_series(1, 9) g;
INSERT INTO silver.toys SELECT g, g, 't' FROM generate_series(1, 9) g;
INSERT INTO staging.old SELECT g, 'o' FROM generate_series(1, 9) g;
INSERT INTO staging.older SELECT g, 'o', 'x' FROM generate_series(11, 19) g;
INSERT INTO silver.events SELECT g, g, 'e' FROM generate_series(1, 9) g;
INSERT INTO silver.made SELECT g, 'm' FROM generate_series(1, 9) g;
INSERT INTO staging.ruled SELECT g, 'r' FROM generate_series(1, 9) g;
INSERT INTO silver.watched SELECT g, 'w' FROM generate_series(1, 9) g;
`;

const at = (list: readonly (string | null)[], place: number): string =>
  quoted(list[place % list.length] ?? null);

/** By number of the twin. */
const seedOf: readonly string[] = twinValues.map(({ full_name, email, phone }, which) => {
  const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((g) => {
    const [name, mail, call] = [at(full_name, g), at(email, g), at(phone, g)];
    const [other, late] = [at(phone, g + 3), at(full_name, g + 2)];
    const id = g + 1;
    return `
INSERT INTO staging.customers_raw VALUES (${id}, ${name}, ${mail}, ${call}, 'NL', '2024', ${other});
INSERT INTO silver.customers VALUES (${id}, ${name}, ${mail}, ${call}, ${other}, ${late}, '${g % 2 === 0 ? 'NL' : 'DE'}', '${g < 3 ? 'retail' : 'business'}');
INSERT INTO silver.orders VALUES (${id}, ${id}, ${id * 3}, 'open', '2024', ${other});
INSERT INTO protected.salaries VALUES (${id}, ${name}, ${which * 7 + id});
INSERT INTO protected.api_keys VALUES (${id}, 'k', ${other});`;
  });
  return `${common}${rows.join('')}\nREFRESH MATERIALIZED VIEW silver.mv_seg;`;
});

/** What makes a database into the twin of this number. */
export const furnishings: readonly string[] = seedOf.map((seed) => `${labelled};${more}${seed}`);

const forms: Readonly<Record<string, string>> = {
  'silver.mv_seg': 'segment n',
  'silver.parents': 'id note',
  'silver.children': 'id parent note',
  'silver.toys': 'id child note',
  'staging.old': 'id note',
  'staging.older': 'id note extra',
  'silver.events': 'id day note',
  'silver.events_low': 'id day note',
  'silver.made': 'id note loud',
  'staging.ruled': 'id note',
  'silver.watched': 'id note',
  'gold.twice': 'id label contact',
  'silver.late': 'id total',
};
export const courtCatalog: Catalog = catalogOf([
  ...lakeCatalog.datasets.values(),
  ...Object.entries(forms).map(([name, columns]) =>
    dataset(name, Object.fromEntries(columns.split(' ').map((column) => [column, 'clear']))),
  ),
]);

/** What differs between the two before anything is done. */
export const differs: readonly string[] = [...courtCatalog.datasets.values()].flatMap(({ name, columns }) =>
  Object.entries(columns).flatMap(([column, one]) => (one === 'clear' ? [] : [`${name}.${column}`])),
);
