/** The law of the console's door: which requests are looked at before anybody asks what they want. It refuses another name of this machine, another page, another method, and a body. */
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

export interface Refused {
  readonly status: 400 | 401 | 403 | 404 | 405 | 429 | 503;
  readonly problem: string;
}

/** The one address that is listened on; a name would be resolved by whoever answers for names. */
export const loopback = '127.0.0.1';

/** For every answer, whatever it is. */
export const hardening: OutgoingHttpHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const longestUrl = 2_048;

/** Exchanges: the only requests that change anything, and all they change is who may look. */
const posts: ReadonlySet<string> = new Set(['/api/session', '/api/ticket']);

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** INVARIANT: a page of elsewhere that has this machine's address under a name of its own is refused by `Host`, one that asks across by `Origin`. */
export function refusedAtTheDoor(request: IncomingMessage, port: number): Refused | undefined {
  const { method, headers, url = '' } = request;
  if (headers.host !== `${loopback}:${port}`)
    return { status: 403, problem: 'this is not the name to ask by' };
  if (headers.origin !== undefined && headers.origin !== `http://${loopback}:${port}`)
    return { status: 403, problem: 'another page may not ask' };
  if (url.length > longestUrl || !url.startsWith('/'))
    return { status: 400, problem: 'the address is too long' };
  if (hasBody(request)) return { status: 400, problem: 'nothing may be sent along' };
  const [path = ''] = url.split('?');
  if (method === 'POST' ? !posts.has(path) : method !== 'GET' || posts.has(path))
    return { status: 405, problem: 'this can only be looked at' };
  return undefined;
}

/** What a browser says of who asks: only the page itself, or a person who typed the address. */
export const isAskedAcross = ({ headers }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

/** The word after the scheme of `Authorization`; undefined for another scheme. */
export function presented({ headers }: IncomingMessage, scheme: 'Bearer' | 'Ticket'): string | undefined {
  const [, named, word] = /^(Bearer|Ticket) ([A-Za-z0-9_-]{1,128})$/.exec(headers.authorization ?? '') ?? [];
  return named === scheme ? word : undefined;
}
