// Reads a `postgresql://` URL into what a connection takes; refuses parameters that it does not know and a remote server without TLS.
import { readFileSync } from 'node:fs';
import { refuse } from '../../tool.js';
import type { Purpose } from '../engine.js';

export type Tls = false | TlsTerms;
type TlsTerms = {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly checkServerIdentity?: () => undefined;
};
export type Address = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly ssl: Tls;
  /** The role a transaction takes on, by what it is for. Without one it stays the login's own. */
  readonly roles: { readonly [purpose in Purpose]: string };
  readonly connections: number;
  /** Milliseconds of one statement: a caller's, and one of the tools' own. */
  readonly timeouts: { readonly statement: number; readonly own: number; readonly lock: number };
};

const KNOWN = new Set(
  `host sslmode sslrootcert sslcert sslkey read_role write_role promote_role connections statement_timeout
own_statement_timeout lock_timeout`.split(/\s+/),
);

function startRefused(reason: string): never {
  return refuse('bad-database-url', { reason });
}

function fileNamed(parameters: URLSearchParams, name: string): string | undefined {
  const path = parameters.get(name);
  if (path === null) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return startRefused(`\`${name}\` names a file that cannot be read`);
  }
}

const isHere = (host: string): boolean =>
  host.startsWith('/') || ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host);

function tlsOf(host: string, parameters: URLSearchParams): Tls {
  const mode = parameters.get('sslmode') ?? (isHere(host) ? 'disable' : 'verify-full');
  if (mode === 'disable')
    return isHere(host) ? false : startRefused('a server elsewhere is asked over TLS: sslmode is `disable`');
  const files = { ca: 'sslrootcert', cert: 'sslcert', key: 'sslkey' };
  const given = Object.entries(files).flatMap(([name, parameter]) => {
    const text = fileNamed(parameters, parameter);
    return text === undefined ? [] : [[name, text]];
  });
  const read: Omit<TlsTerms, 'rejectUnauthorized'> = Object.fromEntries(given);
  if (mode === 'verify-full') return { ...read, rejectUnauthorized: true };
  if (mode === 'verify-ca')
    return { ...read, rejectUnauthorized: true, checkServerIdentity: () => undefined };
  if (mode === 'require') return { ...read, rejectUnauthorized: false };
  return startRefused('sslmode is none of `disable`, `require`, `verify-ca` and `verify-full`');
}

function numberIn(parameters: URLSearchParams, name: string, usual: number): number {
  const text = parameters.get(name);
  if (text === null) return usual;
  if (!/^[1-9]\d{0,8}$/.test(text)) startRefused(`\`${name}\` is not a whole number above 0`);
  return Number(text);
}

function urlOf(text: string): URL {
  try {
    return new URL(text);
  } catch {
    return startRefused('DATABASE_URL is not a URL');
  }
}

export function readAddress(text: string): Address {
  const url = urlOf(text);
  const { searchParams: given } = url;
  const unknown = [...given.keys()].filter((name) => !KNOWN.has(name)).length;
  if (unknown > 0) startRefused(`DATABASE_URL has ${unknown} parameter(s) that are not known`);
  const host = given.get('host') ?? decodeURIComponent(url.hostname);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (host === '' || database === '' || url.username === '')
    startRefused('DATABASE_URL names no user, host or database');
  const write = given.get('write_role') ?? '';
  const read = given.get('read_role') ?? '';
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 5432 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    ssl: tlsOf(host, given),
    roles: { read, inspect: read, write, promote: given.get('promote_role') ?? write },
    connections: numberIn(given, 'connections', 8),
    timeouts: {
      statement: numberIn(given, 'statement_timeout', 25_000),
      own: numberIn(given, 'own_statement_timeout', 110_000),
      lock: numberIn(given, 'lock_timeout', 5_000),
    },
  };
}
