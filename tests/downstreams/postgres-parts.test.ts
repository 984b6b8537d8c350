// Large tables in parts: what is read of them is one version, what is brought is put at once or not at all, and nothing of it lies where another could read it.
import { expect, test } from 'vitest';
import { readDirectly, useStore, writeDirectly } from './postgres-store.js';
import { connect } from './subprocess.js';

const at = useStore('each');
const source = 'silver.many';
const count = 12_000;
const made = "SELECT count(*) FROM sqlite_schema WHERE name = 'many'";

type Row = readonly [number, string, string];
type Part = {
  readonly rows: readonly Row[];
  readonly truncated: boolean;
  readonly columns: readonly string[];
};

async function fill(key = 'PRIMARY KEY') {
  writeDirectly(
    at.directory,
    'silver',
    `CREATE TABLE many (id INTEGER ${key}, email TEXT, country TEXT);
    INSERT INTO many WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT i, 'p' || i || '@example.org', 'DE' FROM n`,
  );
  return (await at.store.ok('content_version', { table: source })).version as string;
}

// `as`: what the tool answers is looked at below.
const read = async (version: string, offset: number, part_of = 'a'): Promise<Part> =>
  (await at.store.ok('read_if_version', { table: source, version, part_of, offset })) as unknown as Part;

async function readAll(version: string, between: () => void = () => undefined): Promise<readonly Part[]> {
  const parts: Part[] = [];
  let offset = 0;
  for (;;) {
    const part = await read(version, offset);
    parts.push(part);
    offset += part.rows.length;
    if (!part.truncated) return parts;
    between();
  }
}

const hidden = (rows: readonly Row[]): readonly Row[] =>
  rows.map(([id, , country]) => [id, `[EMAIL:${id}]`, country]);

async function bring(parts: readonly Part[], version: string, more: Record<string, unknown> = {}) {
  const way = {
    source,
    version,
    target: 'gold.many',
    columns: ['id', 'email', 'country'],
    part_of: 'a',
    ...more,
  };
  let offset = 0;
  for (const { rows } of parts.slice(0, -1)) {
    await at.store.ok('keep_part', { ...way, rows: hidden(rows), offset });
    offset += rows.length;
  }
  return { ...way, rows: hidden(parts.at(-1)?.rows ?? []), offset, changed: ['email'] };
}

test.each(['PRIMARY KEY', 'NOT NULL'])(
  'a table (%s) is read in parts of one version, whatever is written meanwhile',
  async (key) => {
    const version = await fill(key);
    const parts = await readAll(version, () =>
      writeDirectly(at.directory, 'silver', "UPDATE many SET email = 'new', id = -id"),
    );
    expect(parts.length).toBeGreaterThan(2);
    const rows = parts.flatMap((part) => part.rows);
    expect(rows).toHaveLength(count);
    expect(rows.map(([id, email]) => [id, email])).toEqual(
      Array.from({ length: count }, (_, i) => [i + 1, `p${i + 1}@example.org`]),
    );
  },
);

test('parts are put at once with the last of them, and what was put is kept no longer', async () => {
  const version = await fill();
  const call = await bring(await readAll(version), version);
  expect(readDirectly(at.directory, 'gold', made)).toBe(0);
  const { version: put } = await at.store.ok('load_if_version', call);
  expect(await at.store.ok('content_version', { table: 'gold.many' })).toEqual({ rows: count, version: put });
  expect(
    readDirectly(at.directory, 'gold', "SELECT count(*) FROM many WHERE email = '[EMAIL:' || id || ']'"),
  ).toBe(count);
  expect(await at.store.refused('load_if_version', call)).toEqual({ code: 'no-such-part' });
  expect(readDirectly(at.directory, 'gold', 'SELECT count(*) FROM many')).toBe(count);
});

test('parts of a table that was written since are not put, and are kept no longer', async () => {
  const version = await fill();
  const call = await bring(await readAll(version), version);
  writeDirectly(at.directory, 'silver', 'DELETE FROM many WHERE id = 7');
  expect(await at.store.refused('load_if_version', call)).toEqual({ code: 'version-mismatch' });
  expect(await at.store.refused('load_if_version', call)).toEqual({ code: 'no-such-part' });
  expect(readDirectly(at.directory, 'gold', made)).toBe(0);
});

test.each([
  ['another target', { target: 'gold.other' }],
  ['another source', { source: 'silver.customers' }],
  ['another version', { version: 'sha256-rows:0' }],
  ['other columns', { columns: ['id', 'country', 'email'] }],
  ['a row too early', { offset: 1 }],
  ['another name', { part_of: 'b' }],
  ['no name', { part_of: undefined }],
])('what is put of %s brings nothing that was kept', async (_, more) => {
  const version = await fill();
  const call = await bring(await readAll(version), version);
  expect(await at.store.refused('load_if_version', { ...call, ...more })).toEqual({ code: 'no-such-part' });
  expect(readDirectly(at.directory, 'gold', made)).toBe(0);
});

test('a part that is lost leaves the whole of it out', async () => {
  const version = await fill();
  const parts = await readAll(version);
  const call = await bring(parts.toSpliced(1, 1), version);
  expect(await at.store.refused('load_if_version', call)).toEqual({ code: 'copy-differs' });
  expect(readDirectly(at.directory, 'gold', made)).toBe(0);
});

test('a part that is out of its order is not kept, and one that comes again begins anew', async () => {
  const version = await fill();
  const parts = await readAll(version);
  const { changed, ...call } = await bring(parts, version);
  expect(await at.store.refused('keep_part', { ...call, offset: 3 })).toEqual({ code: 'no-such-part' });
  expect(await at.store.ok('keep_part', { ...call, offset: 0 })).toEqual({ rows: call.rows.length });
  expect(await at.store.refused('load_if_version', { ...call, changed })).toEqual({ code: 'no-such-part' });
});

test('a reading goes on where it is, under its name and for its table alone', async () => {
  const version = await fill();
  const first = await read(version, 0);
  const next = { table: source, version, part_of: 'a', offset: first.rows.length };
  const others = [
    { offset: 1 },
    { part_of: 'b' },
    { part_of: undefined },
    { table: 'silver.customers' },
    { version: 'v' },
  ];
  for (const other of others)
    expect(await at.store.refused('read_if_version', { ...next, ...other })).toEqual({
      code: 'no-such-part',
    });
  expect((await at.store.ok('read_if_version', next)).rows).toHaveLength(5_000);
});

test('a large table is not read without a name for its parts', async () => {
  const version = await fill();
  expect(await at.store.refused('read_if_version', { table: source, version })).toMatchObject({
    code: 'too-many-parts',
  });
});

test('a value that JSON would not carry whole is met before the first part is given', async () => {
  await fill();
  writeDirectly(at.directory, 'silver', `UPDATE many SET email = x'00' WHERE id = ${count}`);
  const { version } = await at.store.ok('content_version', { table: source });
  expect(await at.store.refused('read_if_version', { table: source, version, part_of: 'a' })).toEqual({
    code: 'blob-value',
  });
});

test('another process knows no part of it', async () => {
  const version = await fill();
  const parts = await readAll(version);
  const call = await bring(parts, version);
  await read(version, 0, 'c');
  const other = await connect('postgres', { DATABASE_URL: `sqlite:${at.directory}` });
  expect(await other.refused('load_if_version', call)).toEqual({ code: 'no-such-part' });
  const next = { table: source, version, part_of: 'c', offset: parts[0]?.rows.length };
  expect(await other.refused('read_if_version', next)).toEqual({ code: 'no-such-part' });
  await other.close();
});
