// Columns of the user's own types: enums, domains and rows that run nothing of the user's are written like any other, and no others are.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { dataset } from '../../../../cases/sql/lake.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const types = `CREATE TYPE silver.mood AS ENUM ('glad', 'sad');
CREATE DOMAIN silver.share AS numeric CHECK (VALUE BETWEEN 0 AND 1);
CREATE TYPE silver.spot AS (x int, at silver.mood);`;
const table = 'CREATE TABLE silver.own (id int PRIMARY KEY, v TYPE);';
const known = dataset('silver.own', { id: 'clear', v: 'clear' });

const told = (type: string, more = '', sql = 'UPDATE silver.own SET v = NULL WHERE id = 1') =>
  answerOf(pgReaderOf(`${types}${table.replace('TYPE', type)}${more}`, [known])(sql));

describe('a column of the user’s own type', () => {
  it.each(['silver.mood', 'silver.share', 'silver.spot', 'silver.mood[]', 'mood'])(
    '%s is written like another',
    (type) => {
      expect(told(type)).toMatchObject({ understood: true, scope: 'key-pinned' });
    },
  );

  it.each([
    "SELECT 'glad'::silver.mood AS m, v FROM silver.own",
    'SELECT id FROM silver.own WHERE v = CAST($$sad$$ AS silver.mood)',
    "INSERT INTO silver.own VALUES (1, 'sad'::silver.mood)",
    'CREATE TABLE staging.owned (v silver.share DEFAULT 0.5, m silver.mood)',
    'SELECT enum_range(NULL::silver.mood)',
  ])('%s is understood', (sql) => {
    expect(told('silver.mood', '', sql)).toMatchObject({ understood: true, destructive: false });
  });

  it.each([
    ['a domain that calls a function of the user’s', 'silver.boomdom', ''],
    ['a domain over one', 'silver.over', 'CREATE DOMAIN silver.over AS silver.boomdom;'],
    ['a row of one', 'silver.held', 'CREATE TYPE silver.held AS (v silver.boomdom);'],
    [
      'a range',
      'silver.span',
      'CREATE TYPE silver.span AS RANGE (subtype = int, subtype_diff = silver.op_wipe);',
    ],
    ['a base type', 'silver.base', 'CREATE TYPE silver.base (INPUT = f, OUTPUT = g);'],
    [
      'a domain with a check that is added later',
      'silver.share',
      'ALTER DOMAIN silver.share ADD CHECK (silver.dom_wipe(VALUE::text));',
    ],
    [
      'a type with a cast of its own',
      'silver.mood',
      "CREATE TYPE silver.other AS ENUM ('a'); CREATE CAST (silver.other AS silver.mood) WITH FUNCTION silver.f(silver.other) AS ASSIGNMENT;",
    ],
    [
      'a type with an order of its own',
      'silver.mood',
      'CREATE OPERATOR CLASS silver.ops DEFAULT FOR TYPE silver.mood USING btree AS FUNCTION 1 silver.f(silver.mood, silver.mood);',
    ],
    [
      'a name that another type bears',
      'silver.mood',
      'CREATE DOMAIN staging.mood AS text CHECK (silver.dom_wipe(VALUE));',
    ],
    ['a name of PostgreSQL’s own', 'silver.date', "CREATE TYPE silver.date AS ENUM ('a');"],
  ])('%s is not read', (_, type, more) => {
    expect(told(type, more).understood).toBe(false);
    expect(told('int', more, `SELECT NULL::${type}`).understood).toBe(false);
  });

  it('a table’s row is not read in a table, and is in a cast, which makes no more of it than its columns are', () => {
    expect(told('silver.orders', '').understood).toBe(false);
    expect(told('int', '', 'SELECT NULL::silver.orders').understood).toBe(true);
    expect(told('int', '', 'SELECT (NULL::silver.orders).id').understood).toBe(false);
  });

  it('is asked whether a value passes the checks of a domain', () => {
    const read = pgReaderOf(
      `CREATE DOMAIN silver.mail AS text CHECK (VALUE LIKE '%@%'); CREATE TABLE silver.own (id int, v silver.mail);`,
      [known],
    );
    const asked = read('INSERT INTO silver.own SELECT id, email FROM silver.customers').filtersOn;
    expect(asked.map(({ column }) => column)).toEqual(['email']);
    const cast = read('SELECT email::silver.mail FROM silver.customers').filtersOn;
    expect(cast.map(({ column }) => column)).toEqual(['email']);
  });
});

describe('a field of a row that is a type', () => {
  const person = dataset('silver.people', { id: 'clear', addr: 'pii.address', at: 'clear' });
  const rows = `CREATE TYPE silver.corner AS (lat numeric, lon numeric);
CREATE TYPE silver.place AS (street text, zip text, geo silver.corner);
CREATE TABLE silver.people (id int PRIMARY KEY, addr silver.place, at silver.place);`;
  const read = (sql: string, more = '') => answerOf(pgReaderOf(`${rows}${more}`, [person])(sql));

  it('is made of the whole, and of its class', () => {
    const told = read(
      'SELECT (p.addr).zip, (at).zip AS clear, (p.at).geo AS geo, ((p.addr).geo).lat AS lat FROM silver.people p',
    );
    expect(told).toMatchObject({
      readonly: true,
      reads: ['silver.people'],
      pii_output_columns: ['lat', 'zip'],
    });
    expect(read("SELECT id FROM silver.people WHERE (addr).zip = '8000'").filters_on).toEqual([
      'silver.people.addr',
    ]);
    expect(read("DELETE FROM silver.people WHERE (at).zip = ''")).toMatchObject({ row_guard: true });
  });

  it.each([
    ['of which no type has told', 'SELECT (p.addr).town FROM silver.people p', ''],
    [
      'that a function of the user’s may be',
      'SELECT (p.addr).zip FROM silver.people p',
      "CREATE FUNCTION silver.zip(silver.place) RETURNS text LANGUAGE plpgsql AS 'BEGIN DELETE FROM silver.orders; RETURN NULL; END'",
    ],
    ['and another that is a function', 'SELECT ((p.addr).geo).purge_old FROM silver.people p', ''],
    ['all of them at once', 'SELECT (p.addr).* FROM silver.people p', ''],
  ])('%s is not understood', (_, sql, more) => {
    expect(read(sql, more).understood).toBe(false);
  });
});
