// `aegis catalog` as a program, on a real lake: what it drafts loads and opens nothing, what it tells has no value in it, and it changes nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lake, main, makeLake, people } from './lake.js';

const shipped = readFileSync(join(main, '..', '..', '..', 'manifests', 'postgres.yaml'), 'utf8');
const undeclared = shipped.slice(0, shipped.indexOf('\ncatalog:') + 1);
let lake: Lake;

const aegis = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    cwd: lake.directory,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
    timeout: 60_000,
  });
  return { status, stdout, stderr };
};
const write = (name: string, text: string): void => writeFileSync(join(lake.directory, name), text);

beforeAll(() => {
  lake = makeLake();
  write('shipped.yaml', shipped);
  write('shut.yaml', `${undeclared}catalog: { protected: [protected.*] }\n`);
});
afterAll(() => lake.remove());

describe('aegis catalog', () => {
  it('draft writes every table with a class for each column, none of them clear, and check takes it', () => {
    const before = lake.everything();
    const { status, stdout, stderr } = aegis('catalog', 'draft', 'shut.yaml');
    expect(status).toBe(0);
    expect(stdout).toContain(
      '        email: pii.email # guess: its name says pii.email; 8 of 8 sampled values have the form of pii.email',
    );
    expect(stdout).toContain('    silver.orders:\n      tier: silver\n      key: [id]\n');
    expect(stdout).toContain('  protected: ["protected.*"]');
    expect(stdout).not.toMatch(/: clear\b/);
    expect(stderr).toContain('protected.salaries is not sampled: it is protected');
    expect(stderr).toContain('6 datasets, no column of them clear');
    write('drafted.yaml', undeclared + stdout);
    write(
      'aegis.yaml',
      'version: 1\nrole: r\nmanifests: [drafted.yaml]\npolicies: ["{package}/policies/default.yaml"]\nstate: ./state\n',
    );
    expect(aegis('check')).toMatchObject({ status: 0 });
    expect(aegis('catalog', 'diff', 'drafted.yaml').status).toBe(0);
    expect(lake.everything()).toEqual(before);
  });

  it('tells no value, in words or in JSON', () => {
    const said = [
      aegis('catalog', 'draft', 'shut.yaml'),
      aegis('catalog', 'draft', 'shut.yaml', '--json'),
      aegis('catalog', 'diff', 'shut.yaml'),
      aegis('catalog', 'diff', 'shut.yaml', '--json'),
    ].map(({ stdout, stderr }) => stdout + stderr);
    for (const { full_name, email, phone } of people)
      for (const text of said)
        for (const value of [full_name, email, phone]) expect(text).not.toContain(value);
    for (const text of said) expect(text).not.toMatch(/61234|58567|lake-dsn|sqlite:/);
  });

  it('without a sample goes by names alone', () => {
    const { stdout } = aegis('catalog', 'draft', 'shut.yaml', '--no-sample');
    expect(stdout).toContain('        email: pii.email # guess: its name says pii.email\n');
    expect(stdout).not.toContain('sampled values');
  });

  it('diff of a catalog that is whole tells nothing', () => {
    const { status, stdout } = aegis('catalog', 'diff', 'shipped.yaml', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, system: 'postgres', differences: [] });
  });

  it('diff tells a new table, a new column, and an address where the catalog says clear', () => {
    lake.write(
      "ALTER TABLE silver.orders ADD COLUMN note TEXT; CREATE TABLE bronze.leads (id INTEGER); UPDATE silver.orders SET status = 'qzvxk7jw@canary.example' WHERE id = 1",
    );
    const { status, stdout } = aegis('catalog', 'diff', 'shipped.yaml');
    expect(status).toBe(1);
    expect(stdout).toContain('bronze.leads: a table that is not declared: every call on it is denied.');
    expect(stdout).toContain(
      'silver.orders: column note is not declared: it is masked as pii.unknown (the guess is pii.free_text)',
    );
    expect(stdout).toContain(
      'silver.orders: column status is declared clear, and 1 of 4 sampled values have the form of pii.email',
    );
    expect(stdout).not.toContain('canary');
  });

  it('says what is wrong with a call', () => {
    expect(aegis('catalog')).toMatchObject({ status: 2, stdout: '' });
    expect(aegis('catalog', 'draft').stderr).toContain('name one manifest');
    expect(aegis('catalog', 'draft', 'gone.yaml').stderr).toContain('`gone.yaml` is missing');
    expect(aegis('catalog', 'diff', 'shipped.yaml', '--out', 'x').stderr).toContain('--out goes with draft');
    expect(aegis('catalog', 'draft', 'shut.yaml', '--out', 'shipped.yaml').stderr).toContain(
      'it is there already',
    );
    write('s3.yaml', readFileSync(join(main, '..', '..', '..', 'manifests', 's3.yaml'), 'utf8'));
    expect(aegis('catalog', 'draft', 's3.yaml')).toMatchObject({ status: 3, stdout: '' });
  });
});
