// Functions of the user's: what their bodies do is what a statement that calls them does, and which of them are refused. By the real grammar.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { type Desk, freshInk } from '../../../../../src/intercept/sql/postgres/desk/ink.js';
import { heardAll } from '../../../../../src/intercept/sql/postgres/values/calls.js';
import { dataset } from '../../../../cases/sql/lake.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const c = 'silver.customers';
const made = (head: string, body: string): string =>
  `CREATE FUNCTION ${head} LANGUAGE sql AS $body$${body}$body$;`;
const script = [
  made('silver.twice(x numeric) RETURNS numeric IMMUTABLE', 'SELECT x * 2'),
  made('silver.tidy(text) RETURNS text IMMUTABLE', 'SELECT lower(btrim($1))'),
  made('silver.country_of(who int) RETURNS text STABLE', `SELECT country FROM ${c} WHERE id = who`),
  made('silver.email_of(who int) RETURNS text STABLE', `SELECT email FROM ${c} c WHERE c.id = email_of.who`),
  made(
    'silver.is_known(what text) RETURNS boolean STABLE',
    `SELECT EXISTS (SELECT 1 FROM ${c} WHERE email = what)`,
  ),
  made('silver.same(a text, b text) RETURNS boolean IMMUTABLE', 'SELECT a = $2'),
  made('silver.row_of(c text) RETURNS text', `SELECT c::text FROM ${c} c LIMIT 1`),
  made('silver.number_of(text) RETURNS int', 'SELECT $1::int'),
  made(
    'silver.contacts() RETURNS TABLE(number int, mail text, place text)',
    `SELECT id, email, country FROM ${c}`,
  ),
  made('silver.all_orders() RETURNS SETOF silver.orders', 'SELECT * FROM silver.orders'),
  made('silver.pair(a text, OUT p text, OUT q text)', "SELECT a, 'x'"),
  made('silver.nothing() RETURNS void', 'SELECT 1'),
  made('silver.note(int, text) RETURNS void', 'INSERT INTO staging.audit_log VALUES ($1, $2)'),
  made('silver.drop_order(int) RETURNS void', 'DELETE FROM silver.orders WHERE id = $1'),
  made('silver.drop_orders() RETURNS int', 'DELETE FROM silver.orders; SELECT 1'),
  made('silver.drop_if(boolean) RETURNS void', 'DELETE FROM silver.orders WHERE $1'),
  made('silver.returned(int) RETURNS text', `UPDATE ${c} SET segment = 'x' WHERE id = $1 RETURNING email`),
  made('silver.outer_one(int) RETURNS text', 'SELECT silver.email_of($1)'),
  made('silver.kept(text) RETURNS void', 'INSERT INTO staging.scratch VALUES ($1)'),
  made(
    'silver.spilt() RETURNS text',
    `INSERT INTO staging.scratch SELECT email FROM ${c}; SELECT line FROM staging.scratch`,
  ),
  made('silver.present(text) RETURNS int STRICT', 'SELECT 1'),
  made('silver.ratio(float8) RETURNS text', "SELECT 'x'"),
  made('silver.string_to_array(text) RETURNS tsvector', 'SELECT to_tsvector($1)'),
  made('silver.bounded(int) RETURNS SETOF int', 'SELECT id FROM silver.orders LIMIT $1'),
  made('silver.gathered() RETURNS text', `SELECT string_agg(email, ',') FROM ${c}`),
  made(
    'silver.to_gold(text, numeric) RETURNS void',
    'INSERT INTO gold.daily_revenue (day, revenue) VALUES ($1, $2)',
  ),
  'CREATE FUNCTION silver.stored(a int, b int) RETURNS int RETURN a + b;',
  `CREATE FUNCTION silver.block(who int) RETURNS text BEGIN ATOMIC SELECT 1; SELECT email FROM ${c} WHERE id = block.who; END;`,
].join('\n');
const read = pgReaderOf(script);
const told = (sql: string, by = read) => {
  const { opaque, filtersOn, flows } = by(sql);
  return { grounds: [...opaque, ...flows, ...filtersOn.map(({ column }) => column)], ...answerOf(by(sql)) };
};

describe('what a body makes is what the call gives', () => {
  it.each([
    ['SELECT id, silver.twice(amount) FROM silver.orders', []],
    ['SELECT silver.tidy(country) AS v FROM silver.customers', []],
    ['SELECT silver.tidy(email) AS v FROM silver.customers', ['v']],
    ['SELECT silver.country_of(customer_id) AS v FROM silver.orders', []],
    ['SELECT silver.email_of(customer_id) AS v FROM silver.orders', ['v']],
    ['SELECT silver.email_of(who => 1) AS v', ['v']],
    ['SELECT silver.outer_one(1) AS v', ['v']],
    ['SELECT silver.block(1) AS v', ['v']],
    ['SELECT silver.stored(1, b => 2) AS v', []],
    ["SELECT silver.row_of('x') AS v", ['v']],
    ['SELECT * FROM silver.contacts()', ['mail']],
    ['SELECT x.b AS v, x.c AS w FROM silver.contacts() AS x(a, b, c)', ['v']],
    [
      'SELECT s.c4 AS v FROM (SELECT * FROM silver.contacts() WITH ORDINALITY, silver.customers) AS s(c1, c2, c3, c4)',
      [],
    ],
    [
      'SELECT s.c3 AS v FROM (SELECT * FROM silver.nothing() n, (SELECT id, email FROM silver.customers) q) AS s(c1, c2, c3)',
      ['v'],
    ],
    ['SELECT silver.contacts() AS v', ['v']],
    ['SELECT p.p, p.q FROM silver.customers c, LATERAL silver.pair(c.email) p', ['p']],
    ["SELECT silver.same(country, 'x') AS v FROM silver.customers", []],
    ['SELECT number FROM silver.contacts() WHERE place = $$NL$$', []],
    ['SELECT silver.returned(1) AS v', ['v']],
  ])('%s', (sql, pii) => {
    const { grounds, pii_output_columns } = told(sql);
    expect([grounds, pii_output_columns]).toEqual([[], pii]);
  });

  it('a body reads what it names', () => {
    expect(told('SELECT silver.outer_one(1)').reads).toEqual([c]);
    expect(told('SELECT silver.country_of(1)')).toMatchObject({ readonly: true, understood: true });
  });

  it('an order of rows of a table is that of the table', () => {
    const { egress } = read('SELECT * FROM silver.all_orders()');
    expect(egress.map(({ name }) => name)).toEqual([
      'id',
      'customer_id',
      'amount',
      'status',
      'created_at',
      'ship_address',
    ]);
    expect(answerOf(read('SELECT ship_address FROM silver.all_orders()')).pii_output_columns).toEqual([
      'ship_address',
    ]);
  });
});

describe('what a body asks is what the call asks', () => {
  it.each([
    [`SELECT silver.is_known('a@b.c')`, 'email'],
    ['SELECT silver.same(email, $$x$$) FROM silver.customers', 'email'],
    ['SELECT silver.same($$x$$, email) FROM silver.customers', 'email'],
    ['SELECT silver.number_of(email) FROM silver.customers', 'email'],
    ['SELECT silver.present(email) FROM silver.customers', 'email'],
    [`SELECT silver.ratio(any_value(email)) FROM ${c}`, 'email'],
    [`SELECT 1 FROM silver.bounded((SELECT length(any_value(email)) FROM ${c}))`, 'email'],
    ['SELECT silver.gathered() FROM silver.orders', 'email'],
    [`SELECT id FROM ${c} WHERE silver.email_of(id) = 'x'`, 'email'],
    [`SELECT id FROM ${c} ORDER BY silver.email_of(id)`, 'email'],
  ])('%s', (sql, column) => {
    expect(read(sql).filtersOn.map((one) => one.column)).toContain(column);
  });

  it('gathering is a question where rows around have the body run again and again, and none where they do not', () => {
    expect(read('SELECT silver.gathered()').filtersOn).toEqual([]);
  });

  it('no seal is compared where a function counts what was found', () => {
    const by = (sql: string) => read(sql).marks.filter(({ equals }) => equals !== undefined).length;
    expect(by(`SELECT id FROM ${c} WHERE email = $1`)).toBe(1);
    expect(by(`SELECT id FROM ${c} WHERE email = $1 AND silver.twice(id) > 1`)).toBe(0);
  });
});

describe('what a body does is what the statement does', () => {
  it.each([
    ['SELECT silver.note(1, $$x$$)', ['staging.audit_log'], 'not-applicable', false, false],
    ['SELECT silver.drop_order(1)', ['silver.orders'], 'predicate', false, true],
    ['SELECT silver.drop_order(id) FROM silver.orders', ['silver.orders'], 'predicate', false, true],
    ['SELECT silver.drop_orders()', ['silver.orders'], 'none', true, false],
    ['SELECT silver.drop_if(true)', ['silver.orders'], 'tautology', true, false],
    ['SELECT 1 WHERE silver.drop_orders() = 1', ['silver.orders'], 'none', true, false],
    ['SELECT id FROM silver.orders ORDER BY silver.drop_orders()', ['silver.orders'], 'none', true, false],
    ['SELECT * FROM silver.drop_orders()', ['silver.orders'], 'none', true, false],
    ['SELECT 1 LIMIT silver.drop_orders()', ['silver.orders'], 'none', true, false],
    [
      'SELECT count(*) FILTER (WHERE silver.drop_orders() = 1) FROM silver.orders',
      ['silver.orders'],
      'none',
      true,
      false,
    ],
    [
      'SELECT DISTINCT ON (silver.drop_orders()) id FROM silver.orders',
      ['silver.orders'],
      'none',
      true,
      false,
    ],
    ['VALUES (silver.drop_orders())', ['silver.orders'], 'none', true, false],
  ])('%s', (sql, writes, scope, destructive, row_guard) => {
    const { readonly, ...all } = told(sql);
    expect([all.grounds, readonly]).toEqual([[], false]);
    expect(all).toMatchObject({ writes, scope, destructive, row_guard });
  });

  it('a class that would follow into what the next statement of a body reads is a flow', () => {
    expect(read('SELECT silver.spilt()').flows).toEqual(['silver.customers.email -> staging.scratch.line']);
    expect(read(`SELECT silver.kept(email) FROM ${c}`).flows).toEqual([
      'silver.customers.email -> staging.scratch.line',
    ]);
  });

  it('what a body writes has no source, wherever its arguments come from', () => {
    const { writes } = read('SELECT silver.to_gold(created_at, amount * 2) FROM silver.orders');
    expect(writes).toMatchObject([{ dataset: 'gold.daily_revenue', sources: [] }]);
  });

  it('what a function brings into a gold row has for its source what the body reads', () => {
    const { writes } = read(
      'INSERT INTO gold.daily_revenue (day, orders) SELECT silver.country_of(o.id), o.id FROM staging.orders_clean o',
    );
    expect(writes).toMatchObject([{ sources: ['silver.customers', 'staging.orders_clean'] }]);
  });
});

describe('what is refused is told as far as it can be', () => {
  const looping = `CREATE FUNCTION silver.a() RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF true THEN UPDATE protected.salaries SET amount = 0; END IF; PERFORM 1; RETURN (SELECT silver.a()); END $$;
${made('silver.b() RETURNS void SECURITY DEFINER', 'DELETE FROM protected.salaries')}`;
  it.each([
    ['SELECT silver.purge_old()', ['silver.orders']],
    ['SELECT id FROM staging.scratch, silver.purge_old() f(id)', ['silver.orders']],
    ["SELECT 'x'::silver.boomdom", ['silver.orders']],
    ['SELECT silver.a()', ['protected.salaries']],
    ['SELECT silver.b()', ['protected.salaries']],
  ])('%s', (sql, writes) => {
    const { understood, destructive, ...all } = answerOf(pgReaderOf(looping)(sql));
    expect([understood, destructive, all.writes]).toEqual([false, true, writes]);
  });
});

describe('what is not sure is refused', () => {
  const f = (head: string, body = 'SELECT 1') => made(`silver.f${head}`, body);
  it.each([
    [
      'another language',
      'CREATE FUNCTION silver.f() RETURNS int LANGUAGE plpgsql AS $$ DECLARE v int := 1; BEGIN RETURN v; END $$;',
      'SELECT silver.f()',
      'a function of the user’s whose body is not SQL',
    ],
    [
      'a procedure',
      "CREATE PROCEDURE silver.f() LANGUAGE sql AS 'SELECT 1';",
      'SELECT silver.f()',
      'a function of the user’s whose body is not SQL',
    ],
    [
      'rights of another',
      f('() RETURNS int SECURITY DEFINER'),
      'SELECT silver.f()',
      'a function that runs with the rights of another',
    ],
    [
      'settings of its own',
      f('() RETURNS int SET row_security = off'),
      'SELECT silver.f()',
      'a function that runs under settings of its own',
    ],
    [
      'a support function',
      f('() RETURNS int SUPPORT silver.g'),
      'SELECT silver.f()',
      'a function with an option that is not on the list',
    ],
    [
      'two of a name',
      f('(int) RETURNS int') + f('(text) RETURNS int'),
      'SELECT silver.f(1)',
      'a function whose name is borne by another',
    ],
    [
      'an aggregate of the name',
      `${f('(int) RETURNS int')}CREATE AGGREGATE silver.f(text) (SFUNC = silver.g, STYPE = text);`,
      'SELECT silver.f(1)',
      'a function whose name is borne by another',
    ],
    [
      'any type',
      f('(anyelement) RETURNS int'),
      'SELECT silver.f(1)',
      'a function of types that are not on the list',
    ],
    [
      'a domain',
      f('(silver.boomdom) RETURNS int'),
      "SELECT silver.f('x')",
      'a function of types that are not on the list',
    ],
    [
      'a domain as its result',
      f('() RETURNS silver.boomdom', "SELECT 'x'"),
      'SELECT silver.f()',
      'a function whose result is not what it says',
    ],
    [
      'rows of no known columns',
      f('() RETURNS SETOF record'),
      'SELECT * FROM silver.f() AS x(a int)',
      'a function of types that are not on the list',
    ],
    [
      'any number of values',
      f('(VARIADIC int[]) RETURNS int'),
      'SELECT silver.f(1, 2)',
      'a function that takes any number of values',
    ],
    [
      'a default that runs something',
      f('(a int, b int DEFAULT silver.purge_old()) RETURNS int'),
      'SELECT silver.f(1)',
      'a function that is not given all that it takes',
    ],
    [
      'a default of a type of the user’s',
      f("(a int, b text DEFAULT 'x'::silver.boomdom) RETURNS int"),
      'SELECT silver.f(1)',
      'a function that is not given all that it takes',
    ],
    [
      'too little beside a default',
      f('(a int, b int DEFAULT 2) RETURNS int'),
      'SELECT silver.f()',
      'a function that is not given all that it takes',
    ],
    [
      'too much',
      f('(a int, b int DEFAULT 2) RETURNS int'),
      'SELECT silver.f(1, 2, 3)',
      'a function that is not given all that it takes',
    ],
    [
      'one thing twice',
      f('(a int, b int DEFAULT 2) RETURNS int'),
      'SELECT silver.f(1, a => 2)',
      'a function that is not given all that it takes',
    ],
    [
      'what it does not take',
      f('(a int, b int DEFAULT 2) RETURNS int'),
      'SELECT silver.f(1, c => 2)',
      'a function that is not given all that it takes',
    ],
    [
      'itself',
      f('(a int) RETURNS int', 'SELECT silver.f(a - 1)'),
      'SELECT silver.f(1)',
      'a function that calls itself',
    ],
    [
      'a circle',
      f('(a int) RETURNS int', 'SELECT silver.g(a)') +
        made('silver.g(a int) RETURNS int', 'SELECT silver.f(a)'),
      'SELECT silver.g(1)',
      'a function that calls itself',
    ],
    [
      'a body that is no query',
      f('() RETURNS void', 'TRUNCATE silver.orders'),
      'SELECT silver.f()',
      'a query of a kind that is not on the list',
    ],
    [
      'a setting in its body',
      f('() RETURNS void', 'SET search_path = protected'),
      'SELECT silver.f()',
      'a query of a kind that is not on the list',
    ],
    [
      'a function in its body',
      f('() RETURNS void', 'SELECT silver.purge_old()'),
      'SELECT silver.f()',
      'a function of the user’s whose body is not SQL',
    ],
    [
      'a call past the list in its body',
      f('() RETURNS void', 'SELECT pg_sleep(10)'),
      'SELECT silver.f()',
      'function pg_sleep is not on the list',
    ],
    [
      'locks in its body',
      f('() RETURNS int', 'SELECT id FROM silver.orders FOR UPDATE'),
      'SELECT silver.f()',
      'a function whose body cannot be read',
    ],
    [
      'a body that does not parse',
      f('() RETURNS int', 'SELEC'),
      'SELECT silver.f()',
      'a function whose body cannot be read',
    ],
    [
      'a name that it is not given',
      f('(a int) RETURNS int', 'SELECT b'),
      'SELECT silver.f(1)',
      'a name that no table in sight gives',
    ],
    [
      'a mark past what it is given',
      f('(a int) RETURNS int', 'SELECT $2'),
      'SELECT silver.f(1)',
      'a name that no table in sight gives',
    ],
    [
      'another path',
      'SET search_path TO protected; CREATE FUNCTION silver.f() RETURNS int RETURN 1; SET search_path TO staging;',
      'SELECT silver.f()',
      'a function whose names were looked up along another path',
    ],
    ['a plan', f('() RETURNS int'), 'EXPLAIN SELECT silver.f()', 'a function of the user’s in a plan'],
    [
      'others beside it',
      f('() RETURNS int'),
      'SELECT * FROM ROWS FROM (silver.f(), generate_series(1, 2)) x',
      'a function of the user’s beside others in FROM',
    ],
    ['a call without its schema', f('() RETURNS int'), 'SELECT f()', 'function _ is not on the list'],
    [
      'a call as of an aggregate',
      f('(int) RETURNS int'),
      'SELECT silver.f(DISTINCT id) FROM silver.orders',
      'a function that is called like an aggregate',
    ],
    [
      'a window',
      f('(int) RETURNS int'),
      'SELECT silver.f(id) OVER () FROM silver.orders',
      'a function that is called like an aggregate',
    ],
    [
      'an index',
      f('(int) RETURNS int IMMUTABLE'),
      'CREATE INDEX ON silver.orders (silver.f(id))',
      'an index that cannot be read',
    ],
    [
      'a view that writes',
      `${f('() RETURNS int', 'DELETE FROM silver.orders; SELECT 1')}CREATE VIEW silver.w AS SELECT silver.f() AS a;`,
      'SELECT a FROM silver.w',
      'a view that cannot be read',
    ],
  ])('%s', (_, more, sql, why) => {
    expect(pgReaderOf(more)(sql).opaque).toContain(why);
  });

  it('a call that nobody has read where it stands is not run unread', () => {
    const names = ['silver', 'f'].map((sval) => ({ String: { sval } }));
    const ink = freshInk();
    // `as`: of a desk, what is asked of here.
    const desk = { ink, structure: { routines: new Map([['silver.f', {}]]) } } as unknown as Desk;
    heardAll(desk, { SomeNode: { inside: { FuncCall: { funcname: names } } } });
    expect([...ink.doubts]).toEqual(['a function that is called where it cannot be read']);
  });

  it('what an array of a function of the user’s comes to has not been counted', () => {
    const sql = `SELECT s.c3 FROM (SELECT * FROM unnest(silver.string_to_array('a b')) u, (SELECT email, id FROM ${c}) q) AS s(c1, c2, c3)`;
    expect(read(sql).opaque).not.toEqual([]);
  });

  it('to make a plan a function in a view may be run', () => {
    const by = pgReaderOf(`${script}CREATE VIEW silver.w AS SELECT silver.twice(2) AS a;`);
    expect(by('EXPLAIN SELECT a FROM silver.w').opaque).toEqual(['a function of the user’s in a plan']);
  });

  it('functions that call functions without end are not followed', () => {
    const chain = Array.from({ length: 12 }, (_, at) =>
      made(
        `silver.f${at}(a int) RETURNS int`,
        at === 11 ? 'SELECT 1' : `SELECT silver.f${at + 1}(a) + silver.f${at + 1}(a)`,
      ),
    ).join('');
    expect(pgReaderOf(chain)('SELECT silver.f0(1)').opaque).toContain('functions nested too deeply');
  });

  it('a view that calls a function is read through it', () => {
    const by = pgReaderOf(
      `${script}CREATE VIEW silver.w AS SELECT id, silver.email_of(id) AS mail FROM silver.orders;`,
      [dataset('silver.w', { id: 'clear', mail: 'clear' })],
    );
    expect(told('SELECT id, mail FROM silver.w', by)).toMatchObject({
      grounds: [],
      pii_output_columns: ['mail'],
    });
  });

  it('a function of the user’s that is called as one of PostgreSQL’s own is told apart by its schema', () => {
    const by = pgReaderOf(made('silver.lower(text) RETURNS text', 'SELECT upper($1)'));
    expect(told('SELECT silver.lower(country) FROM silver.customers', by).grounds).toEqual([]);
    expect(told('SELECT lower(country) FROM silver.customers', by).grounds).toEqual([
      'function lower is not on the list',
    ]);
  });
});

describe('what is not given', () => {
  it.each(['silver.f(1)', 'silver.f(a => 1)', 'silver.f(b => 2, a => 1)', 'silver.f(1, b => 3)'])(
    'is what its author wrote down: %s',
    (call) => {
      const f = `CREATE FUNCTION silver.f(a int, b int DEFAULT 2, c text DEFAULT 'x'::text) RETURNS int LANGUAGE sql AS 'SELECT a + b'`;
      expect(pgReaderOf(f)(`SELECT ${call}`).opaque).toEqual([]);
    },
  );
});
