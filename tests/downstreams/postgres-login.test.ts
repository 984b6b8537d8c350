// Why a server could not be used, in words for whoever runs the program; and never where it is, as whom, or what it said.
import { spawn } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { rethrow } from '../../downstreams/postgres/server/failure.js';
import { failureOf } from '../../downstreams/tool.js';
import { type RefusingServer, refusal, refusing } from '../fakes/postgres-server.js';
import { programs } from './subprocess.js';

const password = 'hunter2-vault-held';
const words = `${password} db.example aegis_login lake_of_ours`;

let server: RefusingServer | undefined;
afterEach(() => server?.close());
const listening = async (answer: Buffer): Promise<number> => {
  server = await refusing(answer);
  return server.port;
};

/** How the program ends, and what it says. */
function started(port: number, more = ''): Promise<{ status: unknown; said: string }> {
  const url = `postgresql://aegis_login:${password}@127.0.0.1:${port}/lake_of_ours${more}`;
  const child = spawn(process.execPath, [programs.postgres], { env: { DATABASE_URL: url } });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, said })));
}

const secrets = [...words.split(' '), '127.0.0.1'];
const told = (said: string): string => {
  for (const secret of secrets) expect(said).not.toContain(secret);
  return said.trim().replace('postgres downstream: ', '');
};

describe('a server that refuses a login', () => {
  it.each([
    [
      '28P01',
      'the server refuses the password of the login: put the right one into the address (login-refused)',
    ],
    [
      '28000',
      'the server does not admit the login from here: look into its pg_hba.conf, and whether the role may log in (login-not-admitted)',
    ],
    [
      '3D000',
      'the server has no database of that name: correct it in the address, or create it (no-such-database)',
    ],
    [
      '53300',
      'the server has no connection left: lower `connections` in the address, or allow more there (too-many-connections)',
    ],
    ['42501', 'the login may not connect to the database: grant it CONNECT (not-permitted)'],
    ['57P03', 'the server is starting or stopping: try again in a while (database-unreachable)'],
    ['XX000', 'SQLSTATE_XX000'],
  ])('with %s is told in words, without one of its own', async (state, reason) => {
    const { status, said } = await started(await listening(refusal(state, words)));
    expect([status, told(said)]).toEqual([1, reason]);
  });

  it('of TLS is told as such', async () => {
    const { said } = await started(await listening(Buffer.from('N')), '?sslmode=require');
    expect(told(said)).toBe(
      'the server speaks no TLS: turn it on there, for a server elsewhere is asked over nothing else (database-unreachable)',
    );
  });

  it('by not being there is told as such', async () => {
    const port = await listening(Buffer.alloc(0));
    await server?.close();
    const { said } = await started(port);
    expect(told(said)).toBe(
      'nobody listens at the address: start the server, or correct its host and port (database-unreachable)',
    );
  });
});

describe('what the driver or Node calls a failure', () => {
  const toldOf = (code: string | undefined, message = words): unknown => {
    try {
      return rethrow(Object.assign(new Error(message), code === undefined ? {} : { code }));
    } catch (thrown) {
      return failureOf(thrown);
    }
  };

  it.each([
    ['ENOTFOUND', 'database-unreachable', /host of the address is not known/],
    ['EAI_AGAIN', 'database-unreachable', /host of the address is not known/],
    ['ETIMEDOUT', 'database-unreachable', /gives no answer/],
    ['EHOSTUNREACH', 'database-unreachable', /gives no answer/],
    ['ECONNRESET', 'database-unreachable', /broke off/],
    ['ENOENT', 'database-unreachable', /nobody listens/],
    ['EACCES', 'database-unreachable', /may not open/],
    ['CERT_HAS_EXPIRED', 'database-untrusted', /has run out/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'database-untrusted', /is for another name/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'database-untrusted', /authority/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'database-untrusted', /authority/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'database-untrusted', /authority/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'database-untrusted', /authority/],
  ])('%s has a code and words', (code, expected, reason) => {
    const failure = toldOf(code);
    expect(failure).toEqual({ code: expected, reason: expect.stringMatching(reason) });
    for (const secret of secrets) expect(JSON.stringify(failure)).not.toContain(secret);
  });

  it.each([
    [
      'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string',
      'login-refused',
      /has none/,
    ],
    ['timeout expired', 'database-unreachable', /gives no answer/],
  ])('`%s` has a code and words', (message, code, reason) =>
    expect(toldOf(undefined, message)).toEqual({ code, reason: expect.stringMatching(reason) }),
  );

  it('and is not known by is told without a word of it', () => {
    expect([toldOf(undefined), toldOf('CERT_STRANGE'), toldOf('EODD'), toldOf('odd')]).toEqual([
      { code: 'database-unreachable' },
      { code: 'database-untrusted' },
      { code: 'database-unreachable' },
      { code: 'database-error' },
    ]);
  });
});
