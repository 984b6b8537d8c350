// Why a server could not be used, by what it, Node or the driver calls that: a code, and words for whoever runs the program. It refuses to repeat a word
// of theirs, which name hosts, logins and databases.
export type Unreached = { readonly code: string; readonly reason: string };

const unreachable = (reason: string): Unreached => ({ code: 'database-unreachable', reason });
const untrusted = (reason: string): Unreached => ({ code: 'database-untrusted', reason });

/** SQLSTATEs of a server that does not let a login in. */
const LOGIN: Readonly<Record<string, Unreached>> = {
  '28P01': {
    code: 'login-refused',
    reason: 'the server refuses the password of the login: put the right one into the address',
  },
  '28000': {
    code: 'login-not-admitted',
    reason:
      'the server does not admit the login from here: look into its pg_hba.conf, and whether the role may log in',
  },
  '3D000': {
    code: 'no-such-database',
    reason: 'the server has no database of that name: correct it in the address, or create it',
  },
  '42501': {
    code: 'not-permitted',
    reason: 'the login may not connect to the database: grant it CONNECT',
  },
  '53300': {
    code: 'too-many-connections',
    reason: 'the server has no connection left: lower `connections` in the address, or allow more there',
  },
  '57P03': unreachable('the server is starting or stopping: try again in a while'),
};

const nobody = unreachable('nobody listens at the address: start the server, or correct its host and port');
const unknownHost = unreachable(
  'the host of the address is not known: correct it, or look at how names are found here',
);
const silent = unreachable('the server gives no answer: look at the network and at firewalls between');
const authority = untrusted(
  'the server’s certificate is by an authority that is not known here: name that with `sslrootcert`',
);

const WAY: Readonly<Record<string, Unreached>> = {
  ECONNREFUSED: nobody,
  ENOENT: nobody,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: silent,
  EHOSTUNREACH: silent,
  ENETUNREACH: silent,
  ECONNRESET: unreachable('the server broke off: see what its log says'),
  EACCES: unreachable('this user may not open the socket of the server: give it the right'),
  CERT_HAS_EXPIRED: untrusted('the server’s certificate has run out: have it renewed'),
  CERT_NOT_YET_VALID: untrusted('the server’s certificate is not valid yet: look at the clocks of both'),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted(
    'the server’s certificate is for another name: write that as the host of the address',
  ),
  DEPTH_ZERO_SELF_SIGNED_CERT: authority,
  SELF_SIGNED_CERT_IN_CHAIN: authority,
  UNABLE_TO_GET_ISSUER_CERT: authority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: authority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: authority,
};

/** What the driver has no code for, by its fixed texts. */
const DRIVER: Readonly<Record<string, Unreached>> = {
  'The server does not support SSL connections': unreachable(
    'the server speaks no TLS: turn it on there, for a server elsewhere is asked over nothing else',
  ),
  'timeout expired': silent,
  'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string': {
    code: 'login-refused',
    reason: 'the server asks for a password, and the address has none: put it there',
  },
};

const of = (table: Readonly<Record<string, Unreached>>, name: string): Unreached | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export const loginRefused = (code: string): Unreached | undefined => of(LOGIN, code);

/** `code` is '' where the error has none. */
export const unreached = (code: string, message: string): Unreached | undefined =>
  code === '' ? of(DRIVER, message) : of(WAY, code);
