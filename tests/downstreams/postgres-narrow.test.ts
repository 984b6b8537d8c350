// A copy tells nothing of a hidden value by failing for some: what could is refused by what is declared, before any value is looked at.
import { describe, expect, it } from 'vitest';
import { readDirectly, useStore, writeDirectly } from './postgres-store.js';

describe('a copy of a hidden column', () => {
  const at = useStore('each');
  const target = 'gold.kept';
  /** Of a source that holds this value beside a number. */
  const copied = async (
    [source, kept, value]: readonly string[],
    clear: readonly string[] | undefined,
  ): Promise<unknown> => {
    writeDirectly(at.directory, 'silver', `${source}; INSERT INTO held VALUES (1, ${value})`);
    writeDirectly(at.directory, 'gold', kept ?? '');
    const { version } = await at.store.ok('content_version', { table: 'silver.held' });
    const clear_columns = clear === undefined ? undefined : { 'silver.held': clear };
    const way = { source: 'silver.held', version, target, clear_columns };
    const result = await at.store.raw('copy_if_version', way);
    writeDirectly(at.directory, 'silver', 'DROP TABLE held');
    writeDirectly(at.directory, 'gold', 'DROP TABLE kept');
    return result.isError === true ? result.structuredContent : 'copied';
  };
  const plain = 'CREATE TABLE held (id INTEGER PRIMARY KEY, pay INTEGER)';
  const text = 'CREATE TABLE held (id INTEGER PRIMARY KEY, name TEXT)';

  /** A value that fails there, and one that does not. */
  const narrow = [
    ['a number, into a text', plain, 'CREATE TABLE kept (id INTEGER PRIMARY KEY, pay TEXT)', '7', 'NULL'],
    [
      'a text, into numbers',
      text,
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, name NUMERIC)',
      "'007'",
      "'ann'",
    ],
    [
      'loose, into strict',
      plain,
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, pay INTEGER) STRICT',
      "'x'",
      '7',
    ],
    [
      'loose, into strict with a word behind it',
      plain,
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, pay INTEGER) STRICT /* (whole) */',
      "'x'",
      '7',
    ],
    [
      'what may be missing, into NOT NULL',
      text,
      'CREATE TABLE kept (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
      'NULL',
      "'x'",
    ],
    ['no key, into a key', plain, 'CREATE TABLE kept (id INTEGER, pay INTEGER PRIMARY KEY)', 'NULL', '7'],
  ] as const;

  it.each(narrow)('is refused whatever it holds: %s', async (_, source, kept, failing, fitting) => {
    // It does tell, where nobody has said what is hidden.
    expect(await copied([source, kept, failing], undefined)).not.toBe('copied');
    expect(await copied([source, kept, fitting], undefined)).toBe('copied');
    const denied = { code: 'hidden-constraint' };
    for (const value of [failing, fitting]) {
      expect(await copied([source, kept, value], ['id'])).toEqual(denied);
      expect(await copied([source, kept, value], [])).toEqual(denied);
    }
    // And of a column that may be known, its own failing may be.
    expect(await copied([source, kept, fitting], ['id', 'pay', 'name'])).toBe('copied');
  });

  it.each([
    [plain, 'CREATE TABLE kept (id INTEGER PRIMARY KEY, pay BIGINT)', '7'],
    [text, 'CREATE TABLE kept (id INTEGER PRIMARY KEY, name VARCHAR(3))', "'longer'"],
    [text, 'CREATE TABLE kept (id INTEGER PRIMARY KEY, name)', "'x'"],
    [`${text} STRICT`, 'CREATE TABLE kept (id INTEGER PRIMARY KEY, name TEXT) STRICT', "'x'"],
  ])('is made where its type takes any of the other: %s, %s', async (...given) => {
    expect(await copied(given, ['id'])).toBe('copied');
  });

  it('is made into a table that there was none of', async () => {
    const { version } = await at.store.ok('content_version', { table: 'silver.customers' });
    const way = { source: 'silver.customers', version, target, clear_columns: {} };
    await at.store.ok('copy_if_version', way);
    await at.store.ok('copy_if_version', way);
    expect(readDirectly(at.directory, 'gold', 'SELECT count(*) FROM kept')).toBe(3);
  });
});
