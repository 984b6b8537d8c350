// Whether a value is there at all is told of a stored personal column by the one form that asks nothing else, and every probe in its clothes is seen.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../../src/catalog/catalog.js';
import type { Effects } from '../../../../src/intercept/effects.js';
import { probing, told } from '../../../cases/sql/absence.js';
import { catalogOf, dataset, schemaOf } from '../../../cases/sql/lake.js';
import { readerOf } from '../../../cases/sql/reading.js';
import { pgReaderOf } from '../../../cases/sql/reading-postgres.js';

const said = ({ opaque, filtersOn, egress, flows, carries }: Effects) => ({
  opaque,
  asks: filtersOn.filter(({ isAbsence }) => !isAbsence).map(({ column }) => column),
  bears: egress.flatMap(({ classes }) => classes),
  takes: [...flows, ...carries],
});
/** The columns that a statement of the list tests: of the customers, where one may be called `e`. */
const testedIn = (sql: string): readonly string[] =>
  [...sql.matchAll(/(\w+)["')]* *(?:IS|NOT|ISNULL|NOTNULL)\b/g)]
    .map(([, name]) => (name === 'e' ? 'email' : name))
    .filter((name) => name !== undefined && /^(?:full_name|email|phone|ssn)$/.test(name))
    .map((name) => `silver.customers.${name}`);
const nothing = { opaque: [], asks: [], bears: [], takes: [] };

describe.each([
  { dialect: 'sqlite' as const, read: readerOf() },
  { dialect: 'postgres' as const, read: pgReaderOf() },
])('whether a value is there, $dialect', ({ dialect, read }) => {
  it.each([...told.both, ...told[dialect]])('is told: %s', (sql) => {
    const effects = read(sql);
    expect(said(effects)).toEqual(nothing);
    const named = effects.filtersOn.map(({ dataset, column }) => `${dataset}.${column}`);
    expect(new Set(named)).toEqual(new Set(testedIn(sql)));
    expect(named).toHaveLength(new Set(named).size);
  });

  it.each([...probing.both, ...probing[dialect]])('is a probe: %s', (sql) => {
    const { asks, bears } = said(read(sql));
    expect([...asks, ...bears]).not.toEqual([]);
  });

  it('is that of the innermost query', () => {
    const raw = 'SELECT 1 FROM staging.customers_raw WHERE email IS NULL';
    const { filtersOn } = read(`SELECT id FROM silver.customers WHERE EXISTS (${raw})`);
    expect(filtersOn.map(({ dataset }) => dataset)).toEqual(['staging.customers_raw']);
  });
});

it('what an upsert does is done to its target, not to what the rows are taken from', () => {
  const put =
    "INSERT INTO staging.customers_raw (id, email) SELECT id, NULLIF(email, 'x') FROM silver.customers WHERE true";
  const { takes } = said(readerOf()(`${put} ON CONFLICT (id) DO UPDATE SET notes = (email IS NULL)`));
  expect(takes).toContainEqual(expect.objectContaining({ column: 'notes', derived: true }));
});

it('a table that is compared whole is read whole', () => {
  const lone = catalogOf([dataset('silver.lone', { email: 'pii.email' })]);
  const read = readerOf(schemaOf('CREATE TABLE silver.lone(email TEXT)'), lone);
  const gone = 'SELECT email IS NULL AS gone FROM silver.lone';
  expect(said(read(gone))).toEqual(nothing);
  expect(said(read(`${gone} WHERE 'x' IN silver.lone`)).asks).toEqual(['email']);
  const rows = 'SELECT DISTINCT email IS NULL AS gone, * FROM silver.lone';
  expect(said(read(`SELECT count(*) AS n FROM (${rows}) s`)).asks).toEqual(['email']);
});

it.each([
  ['is absent', '', []],
  ['was made so by the statement', ", email = NULLIF(email, 'x')", ['email']],
])('a trigger that asks whether a value %s asks what the statement asks by it', (_, more, asked) => {
  const trigger = `CREATE FUNCTION silver.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.email IS NULL THEN INSERT INTO staging.audit_log(what) VALUES ('gone'); END IF; RETURN NEW; END $$;
CREATE TRIGGER note AFTER UPDATE ON silver.customers FOR EACH ROW EXECUTE FUNCTION silver.note();`;
  const { asks } = said(pgReaderOf(trigger)(`UPDATE silver.customers SET segment = 'x'${more} WHERE id = 3`));
  expect(asks).toEqual(asked);
});

const columns = {
  id: 'clear',
  email: 'pii.email',
  shown: 'pii.email',
  token: 'secret.token',
  odd: 'pii.unknown',
};
const people = dataset('silver.people', columns);
const made = "GENERATED ALWAYS AS (NULLIF(email, 'x')) STORED";
const script = (text: string, number: string) =>
  `CREATE TABLE silver.people(id ${number} PRIMARY KEY, email ${text}, shown ${text} ${made}, token ${text}, odd ${text}, stray ${text})`;
const carried = { at: 1, columns: { email: { classes: ['pii.email'], isDerived: true } } };

describe.each([
  {
    dialect: 'sqlite',
    readerOver: (one: Dataset) => readerOf(schemaOf(script('TEXT', 'INTEGER')), catalogOf([one])),
  },
  { dialect: 'postgres', readerOver: (one: Dataset) => pgReaderOf(script('text', 'int'), [one]) },
])('of which column, $dialect', ({ readerOver }) => {
  const asks = (column: string, over = people) =>
    said(readerOver(over)(`SELECT id FROM silver.people WHERE ${column} IS NULL`)).asks;

  it('a personal one that is declared', () => expect(asks('email')).toEqual([]));
  it.each(['token', 'odd', 'stray'])('%s is none of those', (column) =>
    expect(asks(column)).toEqual([column]),
  );
  it('one that is computed is none of those', () => expect(asks('shown')).toContain('shown'));
  it('one into which a write has carried what it made of values is none of those', () =>
    expect(asks('email', { ...people, carried })).toEqual(['email']));
  it('one into which a write has carried values as they are is, of both classes', () => {
    const also = { at: 1, columns: { email: { classes: ['pii.phone'], isDerived: false } } };
    const { filtersOn } = readerOver({ ...people, carried: also })(
      'SELECT id FROM silver.people WHERE email IS NULL',
    );
    expect(filtersOn.map(({ class: name, isAbsence }) => [name, isAbsence])).toEqual([
      ['pii.email', true],
      ['pii.phone', true],
    ]);
  });
  it('one into which a write has carried a credential as it is is none of those', () => {
    const also = { at: 1, columns: { email: { classes: ['secret.token'], isDerived: false } } };
    expect(asks('email', { ...people, carried: also })).toContain('email');
  });
});

it('of a row that is one value the test looks at each field of it', () => {
  const types = 'CREATE TYPE silver.place AS (street text, city text);';
  const read = pgReaderOf(`${types}CREATE TABLE silver.people(id int PRIMARY KEY, email silver.place)`, [
    people,
  ]);
  expect(said(read('SELECT id FROM silver.people WHERE email IS NULL')).asks).toEqual(['email']);
});
