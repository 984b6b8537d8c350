// A database that lets nobody in, as the operator of a kernel hears of it: what is wrong and what to do, and never an address.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RefusingServer, refusal, refusing } from '../fakes/postgres-server.js';
import { main } from './demo-run.js';

const password = 'kq-9Zt4-vault-held';
const secrets = [password, 'aegis_login', 'lake_of_ours', '127.0.0.1'];
const words =
  'the server refuses the password of the login: put the right one into the address (login-refused)';

let home = '';
let server: RefusingServer;
beforeAll(async () => {
  server = await refusing(refusal('28P01', secrets.join(' ')));
  home = mkdtempSync(join(tmpdir(), 'aegis-refused-'));
  mkdirSync(join(home, 'secrets'), { mode: 0o700 });
  const url = `postgresql://aegis_login:${password}@127.0.0.1:${server.port}/lake_of_ours`;
  writeFileSync(join(home, 'secrets', 'lake-dsn'), `${url}\n`, { mode: 0o600 });
  const lines = [
    'version: 1',
    'role: cleaner',
    'manifests: ["{package}/manifests/postgres-server.yaml"]',
    'policies: ["{package}/policies/default.yaml"]',
    'state: ./state',
  ];
  writeFileSync(join(home, 'aegis.yaml'), `${lines.join('\n')}\n`);
});
afterAll(async () => {
  await server?.close();
  rmSync(home, { recursive: true, force: true });
});

/** All that it says until it ends, or until it has said `enough` and is told to stop. */
function said(verb: string, enough?: string): Promise<string> {
  const child = spawn(process.execPath, [main, verb, '--config', 'aegis.yaml'], { cwd: home });
  let text = '';
  const hear = (more: Buffer): void => {
    text += more.toString('utf8');
    if (enough !== undefined && text.includes(enough)) child.kill('SIGTERM');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((ended) => child.once('close', () => ended(text)));
}

describe('a password that the server refuses', () => {
  it.each([
    ['doctor', undefined],
    ['serve', words],
  ])(
    'is told by aegis %s in words, without the address',
    async (verb, enough) => {
      const text = await said(verb, enough);
      expect(text).toContain(words);
      for (const secret of secrets) expect([secret, text.includes(secret)]).toEqual([secret, false]);
    },
    60_000,
  );

  it('is a finding of aegis doctor, and not only a line beside it', async () => {
    const found = (await said('doctor'))
      .split('\n')
      .find((line) => line.includes('its system does not start'));
    expect(found).toContain(words);
  }, 60_000);
});
