import { describe, expect, test } from 'vitest';
import { readDirectly, useStore, writeDirectly } from './postgres-store.js';

describe('the content version', () => {
  const at = useStore('each');
  const versionOf = async (table: string) => (await at.store.ok('content_version', { table })).version;

  test('names its method and agrees between both tools that compute it', async () => {
    const { version, rows } = await at.store.ok('content_version', { table: 'silver.customers' });
    expect(version).toMatch(/^sha256-rows:[0-9a-f]{64}$/);
    expect(rows).toBe(3);
    const checked = await at.store.ok('check_table', {
      table: 'silver.customers',
      checks: [],
      sample: ['id'],
    });
    expect(checked.version).toBe(version);
  });

  test('depends on content and not on the order of writing', async () => {
    const before = await versionOf('silver.customers');
    writeDirectly(
      at.directory,
      'silver',
      "DELETE FROM customers WHERE id=1; VACUUM; INSERT INTO customers VALUES (1,'ada@example.org','GB',36)",
    );
    expect(await versionOf('silver.customers')).toBe(before);
  });

  test.each([
    ['a value', 'UPDATE customers SET age = 37 WHERE id = 1'],
    ['the type of a value', "UPDATE customers SET age = 'x36' WHERE id = 1"],
    ['NULL for an empty text', "UPDATE customers SET country = '' WHERE id = 3"],
    ['text for the same bytes as a BLOB', "UPDATE customers SET country = CAST('GB' AS BLOB) WHERE id = 1"],
    ['one invalid byte', "UPDATE customers SET country = CAST(x'ff' AS TEXT) WHERE id = 1"],
    ['a row less', 'DELETE FROM customers WHERE id = 3'],
    ['a column more', 'ALTER TABLE customers ADD COLUMN note TEXT'],
  ])('moves with %s', async (_what, sql) => {
    const before = await versionOf('silver.customers');
    writeDirectly(at.directory, 'silver', sql);
    expect(await versionOf('silver.customers')).not.toBe(before);
  });

  test('tells two different invalid bytes apart', async () => {
    const write = (hex: string) =>
      writeDirectly(
        at.directory,
        'silver',
        `UPDATE customers SET country = CAST(x'${hex}' AS TEXT) WHERE id = 1`,
      );
    write('ff');
    const before = await versionOf('silver.customers');
    write('fe');
    expect(await versionOf('silver.customers')).not.toBe(before);
  });
});

describe('copy_if_version', () => {
  const at = useStore('each');
  const versionOf = async (table: string) => (await at.store.ok('content_version', { table })).version;

  const source = 'silver.customers';
  const copy = async (target: string, more = {}) => ({
    source,
    target,
    version: await versionOf(source),
    ...more,
  });

  test('a write by another process between check and copy stops the copy', async () => {
    const { version } = await at.store.ok('check_table', {
      table: source,
      checks: [{ not_null: ['email'] }],
    });
    writeDirectly(at.directory, 'silver', "INSERT INTO customers VALUES (4,'dan@example.org',NULL,9)");
    const outcome = await at.store.refused('copy_if_version', { source, version, target: 'gold.customers' });
    expect(outcome).toEqual({ code: 'version-mismatch' });
    expect(
      readDirectly(at.directory, 'gold', "SELECT count(*) FROM sqlite_schema WHERE name='customers'"),
    ).toBe(0);
  });

  test('an absent target is made with types and key, and the version returned is its own', async () => {
    const outcome = await at.store.ok('copy_if_version', await copy('gold.customers'));
    expect(outcome).toEqual({ rows: 3, version: await versionOf('gold.customers') });
    const { columns } = await at.store.ok('describe_table', { table: 'gold.customers' });
    expect(columns).toContainEqual({ name: 'id', type: 'INTEGER', notnull: false, pk: 1 });
  });

  test('an existing target has its rows replaced', async () => {
    await at.store.ok('copy_if_version', await copy('gold.customers'));
    writeDirectly(at.directory, 'silver', 'DELETE FROM customers WHERE id = 1');
    expect(await at.store.ok('copy_if_version', await copy('gold.customers'))).toMatchObject({ rows: 2 });
    expect(readDirectly(at.directory, 'gold', 'SELECT count(*) FROM customers')).toBe(2);
  });

  test('only the columns asked for are copied', async () => {
    await at.store.ok('copy_if_version', await copy('gold.ages', { columns: ['id', 'age'] }));
    const { columns, rows } = await at.store.ok('export', { table: 'gold.ages' });
    expect(columns).toEqual(['id', 'age']);
    expect(rows).toContainEqual([2, 200]);
  });

  test.each([
    ['gold.narrow', 'columns-differ'],
    ['gold.seen', 'target-is-a-view'],
    ['gold.logged', 'side-effect'],
    ['gold.picky', 'copy-differs'],
    ['silver.customers', 'target-is-the-source'],
    ['nowhere.customers', 'no-such-schema'],
  ])('%s is no target: %s, and nothing is written', async (target, code) => {
    expect(await at.store.refused('copy_if_version', await copy(target))).toEqual({ code });
    for (const table of ['logged', 'log', 'picky', 'narrow'])
      expect(readDirectly(at.directory, 'gold', `SELECT count(*) FROM ${table}`)).toBe(0);
    expect(readDirectly(at.directory, 'silver', 'SELECT count(*) FROM customers')).toBe(3);
  });

  const load = async (target: string, more = {}) => {
    const version = await versionOf(source);
    const { columns, rows } = await at.store.ok('read_if_version', { table: source, version });
    return { source, version, target, columns, rows, changed: [], ...more };
  };
  const masked = [
    [1, '[EMAIL:a]', 'GB', 36],
    [2, '[EMAIL:b]', 'US', 200],
    [3, '[EMAIL:c]', null, null],
  ];

  test('load_if_version makes or refills a target with rows that were changed on the way', async () => {
    const { rows } = await load('gold.customers');
    const other = (rows as unknown[][]).map(([id, , ...rest]) => [id, `[EMAIL:${id}]`, ...rest]);
    const call = await load('gold.customers', { rows: other, changed: ['email'] });
    for (const _ of [1, 2]) {
      const outcome = await at.store.ok('load_if_version', call);
      expect(outcome).toEqual({ rows: 3, version: await versionOf('gold.customers') });
    }
    expect(readDirectly(at.directory, 'gold', 'SELECT email FROM customers WHERE id = 2')).toBe('[EMAIL:2]');
  });

  test.each([
    ['another version', { version: 'sha256-rows:0' }, 'version-mismatch'],
    ['a column that was to stay and did not', { rows: masked }, 'copy-differs'],
    ['a row less', { rows: masked.slice(1), changed: ['email'] }, 'copy-differs'],
    ['a row that is too short', { rows: [[1]] }, 'columns-differ'],
    ['a column that the source has not', { changed: ['nosuch'] }, 'no-such-column'],
    ['a column twice', { columns: ['id', 'id', 'country', 'age'] }, 'columns-differ'],
  ])('load_if_version refuses %s, and nothing is written', async (_what, more, code) => {
    expect(await at.store.refused('load_if_version', await load('gold.customers', more))).toMatchObject({
      code,
    });
    const made = "SELECT count(*) FROM sqlite_schema WHERE name='customers'";
    expect(readDirectly(at.directory, 'gold', made)).toBe(0);
  });

  test.each([
    ['gold.narrow', 'columns-differ'],
    ['gold.seen', 'target-is-a-view'],
    ['gold.logged', 'side-effect'],
    ['silver.customers', 'target-is-the-source'],
  ])('load_if_version puts nothing into %s: %s', async (target, code) => {
    expect(await at.store.refused('load_if_version', await load(target))).toEqual({ code });
  });

  test('read_if_version returns rows of that version only', async () => {
    const version = await versionOf(source);
    const page = await at.store.ok('read_if_version', { table: source, version });
    expect(page).toMatchObject({ truncated: false, version });
    expect(page.rows).toHaveLength(3);
    writeDirectly(at.directory, 'silver', 'UPDATE customers SET age = 1');
    expect(await at.store.refused('read_if_version', { table: source, version })).toEqual({
      code: 'version-mismatch',
    });
  });

  test('read_if_version refuses a BLOB that JSON would not carry whole', async () => {
    const call = { table: 'bronze.odd', version: await versionOf('bronze.odd') };
    expect(await at.store.refused('read_if_version', call)).toEqual({ code: 'blob-value' });
  });
});
