// Functions that set a path of their own or run with the rights of another: which of them are read, and along which path. Each that is not sure is refused.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const update = "UPDATE staging.orders_clean SET status = 'paid' WHERE id = 1";
const on = 'AFTER UPDATE ON staging.orders_clean FOR EACH ROW';
const made = (body: string, options: string, name = 'silver.f') =>
  `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql ${options} AS $x$ BEGIN ${body}; RETURN NEW; END $x$;`;
/** As a live server is told: a bare name means PostgreSQL's own. */
const pinned = 'SET search_path TO pg_catalog, pg_temp';
const told = (body: string, options: string, more = '') =>
  answerOf(
    pgReaderOf(
      `${made(body, options)}${more}; CREATE TRIGGER t ${on} EXECUTE FUNCTION silver.f(); ${pinned}`,
    )(update),
  );
const log = "INSERT INTO audit_log VALUES (NEW.id, 'x')";
const path = 'SET search_path = staging';

describe('a function that sets a path', () => {
  it('writes what is found along it, and without one finds nothing', () => {
    const { understood, writes } = told(log, path);
    expect([understood, writes]).toEqual([true, ['staging.audit_log', 'staging.orders_clean']]);
    expect(told(log, '').understood).toBe(false);
    expect(told(log, 'SET search_path = "$user", staging').understood).toBe(false);
  });

  it.each([
    ['to nothing', "SET search_path = ''", log],
    ['to where a name is found twice', 'SET search_path = staging, gold', log],
    ['to whoever calls', 'SET search_path = "$user", staging', log],
    ['to what is temporary first', 'SET search_path = pg_temp, staging', log],
    ['to what it was made with', 'SET search_path FROM CURRENT', log],
    ['and another setting', `${path} SET row_security = off`, log],
    ['and another setting before', `SET session_replication_role = replica ${path}`, log],
    [
      'along which a function of the user’s has a name of PostgreSQL’s',
      path,
      "INSERT INTO audit_log VALUES (NEW.id, lower('x'))",
    ],
    ['along which an operator has', path, 'INSERT INTO audit_log VALUES (NEW.id - 1, NULL)'],
  ])('%s is not read', (_, options, body) => {
    const more = `CREATE TABLE gold.audit_log (id int, what text);
CREATE FUNCTION staging.lower(varchar) RETURNS text LANGUAGE plpgsql AS 'BEGIN DELETE FROM staging.audit_log; RETURN 1; END';
CREATE OPERATOR staging.- (LEFTARG = int, RIGHTARG = int, FUNCTION = silver.op_wipe)`;
    expect(told(body, options, more).understood).toBe(false);
  });

  it('sees a view as it was made', () => {
    const view = `SET search_path TO staging; CREATE VIEW gold.logged AS SELECT what FROM audit_log;
      CREATE TABLE protected.audit_log (what text)`;
    const read = pgReaderOf(
      `${view}; SET search_path TO staging; CREATE FUNCTION silver.g() RETURNS text LANGUAGE sql SET search_path = protected AS 'SELECT what FROM gold.logged'`,
    );
    expect(answerOf(read('SELECT silver.g()')).reads).toEqual(['gold.logged', 'staging.audit_log']);
  });

  it('in SQL reads along it as well', () => {
    const of = (options: string, body = "'SELECT email FROM customers WHERE id = 1'") =>
      answerOf(
        pgReaderOf(`CREATE FUNCTION silver.g() RETURNS text LANGUAGE sql ${options} AS ${body}; ${pinned}`)(
          'SELECT silver.g()',
        ),
      );
    expect(of('SET search_path = silver')).toMatchObject({ understood: true, reads: ['silver.customers'] });
    expect(of('SET search_path = silver').pii_output_columns).toEqual(['g']);
    expect(of('').understood).toBe(false);
    expect(of('SET search_path = silver SECURITY DEFINER').understood).toBe(false);
  });
});

describe('a trigger that runs with the rights of another', () => {
  const lent = 'SECURITY DEFINER SET search_path = staging';
  it('is read where it adds rows of its own', () => {
    const { understood, writes, destructive } = told(log, lent);
    expect([understood, destructive, writes]).toEqual([
      true,
      false,
      ['staging.audit_log', 'staging.orders_clean'],
    ]);
    expect(
      told(`NEW.created_at := now()::text; IF NEW.amount > 1 THEN ${log}; END IF`, lent).understood,
    ).toBe(true);
  });

  it.each([
    ['changes rows', "UPDATE audit_log SET what = 'x' WHERE id = 1"],
    ['deletes one', 'DELETE FROM audit_log WHERE id = NEW.id'],
    ['adds what it looks up', 'INSERT INTO audit_log SELECT 1, secret FROM protected.api_keys'],
    ['adds one that it looks up', 'INSERT INTO audit_log VALUES (1, (SELECT line FROM scratch LIMIT 1))'],
    ['looks a value up', 'NEW.status := (SELECT line FROM scratch LIMIT 1)'],
    ['looks before it decides', `IF EXISTS (SELECT 1 FROM scratch) THEN ${log}; END IF`],
    ['overwrites', `${log} ON CONFLICT (id) DO UPDATE SET what = 'y'`],
    ['adds by the way', `WITH d AS (DELETE FROM scratch) ${log}`],
  ])('and %s is not read', (_, body) => {
    expect(told(body, lent).understood).toBe(false);
    expect(told(body, path).understood).toBe(true);
  });

  it('and sets off another with them is not read', () => {
    const more = `${made("INSERT INTO scratch VALUES ('x')", path, 'silver.g')} CREATE TRIGGER u AFTER INSERT ON staging.audit_log FOR EACH ROW EXECUTE FUNCTION silver.g();`;
    expect(told(log, lent, more).understood).toBe(false);
    expect(told(log, path, more).understood).toBe(true);
  });

  it('under settings of its own is not read, whichever is said first', () => {
    for (const options of [
      'SECURITY DEFINER SET row_security = off',
      'SET row_security = off SECURITY DEFINER',
    ])
      expect(told('NEW.status := NEW.status', options).understood).toBe(false);
  });
});

describe('a classified column that a trigger writes anew', () => {
  const on = (body: string, sql: string, more = '') =>
    pgReaderOf(`${more}CREATE FUNCTION silver.f() RETURNS trigger LANGUAGE plpgsql AS $x$ BEGIN ${body}; RETURN NEW; END $x$;
CREATE TRIGGER t BEFORE INSERT OR UPDATE ON silver.customers FOR EACH ROW EXECUTE FUNCTION silver.f()`)(sql);
  const lower = 'NEW.email := lower(btrim(NEW.email))';

  it.each([
    "UPDATE silver.customers SET email = 'A@B' WHERE id = 1",
    "UPDATE silver.customers SET segment = 'A' WHERE id = 1",
    "INSERT INTO silver.customers (id, email) VALUES (1, 'A@B')",
    'INSERT INTO silver.customers (id, email) SELECT id, email FROM silver.customers',
  ])('as it was but for case is read: %s', (sql) => {
    const answer = answerOf(on(lower, `${sql} RETURNING id, email`));
    expect(answer).toMatchObject({ understood: true, destructive: false });
    expect(answer.pii_output_columns).toEqual(['email']);
  });

  it.each([
    ['made of another', 'NEW.email := lower(NEW.full_name)'],
    ['made into another', 'NEW.segment := lower(NEW.email)'],
    ['cut', 'NEW.email := left(NEW.email, 1)'],
    ['put together', 'NEW.email := NEW.email || NEW.phone'],
    ['looked up', 'NEW.email := (SELECT lower(email) FROM silver.customers ORDER BY id LIMIT 1)'],
    ['what stood there', 'NEW.email := lower(OLD.full_name)'],
  ])('%s is not', (_, body) => {
    expect(answerOf(on(body, "UPDATE silver.customers SET segment = 'a' WHERE id = 1")).understood).toBe(
      false,
    );
  });

  it('is not where the statement brings another class there', () => {
    const sql = 'UPDATE silver.customers SET email = full_name WHERE id = 1';
    expect(answerOf(on(lower, sql)).understood).toBe(false);
  });

  it('is not where no two rows may hold the same', () => {
    const sql = "UPDATE silver.customers SET segment = 'a' WHERE id = 1";
    const more = 'CREATE UNIQUE INDEX u ON silver.customers (email);';
    expect(answerOf(on(lower, sql, more)).understood).toBe(false);
  });
});
