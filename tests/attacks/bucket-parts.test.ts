// What goes into the bucket in parts, struck between two of them: no object is half there, none is written over, and the next promotion is whole and masked.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { journal } from '../acceptance/kernel.js';
import { childrenOf } from '../acceptance/slow.js';
import { rows, useManyRows } from './many-rows.js';

const policy = `version: 1
mask:
  - { class: pii.name, with: token, into: [gold.exports] }
limit:
  - { id: few-calls, unless: session.calls < 12 }
`;
const key = 'silver.customers.csv';

const at = useManyRows(policy, 's3');
const promote = (more: object = {}, options: { readonly signal?: AbortSignal } = {}) =>
  at.kernel.call('aegis__promote', { source: 'silver.customers', target: 'gold.exports', ...more }, options);

const folder = (): string => join(at.lake.directory, 'bucket', 'gold', 'exports');
const bodyOf = (name = key): string => readFileSync(join(folder(), name), 'utf8');
/** Every file of the bucket that was not there from the start. */
const added = (): readonly string[] =>
  readdirSync(join(at.lake.directory, 'bucket'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && one.name !== 'people.txt')
    .map((one) => join(one.parentPath, one.name).slice(at.lake.directory.length + '/bucket/'.length))
    .filter((name) => !name.includes('lock'));

/** A header and each row once; of the classified columns no value is the source's. */
function isWholeIn(body: string): void {
  const [header, ...lines] = body.trimEnd().split('\r\n');
  expect(header).toBe('id,full_name,email,phone,country,segment');
  const cells = lines.map((line) => line.split(','));
  expect(new Set(cells.map(([id]) => id)).size).toBe(rows + 8);
  expect(cells).toHaveLength(rows + 8);
  expect(cells.every((row) => row.length === 6 && /^\[EMAIL:[a-z2-7]{12}\]$/.test(row[2] ?? ''))).toBe(true);
  expect(new Set(cells.map(([, , email]) => email)).size).toBe(rows + 8);
  expect(body).not.toMatch(/Person |@|\+49/);
  expect(cells.filter(([, , , , country]) => country === 'DE').length).toBeGreaterThanOrEqual(rows);
}

async function isWhole(): Promise<void> {
  await at.validate();
  const { content } = await promote();
  expect(content).toMatchObject({ promoted: true, rows: rows + 8, masked: true });
  expect(content.parts).toBeGreaterThan(2);
  isWholeIn(bodyOf());
}

it('an object is there once the last part is, whole and masked, and it was one call of the agent', async () => {
  await at.validate();
  const promoting = promote();
  await at.partsKept(1);
  expect(existsSync(folder())).toBe(false);
  expect((await promoting).content).toMatchObject({ promoted: true, rows: rows + 8, masked: true });
  isWholeIn(bodyOf());
  expect(journal(at.lake).filter(({ body }) => body.tool === 's3__put_if_absent_or_version')).toHaveLength(2);
  // The session has made two calls of the twelve that the policy gives it, though the promotion alone has asked for as many.
  const asked = journal(at.lake).filter(({ type, body }) => type === 'intent' && body.parent !== undefined);
  expect(asked.length).toBeGreaterThan(9);
  const rules: string[] = [];
  for (let call = 3; call <= 13; call += 1)
    rules.push((await at.kernel.call('postgres__query', { sql: 'SELECT count(*) FROM silver.orders' })).rule);
  expect(rules).toEqual([...Array.from({ length: 10 }, () => ''), 'few-calls']);
});

it('a kernel that is killed between two parts leaves no object, no file and no process', async () => {
  await at.validate();
  await at.killHalfWay(promote());
  expect(added()).toEqual([]);
  await at.startAgain();
  await isWhole();
});

it('a bucket that dies between two parts ends it, and the next one is whole', async () => {
  await at.validate();
  const promoting = promote();
  await at.partsKept(2);
  const serves = ({ pid }: { readonly pid: number }): boolean =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('s3/main.js');
  const buckets = childrenOf(at.kernel.pid).filter(serves);
  expect(buckets.length).toBeGreaterThan(0);
  for (const { pid } of buckets) process.kill(pid, 'SIGKILL');
  expect((await promoting).isError).toBe(true);
  expect(added()).toEqual([]);
  await isWhole();
});

it('a source that is written between two parts is in none of them: what is put is the version that was validated', async () => {
  await at.validate();
  const promoting = promote();
  await at.partsKept(2);
  at.lake.write("UPDATE silver.customers SET country = 'ZZ'");
  expect((await promoting).code).toBe('allowed');
  isWholeIn(bodyOf());
  expect((await promote({ key: 'again.csv' })).code).not.toBe('allowed');
  expect(existsSync(join(folder(), 'again.csv'))).toBe(false);
});

it('an object that comes to lie there between two parts is not written over', async () => {
  await at.validate();
  const promoting = promote();
  await at.partsKept(2);
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(folder(), key), 'id\r\n1\r\n');
  const answer = await promoting;
  expect([answer.code, answer.text]).toEqual([
    'downstream-failed',
    expect.stringContaining('What: key-exists.'),
  ]);
  expect(bodyOf()).toBe('id\r\n1\r\n');
});

it('a client that goes away between two parts ends it, and nothing is there', async () => {
  await at.validate();
  const away = new AbortController();
  const promoting = promote({}, { signal: away.signal }).catch(() => undefined);
  await at.partsKept(2);
  away.abort();
  await promoting;
  expect(added()).toEqual([]);
  await isWhole();
});

it('of ten at once each is whole, or told to come again later with nothing of it there', async () => {
  await at.validate();
  const keys = [...'abcdefghij'].map((letter) => `${letter}.csv`);
  const answers = await Promise.all(keys.map((name) => promote({ key: name })));
  const done = keys.filter((_, at) => answers[at]?.code === 'allowed');
  expect(done).not.toEqual([]);

  for (const { code } of answers) expect(['allowed', 'overloaded', 'dataset-busy']).toContain(code);
  expect(readdirSync(folder()).sort()).toEqual(done);
  for (const name of done) expect(bodyOf(name)).toBe(bodyOf('a.csv'));
  isWholeIn(bodyOf(done[0]));
});
