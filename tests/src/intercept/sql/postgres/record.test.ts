// What the record says of a statement beyond its datasets: in what way rows are written, and what is held, started, sent or kept.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();

describe('a merge', () => {
  const modes = (sql: string): readonly string[] =>
    read(sql).writes.map(({ dataset, mode, scope }) => `${mode} ${dataset} ${scope}`);
  const upsert = 'INSERT INTO staging.orders_clean (id, amount)';
  const into = 'MERGE INTO staging.orders_clean t USING silver.orders s ON s.id = t.id';

  it.each([
    [`${upsert} VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET amount = 3`, 'update', 'key-pinned'],
    [
      `${upsert} SELECT id, amount FROM silver.orders ON CONFLICT (id) DO UPDATE SET amount = 3`,
      'update',
      'predicate',
    ],
    [`${into} WHEN MATCHED THEN DELETE`, 'delete', 'predicate'],
    [`${into} WHEN MATCHED THEN UPDATE SET amount = s.amount`, 'update', 'predicate'],
    [`${into} WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)`, 'insert', 'not-applicable'],
    [`${into} WHEN MATCHED THEN DO NOTHING`, 'update', 'predicate'],
    [
      'MERGE INTO staging.orders_clean t USING silver.orders s ON true WHEN MATCHED THEN DELETE',
      'delete',
      'tautology',
    ],
  ])('is told beside what it does: %s', (sql, mode, scope) => {
    const told = modes(sql);
    expect(told).toContain(`${mode} staging.orders_clean ${scope}`);
    expect(told).toContain(`merge staging.orders_clean ${scope}`);
  });

  it.each([
    `${upsert} VALUES (1, 2)`,
    `${upsert} VALUES (1, 2) ON CONFLICT DO NOTHING`,
    'UPDATE staging.orders_clean SET amount = 3 WHERE id = 1',
  ])('is none where nothing that is there gives way: %s', (sql) => {
    expect(modes(sql).filter((one) => one.startsWith('merge'))).toEqual([]);
  });
});

describe('what a statement reaches beyond rows and structure', () => {
  const beyond = (sql: string) => {
    const { control, locks, files, programs, network } = read(sql);
    return [
      control,
      locks.map(({ dataset, strength }) => `${strength} ${dataset}`),
      files,
      programs,
      network,
    ].map((names) => names.join());
  };

  it.each<[sql: string, control: string, locks: string, files: string, programs: string, network: string]>([
    ['BEGIN', 'begin', '', '', '', ''],
    ['ROLLBACK TO SAVEPOINT a', 'rollback', '', '', '', ''],
    ["SET TimeZone TO 'UTC'", 'set', '', '', '', ''],
    ['RESET ALL', 'reset', '', '', '', ''],
    ['SHOW TimeZone', 'show', '', '', '', ''],
    ['DISCARD PLANS', 'discard', '', '', '', ''],
    ["NOTIFY a, 'a secret'", 'notify', '', '', '', 'notify'],
    ['LISTEN a', 'listen', '', '', '', 'listen'],
    [
      'LOCK TABLE silver.orders, silver.customers IN SHARE MODE',
      'lock',
      'table-share silver.orders,table-share silver.customers',
      '',
      '',
      '',
    ],
    ['LOCK TABLE silver.orders', 'lock', 'access-exclusive silver.orders', '', '', ''],
    ['SELECT id FROM silver.orders FOR UPDATE', '', 'update silver.orders', '', '', ''],
    [
      'SELECT o.id FROM silver.orders o JOIN silver.customers c ON c.id = o.customer_id FOR SHARE OF c SKIP LOCKED',
      '',
      'share silver.customers',
      '',
      '',
      '',
    ],
    ['SELECT id FROM silver.orders FOR NO KEY UPDATE', '', 'no-key-update silver.orders', '', '', ''],
    [
      'SELECT id FROM (SELECT id FROM silver.orders) x FOR KEY SHARE',
      '',
      'key-share silver.orders',
      '',
      '',
      '',
    ],
    ['EXPLAIN SELECT id FROM silver.orders FOR UPDATE', '', 'update silver.orders', '', '', ''],
    ['COPY silver.orders TO STDOUT', 'copy', '', '', '', 'client'],
    ["COPY silver.orders TO '/a/path'", 'copy', '', 'write', '', ''],
    ["COPY silver.orders FROM '/a/path'", 'copy', '', 'read', '', ''],
    ["COPY silver.orders TO PROGRAM 'a program'", 'copy', '', '', 'write', ''],
    ["COPY silver.orders FROM PROGRAM 'a program'", 'copy', '', '', 'read', ''],
    ['PREPARE p AS SELECT 1', 'prepare', '', '', '', ''],
    ['DECLARE p CURSOR FOR SELECT 1', 'declare', '', '', '', ''],
    ['VACUUM silver.orders', 'vacuum', '', '', '', ''],
    ['ANALYZE silver.orders', 'analyze', '', '', '', ''],
    ['SELECT id FROM silver.orders', '', '', '', '', ''],
  ])('%s', (sql, ...told) => {
    expect(read(sql).opaque).toEqual([]);
    expect(beyond(sql)).toEqual(told);
  });

  it.each([
    ['COPY silver.orders (id) TO STDOUT', ['silver.orders'], []],
    ["COPY (SELECT email FROM silver.customers) TO '/x'", ['silver.customers'], []],
    [
      'COPY (DELETE FROM silver.orders RETURNING id) TO STDOUT',
      ['silver.orders'],
      ['delete silver.orders none'],
    ],
    ['COPY silver.orders (id) FROM STDIN', [], ['insert silver.orders not-applicable']],
    ['PREPARE p AS DELETE FROM silver.orders', [], ['delete silver.orders none']],
    ['DECLARE p CURSOR FOR SELECT email FROM silver.customers', ['silver.customers'], []],
    ['ANALYZE silver.orders', ['silver.orders'], []],
    ['REINDEX TABLE silver.orders', ['silver.orders'], []],
    ['LOCK TABLE silver.orders IN ACCESS SHARE MODE', ['silver.orders'], []],
    ['REFRESH MATERIALIZED VIEW silver.mv_seg', ['silver.customers'], ['replace silver.mv_seg predicate']],
    [
      'REFRESH MATERIALIZED VIEW silver.mv_seg WITH NO DATA',
      ['silver.customers'],
      ['replace silver.mv_seg none'],
    ],
    [
      'SELECT id, amount INTO staging.x FROM silver.orders',
      ['silver.orders'],
      ['create staging.x not-applicable'],
    ],
    [
      'SELECT id INTO staging.x FROM silver.orders UNION ALL SELECT id FROM silver.customers EXCEPT SELECT 1',
      ['silver.orders', 'silver.customers'],
      ['create staging.x not-applicable'],
    ],
    [
      'CREATE TEMP TABLE x AS SELECT id FROM silver.orders',
      ['silver.orders'],
      ['create temp.x not-applicable'],
    ],
    ['CREATE TABLE pg_temp.x (id int)', [], ['create temp.x not-applicable']],
  ])('%s reads and writes what it says', (sql, reads, writes) => {
    const found = read(sql);
    expect(found.opaque).toEqual([]);
    expect(found.reads.map(({ dataset }) => dataset)).toEqual(reads);
    expect(found.writes.map(({ dataset, mode, scope }) => `${mode} ${dataset} ${scope}`)).toEqual(writes);
  });

  it.each([
    ['COPY silver.customers TO STDOUT', ['birth_date', 'email', 'full_name', 'phone', 'ssn']],
    ['COPY silver.customers (id, country) TO STDOUT', []],
    ['COPY (SELECT upper(email) AS x FROM silver.customers) TO STDOUT', ['x']],
  ])('what leaves by %s is what its columns are', (sql, columns) => {
    expect(answerOf(read(sql)).pii_output_columns).toEqual(columns);
  });

  it.each([
    'DISCARD ALL',
    'DISCARD TEMP',
    "COPY silver.orders TO '/a/path'",
    "COPY silver.orders FROM PROGRAM 'a program'",
    "COPY silver.orders TO PROGRAM 'a program'",
    'REFRESH MATERIALIZED VIEW silver.mv_seg WITH NO DATA',
    'PREPARE p AS DELETE FROM silver.orders',
  ])('%s destroys', (sql) => {
    expect(answerOf(read(sql)).destructive).toBe(true);
  });

  it.each([
    ['SHOW TimeZone', true],
    ['SELECT relname FROM pg_class', true],
    ['SELECT id FROM silver.orders FOR UPDATE', false],
    ['CREATE TEMP TABLE x (id int)', false],
    ['ANALYZE silver.orders', false],
    ['SET LOCAL TimeZone TO 0', false],
    ['COPY silver.orders TO STDOUT', false],
  ])('%s is a read and nothing else: %s', (sql, isRead) => {
    expect([answerOf(read(sql)).readonly, answerOf(read(sql)).destructive]).toEqual([isRead, false]);
  });

  it('no word of the agent’s comes back', () => {
    for (const sql of [
      "NOTIFY word, 'word'",
      'LISTEN word',
      "COPY silver.orders TO PROGRAM 'word'",
      'SAVEPOINT word',
      'SET a.word TO word',
      'SHOW word',
      'CLOSE word',
    ])
      expect(JSON.stringify([read(sql), answerOf(read(sql))])).not.toContain('word');
  });

  it('a class does not follow into a table that SELECT INTO makes', () => {
    for (const arms of ['', " UNION SELECT 1, 'a'", " UNION ALL (SELECT 1, 'a') ORDER BY 1"])
      expect(read(`SELECT id, email AS e INTO staging.x FROM silver.customers${arms}`)).toMatchObject({
        ...{ kind: 'create', created: ['table:staging.x'], egress: [] },
        flows: ['silver.customers.email -> staging.x.e'],
      });
  });
});

describe('a view that holds the rows that it shows', () => {
  it.each(['SELECT id FROM silver.held', 'SELECT id FROM silver.around'])('is not read: %s', (sql) => {
    const held = pgReaderOf(
      'CREATE VIEW silver.held AS SELECT id FROM silver.orders FOR UPDATE; CREATE VIEW silver.around AS SELECT id FROM silver.held',
    );
    expect(held(sql).opaque).toEqual(['a view that cannot be read']);
  });
});

describe('what is not wholly told is not understood', () => {
  it.each([
    ['EXECUTE p(1)', 'control statement'],
    ['FETCH ALL FROM c', 'control statement'],
    ["COMMIT PREPARED 'x'", 'control statement'],
    ["ALTER SYSTEM SET work_mem = '1GB'", 'control statement'],
    ['SHOW ALL', 'a setting that is not on the list'],
    ['SHOW hba_file', 'a setting that is not on the list'],
    ['VACUUM', 'upkeep of more than it names'],
    ['ANALYZE', 'upkeep of more than it names'],
    ['CLUSTER', 'upkeep of more than it names'],
    ['REINDEX SCHEMA silver', 'upkeep of more than it names'],
    ['REINDEX INDEX silver.i', 'an index that is not known'],
    ['REINDEX SCHEMA silver', 'upkeep of more than it names'],
    ["COMMENT ON ROLE x IS 'y'", 'a comment on what is no table'],
    ['LOCK TABLE silver.v_orders', 'a lock on a view'],
    ['SELECT id FROM silver.v_orders FOR UPDATE', 'a lock on a view'],
    ['SELECT 1 FOR UPDATE', 'a lock on what is no table'],
    ['PREPARE p AS SELECT pg_sleep(1)', 'function pg_sleep is not on the list'],
    ['COPY (SELECT pg_sleep(1)) TO STDOUT', 'function pg_sleep is not on the list'],
    ['CREATE TEMP TABLE orders (id int)', 'a temporary object'],
    ['CREATE TEMP TABLE salaries AS SELECT 1 AS a', 'a temporary object'],
    ['CREATE TEMP TABLE text (id int)', 'a temporary object'],
    ['SELECT 1 AS a INTO TEMP customers', 'a temporary object'],
    ['SELECT 1 AS a INTO TEMP customers UNION SELECT 2', 'a temporary object'],
    ['CREATE TABLE pg_toast.x (id int)', 'a temporary object'],
    ['SELECT * FROM pg_authid', 'a system catalog'],
    ['SELECT rolpassword FROM pg_shadow', 'a system catalog'],
    ['SELECT usename FROM pg_stat_activity', 'a system catalog'],
    ['SELECT stavalues1 FROM pg_statistic', 'a system catalog'],
    ['SELECT most_common_vals FROM pg_stats_ext', 'a system catalog'],
    ['SELECT umoptions FROM pg_user_mappings', 'a system catalog'],
    ['SELECT option_value FROM information_schema.user_mapping_options', 'a system catalog'],
    ['SELECT option_value FROM information_schema._pg_user_mappings', 'a system catalog'],
    ['SELECT data FROM pg_largeobject', 'a system catalog'],
    ['SELECT setting FROM pg_settings', 'a system catalog'],
    ['SELECT query FROM pg_stat_statements', 'a system catalog'],
    ['SELECT line FROM pg_hba_file_rules', 'a system catalog'],
    ['SELECT 1 FROM pg_toast.pg_toast_1', 'a system catalog'],
  ])('%s: %s', (sql, why) => {
    expect(read(sql).opaque).toContain(why);
  });
});

describe('what the engine says of itself', () => {
  it.each([
    "SELECT current_setting('TimeZone') AS v",
    "SELECT pg_catalog.current_setting('search_path', true) AS v",
    'SELECT current_schemas(false) AS v',
    "SELECT pg_size_bytes('1 MB') AS v",
    'SELECT pg_client_encoding() AS v',
    "SELECT to_regclass('silver.orders') IS NOT NULL AS v",
    'SELECT pg_typeof(email) AS v FROM silver.customers',
  ])('is clear where it is the same for whatever is in the tables: %s', (sql) => {
    const { understood, readonly, pii_output_columns, filters_on } = answerOf(read(sql));
    expect([understood, readonly, pii_output_columns, filters_on]).toEqual([true, true, [], []]);
  });

  it.each([
    "SELECT current_setting('data_directory') AS v",
    "SELECT current_setting('my.setting') AS v",
    "SELECT current_setting(lower('TimeZone')) AS v",
    "SELECT current_setting('Time' || 'Zone') AS v",
    'SELECT current_setting(email) AS v FROM silver.customers',
    "SELECT current_setting('TimeZone', email IS NULL) AS v FROM silver.customers",
    "SELECT silver.current_setting('TimeZone') AS v",
  ])('is not read where it may be an operator’s word: %s', (sql) => {
    expect(read(sql).opaque).toContain('function _ is not on the list');
  });

  it('a function of the user’s that is called as one of the engine’s is not taken for it', () => {
    const own = pgReaderOf(
      "CREATE FUNCTION silver.current_setting(text) RETURNS text LANGUAGE plpgsql AS 'x'",
    );
    expect(own("SELECT current_setting('TimeZone')").opaque).not.toEqual([]);
  });

  it.each([
    'SELECT pg_size_bytes(email) AS v FROM silver.customers',
    'SELECT to_regclass(email) AS v FROM silver.customers',
    'SELECT pg_typeof(email::int) AS v FROM silver.customers',
  ])('is a question where it fails by a value: %s', (sql) => {
    expect(answerOf(read(sql)).filters_on).toEqual(['silver.customers.email']);
  });
});
