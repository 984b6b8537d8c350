// What the kernel has put into an object comes back column by column, and nothing else does: struck by who writes over it, swaps its columns, guesses it, moves it, adds to it or gives it another name.
import { appendFileSync, copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { journal, type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake, people } from '../acceptance/lake.js';
import { tracesIn } from '../acceptance/traces.js';

vi.setConfig({ testTimeout: 60_000 });
const shipped = readFileSync(join('manifests', 's3.yaml'), 'utf8');
const catalog = `catalog:
  datasets:
    silver.drop:
      tier: silver
      form: objects
      prefix: drop/
      columns: { id: clear, full_name: pii.name, email: pii.email, phone: pii.phone, country: clear, segment: clear }
`;
const body = '{ $.body: pii.unknown, $.version: secret.digest }';
const files =
  shipped
    .slice(0, shipped.indexOf('catalog:'))
    .replace('system: s3', 'system: files')
    .replace(`classes: ${body}`, `page: { bytes: 4MiB }, classes: ${body}`) + catalog;
const policy = `version: 1
grant:
  - { id: into-the-drop, to: [cleaner], can: [promote], datasets: [silver.drop] }
`;

/** More than one part takes. */
const orders = 6_000;

let lake: Lake;
let kernel: Kernel;
let count = 0;
/** Of the test that runs. */
let name = '';
let key = '';
beforeAll(async () => {
  lake = makeLake({ orders, manifests: { 'files.yaml': files }, policies: { 'drop.yaml': policy } });
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});
beforeEach(() => {
  count += 1;
  name = `${count}.csv`;
  key = `drop/${name}`;
});

const path = (of = key): string => join(lake.directory, 'bucket', of);
const stored = (of = key): string => readFileSync(path(of), 'utf8');

async function promote(source = 'silver.customers'): Promise<string> {
  await kernel.call('aegis__validate', { dataset: source });
  return (await kernel.call('aegis__promote', { source, target: 'silver.drop', key: name })).code;
}
const get = async (of = key, by = kernel): Promise<string> => {
  const { code, content } = await by.call('files__get', { key: of });
  expect(code).toBe('allowed');
  return String(content.body);
};
const act = async (tool: string, args: Readonly<Record<string, unknown>>, by = kernel): Promise<void> =>
  void expect((await by.call(`files__${tool}`, args)).code).toBe('allowed');

const header = 'id,full_name,email,phone,country,segment';
const isShown = (body: string): void => {
  const [first, ...lines] = body.trimEnd().split('\n');
  expect(first).toBe(header);
  const cells = lines.map((line) => line.split(','));
  expect(cells.map(([id, , , , country]) => [id, country])).toEqual(
    people.map(({ id, country }) => [String(id), country]),
  );
  expect(cells.map((row) => row[5])).toEqual(people.map(({ id }) => (id < 3 ? 'retail' : 'business')));
  for (const [, who, email, phone] of cells) {
    expect(who).toBe('[REDACTED:pii.name]');
    expect(email).toMatch(/^\[EMAIL:[a-z2-7]{12}\]$/);
    expect(phone).toMatch(/^\[REDACTED:pii\.phone\]$/);
  }
  expect(tracesIn(body)).toEqual([]);
};
/** Each cell owes what all columns owe. */
const isHidden = (body: string): void => {
  expect(body).not.toMatch(/\b(?:NL|DE|retail|business)\b/);
  expect(body).not.toMatch(/^[1-8],/m);
  expect(tracesIn(body)).toEqual([]);
};

it('shows the clear columns, to every session and after a restart; the rest is masked whole', async () => {
  expect(await promote()).toBe('allowed');
  isShown(await get());
  const other = await startKernel(lake);
  isShown(await get(key, other));
  await other.close();
  await kernel.close();
  kernel = await startKernel(lake);
  isShown(await get());
});

it('shows what went in parts, and nothing of one part alone or of two in each other’s place', async () => {
  expect(await promote('silver.orders')).toBe('allowed');
  const body = stored();
  expect((await get()).trimEnd().split('\n')).toEqual(body.trimEnd().split('\r\n'));
  const first = body.slice(0, body.indexOf('\r\n5001,') + 2);
  writeFileSync(path(), first);
  expect(await get()).not.toContain('open');
  writeFileSync(path(), body.slice(first.length) + first);
  expect(await get()).not.toContain('open');
});

it('keeps neither a value, a key nor its digest in the journal', async () => {
  await promote();
  await get();
  const text = JSON.stringify(journal(lake));
  expect(tracesIn(text)).toEqual([]);
  expect(text).not.toContain(name);
  expect(text).not.toMatch(/\*:[0-9a-f]{64}|part of an object|"deposit"/);
});

describe('of what somebody has done to it past the kernel nothing is shown:', () => {
  it.each<readonly [string, () => void]>([
    [
      'two columns in each other’s place under the header',
      () => writeFileSync(path(), stored().replace(/^(\d),([^,]*),/gm, '$2,$1,')),
    ],
    [
      'the header in another order',
      () => writeFileSync(path(), stored().replace('id,full_name', 'full_name,id')),
    ],
    [
      'classified cells under a clear name',
      () => writeFileSync(path(), stored().replace(header, 'id,country,segment,phone,full_name,email')),
    ],
    ['a line more', () => appendFileSync(path(), '9,x,x,x,NL,retail\r\n')],
    ['a line less', () => writeFileSync(path(), stored().replace(/^8,.*\r\n/m, ''))],
    ['the beginning alone', () => writeFileSync(path(), stored().slice(0, 120))],
    ['as another object', () => void 0],
  ])('%s', async (what, act) => {
    await promote();
    isShown(await get());
    act();
    if (what !== 'as another object') return isHidden(await get());
    renameSync(path(), path('drop/renamed.csv'));
    isHidden(await get('drop/renamed.csv'));
  });

  it('the body of another object, or of its own before', async () => {
    await promote();
    copyFileSync(path(), path('drop/kept-outside.csv'));
    lake.write("UPDATE silver.customers SET segment = 'vip' WHERE id = 8");
    renameSync(path(), path('drop/moved-outside.csv'));
    expect(await promote()).toBe('allowed');
    expect(await get()).toContain('vip');
    copyFileSync(path('drop/kept-outside.csv'), path());
    isHidden(await get());
    lake.write("UPDATE silver.customers SET segment = 'business' WHERE id = 8");
  });
});

describe('of what an agent has done to it nothing is shown:', () => {
  it('written over, and put back past the kernel', async () => {
    await promote();
    const body = stored();
    await act('put', { key, body: `${header}\r\n1,a,b,c,NL,retail\r\n` });
    isHidden(await get());
    writeFileSync(path(), body);
    isHidden(await get());
  });

  it('guessed before it was put: where something lies already nothing was', async () => {
    await promote();
    const body = stored();
    const before = `drop/before-${name}`;
    await act('put', { key: before, body: 'x' });
    writeFileSync(path(before), body);
    name = `before-${name}`;
    expect(await promote()).toBe('downstream-failed');
    isHidden(await get(before));
  });

  it('written by another kernel on the same store', async () => {
    await promote();
    const body = stored();
    const other = await startKernel(lake);
    await act('put', { key, body: 'x' }, other);
    await other.close();
    writeFileSync(path(), body);
    isHidden(await get());
  });

  it('copied to another key, and copied over', async () => {
    await promote();
    const to = `drop/copy-${name}`;
    await act('copy', { source: key, key: to });
    isHidden(await get(to));
    isShown(await get());
    await act('copy', { source: to, key });
    isHidden(await get());
  });

  it('deleted, and there again; until the kernel puts it anew', async () => {
    await promote();
    const body = stored();
    await act('delete', { key });
    writeFileSync(path(), body);
    isHidden(await get());
    await act('delete', { key });
    expect(await promote()).toBe('allowed');
    isShown(await get());
  });
});

it('stays what it is when something else is not put there', async () => {
  await promote();
  expect(await promote()).toBe('downstream-failed');
  isShown(await get());
});

it('hides a column of which the source has gained a class since', async () => {
  await promote();
  const sql = 'UPDATE silver.customers SET segment = email WHERE id = 1';
  expect((await kernel.call('postgres__execute', { sql })).code).toBe('allowed');
  const body = await get();
  expect(body).toMatch(/^1,/m);
  expect(body).toContain(',NL,');
  expect(body).not.toMatch(/retail|business/);
});
