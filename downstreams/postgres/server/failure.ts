// What a driver's error may be called: one code of a fixed list. It refuses to repeat a word of the error, which names hosts and values.
import { refuse } from '../../tool.js';
import { loginRefused, unreached } from './unreached.js';

const named: Readonly<Record<string, string>> = {
  '25006': 'not-a-read',
  '42501': 'not-permitted',
  '42601': 'syntax-error',
  '42P01': 'no-such-table',
  '42703': 'no-such-column',
  '55P03': 'lock-timeout',
  '57014': 'statement-timeout',
  '40001': 'conflict',
  '40P01': 'conflict',
  '08P01': 'protocol-violation',
};
/** What OpenSSL and Node call a server that is not who it should be. */
const UNTRUSTED = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_|INVALID_CA)/;
const UNREACHABLE = /^(?:E[A-Z]{3,20}|08\d{3}|57P\d\d|53\d{3}|28\d{3}|3D000)$/;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';

/** A code that was given on purpose stays; of anything else only a SQLSTATE is said, which is five signs of a fixed table. */
function failureCode(code: string): string {
  if (code === '') return 'database-unreachable';
  if (Object.hasOwn(named, code)) return named[code] ?? 'database-error';
  if (UNTRUSTED.test(code)) return 'database-untrusted';
  if (UNREACHABLE.test(code)) return 'database-unreachable';
  return /^[0-9A-Z]{5}$/.test(code) ? `SQLSTATE_${code}` : 'database-error';
}

export function rethrow(thrown: unknown): never {
  if (thrown instanceof Error && 'failure' in thrown) throw thrown;
  const code = codeOf(thrown);
  const known = unreached(code, thrown instanceof Error ? thrown.message : '');
  return known === undefined ? refuse(failureCode(code)) : refuse(known.code, { reason: known.reason });
}

/** Of a connection that was not made. */
export function rethrowLogin(thrown: unknown): never {
  const known = loginRefused(codeOf(thrown));
  return known === undefined ? rethrow(thrown) : refuse(known.code, { reason: known.reason });
}
