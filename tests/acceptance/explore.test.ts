// `aegis explore` as a program on the shipped configuration and on a policy that lets too much through.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../examples/before-after/lake.js';
import { verb } from './kernel.js';

const loose = `version: 1
about: A policy that forgot gold.
grant:
  - { id: all, to: [cleaner], can: [read, list, insert, update, delete, validate, promote], datasets: ["*"] }
invariants:
  egress:
    because: a part is enough
    mask:
      - { class: pii.email, with: pass }
`;

let place = '';
const on = { config: '', directory: '' };
const forgot = { config: '', directory: '' };

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'aegis-explore-'));
  writeFileSync(join(place, 'loose.yaml'), loose);
  for (const [file, policy, of] of [
    ['aegis.yaml', '{package}/policies/default.yaml', on],
    ['forgot.yaml', '{config}/loose.yaml', forgot],
  ] as const) {
    const manifests = 'manifests: ["{package}/manifests/postgres.yaml", "{package}/manifests/s3.yaml"]';
    const lines = ['version: 1', 'role: cleaner', manifests, `policies: ["${policy}"]`, 'state: ./state', ''];
    writeFileSync(join(place, file), lines.join('\n'));
    Object.assign(of, { config: join(place, file), directory: place });
  }
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('aegis explore', () => {
  it('walks the calls of two tools in every order and says what it left out', () => {
    const { exit, stdout } = verb(on, 'explore', '--tools', 'aegis__validate,aegis__promote');
    expect(stdout).toContain('every promise holds in every step; left out:');
    expect(stdout).toMatch(
      /holds +\d+ states +\d+ steps {2}aegis__validate silver\.customers {2}\| {2}aegis__promote/,
    );
    expect(exit).toBe(0);
  });

  it('refuses a tool that changes nothing, and a name that is nothing here', () => {
    expect(verb(on, 'explore', '--tools', 'postgres__query').exit).toBe(2);
    const { exit, stderr } = verb(on, 'explore', '--reach', 'gold', '--without', 'nonsense');
    expect(stderr).toContain('neither a kind of receipt nor a rule here');
    expect(exit).toBe(2);
  });

  it('answers yes with the way where a policy forgot gold', () => {
    const { exit, stdout } = verb(
      forgot,
      'explore',
      '--reach',
      'gold',
      '--without',
      'silver_validation',
      '--json',
    );
    const answer: unknown = JSON.parse(stdout);
    expect([exit, answer]).toMatchObject([
      1,
      { answer: 'yes', why: expect.stringContaining('writes gold.') },
    ]);
  });

  it('tells as what a class leaves, and whether it leaves as it is', () => {
    const [no, yes] = [
      verb(on, 'explore', '--unmasked', 'pii.email'),
      verb(forgot, 'explore', '--unmasked', 'pii.email'),
    ];
    expect([no.exit, no.stdout]).toEqual([0, expect.stringContaining('token   email  by postgres__query')]);
    expect([yes.exit, yes.stdout]).toEqual([1, expect.stringContaining('can pii.email leave as it is? yes')]);
  });
});

describe('aegis explore --run', { timeout: 120_000 }, () => {
  const way = () => join(place, 'way.yaml');

  it('takes a real kernel along the way that was found, under the policy that forgot gold and under the shipped one', () => {
    const question = ['--reach', 'gold', '--without', 'silver_validation'];
    expect(verb(forgot, 'explore', ...question, '--out', way()).exit).toBe(1);
    const [there, here] = [verb(forgot, 'explore', '--run', way()), verb(on, 'explore', '--run', way())];
    expect(there.stdout).toContain('the kernel did what the script shows:');
    expect(there.stdout).toMatch(/a write of gold without silver_validation: yes, at step \d+/);
    expect(there.exit).toBe(1);
    expect(here.stdout).toContain('did not come about in the kernel');
    expect(here.exit).toBe(0);
    expect(readdirSync(place)).not.toContain('state');
  });

  it('overwrites no script', () => {
    const before = readFileSync(way(), 'utf8');
    const { exit, stderr } = verb(forgot, 'explore', '--reach', 'silver.*', '--out', way());
    expect([exit, stderr]).toEqual([2, expect.stringContaining('it is there already')]);
    expect(readFileSync(way(), 'utf8')).toBe(before);
  });

  it('refuses what is no script, and a system that no sandbox can stand in for', () => {
    writeFileSync(join(place, 'none.yaml'), 'calls: {}\nsteps: []\n');
    expect(verb(on, 'explore', '--run', join(place, 'none.yaml')).exit).toBe(2);
    const shipped = readFileSync(join(packageRoot, 'manifests', 'postgres.yaml'), 'utf8');
    const theirs = shipped.replace('{package}/dist/downstreams/postgres/main.js', '/home/server.js');
    writeFileSync(join(place, 'postgres.yaml'), theirs);
    const config = readFileSync(forgot.config, 'utf8').replace(
      '{package}/manifests/postgres',
      '{config}/postgres',
    );
    writeFileSync(join(place, 'theirs.yaml'), config);
    const { exit, stderr } = verb({ ...on, config: join(place, 'theirs.yaml') }, 'explore', '--run', way());
    expect([exit, stderr]).toEqual([2, expect.stringContaining('no sandbox can stand in for `postgres`')]);
  });
});

describe('aegis explain with a call that nobody has made', () => {
  const explained = (call: unknown) => {
    writeFileSync(join(place, 'call.json'), typeof call === 'string' ? call : JSON.stringify(call));
    return verb(on, 'explain', join(place, 'call.json'));
  };

  it('says why it would be denied, and the nearest change', () => {
    const args = { source: 'silver.customers', target: 'gold.customers' };
    const { exit, stdout } = explained({ tool: 'aegis__promote', args });
    expect(stdout).toContain(
      'denied (precondition-failed) in precondition by gold-needs-validation/validated-and-unchanged',
    );
    expect(stdout).toContain('call aegis__validate {"dataset":"silver.customers"} first');
    expect(stdout).toContain('a live silver_validation receipt for silver.customers');
    expect(exit).toBe(0);
  });

  it('names the role that may make the same call', () => {
    const call = { tool: 's3__put', args: { key: 'silver/x.csv', body: 'x' }, role: 'analyst' };
    expect(explained(call).stdout).toContain('another role: cleaner may make this very call');
  });

  it('names the tools where there is none of that name', () =>
    expect(explained({ tool: 'postgres__run' }).stdout).toMatch(/the tools are .*postgres__query/));

  it('refuses a file that holds no call', () => {
    expect(explained('[]')).toMatchObject({ exit: 2, stderr: expect.stringContaining('holds no call') });
    expect(explained('{')).toMatchObject({ exit: 2, stderr: expect.stringContaining('is not JSON') });
    expect(explained({ tool: 'postgres__query', arguments: {} })).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('unknown key `arguments`'),
    });
  });
});
