// What stands in a court of SQLite's: the labelled schema, and what it has none of. Two seeds are equal but for classified values, which no detector
// would know by their form. It refuses a classified value that is the same in both, but for what is absent.
import Sqlite from 'better-sqlite3';
import type { Catalog } from '../../../../../../src/catalog/catalog.js';
import { catalogOf, dataset, lakeCatalog, lakeScript, schemaOf } from '../../../../../cases/sql/lake.js';
import { quoted, twinValues } from '../../../../../cases/sql/twin-values.js';

const more = `
CREATE TABLE silver.parents(id INTEGER PRIMARY KEY, note TEXT);
CREATE TABLE silver.children(id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents(id) ON DELETE CASCADE ON UPDATE CASCADE, note TEXT);
CREATE TABLE silver.toys(id INTEGER PRIMARY KEY, child INTEGER REFERENCES children(id) ON DELETE SET NULL, note TEXT);
CREATE TABLE silver.made(id INTEGER PRIMARY KEY, note TEXT, loud TEXT GENERATED ALWAYS AS (upper(note)) STORED, quiet TEXT AS (lower(note)));
CREATE TABLE silver.pairs(id INTEGER, b INTEGER, note TEXT, PRIMARY KEY (id, b)) WITHOUT ROWID;
CREATE TABLE silver.coded(id INTEGER PRIMARY KEY, code INTEGER UNIQUE, note TEXT NOT NULL DEFAULT 'd' CHECK (length(note) < 99)) STRICT;
CREATE TABLE silver.wordy(note TEXT PRIMARY KEY, id INTEGER);
CREATE TABLE silver.keyless(id INTEGER, note TEXT);
CREATE TABLE silver.kin(id INTEGER PRIMARY KEY, customer INTEGER, full_name TEXT, note TEXT);
CREATE TABLE silver.shown(id INTEGER PRIMARY KEY, email TEXT, brief TEXT AS (substr(email, 1, 2)), size INTEGER GENERATED ALWAYS AS (length(email)) STORED, note TEXT);
CREATE INDEX silver.shown_low ON shown(lower(email)) WHERE email > 'm';
CREATE UNIQUE INDEX silver.coded_low ON coded(code) WHERE id < 5;
CREATE INDEX silver.parents_low ON parents(lower(note));
CREATE VIEW silver.twice AS SELECT id, label, contact FROM v_contacts;
CREATE VIEW silver.late AS SELECT o.id, o.amount AS total, c.country AS country, c.email AS mail FROM orders o JOIN customers c ON c.id = o.customer_id;
CREATE VIEW silver.ranked AS SELECT id, row_number() OVER (ORDER BY amount) AS n, status FROM orders;
CREATE VIEW silver.deep(id, depth) AS WITH RECURSIVE r(id, depth) AS (SELECT id, 0 FROM parents UNION SELECT c.id, r.depth + 1 FROM children c JOIN r ON c.parent = r.id WHERE r.depth < 3) SELECT id, depth FROM r;
CREATE TRIGGER silver.told AFTER INSERT ON children BEGIN UPDATE parents SET note = new.note WHERE id = new.parent; END;
CREATE TRIGGER silver.untold AFTER DELETE ON toys WHEN old.id > 1 BEGIN DELETE FROM wordy WHERE id = old.id; END;
CREATE TRIGGER silver.retold INSTEAD OF UPDATE OF label ON twice BEGIN UPDATE customers SET full_name = new.label WHERE id = new.id; END;
CREATE TRIGGER silver.brought INSTEAD OF INSERT ON late BEGIN INSERT INTO orders(id, amount) VALUES (new.id, new.total); END;
CREATE TRIGGER silver.chained AFTER UPDATE ON wordy BEGIN INSERT INTO keyless VALUES (new.id, old.note); END;
CREATE TRIGGER silver.known AFTER UPDATE OF note ON kin BEGIN INSERT INTO keyless SELECT new.id, full_name FROM customers WHERE id = new.customer; END
`;

const forms: Readonly<Record<string, string>> = {
  'silver.parents': 'id note',
  'silver.children': 'id parent note',
  'silver.toys': 'id child note',
  'silver.made': 'id note loud quiet',
  'silver.pairs': 'id b note',
  'silver.coded': 'id code note',
  'silver.wordy': 'note id',
  'silver.keyless': 'id note',
  'silver.kin': 'id customer full_name note',
  'silver.shown': 'id email brief size note',
  'silver.twice': 'id label contact',
  'silver.late': 'id total country mail',
  'silver.ranked': 'id n status',
  'silver.deep': 'id depth',
};
const classes: Readonly<Record<string, string>> = {
  full_name: 'pii.name',
  email: 'pii.email',
  brief: 'pii.email',
  size: 'pii.email',
};
const keys: Readonly<Record<string, readonly string[]>> = {
  'silver.pairs': ['id', 'b'],
  'silver.wordy': ['note'],
  'silver.keyless': [],
};

const courtScript = `${lakeScript.trim()}\n${more}`;
export const courtSchema = schemaOf(courtScript.trim());
export const courtCatalog: Catalog = catalogOf([
  ...lakeCatalog.datasets.values(),
  ...Object.entries(forms).map(([name, columns]) =>
    dataset(
      name,
      Object.fromEntries(columns.split(' ').map((column) => [column, classes[column] ?? 'clear'])),
      [...(keys[name] ?? ['id'])],
    ),
  ),
]);

/** Rows that the lakes have in common, nine to a table. */
const common = [1, 2, 3, 4, 5, 6, 7, 8, 9]
  .map(
    (g) => `
INSERT INTO staging.orders_raw VALUES (${g}, ${g}, ${g * 3}, 'open', '2024');
INSERT INTO staging.orders_clean VALUES (${g + 4}, ${g}, ${g * 2}, 'open', '2024');
INSERT INTO staging.junk VALUES (${g}, '${g % 2 === 0 ? `{"a":${g}}` : `[${g},"j"]`}');
INSERT INTO staging.scratch VALUES ('s${g}');
INSERT INTO staging.audit_log VALUES (${g}, 'a');
INSERT INTO gold.daily_revenue VALUES ('2024-0${g}', ${g}, ${g});
INSERT INTO silver.parents VALUES (${g}, 'p${g % 3}');
INSERT INTO silver.children VALUES (${g}, ${g}, 'c');
INSERT INTO silver.toys VALUES (${g}, ${g}, 't');
INSERT INTO silver.made(id, note) VALUES (${g}, 'm');
INSERT INTO silver.pairs VALUES (${g}, ${g % 3}, 'r');
INSERT INTO silver.coded VALUES (${g}, ${g * 2}, 'c${g}');
INSERT INTO silver.wordy VALUES ('w${g}', ${g});
INSERT INTO silver.keyless VALUES (${g}, 'k');`,
  )
  .join('');

const at = (list: readonly (string | null)[], place: number): string =>
  quoted(list[place % list.length] ?? null);

/** Nine that are unlike each other in length and beginning as well: what is computed from them is equal to nothing in either lake. */
const unlike = (which: number, g: number): string =>
  which === 0
    ? `'${String.fromCharCode(97 + g).repeat(g + 2)}'`
    : `'${String.fromCharCode(122 - g).repeat(14 - g)}'`;

/** By number of the lake. */
export const seedOf: readonly string[] = twinValues.map(({ full_name, email, phone }, which) => {
  const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((g) => {
    const [name, mail, call] = [at(full_name, g), at(email, g), at(phone, g)];
    const [other, late] = [at(phone, g + 3), at(full_name, g + 2)];
    const id = g + 1;
    return `
INSERT INTO staging.customers_raw VALUES (${id}, ${name}, ${mail}, ${call}, 'NL', '2024', ${other});
INSERT INTO silver.customers VALUES (${id}, ${name}, ${mail}, ${call}, ${other}, ${late}, '${g % 2 === 0 ? 'NL' : 'DE'}', '${g < 3 ? 'retail' : 'business'}');
INSERT INTO silver.orders VALUES (${id}, ${id}, ${id * 3}, 'open', '2024', ${other});
INSERT INTO protected.salaries VALUES (${id}, ${name}, ${which * 7 + id});
INSERT INTO protected.api_keys VALUES (${id}, 'k', ${other});
INSERT INTO silver.kin VALUES (${id}, ${id}, ${name}, 'k');
INSERT INTO silver.shown(id, email, note) VALUES (${id}, ${unlike(which, g)}, 's');`;
  });
  return `${common}${rows.join('')}`;
});

export function furnished(which: number): Sqlite.Database {
  const db = new Sqlite(':memory:');
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec(courtScript);
  db.exec(seedOf[which] ?? '');
  db.exec('PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA automatic_index = OFF');
  return db;
}
