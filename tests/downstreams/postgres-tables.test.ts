import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeStore, useStore, writeDirectly } from './postgres-store.js';
import { connect } from './subprocess.js';

describe('the schema', () => {
  const at = useStore('all');

  test('the tool list is these twelve and no other', async () => {
    expect(await at.store.tools()).toEqual(
      'query list_tables describe_table export execute snapshot_schema check_table content_version copy_if_version read_if_version keep_part load_if_version'.split(
        ' ',
      ),
    );
  });

  test('list_tables names each table and view with its schema', async () => {
    const { columns, rows } = await at.store.ok('list_tables');
    expect(columns).toEqual(['schema', 'name', 'kind']);
    expect(rows).toContainEqual(['silver', 'customers', 'table']);
    expect(rows).toContainEqual(['silver', 'adults', 'view']);
    expect(rows).toContainEqual(['protected', 'salaries', 'table']);
  });

  test('describe_table gives type, nullability and place in the key of each column', async () => {
    const { table, columns } = await at.store.ok('describe_table', { table: 'Silver.Customers' });
    expect(table).toBe('silver.customers');
    expect(columns).toEqual([
      { name: 'id', type: 'INTEGER', notnull: false, pk: 1 },
      { name: 'email', type: 'TEXT', notnull: true, pk: 0 },
      { name: 'country', type: 'TEXT', notnull: false, pk: 0 },
      { name: 'age', type: 'INTEGER', notnull: false, pk: 0 },
    ]);
  });

  test.each([
    ['customers', 'bad-table-name'],
    ['silver.customers; DROP TABLE x', 'bad-table-name'],
    ['silver."customers"', 'bad-table-name'],
    ['silver.customers.email', 'bad-table-name'],
    ['main.sqlite_schema', 'no-such-schema'],
    ['temp.sqlite_schema', 'no-such-schema'],
    ['silver.sqlite_schema', 'no-such-table'],
    ['silver.orders_by_customer', 'no-such-table'],
    ['nowhere.customers', 'no-such-schema'],
  ])('`%s` names no table: %s', async (table, code) => {
    for (const tool of ['describe_table', 'export', 'content_version'])
      expect(await at.store.refused(tool, { table })).toEqual({ code });
  });

  test('a snapshot can be replayed in order into empty databases and gives the same digest', async () => {
    const shot = await at.store.ok('snapshot_schema');
    const statements = shot.statements as { schema: string; kind: string; name: string; sql: string }[];
    expect(shot.engine).toEqual({ name: 'sqlite', version: expect.stringMatching(/^3\.\d+\.\d+$/) });
    expect(shot.tables).toContainEqual({
      name: 'silver.adults',
      kind: 'view',
      columns: [expect.objectContaining({ name: 'id' }), expect.objectContaining({ name: 'email' })],
    });
    const replica = makeStore();
    for (const schema of ['bronze', 'silver', 'gold', 'protected']) {
      rmSync(`${replica}/${schema}.db`);
      const own = statements.filter((statement) => statement.schema === schema).map(({ sql }) => sql);
      writeDirectly(replica, schema, own.join(';\n'));
    }
    const other = await connect('postgres', { DATABASE_URL: `sqlite:${replica}` });
    expect((await other.ok('snapshot_schema')).digest).toBe(shot.digest);
    await other.close();
    rmSync(replica, { recursive: true });
  });

  test('export gives the rows in key order with the format asked for', async () => {
    const outcome = await at.store.ok('export', { table: 'silver.orders', format: 'json', max_rows: 2 });
    expect(outcome).toEqual({
      columns: ['id', 'customer_id', 'total'],
      rows: [
        [10, 1, 9.5],
        [11, 1, 9.5],
      ],
      truncated: true,
      format: 'json',
    });
  });
});

describe('check_table', () => {
  const at = useStore('all');

  const check = async (table: string, one: unknown) => {
    const { results } = await at.store.ok('check_table', { table, checks: [one] });
    return (results as unknown[])[0];
  };

  test.each([
    ['silver.customers', { not_null: ['email', 'country'] }, 1, [[3]]],
    ['silver.customers', { unique: ['email'] }, 0, []],
    ['silver.orders', { unique: ['customer_id', 'total'] }, 2, [[10], [11]]],
    ['silver.customers', { range: { column: 'age', min: 0, max: 150 } }, 1, [[2]]],
    ['silver.customers', { range: { column: 'country', max: 5 } }, 2, [[1], [2]]],
    ['silver.customers', { range: { column: 'country', min: 'A', max: 'H' } }, 1, [[2]]],
    ['silver.customers', { rows: { min: 1, max: 3 } }, 0, []],
    ['silver.customers', { rows: { min: 4 } }, 1, []],
    [
      'silver.orders',
      { references: { column: 'customer_id', table: 'silver.customers', column_to: 'id' } },
      1,
      [[12]],
    ],
  ])('%s %j fails for %i rows', async (table, one, failing, keys) => {
    expect(await check(table, one)).toEqual({ check: one, ok: failing === 0, failing, keys });
  });

  test('a result holds counts and keys and no other value', async () => {
    const checks = [{ unique: ['country'] }, { range: { column: 'email', max: 'b' } }];
    const outcome = await at.store.ok('check_table', { table: 'silver.customers', checks });
    expect(JSON.stringify(outcome)).not.toContain('example.org');
    expect(outcome.samples).toBeUndefined();
  });

  test.each([
    [{ not_null: ['nosuch'] }, 'no-such-column'],
    [{ references: { column: 'id', table: 'silver.nosuch', column_to: 'id' } }, 'no-such-table'],
    [{ pattern: 'x' }, 'bad-arguments'],
    [{ rows: { min: 1 }, not_null: ['id'] }, 'bad-arguments'],
  ])('%j is no check: %s', async (one, code) => {
    const outcome = await at.store.refused('check_table', { table: 'silver.customers', checks: [one] });
    expect(outcome).toMatchObject({ code });
  });
});

describe('check_table on many rows', () => {
  const at = useStore('each');

  test('at most twenty keys are named', async () => {
    writeDirectly(
      at.directory,
      'silver',
      'WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i+1 FROM n WHERE i<150) INSERT INTO orders SELECT i,NULL,1 FROM n',
    );
    const checks = [{ not_null: ['customer_id'] }];
    const { results } = await at.store.ok('check_table', { table: 'silver.orders', checks });
    const [outcome] = results as { failing: number; keys: unknown[] }[];
    expect(outcome?.failing).toBe(51);
    expect(outcome?.keys).toHaveLength(20);
  });

  test('samples are the values of the columns asked for, with a bound and word of whether that is all', async () => {
    const small = await at.store.ok('check_table', {
      table: 'silver.customers',
      checks: [],
      sample: ['country'],
    });
    expect(small).toMatchObject({
      rows: 3,
      samples: { country: ['GB', 'US', null] },
      samples_complete: true,
    });
    writeDirectly(
      at.directory,
      'silver',
      'WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i+1 FROM n WHERE i<12000) INSERT INTO orders SELECT i,1,1 FROM n',
    );
    const large = await at.store.ok('check_table', { table: 'silver.orders', checks: [], sample: ['id'] });
    const ids = (large.samples as { id: number[] }).id;
    expect(large.samples_complete).toBe(false);
    expect(ids.length).toBeLessThanOrEqual(5000);
    expect(Math.max(...ids)).toBeGreaterThan(11_000);
  });
});
