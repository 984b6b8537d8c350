// What the engine runs or takes where a statement names none of it: classes of operators in an index, collations, sequences of defaults, what has been given another name, the schema of whoever calls.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const told = (script: string, sql: string) => answerOf(pgReaderOf(script)(sql));
const read = "SELECT id FROM staging.scratch_pad WHERE line = 'x'";
const write = "INSERT INTO staging.scratch_pad VALUES (1, 'x')";
const pad = 'CREATE TABLE staging.scratch_pad (id int, line text);';

describe('an index by a class of operators', () => {
  const compare = `CREATE FUNCTION staging.cmp(text, text) RETURNS int LANGUAGE plpgsql AS 'BEGIN DELETE FROM silver.orders; RETURN 0; END';
CREATE OPERATOR CLASS staging.text_ci FOR TYPE text USING btree AS OPERATOR 3 =, FUNCTION 1 staging.cmp(text, text);`;
  const on = (name: string) => `${pad}CREATE INDEX ON staging.scratch_pad (line ${name});`;

  it.each([
    ['of the user’s', compare + on('staging.text_ci')],
    ['of the user’s, by its bare name', compare + on('text_ci')],
    ['that nobody tells of', on('elsewhere.text_ci')],
    [
      'that has the name of PostgreSQL’s own',
      compare.replace('staging.text_ci', 'staging.text_pattern_ops') + on('text_pattern_ops'),
    ],
    [
      'that nobody names',
      `${compare.replace('staging.text_ci', 'staging.text_ci DEFAULT')}${pad}CREATE INDEX ON staging.scratch_pad (line);`,
    ],
    [
      'of one extension beside one of the user’s with its name',
      `CREATE OPERATOR CLASS ext.gin_trgm_ops FOR TYPE text USING gin AS STORAGE text; ALTER EXTENSION pg_trgm ADD OPERATOR CLASS ext.gin_trgm_ops USING gin;
${compare.replace('staging.text_ci', 'staging.gin_trgm_ops')}${on('gin_trgm_ops')}`,
    ],
    [
      'that no extension has, whose name one has',
      `CREATE OPERATOR CLASS ext.gin_trgm_ops FOR TYPE text USING gin AS STORAGE text; ${on('ext.gin_trgm_ops')}`,
    ],
  ])('%s is run by whoever reads or writes', (_, script) => {
    for (const sql of [read, write]) expect(told(script, sql).understood).toBe(false);
  });

  it.each([
    ['of PostgreSQL’s own', on('text_pattern_ops')],
    ['of an extension, in a file', on('gin_trgm_ops')],
    ['of an extension, in a file, with its schema', on('ext.gin_trgm_ops')],
    [
      'of an extension, on a server',
      `CREATE OPERATOR CLASS ext.gin_trgm_ops FOR TYPE text USING gin AS STORAGE text;
CREATE OPERATOR CLASS ext.gist_int4_ops DEFAULT FOR TYPE int USING gist AS STORAGE int;
ALTER EXTENSION pg_trgm ADD OPERATOR CLASS ext.gin_trgm_ops USING gin; ALTER EXTENSION btree_gist ADD OPERATOR CLASS ext.gist_int4_ops USING gist;
${on('ext.gin_trgm_ops')}`,
    ],
  ])('%s harms nothing', (_, script) => {
    for (const sql of [read, write]) expect(told(script, sql)).toMatchObject({ understood: true });
  });
});

describe('a text that compares by a collation', () => {
  const waiting = (
    collation: string,
  ) => `CREATE TABLE staging.words (id int PRIMARY KEY, word text ${collation});
CREATE FUNCTION staging.f() RETURNS trigger LANGUAGE plpgsql AS $x$ BEGIN IF NEW.word = 'boom' THEN DELETE FROM staging.audit_log; END IF; RETURN NEW; END $x$;
CREATE TRIGGER t AFTER UPDATE ON staging.words FOR EACH ROW EXECUTE FUNCTION staging.f()`;
  const sql = "UPDATE staging.words SET word = 'BOOM' WHERE id = 1";

  it.each(['COLLATE silver.folded', 'COLLATE folded'])('of the user’s may be another: %s', (collation) => {
    expect(told(waiting(collation), sql).destructive).toBe(true);
  });
  it.each(['', 'COLLATE "C"', 'COLLATE pg_catalog."default"'])(
    'of PostgreSQL’s is itself: %s',
    (collation) => {
      expect(told(waiting(collation), sql)).toMatchObject({ understood: true, destructive: false });
    },
  );
});

describe('a default that draws from a sequence', () => {
  const seq = 'CREATE SEQUENCE protected.s;';
  it.each([
    [
      "CREATE TABLE staging.n (id int DEFAULT nextval('protected.s'), line text)",
      "INSERT INTO staging.n (line) VALUES ('x')",
    ],
    [
      `CREATE TABLE staging.n (id int DEFAULT nextval('"protected"."s"'::regclass), line text)`,
      'INSERT INTO staging.n VALUES (DEFAULT, 1)',
    ],
    [
      "CREATE TABLE staging.n (id int, line text); ALTER TABLE staging.n ALTER id SET DEFAULT nextval('Protected.S'::text::regclass)",
      "INSERT INTO staging.n (line) VALUES ('x')",
    ],
    [
      "CREATE TABLE staging.n (line text); ALTER TABLE staging.n ADD COLUMN id int DEFAULT nextval('protected.s')",
      "INSERT INTO staging.n (line) VALUES ('x')",
    ],
    [
      "CREATE TABLE staging.n (id int DEFAULT nextval('protected.s'), line text)",
      "UPDATE staging.n SET id = DEFAULT WHERE line = 'x'",
    ],
    [
      "CREATE TABLE staging.n (id int DEFAULT nextval('protected.s'), line text); CREATE VIEW gold.n AS SELECT * FROM staging.n",
      "INSERT INTO gold.n (line) VALUES ('x')",
    ],
    [
      "CREATE TABLE staging.n (id int, line text) PARTITION BY LIST (line); CREATE TABLE staging.n_a PARTITION OF staging.n (id DEFAULT nextval('protected.s')) DEFAULT",
      "INSERT INTO staging.n (line) VALUES ('x')",
    ],
    [
      "SET search_path TO protected; CREATE TABLE staging.n (id int DEFAULT nextval('s'), line text); SET search_path TO staging",
      "INSERT INTO staging.n (line) VALUES ('x')",
    ],
  ])('touches it: %s: %s', (script, sql) => {
    expect(pgReaderOf(`${seq}${script}`)(sql).touches.filter((one) => one.protected)).toHaveLength(1);
  });

  it.each([
    "CREATE TABLE staging.n (id int DEFAULT nextval(('protected.' || 's')::regclass), line text)",
    "CREATE DOMAIN staging.d AS int DEFAULT nextval('protected.s'); CREATE TABLE staging.n (id staging.d, line text)",
    "CREATE SEQUENCE staging.q; CREATE TABLE staging.n (id int DEFAULT nextval('staging.q'), line text); ALTER SEQUENCE staging.q SET SCHEMA protected",
  ])('that is not written down is refused: %s', (script) => {
    expect(told(`${seq}${script}`, "INSERT INTO staging.n (line) VALUES ('x')").understood).toBe(false);
  });

  it('of another place harms nothing', () => {
    const script = "CREATE TABLE staging.n (id int DEFAULT nextval('staging.q'::regclass), line text)";
    const answer = told(script, "INSERT INTO staging.n (line) VALUES ('x')");
    expect([answer.understood, answer.reads]).toEqual([true, []]);
    const drawn = "CREATE TABLE staging.n (id int DEFAULT nextval('protected.s'), line text)";
    expect(pgReaderOf(seq + drawn)("UPDATE staging.n SET line = 'x' WHERE id = 1").touches).toHaveLength(1);
  });
});

describe('a name that has been given to another', () => {
  const others = `${pad} CREATE TABLE gold.scratch_pad (id int, line text); CREATE TABLE staging.old_pad (id int, line text);`;
  it.each([
    'ALTER TABLE staging.scratch_pad RENAME TO gone; ALTER TABLE staging.old_pad RENAME TO scratch_pad',
    'ALTER TABLE staging.scratch_pad RENAME COLUMN line TO words',
    'ALTER TABLE gold.scratch_pad SET SCHEMA silver',
    'ALTER SCHEMA staging RENAME TO was; ALTER SCHEMA gold RENAME TO staging',
    'CREATE VIEW gold.v AS SELECT 1 AS id; ALTER VIEW gold.v RENAME TO scratch_pad',
  ])('is not read: %s', (script) => {
    for (const sql of [read, write]) expect(told(others + script, sql).understood).toBe(false);
  });

  it('before a table takes it is not read where a view has seen that', () => {
    const script = `CREATE TABLE gold.t (id int); CREATE VIEW gold.v AS SELECT * FROM gold.t; ALTER TABLE gold.t RENAME TO u; CREATE TABLE gold.t (id int)`;
    expect(told(script, 'SELECT id FROM gold.v').understood).toBe(false);
  });

  it('leaves others alone', () => {
    expect(told(`${others}ALTER TABLE staging.old_pad RENAME TO gone`, read).understood).toBe(true);
  });
});

describe('the schema of whoever calls', () => {
  const path = (more = '') => `${pad}${more} SET search_path TO "$user", staging`;
  it('may have any name that a schema has', () => {
    expect(told(path(), 'SELECT id FROM scratch_pad')).toMatchObject({
      understood: true,
      reads: ['staging.scratch_pad'],
    });
    const more = 'CREATE TABLE gold.scratch_pad (id int, line text);';
    expect(told(path(more), 'SELECT id FROM scratch_pad').understood).toBe(false);
    expect(told(path(more), 'SELECT id FROM staging.scratch_pad').understood).toBe(true);
  });

  it('is not where a table is made', () => {
    const script = 'SET search_path TO "$user", staging; CREATE TABLE made_here (id int)';
    expect(told(script, 'SELECT id FROM staging.made_here').understood).toBe(true);
  });
});
