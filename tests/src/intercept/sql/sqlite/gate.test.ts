// The gate before any prepare: what it refuses, in fixed words, and what it must let through.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../src/intercept/sql/answer.js';
import { gate } from '../../../../../src/intercept/sql/sqlite/index.js';

const why = (text: unknown): readonly string[] => {
  const gated = gate(text);
  return gated.passes ? [] : gated.effects.opaque;
};

const controls = [
  ...[
    'PRAGMA writable_schema=1',
    'PRAGMA schema_version = 7',
    "ATTACH 'x' || 'y' AS z",
    'DETACH y',
    'DETACH y z',
  ],
  ...['ATTACH ? AS y', 'ATTACH (SELECT 1) AS y', 'VACUUM INTO ?', "VACUUM INTO 'a' || 'b'", 'BEGIN x y'],
  ...[
    'COMMIT AND CHAIN',
    'ROLLBACK TO',
    'SAVEPOINT',
    'RELEASE a b',
    'REINDEX a.b.c',
    'ANALYZE',
    'VACUUM silver',
  ],
  ...['EXPLAIN EXPLAIN SELECT 1', 'EXPLAIN', 'EXPLAIN BEGIN', '/* a */ PrAgMa x'],
  ...["SELECT load_extension('x')", 'SELECT "load_extension"(1)', 'PRAGMA cache_size(SELECT 1)'],
  ...['; PRAGMA x', 'SELECT 1; PRAGMA x', 'EXPLAIN PRAGMA foreign_keys=OFF', 'explain query plan ANALYZE'],
  ...['BEGIN; DROP TABLE t', 'PRAGMA table_info(t); DROP TABLE t', 'PRAGMA table_info((SELECT 1))'],
  ...['PRAGMA table_info(?)', 'PRAGMA table_info(a b)', "PRAGMA temp_store_directory = '/x'", 'PRAGMA a.b.c'],
  ...[
    "VACUUM silver INTO 'x'",
    'REINDEX silver.',
    'ANALYZE silver.orders',
    "ANALYZE 'orders'",
    'PRAGMA page_size = 512',
    'PRAGMA page_size(512)',
    'PRAGMA encoding = "UTF-16"',
    'PRAGMA page_count()',
    'PRAGMA silver.page_count',
    'PRAGMA protected.freelist_count',
    'PRAGMA page_count; DROP TABLE t',
    'PRAGMA toString',
    'PRAGMA a.b.page_count',
    'PRAGMA optimize',
    'PRAGMA silver.cache_size',
  ],
];

const told: readonly (readonly [text: string, kind: string, control: string, files: readonly string[]])[] = [
  ...['BEGIN', 'begin immediate', 'BEGIN EXCLUSIVE TRANSACTION;'].map(
    (text) => [text, 'transaction', 'begin', []] as const,
  ),
  ['COMMIT', 'transaction', 'commit', []],
  ['END TRANSACTION', 'transaction', 'end', []],
  ['ROLLBACK', 'transaction', 'rollback', []],
  ['ROLLBACK TRANSACTION TO SAVEPOINT a', 'transaction', 'rollback', []],
  ['SAVEPOINT a', 'transaction', 'savepoint', []],
  ['RELEASE SAVEPOINT "a"', 'transaction', 'release', []],
  ['-- a\nVACUUM', 'pragma', 'vacuum', []],
  ["VACUUM INTO 'x'", 'pragma', 'vacuum', ['write']],
  ["ATTACH DATABASE 'x' AS y", 'attach', 'attach', ['read', 'write']],
  ['PRAGMA foreign_keys = OFF', 'pragma', 'pragma', []],
  ['PRAGMA cache_size(-2000)', 'pragma', 'pragma', []],
  ['PRAGMA silver.table_info(orders)', 'pragma', 'pragma', []],
  ['PRAGMA compile_options', 'select', 'show', []],
  ['pragma "encoding";', 'select', 'show', []],
  ['PRAGMA page_count', 'select', 'show', []],
];

describe('what the engine is asked about itself', () => {
  it.each([
    ['PRAGMA function_list', ['name', 'builtin', 'type', 'enc', 'narg', 'flags'], []],
    ['PRAGMA encoding', ['encoding'], []],
    // How large a file is is made of its rows.
    ['PRAGMA page_count', ['page_count'], ['pii.unknown']],
    ['PRAGMA freelist_count', ['freelist_count'], ['pii.unknown']],
  ])('%s is a read', (text, columns, classes) => {
    const gated = gate(text);
    const effects = gated.passes ? undefined : gated.effects;
    expect(effects?.egress.map(({ name }) => name)).toEqual(columns);
    expect(effects?.egress.flatMap((one) => one.classes)).toEqual(classes);
    expect(effects === undefined ? undefined : answerOf(effects)).toMatchObject({
      ...{ understood: true, readonly: true, destructive: false, reads: [], writes: [] },
    });
  });
});

describe('gate', () => {
  it.each(controls)('%j is refused as control before the engine sees it', (text) => {
    expect(why(text)).toEqual(['control statement']);
  });

  it.each(told)('%j is told by its words, and never prepared', (text, kind, control, files) => {
    const gated = gate(text);
    expect(gated.passes ? undefined : gated.effects).toMatchObject({
      ...{ statements: 1, kind, control: [control], files, opaque: [] },
    });
  });

  it.each<[string, unknown, string]>([
    ['a number', 7, 'the statement is not a text'],
    ['an object', { toString: () => 'SELECT 1' }, 'the statement is not a text'],
    ['a text past 64 KiB', `SELECT '${'a'.repeat(65_536)}'`, 'text too long'],
    ['a text past 64 KiB in UTF-8 alone', `SELECT '${'é'.repeat(40_000)}'`, 'text too long'],
    ['NUL', 'SELECT 1\u0000; DROP TABLE t', 'control character'],
    ['a byte order mark', '\ufeffDROP TABLE t', 'byte order mark'],
    ['a C0 character', 'SELECT\u000b1', 'control character'],
    ['a lone carriage return', 'SELECT 1 --\r; DROP TABLE t', 'lone carriage return'],
    ['a lone surrogate', "SELECT '\ud800'", 'text is not valid unicode'],
    ['a zero-width space', 'SELECT\u200b1', 'invisible character'],
    ['a bidi override in a comment', 'SELECT 1 /* \u202e */', 'invisible character'],
    ['65 parentheses', `SELECT ${'('.repeat(65)}1${')'.repeat(65)}`, 'nested too deeply'],
    ['a stray parenthesis', 'SELECT 1)', 'unbalanced parentheses'],
    ['an open string', "SELECT 'a", 'unreadable token'],
    ['nothing', ' -- a\n;; ', 'no statement'],
    ['two statements', 'SELECT 1; DROP TABLE t', 'more than one statement'],
    ['two statements behind a `$$`', 'SELECT $$; DROP TABLE t; --$$', 'more than one statement'],
    ['two statements behind a backslash', "SELECT '\\'; DROP TABLE t; --'", 'more than one statement'],
    ['two statements behind a bracket', "SELECT [a';] AS b; DROP TABLE t; --']", 'more than one statement'],
    ['two statements behind a comment', '/* /* */ SELECT 1; DROP TABLE t; -- */', 'more than one statement'],
    ['a trigger', 'CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; END', 'control statement'],
    [
      'a trigger without an end',
      'CREATE TEMP TRIGGER a AFTER INSERT ON t',
      'creates a trigger or virtual table',
    ],
    ['a virtual table', 'CREATE VIRTUAL TABLE a USING fts5(b)', 'creates a trigger or virtual table'],
  ])('%s is refused', (_, text, word) => {
    expect(why(text)).toEqual([word]);
  });

  it.each([
    'SELECT CASE WHEN 1 THEN 2 END',
    'SELECT 1;',
    'SELECT 1 ; -- done',
    "SELECT 'PRAGMA x; DROP TABLE t'",
    "SELECT 'load_extension'",
    'SELECT\t1\r\n',
    "SELECT 'a\u200bb'",
    `SELECT ${'('.repeat(64)}1${')'.repeat(64)}`,
  ])('%j passes', (text) => {
    expect(why(text)).toEqual([]);
  });

  it('what it refuses shows no value and no name that nobody declared', () => {
    const gated = gate("SELECT secret FROM hidden WHERE a = 'p@x.io' AND b = 42; DROP TABLE hidden");
    expect(gated.passes ? '' : gated.effects.shape).toBe(
      'SELECT _ FROM _ WHERE _ = ? AND _ = ?; DROP TABLE _',
    );
  });

  it('a refused text counts its statements', () => {
    const gated = gate('SELECT 1; SELECT 2;; SELECT 3');
    expect(gated.passes ? 0 : gated.effects.statements).toBe(3);
  });
});
