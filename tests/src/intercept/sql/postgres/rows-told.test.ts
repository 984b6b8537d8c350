// Places, rows that are one value, and joins with a name: what they tell is told column by column. What a value could hide behind is not taken for a place.
import { describe, expect, it } from 'vitest';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const c = 'silver.customers';
const read = pgReaderOf();
const signsBy =
  (reader: ReturnType<typeof pgReaderOf>) =>
  (sql: string): string => {
    const { opaque, egress } = reader(sql);
    expect(opaque).toEqual([]);
    return egress.map(({ classes }) => (classes.length > 0 ? 'P' : '-')).join('');
  };
/** One sign a column: `P` of a person, `-` clear. */
const signs = signsBy(read);

describe('a place in what is counted', () => {
  it.each([
    [`SELECT u.v, u.n FROM ${c} c, unnest(ARRAY[c.email, c.phone]) WITH ORDINALITY AS u(v, n)`, 'P-'],
    [`SELECT w.v, w.n FROM ${c} c, regexp_split_to_table(c.full_name, ' ') WITH ORDINALITY AS w(v, n)`, 'P-'],
    [
      `SELECT e.value, e.ordinality FROM ${c} c, jsonb_array_elements_text(to_jsonb(ARRAY[c.email])) WITH ORDINALITY e`,
      'P-',
    ],
    [
      `SELECT t.rn, t.v FROM ${c} c, JSON_TABLE(jsonb_build_array(c.email), '$[*]' COLUMNS (rn FOR ORDINALITY, v text PATH '$')) t`,
      '-P',
    ],
    [
      `SELECT t.a, t.b, t.d FROM ${c} c, JSON_TABLE(jsonb_build_array(c.email), '$[*]' COLUMNS (v text PATH '$', NESTED PATH '$' COLUMNS (n FOR ORDINALITY), w text PATH '$')) t(a, b, d)`,
      'PP-',
    ],
    [
      `SELECT z.i, z.a, z.b FROM ROWS FROM (generate_series(1, 2), unnest(ARRAY['a']), string_to_table((SELECT email FROM ${c} LIMIT 1), '')) AS z(i, a, b)`,
      '--P',
    ],
  ])('is clear beside a value: %s', (sql, expected) => {
    expect(signs(sql)).toBe(expected);
    expect(read(sql).egress.some(({ how, classes }) => classes.length > 0 && how === 'counted')).toBe(false);
  });

  it.each([
    `SELECT n FROM ${c} c, regexp_split_to_table(c.full_name, '') WITH ORDINALITY AS w(v, n)`,
    `SELECT n FROM ${c} c, unnest(string_to_array(c.email, NULL)) WITH ORDINALITY AS w(v, n) WHERE v > 'm'`,
    `SELECT n FROM unnest(ARRAY(SELECT id FROM ${c} ORDER BY email)) WITH ORDINALITY AS w(v, n)`,
    `SELECT t.rn FROM ${c} c, JSON_TABLE(to_jsonb(string_to_array(c.email, NULL)), '$[*]' COLUMNS (rn FOR ORDINALITY)) t`,
    `SELECT i FROM ROWS FROM (generate_series(1, 2), string_to_table((SELECT email FROM ${c} LIMIT 1), NULL)) AS z(i, b)`,
  ])('is asked about the values that decide how many there are: %s', (sql) => {
    expect(read(sql).filtersOn.length).toBeGreaterThan(0);
  });

  it.each([
    [`SELECT u.n FROM ${c} c, unnest(ARRAY[c]) WITH ORDINALITY AS u(v, n)`, 'P'],
    [`SELECT u.m FROM ${c} c, unnest(ARRAY[c, c]) WITH ORDINALITY AS u(v, n, m)`, 'P'],
    [`SELECT u.n FROM (SELECT array_agg(k) AS a FROM ${c} k) x, unnest(x.a) WITH ORDINALITY AS u(v, n)`, 'P'],
    [
      `SELECT z.b FROM ${c} c, ROWS FROM (pg_input_error_info(c.email, 'int'), generate_series(1, 2)) AS z(a, b, d)`,
      'P',
    ],
    [`SELECT z.n FROM ${c} c, pg_input_error_info(c.email, 'int') WITH ORDINALITY AS z(a, n)`, 'P'],
  ])('is none where nobody knows how many columns stand before it: %s', (sql, expected) => {
    expect(signs(sql)).toBe(expected);
  });
});

describe('a row that is one value', () => {
  it.each([
    [`SELECT (x.r).id, (x.r).full_name, x.k FROM (SELECT c AS r, c.country AS k FROM ${c} c) x`, '-P-'],
    ['SELECT (x.r).* FROM (SELECT o AS r FROM silver.orders o) x', '-----P'],
    [`WITH w AS (SELECT c FROM ${c} c) SELECT (w.c).country, (w.c).ssn FROM w`, '-P'],
    [`SELECT (y.s).country FROM (SELECT x.r AS s FROM (SELECT c AS r FROM ${c} c) x) y`, '-'],
    [`SELECT (x.r).country FROM (SELECT c AS r FROM ${c} c UNION ALL SELECT d FROM ${c} d) x`, undefined],
    [`SELECT (x.r).id FROM (SELECT c AS r FROM ${c} AS c(email, id)) x`, undefined],
    [`SELECT (x.r).id FROM (SELECT s AS r FROM (SELECT email AS id FROM ${c}) s) x`, undefined],
    [`SELECT (x.r).id FROM (SELECT (CASE WHEN true THEN c END) AS r FROM ${c} c) x`, undefined],
    [`SELECT (x.r).pg_sleep FROM (SELECT c AS r FROM ${c} c) x`, undefined],
    [`SELECT (x.r).row_to_json FROM (SELECT c AS r FROM ${c} c) x`, undefined],
    [`SELECT x.r FROM (SELECT c AS r FROM ${c} c) x`, 'P'],
    // A column that is a row stands before a table of its name.
    [`SELECT (c).email FROM (SELECT t AS c FROM ${c} t) s, (SELECT id AS email FROM ${c}) AS c`, 'P'],
    [`SELECT (c).* FROM (SELECT t AS c FROM ${c} t) s, (SELECT 1, 2, 3, 4) AS c`, '-PPPPP--'],
    [`SELECT ((x.r).email).length FROM (SELECT c AS r FROM ${c} c) x`, undefined],
  ])('tells its fields by the names of the table, or none: %s', (sql, expected) => {
    if (expected === undefined) expect(read(sql).opaque).not.toEqual([]);
    else expect(signs(sql)).toBe(expected);
  });
});

describe('a join by name that has a name', () => {
  it.each([
    [`SELECT j.id, a.email FROM ${c} a JOIN staging.customers_raw b USING (id) AS j`, '-P'],
    [`SELECT j.*, a.country FROM ${c} a JOIN staging.customers_raw b USING (id, email) AS j`, '-P-'],
    [
      `SELECT j.email FROM ${c} a JOIN (SELECT id AS email FROM staging.junk) b USING (email) AS j`,
      undefined,
    ],
  ])('shows what it joins by: %s', (sql, expected) => {
    if (expected !== undefined) expect(signs(sql)).toBe(expected);
    else expect(read(sql).egress[0]?.classes).toEqual(['pii.email']);
  });

  it('shows nothing else', () => {
    expect(
      read(`SELECT j.email FROM ${c} a JOIN staging.customers_raw b USING (id) AS j`).opaque,
    ).not.toEqual([]);
  });
});

describe('rows of the type of a table', () => {
  const made = 'jsonb_populate_record(NULL::staging.customers_raw, ';
  it.each([
    ["SELECT p.id, p.payload FROM jsonb_populate_record(NULL::staging.junk, '{}') p", '--'],
    [
      "SELECT p.*, c.email FROM jsonb_populate_recordset(NULL::staging.junk, '[]') p, silver.customers c",
      '--P',
    ],
    [`SELECT p.country, p.email, c.id FROM ${c} c, ${made} jsonb_build_object('email', c.email)) p`, 'PP-'],
    [`SELECT t.d FROM ${made} '{}') WITH ORDINALITY AS t(a, b, c, e, f, g, h, d)`, '-'],
    [
      `SELECT t.h FROM ${made} (SELECT to_jsonb(email) FROM ${c} LIMIT 1)) WITH ORDINALITY AS t(a, b, c, e, f, g, h, d)`,
      'P',
    ],
    [`SELECT ${made} to_jsonb(c)) FROM ${c} c`, 'P'],
  ])('are made of what is given: %s', (sql, expected) => {
    expect(signs(sql)).toBe(expected);
  });

  it.each([
    `SELECT * FROM jsonb_populate_record((SELECT c FROM ${c} c LIMIT 1), '{}') p`,
    "SELECT * FROM jsonb_populate_record(NULL::silver.boomdom, '{}') p",
    "SELECT * FROM jsonb_populate_record(NULL::staging.junk[], '{}') p",
    "SELECT * FROM jsonb_populate_record(NULL::silver.v_stats, '{}') p",
    "SELECT * FROM jsonb_populate_record(NULL::nowhere.t, '{}') p",
    "SELECT * FROM jsonb_populate_record(NULL::record, '{}') p",
    "SELECT * FROM silver.jsonb_populate_record(NULL::staging.junk, '{}') p",
    "SELECT (jsonb_populate_record(NULL::staging.junk, '{}')).pg_sleep",
  ])('are not told of anything else: %s', (sql) => {
    expect(read(sql).opaque).not.toEqual([]);
  });

  it.each([
    'CREATE DOMAIN silver.d AS text CHECK (silver.f(VALUE)); CREATE TABLE silver.t (x silver.d);',
    'CREATE TABLE silver.t (x text); CREATE CAST (text AS silver.t) WITH FUNCTION silver.g(text);',
    'CREATE TABLE silver.t (x text); CREATE FUNCTION public.jsonb_populate_record(silver.t, jsonb) RETURNS silver.t LANGUAGE sql AS $$ SELECT $1 $$;',
    'CREATE TABLE silver.t (x text); CREATE TABLE public.t (y text); SET search_path = silver, public;',
  ])('are not told where something of the user’s could be run or meant: %s', (script) => {
    const reader = pgReaderOf(
      `CREATE SCHEMA silver; CREATE FUNCTION silver.f(text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN DELETE FROM silver.o; RETURN true; END $$; ${script}`,
    );
    const type = script.includes('search_path') ? 't' : 'silver.t';
    expect(reader(`SELECT * FROM jsonb_populate_record(NULL::${type}, '{}') p`).opaque).not.toEqual([]);
  });
});

describe('the type of a table', () => {
  it.each([
    `SELECT * FROM jsonb_populate_record(NULL::protected.salaries, '{"id":1}')`,
    'SELECT to_jsonb(NULL::protected.salaries)',
    'SELECT NULL::protected.salaries[]',
  ])('%s tells the names of its columns, and so reads it', (sql) => {
    const { opaque, reads, touches } = read(sql);
    expect([opaque, reads.map(({ dataset, columns }) => [dataset, columns])]).toEqual([
      [],
      [['protected.salaries', []]],
    ]);
    expect(touches.map((one) => [one.dataset, one.protected])).toEqual([['protected.salaries', true]]);
  });
});

describe('rows of XMLTABLE', () => {
  it.each([
    [
      "SELECT x.a, x.n, c.email FROM XMLTABLE('/r' PASSING (xml '<r/>') COLUMNS a text PATH '@a', n FOR ORDINALITY) x, silver.customers c",
      '--P',
    ],
    [
      `SELECT x.a, x.n FROM ${c} c, XMLTABLE('/r' PASSING (('<r>' || c.email || '</r>')::xml) COLUMNS a text PATH '.', n FOR ORDINALITY) x`,
      'P-',
    ],
    [
      `SELECT x.a FROM ${c} c, XMLTABLE('/r' PASSING (xml '<r/>') COLUMNS a text PATH '.' DEFAULT c.email) x`,
      'P',
    ],
    [
      `SELECT x.a FROM ${c} c, XMLTABLE(('/' || c.email) PASSING (xml '<r/>') COLUMNS a text PATH '.') x`,
      'P',
    ],
    [
      `SELECT x.a FROM ${c} c, XMLTABLE('/r' PASSING (xml '<r/>') COLUMNS a text PATH ('@' || c.email)) x`,
      'P',
    ],
    [
      `SELECT x.a FROM ${c} c, XMLTABLE(XMLNAMESPACES(c.email AS z), '/r' PASSING (xml '<r/>') COLUMNS a text PATH '.') x`,
      undefined,
    ],
  ])('are made of all that it is given, but for a place: %s', (sql, expected) => {
    if (expected !== undefined) expect(signs(sql)).toBe(expected);
    else
      expect(
        read(sql).egress.some(({ classes }) => classes.length === 0) && read(sql).opaque.length === 0,
      ).toBe(false);
  });

  it('ask about it', () => {
    const { filtersOn } = read(
      `SELECT x.n FROM ${c} c, XMLTABLE('/r' PASSING (('<r>' || c.email || '</r>')::xml) COLUMNS n FOR ORDINALITY) x`,
    );
    expect(filtersOn.map(({ column }) => column)).toEqual(['email']);
  });

  it('bring a row as often as their author likes', () => {
    const { filtersOn } = read(
      `SELECT string_agg(c.email, '') FROM ${c} c, XMLTABLE('/r/i' PASSING (xml '<r><i/><i/></r>') COLUMNS n FOR ORDINALITY) x`,
    );
    expect(filtersOn.map(({ column }) => column)).toEqual(['email']);
  });

  it('are not read from what is parsed as a document', () => {
    expect(
      read("SELECT x.a FROM XMLTABLE('/r' PASSING XMLPARSE(DOCUMENT '<r/>') COLUMNS a text) x").opaque,
    ).not.toEqual([]);
    expect(
      read("SELECT x.a FROM XMLTABLE('/r' PASSING (xml '<r/>') COLUMNS a silver.boomdom) x").opaque,
    ).not.toEqual([]);
  });
});

describe('more columns than an answer can hold', () => {
  it('are not read one by one', () => {
    const list = (many: number) => Array.from({ length: many }, () => 'id').join(', ');
    const why = ['more columns than there can be'];
    expect(read(`SELECT ${list(1_664)} FROM ${c}`).opaque).toEqual([]);
    expect(read(`SELECT ${list(1_665)} FROM ${c}`)).toMatchObject({ opaque: why, egress: [], statements: 1 });
    expect(read(`SELECT 1 FROM (SELECT ${list(1_665)} FROM ${c}) s`).opaque).toEqual(why);
    expect(read(`SELECT id FROM ${c} WHERE id IN (${list(9_000)})`).opaque).toEqual([]);
  });
});
