// Functions of known extensions, policies of rows and fields of rows that are written down: what is allowed of them, and what is not. By the real grammar.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const c = 'silver.customers';
const inC = (name: string): string => `CREATE FUNCTION ${name} RETURNS void LANGUAGE c AS 'digest';`;
const member = (extension: string, name: string): string =>
  `ALTER EXTENSION ${extension} ADD FUNCTION ${name}();`;
const extended = [
  'pg_trgm similarity',
  'pg_trgm set_limit',
  'fuzzystrmatch soundex',
  'fuzzystrmatch metaphone',
  'unaccent unaccent',
  'pgcrypto digest',
  '"uuid-ossp" uuid_generate_v4',
]
  .map((one) => one.split(' '))
  .map(([extension = '', name = '']) => inC(`public.${name}()`) + member(extension, `public.${name}`))
  .join('');
const read = pgReaderOf(extended);
const told = (sql: string, by = read) => {
  const { opaque, filtersOn, flows } = by(sql);
  const { pii_output_columns } = answerOf(by(sql));
  return {
    pii: pii_output_columns,
    asks: filtersOn.map(({ column }) => column),
    opaque: [...opaque, ...flows],
  };
};

describe('a function of an extension that is known', () => {
  it.each([
    [`SELECT public.similarity(country, 'NL') AS v FROM ${c}`, []],
    [`SELECT id FROM ${c} WHERE public.metaphone(country, 4) = 'N'`, []],
    [`SELECT public.soundex(full_name) AS v FROM ${c}`, ['v']],
    [`SELECT public.unaccent(full_name) AS v FROM ${c}`, ['v']],
    [`SELECT public.digest(email, 'md5') AS v FROM ${c}`, ['v']],
    [`SELECT public.similarity(full_name, email) AS v FROM ${c}`, ['v']],
    ["SELECT encode(public.digest('a', 'sha256'), 'hex') AS v", []],
    ['SELECT public.uuid_generate_v4() AS v', []],
    ['UPDATE silver.orders SET status = public.unaccent(status) WHERE id = 1', []],
  ])('%s', (sql, pii) => {
    expect(told(sql)).toEqual({ pii, asks: [], opaque: [] });
  });

  it.each([
    `SELECT public.metaphone(email, 4) FROM ${c}`,
    `SELECT public.digest('a', email) FROM ${c}`,
    `SELECT id FROM ${c} WHERE public.similarity(email, 'x') > 0.5`,
  ])('that fails, grows or chooses by a classified value asks about it: %s', (sql) => {
    expect(told(sql).asks).toEqual(['email']);
  });

  it.each([
    ['is not on the list', '', 'SELECT public.set_limit(0.5)'],
    ['is named without its schema', '', "SELECT similarity('a', 'b')"],
    ['stands in another schema', '', "SELECT silver.similarity('a', 'b')"],
    ['is borne by another as well', inC('public.similarity(int)'), "SELECT public.similarity('a', 'b')"],
    [
      'is borne by an aggregate as well',
      'CREATE AGGREGATE public.similarity(int) (SFUNC = a, STYPE = int);',
      "SELECT public.similarity('a', 'b')",
    ],
    [
      'is said to be of another extension',
      member('dblink', 'public.similarity'),
      "SELECT public.similarity('a', 'b')",
    ],
    [
      'is of an extension that is not known',
      inC('public.far()') + member('dblink', 'public.far'),
      'SELECT public.far()',
    ],
    ['has the name of one and is of none', inC('public.hmac()'), "SELECT public.hmac('a', 'b', 'md5')"],
    [
      'is of the extension and on the list of another',
      inC('public.hmac()') + member('pg_trgm', 'public.hmac'),
      "SELECT public.hmac('a', 'b', 'md5')",
    ],
  ])('is refused where it %s', (_, more, sql) => {
    expect(pgReaderOf(extended + more)(sql).opaque).not.toEqual([]);
  });

  it('a cast that runs one is no cast of the user’s', () => {
    const cast = (name: string) => `CREATE CAST (boolean AS public.odd) WITH FUNCTION ${name}(boolean);`;
    const all = inC('public.citext(boolean)') + member('citext', 'public.citext');
    expect(pgReaderOf(all + cast('public.citext'))('SELECT 1 AS a').opaque).toEqual([]);
    expect(pgReaderOf(all + cast('public.other'))('SELECT 1 AS a').opaque).toEqual([
      'a cast of the user’s own',
    ]);
  });
});

describe('what the user has made elsewhere', () => {
  const made = `CREATE FUNCTION silver.lower(int) RETURNS text LANGUAGE plpgsql AS 'x'; CREATE OPERATOR silver.% (FUNCTION = silver.f, LEFTARG = int, RIGHTARG = int);`;
  const sql = 'SELECT lower(status), id % 2 FROM silver.orders';
  it('hides nothing of PostgreSQL’s own where a bare name is that', () => {
    expect(pgReaderOf(`SET search_path TO pg_catalog, pg_temp; ${made}`)(sql).opaque).toEqual([]);
  });
  it.each([
    ['where names are looked up there as well', made],
    [
      'where it was made among them',
      `SET search_path TO pg_catalog, pg_temp; ${made.replaceAll('silver.lower', 'pg_catalog.lower')}`,
    ],
    [
      'nor an operator that was',
      `SET search_path TO pg_catalog, pg_temp; ${made.replaceAll('silver.%', 'pg_catalog.%')}`,
    ],
  ])('hides it %s', (_, more) => {
    expect(pgReaderOf(more)(sql).opaque).not.toEqual([]);
  });
});

describe('a policy of rows', () => {
  const policed = (test: string) =>
    pgReaderOf(`CREATE POLICY p ON staging.scratch USING (${test}) WITH CHECK (${test});`);
  const write = "INSERT INTO staging.scratch VALUES ('x')";
  it.each([
    "lower(line) <> 'x'",
    "line = current_setting('app.tenant', true)",
    'length(line) < 5 AND now() > date_trunc($$day$$, now())',
  ])('that calls PostgreSQL’s own functions lets reads and writes be read: %s', (test) => {
    for (const sql of [
      write,
      'SELECT line FROM staging.scratch',
      "DELETE FROM staging.scratch WHERE line = 'x'",
    ])
      expect(policed(test)(sql).opaque).toEqual([]);
  });
  it.each([
    'silver.dom_wipe(line)',
    'pg_sleep(1) IS NULL',
    'EXISTS (SELECT 1 FROM silver.customers WHERE email = line)',
    "line::silver.boomdom = 'x'",
  ])('that does more refuses both: %s', (test) => {
    expect([...policed(test)(write).opaque].sort()).toEqual([
      'a policy of rows that cannot be read',
      'a table whose columns cannot be read',
    ]);
    expect(policed(test)('SELECT line FROM staging.scratch').opaque).toEqual([
      'a policy of rows that cannot be read',
    ]);
  });
  it('no class is carried into a column that a policy looks at', () => {
    const into = `INSERT INTO staging.scratch SELECT email FROM ${c}`;
    expect(policed("line <> 'x'")(into)).toMatchObject({
      carries: [],
      flows: ['silver.customers.email -> staging.scratch.line'],
    });
    expect(policed('now() IS NOT NULL')(into).carries).toHaveLength(1);
  });
});

describe('a field of a row that is written down', () => {
  it.each([
    [`SELECT (ROW(id, email)).f1 AS v FROM ${c}`, []],
    [`SELECT (ROW(id, email)).f2 AS v FROM ${c}`, ['v']],
    [`SELECT (ROW(1, (ROW(email, 2)).f1)).f2 AS v FROM ${c}`, ['v']],
  ])('%s', (sql, pii) => {
    expect(told(sql)).toEqual({ pii, asks: [], opaque: [] });
  });
  it.each([
    '(ROW(1, 2)).f3',
    '(ROW(1, 2)).f0',
    "(ROW('SELECT 1')).ts_stat",
    '(ROW(o.*, 1)).f1',
    '(ROW(1, 2)).f1.f2',
    '(ROW(1, silver.purge_old())).f1',
  ])('%s is refused', (field) => {
    expect(read(`SELECT ${field} FROM silver.orders o`).opaque).not.toEqual([]);
  });
});
