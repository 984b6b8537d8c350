// What a trigger only seems to be: names that its author took over, rows that decide nothing, functions that are another by the time. Each is refused or destroys.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const update = "UPDATE staging.orders_clean SET status = 'paid' WHERE id = 1";
const insert = 'INSERT INTO staging.orders_clean (id) VALUES (9)';
const empty = 'DELETE FROM staging.audit_log';
const row = 'AFTER INSERT OR UPDATE OR DELETE ON staging.orders_clean FOR EACH ROW EXECUTE FUNCTION';

const made = (body: string, name = 'staging.f') =>
  `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $x$ ${body} $x$;`;
const told = (body: string, sql = update, more = '') =>
  answerOf(pgReaderOf(`${more};${made(body)} CREATE TRIGGER t ${row} staging.f()`)(sql));
const onlyIf = (condition: string) => `BEGIN IF ${condition} THEN ${empty}; END IF; RETURN NEW; END`;

const otherwise = (condition: string) =>
  `BEGIN IF ${condition} THEN RETURN NEW; ELSE ${empty}; END IF; RETURN NEW; END`;

describe('a trigger of which a name', () => {
  it.each([
    ['is taken over by what calls', 'DECLARE found boolean := silver.purge_old() = 1; BEGIN RETURN NEW; END'],
    ['is taken over by a text', "DECLARE tg_op text := 'x'; BEGIN RETURN NEW; END"],
    ['is taken over by a row', 'DECLARE old record := silver.purge_old(); BEGIN RETURN NULL; END'],
    ['is taken over by a cursor', 'DECLARE tg_op CURSOR FOR SELECT 1; BEGIN RETURN NEW; END'],
    [
      'means the row where it stands for a column',
      '/* x */ #variable_conflict use_variable\nBEGIN DELETE FROM staging.audit_log new WHERE new.id = 1; RETURN NEW; END',
    ],
  ])('%s is not read', (_, body) => {
    expect(told(body).understood).toBe(false);
  });
});

describe('a trigger that destroys', () => {
  it.each([
    ['by either branch', `BEGIN IF NEW.amount = 1 THEN ${empty}; ELSE ${empty}; END IF; RETURN NEW; END`],
    [
      'by one of two that leave no row out',
      `BEGIN IF NEW.amount = 1 THEN ${empty}; END IF; IF NEW.amount <> 1 THEN ${empty}; END IF; RETURN NEW; END`,
    ],
    ['where the row is as it was', onlyIf('NEW.id = OLD.id')],
    ['where a column is as it was', onlyIf('NEW.amount IS NOT DISTINCT FROM OLD.amount')],
    ['where no column is another', onlyIf('NOT (NEW.amount IS DISTINCT FROM OLD.amount)')],
    // Whatever is changed at all meets it.
    ['where a row is another than it was', onlyIf('NEW.status IS DISTINCT FROM OLD.status')],
    ['where a column is another, said the other way', onlyIf('OLD.status <> NEW.status')],
    [
      'where one column is another or the next',
      onlyIf('NEW.status <> OLD.status OR NEW.amount <> OLD.amount'),
    ],
    ['by what the statement sets', onlyIf("NEW.status = 'paid'")],
    ['by what the statement does not set', onlyIf("NEW.status <> 'x'")],
    ['where a text is not what it sets', otherwise("NEW.status = 'x'")],
    ['where the occasion is not one', otherwise("TG_OP = 'INSERT' AND NEW.amount = 7")],
    ['where nothing has changed', otherwise('NEW.amount IS DISTINCT FROM OLD.amount')],
    [
      'by what it sets itself',
      `BEGIN NEW.created_at := 'x'; IF NEW.created_at = 'x' THEN ${empty}; END IF; RETURN NEW; END`,
    ],
    [
      'what follows a row of it, once for some and once for all',
      'BEGIN IF NEW.amount = 1 THEN DELETE FROM staging.p WHERE id = 5; END IF; DELETE FROM staging.p WHERE id = 6; RETURN NEW; END',
      update,
      'CREATE TABLE staging.p(id int PRIMARY KEY); CREATE TABLE staging.c(p int REFERENCES staging.p ON DELETE CASCADE)',
    ],
    ['as there was no row', onlyIf('OLD.id IS NULL'), insert],
    ['as there was no row to differ from', onlyIf('NEW.id IS DISTINCT FROM OLD.id'), insert],
    ['by a default', onlyIf('NEW.status IS NULL'), insert],
    ['as there is no row', onlyIf('NEW.status IS NULL'), 'DELETE FROM staging.orders_clean WHERE id = 1'],
  ])('%s destroys', (_, body, sql = update, more = '') => {
    const { understood, destructive } = told(body, sql, more);
    expect([understood, destructive]).toEqual([true, true]);
  });

  it.each([
    ["'x' || left(status, 0)", "NEW.status = 'x'"],
    ["CASE WHEN status = status THEN 'x' ELSE 'x' END", "NEW.status = 'x'"],
    ["coalesce('x', status)", "NEW.status = 'x'"],
    ["replace(status, status, 'x')", "NEW.status = 'x'"],
    ['status || NULL', 'NEW.status IS NULL'],
    ['(SELECT status)', "NEW.status = 'x'"],
  ])('by what comes to one text for all, %s, destroys', (computed, condition) => {
    const sql = `UPDATE staging.orders_clean SET status = ${computed} WHERE id = 1`;
    const { understood, destructive } = told(onlyIf(condition), sql);
    expect([understood, destructive]).toEqual([true, true]);
  });

  it.each([
    ['amount * 0 + 7', 'NEW.amount = 7'],
    ['amount - amount', 'NEW.amount = 0'],
    ["amount + 'NaN'", 'NEW.amount > 5'],
    ['amount + 100000000', 'NEW.amount = 100000000'],
    ['greatest(amount, 7)', 'NEW.amount > 6'],
  ])('by what comes to one number for all, %s, destroys', (computed, condition) => {
    const sql = `UPDATE staging.orders_clean SET amount = ${computed} WHERE id = 1`;
    expect(told(onlyIf(condition), sql).destructive).toBe(true);
  });

  it.each([
    // What its author brought is the text, or may be made of it.
    ["replace(status, 'y', 'x')", "NEW.status = 'x'"],
    ["replace(status, 'y', 'x')", "NEW.status = 'xx'"],
    ["replace(status, created_at, 'paid')", "NEW.status = 'paid'"],
    ["replace('paxd', 'x', 'i')", "NEW.status = 'paid'"],
    ["replace(replace(status, 'a', 'paQid'), 'Q', '')", "NEW.status = 'paid'"],
    ["lower(coalesce(status, 'PAID'))", "NEW.status = 'paid'"],
    ["lower(replace(status, 'a', 'PAID'))", "NEW.status = 'paid'"],
    ["btrim(coalesce(NULL, ' paid'))", "NEW.status = 'paid'"],
    ["coalesce(status, 'paid')", "NEW.status = 'paid'"],
    ["coalesce(status, 'pa' || 'id')", "NEW.status = 'paid'"],
    ["coalesce(status, concat('pa', 'id'))", "NEW.status = 'paid'"],
    ["regexp_replace(status, '.*', 'paid')", "NEW.status = 'paid'"],
    ["regexp_replace(status, '^.*(i).*$', 'pa\\1d')", "NEW.status = 'paid'"],
    ["regexp_replace(status, '^.*$', 'x')", "NEW.status <> 'y'"],
    ["translate(status, 'abcdefghij', 'paid')", "NEW.status = 'paid'"],
    ["CASE WHEN id > 0 THEN 'paid' ELSE status END", "NEW.status = 'paid'"],
    ["CASE WHEN id > 0 THEN 'x' END", "NEW.status = 'x'"],
    ['left(status, 0)', "NEW.status = ''"],
    ["regexp_replace(status, '.*', '')", "NEW.status = ''"],
    ["coalesce(status, '')", "NEW.status = ''"],
    ['left(amount::text, 1)', "NEW.status = '1'"],
    ['NULL', 'NEW.status IS NULL'],
    ["split_part('paid,x', ',', 1)", "NEW.status = 'paid'"],
    // A backslash that is written twice is one, and of what is found there is no part that is called nought.
    ["regexp_replace(status, '^.*$', '\\\\')", "NEW.status = '\\'"],
    ["regexp_replace(status, '^.*$', '\\\\1')", "NEW.status = '\\1'"],
    ["regexp_replace(status, '^.*$', '\\0')", "NEW.status = '\\0'"],
  ])('by what its author may have brought about, %s, destroys', (computed, condition) => {
    const sql = `UPDATE staging.orders_clean SET status = ${computed} WHERE id = 1`;
    const { understood, destructive } = told(onlyIf(condition), sql);
    expect([understood, destructive]).toEqual([true, true]);
  });

  it.each([
    "replace(status, 'y', 'i')",
    "replace(status, '  ', ' ')",
    "regexp_replace(status, '\\s+', ' ', 'g')",
    "regexp_replace(status, '^(x)-', '\\1 ')",
    "rtrim(status, '!')",
    "translate(status, '-_', '')",
    'left(status, 10)',
    "split_part(status, ',', 1)",
    "substring(status FROM 'x(.*)y')",
    "coalesce(status, 'n/a')",
    "nullif(status, '')",
    "nullif(btrim(status, '. '), 'n/a')",
    "CASE status WHEN 'y' THEN 'yes' WHEN 'n' THEN 'no' ELSE status END",
    "CASE WHEN amount > 5 THEN replace(status, 'a', 'b') ELSE NULL END",
    'NULL',
  ])('by a text of the row’s own, %s, is held by a bound', (computed) => {
    const sql = `UPDATE staging.orders_clean SET status = ${computed} WHERE id = 1`;
    expect(told(onlyIf("NEW.status = 'paid'"), sql)).toMatchObject({ destructive: false, row_guard: true });
    // What is done where it is not so is done for all.
    expect(told(otherwise("NEW.status = 'paid'"), sql).destructive).toBe(true);
  });

  it('by what is put beside JSON destroys', () => {
    const more = 'CREATE TABLE staging.j (id int PRIMARY KEY, doc jsonb)';
    const read = pgReaderOf(`${more};${made(onlyIf("NEW.doc ->> 'a' = 'x'"))}
      CREATE TRIGGER t AFTER UPDATE ON staging.j FOR EACH ROW EXECUTE FUNCTION staging.f()`);
    const sql = `UPDATE staging.j SET doc = doc || '{"a": "x"}' WHERE id = 1`;
    expect(answerOf(read(sql)).destructive).toBe(true);
  });

  it.each([
    ['status', "lower(btrim(status)) || '!'", "NEW.status = 'x!'"],
    ['status', "'a ' || status", "NEW.status = 'x'"],
    ['status', 'created_at', "NEW.status = 'x'"],
    ['amount', 'amount + 1', 'NEW.amount > 7'],
    ['amount', '10 - amount', 'NEW.amount > 7'],
  ])('by what is another for every row, %s = %s, is held by a bound', (column, computed, condition) => {
    const sql = `UPDATE staging.orders_clean SET ${column} = ${computed} WHERE id = 1`;
    expect(told(onlyIf(condition), sql)).toMatchObject({ destructive: false, row_guard: true });
  });

  it.each([
    otherwise('NEW.amount = 7'),
    otherwise('OLD.amount = 7'),
    onlyIf("NEW.status <> 'x'"),
    onlyIf('NEW.status IS DISTINCT FROM OLD.status'),
  ])('where it is asked once and knows no row destroys: %s', (body) => {
    const read = pgReaderOf(`${made(body)}
      CREATE TRIGGER t AFTER UPDATE ON staging.orders_clean FOR EACH STATEMENT EXECUTE FUNCTION staging.f()`);
    const { understood, destructive } = answerOf(read(update));
    expect([understood, destructive]).toEqual([true, true]);
  });

  const when = (name: string, condition: string) =>
    `CREATE TRIGGER ${name} AFTER UPDATE ON staging.orders_clean FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION staging.f();`;
  const all = 'UPDATE staging.orders_clean SET amount = amount + 1 WHERE id = 1';

  it.each([
    ['of its own', `${when('a', 'NEW.amount > 5')}${when('b', 'NEW.amount <= 5')}`, all],
    [
      'that another set off',
      `${when('a', 'NEW.amount > 5')}${made("BEGIN UPDATE staging.scratch SET line = line || 'x' WHERE line = 'q'; RETURN NEW; END", 'staging.g')}
      CREATE TRIGGER b AFTER UPDATE ON staging.orders_clean FOR EACH ROW EXECUTE FUNCTION staging.g();
      CREATE TRIGGER c AFTER UPDATE ON staging.scratch FOR EACH ROW WHEN (NEW.line <> 'y') EXECUTE FUNCTION staging.f()`,
      all,
    ],
    [
      'of two writes',
      `${when('a', 'NEW.amount > 5')} CREATE TRIGGER c AFTER UPDATE ON staging.orders_raw FOR EACH ROW WHEN (NEW.amount <= 5) EXECUTE FUNCTION staging.f()`,
      `WITH a AS (${all} RETURNING 1) UPDATE staging.orders_raw SET amount = amount + 1 WHERE id = 1`,
    ],
  ])('by two triggers with conditions that leave no row out, %s, destroys', (_, triggers, sql) => {
    const read = pgReaderOf(`${made(`BEGIN ${empty}; RETURN NEW; END`)}${triggers}`);
    const { understood, writes, destructive } = answerOf(read(sql));
    expect([understood, writes.includes('staging.audit_log'), destructive]).toEqual([true, true, true]);
  });

  it('under one condition is held by a bound, however often that is met', () => {
    const read = pgReaderOf(`${made(`BEGIN ${empty}; RETURN NEW; END`)}
      CREATE TRIGGER a AFTER INSERT OR UPDATE ON staging.orders_clean FOR EACH ROW WHEN (NEW.amount > 5) EXECUTE FUNCTION staging.f()`);
    const sql = `INSERT INTO staging.orders_clean (id, amount) SELECT id, amount FROM staging.orders_raw
      ON CONFLICT (id) DO UPDATE SET amount = excluded.amount`;
    expect(answerOf(read(sql))).toMatchObject({ understood: true, destructive: false, row_guard: true });
  });

  it.each([
    ['by a column that the statement leaves alone', 'NEW.amount = 7', update],
    ['by what stood there', "OLD.status = 'x'", update],
    [
      'by a change of what is so for some',
      'NEW.status IS DISTINCT FROM OLD.status AND OLD.amount = 7',
      update,
    ],
    ['by another text than it sets', "NEW.status = 'x'", update],
    ['by its occasion and the row', "TG_OP = 'UPDATE' AND NEW.amount = 7", update],
    [
      'by what is brought',
      "NEW.status = 'x'",
      'INSERT INTO staging.orders_clean (id, status) SELECT id, country FROM staging.customers_raw',
    ],
  ])('for some rows, %s, is held by a bound', (_, condition, sql) => {
    expect(told(onlyIf(condition), sql)).toMatchObject({ destructive: false, row_guard: true });
  });

  it('for rows that a condition leaves over is held by a bound', () => {
    expect(told(otherwise('NEW.amount = 7'))).toMatchObject({ destructive: false, row_guard: true });
  });
});

describe('a function of a trigger', () => {
  const calm = made('BEGIN RETURN NEW; END');
  const harm = made(`BEGIN ${empty}; RETURN NEW; END`, 'protected.f');
  it.each([
    [
      'is looked up along the path of its time',
      `${calm}${harm} SET search_path TO protected; CREATE TRIGGER t ${row} f(); SET search_path TO staging`,
    ],
    [
      'is given a path of its own later',
      `${calm} CREATE TRIGGER t ${row} staging.f(); ALTER FUNCTION staging.f() SET search_path = protected`,
    ],
    [
      'takes the name of another',
      `${calm}${harm} ALTER FUNCTION staging.f() RENAME TO g; ALTER FUNCTION protected.f() SET SCHEMA staging; CREATE TRIGGER t ${row} staging.f()`,
    ],
  ])('that %s is not read', (_, more) => {
    expect(answerOf(pgReaderOf(more)(update)).understood).toBe(false);
  });

  it('of an heir is not read by what its parent has', () => {
    const read =
      pgReaderOf(`CREATE TABLE staging.pa(id int, a int); CREATE TABLE staging.he(x text) INHERITS (staging.pa);
      ${made('BEGIN INSERT INTO staging.scratch VALUES (NEW::text); RETURN NEW; END')}
      CREATE TRIGGER t AFTER UPDATE ON staging.he FOR EACH ROW EXECUTE FUNCTION staging.f()`);
    expect(answerOf(read('UPDATE staging.pa SET a = 1 WHERE id = 1')).understood).toBe(false);
  });
});

describe('a column that an upsert is not given', () => {
  const table = "CREATE TABLE staging.up (id integer PRIMARY KEY, status text DEFAULT 'boom', note text)";
  const fires = (condition: string, sql: string) =>
    answerOf(
      pgReaderOf(`${table};${made(onlyIf(condition))}
CREATE TRIGGER t AFTER UPDATE ON staging.up FOR EACH ROW EXECUTE FUNCTION staging.f()`)(sql),
    );
  const upsert = 'INSERT INTO staging.up AS u (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET';

  it.each([
    ["NEW.status = 'boom'", `${upsert} status = excluded.status`],
    ["NEW.status = 'boom'", `${upsert} status = lower(excluded.status)`],
    ["NEW.status = 'boom'", `${upsert} status = coalesce(excluded.status, u.status)`],
    ["NEW.status <> 'paid'", `${upsert} status = excluded.status`],
    ['NEW.note IS NULL', `${upsert} note = excluded.note`],
  ])('is not given by a row: IF %s, %s', (condition, sql) => {
    expect(fires(condition, sql)).toMatchObject({ understood: true, destructive: true });
  });

  it('is decided by the row where a row is taken', () => {
    const takes = 'INSERT INTO staging.up (id, status) SELECT id, status FROM silver.orders ON CONFLICT (id)';
    const told = fires("NEW.status = 'boom'", `${takes} DO UPDATE SET status = excluded.status`);
    expect(told).toMatchObject({ understood: true, destructive: false, row_guard: true });
  });
});
