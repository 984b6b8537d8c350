// PostgreSQL statements by the real grammar: labelled ones, which ran on a real server, and the classes of statement around them.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { isBeyond } from '../../../../cases/sql/beneath.js';
import { pgCases, pgLabels, pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const answer = (sql: string) => answerOf(read(sql));
const of = (kind: string) => pgCases.filter((one) => one.is === kind).map((one) => [one.sql, one] as const);

describe('labelled statements', () => {
  it.each(pgLabels.map((one) => [one.sql, one] as const))('%s is what its label says', (sql, label) => {
    const told = answer(sql);
    const { expect: truth, category } = label;
    if (truth.destructive) expect(told.destructive || told.row_guard).toBe(true);
    if (!truth.readonly) expect(told.readonly).toBe(false);
    if (category === 'benign') expect([told.understood, told.destructive]).toEqual([true, false]);
    if (category === 'benign' && truth.readonly) expect(told.readonly).toBe(true);
    if (!told.understood) return;
    expect([...told.reads, ...told.writes]).toEqual(expect.arrayContaining([...truth.reads]));
    expect(told.writes).toEqual(expect.arrayContaining([...truth.writes]));
    expect(told.pii_output_columns).toEqual(expect.arrayContaining([...truth.pii_output_columns]));
  });
});

describe('statements', () => {
  it.each(of('benign'))('%s is understood and destroys nothing', (sql) => {
    const told = answer(sql);
    expect([told.understood, told.destructive, told.why]).toEqual([true, false, []]);
  });

  it.each(of('harm'))(
    '%s is no read, and destroys, is held or is denied by the law beneath every policy',
    (sql) => {
      const told = answer(sql);
      const isHeld = told.destructive || told.row_guard || isBeyond(read(sql));
      expect([told.readonly, isHeld]).toEqual([false, true]);
    },
  );

  it.each(of('lineage'))(
    '%s is masked where a value comes from a person, and nowhere else',
    (sql, { pii }) => {
      const told = answer(sql);
      expect(told.understood).toBe(true);
      expect([...told.pii_output_columns].sort()).toEqual([...(pii ?? [])].sort());
    },
  );

  it.each(of('calm'))('%s is masked, and asks nothing', (sql, { pii }) => {
    const told = answer(sql);
    expect([told.understood, told.filters_on]).toEqual([true, []]);
    expect([...told.pii_output_columns].sort()).toEqual([...(pii ?? [])].sort());
  });
});

describe('what comes along', () => {
  const tied = pgReaderOf(
    `CREATE TABLE silver.a (id int PRIMARY KEY, note text);
CREATE TABLE silver.b (id int PRIMARY KEY, a int REFERENCES silver.a (id), note text);
CREATE VIEW gold.v AS SELECT id FROM silver.a; CREATE VIEW gold.w AS SELECT id FROM gold.v`,
  );

  it.each([
    ['INSERT INTO silver.b VALUES (1, 2)', ['silver.a']],
    ['UPDATE silver.b SET a = 2 WHERE id = 1', ['silver.a']],
    ["UPDATE silver.b SET note = 'x' WHERE id = 1", []],
    ['DELETE FROM silver.b WHERE id = 1', []],
    ['UPDATE silver.a SET id = 2 WHERE id = 1', ['silver.b']],
    ["UPDATE silver.a SET note = 'x' WHERE id = 1", []],
    [
      'MERGE INTO silver.b USING gold.w w ON true WHEN MATCHED THEN DO NOTHING',
      ['gold.v', 'gold.w', 'silver.a', 'silver.b'],
    ],
    ['CREATE TABLE gold.made (LIKE silver.b)', ['silver.b']],
    ['CREATE TABLE gold.made (a int REFERENCES silver.a)', ['silver.a']],
    ['ALTER TABLE silver.b ADD FOREIGN KEY (id) REFERENCES silver.a', ['silver.a', 'silver.b']],
    ['ALTER TABLE silver.a ALTER COLUMN id TYPE bigint', ['silver.b']],
    ['ALTER TABLE silver.a ADD COLUMN more int', []],
  ])('%s looks at %j', (sql, reads) => {
    const named = /^(?:UPDATE|DELETE FROM) (\S+)/.exec(sql)?.[1];
    expect(answerOf(tied(sql)).reads.filter((name) => name !== named)).toEqual(reads);
  });

  it('whatever stands on a dropped table is dropped with it, where the statement says so', () => {
    const kept = pgReaderOf(
      `CREATE TABLE silver.a (id int PRIMARY KEY); CREATE TABLE silver.c () INHERITS (silver.a);
CREATE VIEW gold.v AS SELECT id FROM silver.a; CREATE VIEW gold.w AS SELECT id FROM gold.v`,
    );
    expect(kept('DROP TABLE silver.a').dropped).toEqual(['table:silver.a']);
    const all = ['table:silver.a', 'table:silver.c', 'view:gold.v', 'view:gold.w'];
    expect(kept('DROP TABLE silver.a CASCADE').dropped).toEqual(all);
    expect(kept('DROP SCHEMA silver CASCADE').dropped).toEqual(expect.arrayContaining(all));
    expect(answerOf(kept('DROP TABLE silver.a CASCADE')).writes).toEqual(
      all.map((one) => one.split(':')[1]).sort(),
    );
  });

  it('so is a view that is made of it through a function, or of one of its columns', () => {
    const kept = pgReaderOf(
      `CREATE TABLE silver.a (id int PRIMARY KEY, word text); CREATE TABLE gold.b (id int);
CREATE FUNCTION silver.inner_of() RETURNS text STABLE LANGUAGE sql BEGIN ATOMIC SELECT a.word FROM silver.a; END;
CREATE FUNCTION silver.word_of(n int) RETURNS text STABLE LANGUAGE sql BEGIN ATOMIC SELECT silver.inner_of(); END;
CREATE FUNCTION silver.rows_of() RETURNS SETOF silver.a STABLE LANGUAGE plpgsql AS $$ BEGIN RETURN; END $$;
CREATE VIEW gold.v AS SELECT b.id, silver.word_of(b.id) AS word FROM gold.b;
CREATE VIEW gold.w AS SELECT r.id FROM silver.rows_of() r; CREATE VIEW gold.x AS SELECT id FROM gold.b`,
    );
    const views = ['view:gold.v', 'view:gold.w'];
    expect(kept('DROP TABLE silver.a CASCADE').dropped).toEqual(['table:silver.a', ...views]);
    expect(kept('DROP TABLE silver.a').dropped).toEqual(['table:silver.a']);
    expect(kept('DROP SCHEMA silver CASCADE').dropped).toEqual(expect.arrayContaining(views));
    expect(kept('ALTER TABLE silver.a DROP COLUMN word CASCADE').dropped).toEqual(
      expect.arrayContaining(views),
    );
    expect(kept('ALTER TABLE silver.a DROP COLUMN word').dropped).not.toEqual(expect.arrayContaining(views));
  });

  it.each(['FUNCTION silver.f()', 'TYPE silver.mood', 'DOMAIN silver.short', 'EXTENSION citext'])(
    'what goes along with DROP %s CASCADE cannot be told',
    (what) => {
      const kept = pgReaderOf('CREATE TABLE silver.a (id int)');
      expect(answerOf(kept(`DROP ${what} CASCADE`))).toMatchObject({ understood: false, destructive: true });
      expect(answerOf(kept(`DROP ${what}`))).toMatchObject({ destructive: true });
    },
  );

  it('an heir is altered with its table', () => {
    const kept = pgReaderOf('CREATE TABLE silver.a (id int); CREATE TABLE silver.c () INHERITS (silver.a)');
    expect(answerOf(kept('ALTER TABLE silver.a ALTER COLUMN id TYPE bigint')).writes).toEqual([
      'silver.a',
      'silver.c',
    ]);
  });

  it.each([
    'CREATE TABLE silver.e1 PARTITION OF silver.e (a, id) FOR VALUES FROM (0) TO (9)',
    'CREATE TABLE silver.e1 (a int, id int) INHERITS (silver.e)',
  ])('a live table has its own order of columns, whatever that of its parent is: %s', (sql) => {
    const parted = pgReaderOf(`CREATE TABLE silver.e (id int, a int) PARTITION BY RANGE (id); ${sql}`);
    expect(parted('SELECT * FROM silver.e1').egress.map(({ name }) => name)).toEqual(['a', 'id']);
  });

  it.each([
    'CREATE TABLE silver.e1 PARTITION OF silver.e FOR VALUES FROM (0) TO (9)',
    'CREATE TABLE silver.e1 () INHERITS (silver.e)',
    'CREATE TABLE silver.e1 (a int) INHERITS (silver.e)',
  ])('in a file the columns of a parent come first: %s', (sql) => {
    const parted = pgReaderOf(`CREATE TABLE silver.e (id int, a int) PARTITION BY RANGE (id); ${sql}`);
    expect(parted('SELECT * FROM silver.e1').egress.map(({ name }) => name)).toEqual(['id', 'a']);
  });

  it('what an heir holds is shown by its table, with its class', () => {
    const kept = pgReaderOf('CREATE TABLE silver.kid (status text) INHERITS (silver.orders)');
    expect(answerOf(kept('SELECT id, status FROM silver.orders')).pii_output_columns).toContain('status');
    expect(answerOf(read('SELECT id, status FROM silver.orders')).pii_output_columns).toEqual([]);
  });

  it('a partition goes with its table', () => {
    const parted = pgReaderOf(
      'CREATE TABLE silver.e (id int) PARTITION BY RANGE (id); CREATE TABLE silver.e1 PARTITION OF silver.e FOR VALUES FROM (0) TO (9)',
    );
    expect(parted('DROP TABLE silver.e').dropped).toEqual(['table:silver.e', 'table:silver.e1']);
  });

  it.each([
    ['ALTER TABLE staging.junk RENAME TO other', 'table:staging.other'],
    ['ALTER TABLE staging.junk SET SCHEMA gold', 'table:gold.junk'],
    ['ALTER VIEW silver.v_orders RENAME TO other', 'view:silver.other'],
  ])('%s is a new name as well as a lost one: %s', (sql, created) => {
    const effects = read(sql);
    expect([effects.created, answerOf(effects).destructive]).toEqual([[created], true]);
  });

  it.each([
    'ALTER TABLE staging.junk RENAME COLUMN payload TO other',
    'ALTER TABLE staging.junk RENAME CONSTRAINT junk_pkey TO other',
  ])('%s is no new table', (sql) => {
    expect([read(sql).created, read(sql).altered]).toEqual([[], ['table:staging.junk']]);
  });

  it.each([
    'DROP TRIGGER trg_boom ON staging.junk',
    'DROP POLICY p ON staging.junk',
    'DROP RULE r ON staging.junk',
  ])('%s alters the table that it stood on', (sql) => {
    const { altered, dropped, touches } = read(sql);
    expect([altered, dropped, touches.map(({ dataset }) => dataset)]).toEqual([
      ['table:staging.junk'],
      ['object:_'],
      ['staging.junk'],
    ]);
  });
});

describe('an output that nobody named', () => {
  it.each([
    ['id', 'id'],
    ['o.id', 'id'],
    ['id + 1', '?column?'],
    ['id::text', 'id'],
    ['(id + 1)::text', 'text'],
    ['lower(status)', 'lower'],
    ['CASE WHEN true THEN 1 ELSE id END', 'id'],
    ['CASE WHEN true THEN 1 ELSE to_char(id, $$9$$) END', 'to_char'],
    ['CASE WHEN true THEN id END', 'case'],
    ['CASE WHEN true THEN 1 ELSE 2::int END', 'case'],
    ['(CASE WHEN true THEN 1 ELSE 2 END)::int', 'int4'],
    ['(SELECT id)', 'id'],
    ['(SELECT 1)', '?column?'],
    ['EXISTS (SELECT 1)', 'exists'],
    ['ARRAY(SELECT 1)', 'array'],
    ['ARRAY[1]', 'array'],
    ['ROW(1)', 'row'],
    ['(o).status', 'status'],
    ['nullif(1, 2)', 'nullif'],
    ['greatest(1, 2)', 'greatest'],
    ['current_date', 'current_date'],
    ['status COLLATE "C"', 'status'],
  ])('%s is called %s', (output, name) => {
    expect(read(`SELECT ${output} FROM silver.orders o`).egress.map((one) => one.name)).toEqual([name]);
  });
});

describe('what cannot be read', () => {
  it('a cascade is a write of its own, and of what it sets off in turn', () => {
    const cascading = pgReaderOf(
      'CREATE TABLE silver.a (id int PRIMARY KEY); CREATE TABLE silver.b (id int PRIMARY KEY, a int REFERENCES silver.a ON DELETE CASCADE); CREATE TABLE silver.c (b int REFERENCES silver.b ON DELETE CASCADE)',
    );
    const told = answerOf(cascading('DELETE FROM silver.a WHERE id = 1'));
    expect(told.writes).toEqual(['silver.a', 'silver.b', 'silver.c']);
    expect(told.destructive).toBe(true);
  });

  it('a function of the same name as a built-in one is not taken for it', () => {
    const shadowed = pgReaderOf("CREATE FUNCTION silver.lower(int) RETURNS text LANGUAGE sql AS 'x'");
    expect(answerOf(shadowed('SELECT lower(status) FROM silver.orders')).understood).toBe(false);
  });

  it('a name that fits two tables is not guessed at', () => {
    const twice = pgReaderOf('CREATE TABLE gold.orders (id int)');
    expect(twice('SELECT id FROM orders').opaque).toContain('an unqualified name fits two tables');
  });

  it.each([
    ['SELECT 1; SELECT 2', 'more than one statement'],
    ['DELETE FROM silver.v_orders WHERE id = 1', 'a trigger or rule that cannot be read'],
    ['SELECT silver.purge_old()', 'a function of the user’s whose body is not SQL'],
    ['SELECT id FROM (SELECT id FROM silver.orders) x FOR UPDATE OF y', 'a lock on what is no table'],
  ])('%s is not understood, and says why', (sql, why) => {
    expect(read(sql).opaque).toEqual([why]);
  });

  it('a value that a view takes in is not told to stay what it is', () => {
    const wider = pgReaderOf(
      'CREATE TABLE staging.junk (id int PRIMARY KEY, payload text, more text); CREATE VIEW silver.v_contacts (id, extra) AS SELECT id, segment FROM silver.customers',
    );
    const write =
      'UPDATE silver.v_contacts v SET extra = j.more FROM staging.junk j WHERE v.id = 1 AND j.id = 1';
    expect(wider(write).flows).not.toEqual([]);
  });

  it('a table of a schema is no WITH that stands behind it, whatever their names are', () => {
    const told = read(
      'WITH RECURSIVE a AS (SELECT id FROM silver.orders), orders AS (SELECT id FROM a) SELECT id FROM orders',
    );
    expect(told.opaque).toEqual([]);
  });

  it('an undeclared column is classified', () => {
    const wider = pgReaderOf('CREATE TABLE gold.fresh (id int, who text)');
    expect(answerOf(wider('SELECT who FROM gold.fresh')).pii_output_columns).toEqual(['who']);
  });

  it('a classified value that lands in a column that is watched is told', () => {
    const { flows } = read('INSERT INTO staging.junk (id, payload) SELECT id, email FROM silver.customers');
    expect(flows).toEqual(['silver.customers.email -> staging.junk.payload']);
  });

  const into = 'INSERT INTO staging.scratch SELECT email FROM silver.customers';

  it('its class follows it into a column of plain text that nothing looks at', () => {
    const { flows, carries } = read(into);
    expect([flows, carries]).toEqual([
      [],
      [
        {
          ...{ dataset: 'staging.scratch', column: 'line', class: 'pii.email', derived: false },
          from: ['silver.customers.email'],
        },
      ],
    ]);
  });

  it.each([
    ['an index', 'CREATE INDEX held ON staging.scratch (line)'],
    ['a check', 'ALTER TABLE staging.scratch ADD CONSTRAINT short CHECK (length(line) < 5)'],
    ['a uniqueness', 'ALTER TABLE staging.scratch ADD UNIQUE (line)'],
    ['a heir', 'CREATE TABLE staging.heir (more int) INHERITS (staging.scratch)'],
    ['a rule', 'CREATE RULE seen AS ON INSERT TO staging.scratch DO ALSO DELETE FROM staging.audit_log'],
  ])('and not where %s would take it further or fail by it', (_, more) => {
    const { flows, carries } = pgReaderOf(`${more};`)(into);
    expect([flows, carries]).toEqual([['silver.customers.email -> staging.scratch.line'], []]);
  });

  it.each([
    [
      'under a view that is declared',
      'UPDATE silver.orders SET status = c.email FROM silver.customers c WHERE orders.id = 1',
    ],
    ['out of protected data', 'INSERT INTO staging.scratch SELECT employee FROM protected.salaries'],
    ['into a column that nobody declared', 'INSERT INTO gold.fresh (who) SELECT email FROM silver.customers'],
  ])('a class is not carried %s', (_, sql) => {
    const { flows, carries } = pgReaderOf('CREATE TABLE gold.fresh (id int, who text);')(sql);
    expect([flows.length, carries]).toEqual([1, []]);
  });

  it('another type for a classified column is a question about it', () => {
    const { filtersOn } = read('ALTER TABLE silver.customers ALTER COLUMN email TYPE integer');
    expect(filtersOn.map(({ column }) => column)).toEqual(['email']);
  });

  it('a value that something was made of is carried nowhere', () => {
    expect(read(into.replace('email', "email || '!'"))).toMatchObject({
      flows: ['silver.customers.email -> staging.scratch.line'],
      carries: [],
    });
  });

  it.each([
    'SELECT 1\u0000; DROP TABLE silver.orders',
    '\ufeffSELECT 1',
    `SELECT ${'('.repeat(300)}1`,
    `SELECT '${'x'.repeat(70_000)}'`,
    'SELEC 1',
    '',
    ';',
  ])('%j is refused', (sql) => {
    expect(answer(sql)).toMatchObject({ understood: false, readonly: false, destructive: true });
  });

  it('an expression too deep to follow ends in a refusal', () => {
    let understood = false;
    try {
      understood = answer(`SELECT ${'NOT '.repeat(12_000)}silver.purge_old()`).understood;
    } catch {
      // The thread that reads is lost, and the statement with it.
    }
    expect(understood).toBe(false);
  });
});

describe('RETURNING', () => {
  const into = 'MERGE INTO staging.orders_clean t USING silver.customers s ON s.id = t.id';
  const leaves = (sql: string): string => {
    const { opaque, flows, filtersOn, egress } = read(sql);
    expect([opaque, flows, filtersOn]).toEqual([[], [], []]);
    return egress.map(({ name, classes }) => (classes.length === 0 ? name : `${name}!`)).join(' ');
  };
  const people = 'id full_name! email! phone! ssn! birth_date! country segment';
  const orders = 'id customer_id amount status created_at';

  it.each([
    [`${into} WHEN MATCHED THEN UPDATE SET amount = 1 RETURNING *`, `${people} ${orders}`],
    [`${into} WHEN MATCHED THEN DELETE RETURNING t.*, s.email`, `${orders} email!`],
    [`${into} WHEN MATCHED THEN DELETE RETURNING merge_action(), t.id`, 'merge_action id'],
    [`WITH w AS (${into} WHEN MATCHED THEN DELETE RETURNING *) SELECT * FROM w`, `${people} ${orders}`],
    [`WITH w AS (${into} WHEN MATCHED THEN DELETE RETURNING *) SELECT x.c FROM w x(a, b, c)`, 'c!'],
    [
      'UPDATE staging.orders_clean t SET amount = 1 FROM silver.customers s WHERE s.id = t.id RETURNING *',
      `${orders} ${people}`,
    ],
    [
      'DELETE FROM staging.orders_clean t USING silver.customers s WHERE s.id = t.id RETURNING *',
      `${orders} ${people}`,
    ],
  ])('%s gives its columns in the order in which the engine does', (sql, columns) => {
    expect(leaves(sql)).toBe(columns);
  });

  it('a MERGE that does nothing is no read: it takes the locks of one that does', () => {
    const idle =
      'MERGE INTO staging.orders_clean t USING silver.orders s ON s.id = t.id WHEN MATCHED THEN DO NOTHING';
    for (const sql of [idle, `WITH w AS (${idle} RETURNING s.id) SELECT * FROM w`]) {
      const { understood, readonly, writes } = answer(sql);
      expect([understood, readonly, writes]).toEqual([true, false, ['staging.orders_clean']]);
    }
  });

  const row = 'UPDATE silver.customers SET country = segment WHERE id = 1 RETURNING';
  it.each([
    [`${row} old.email, new.country`, 'email! country'],
    [`${row} old.*, new.id`, `${people} id`],
    [`${row} WITH (OLD AS was, NEW AS email) was.email AS v, email.country`, 'v! country'],
    [`${row} (new).phone, old.country`, 'phone! country'],
    [`${row} to_jsonb(old) AS v`, 'v!'],
    [`${row} old`, 'old!'],
    [`${row} *`, people],
    [`${row} (SELECT i.phone FROM silver.customers i WHERE i.id = old.id) AS v`, 'v!'],
    [`${into} WHEN MATCHED THEN DELETE RETURNING old.amount, s.phone`, 'amount phone!'],
  ])('%s gives the row as it was and as it is, each column with its class', (sql, columns) => {
    expect(leaves(sql)).toBe(columns);
  });

  it('a table beside it that is called `old` is that table, and a name that is given takes the place of the usual one', () => {
    const beside =
      'UPDATE staging.orders_clean t SET amount = 1 FROM silver.customers old WHERE old.id = t.id';
    expect(leaves(`${beside} RETURNING old.email`)).toBe('email!');
    expect(read(`${row} WITH (OLD AS was) old.email`).opaque).toEqual([
      'a name that no table in sight gives',
    ]);
    expect(read(`DELETE FROM silver.customers WHERE old.id = 1`).opaque).toEqual([
      'a name that no table in sight gives',
    ]);
  });
});
