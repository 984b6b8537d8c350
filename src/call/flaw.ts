/** What can be wrong with a line, in fixed words. It refuses to hold anything of the line but the place, in keys that are plain labels. */

/** A flaw never changes its name; each message says what to do where that is not plain. */
const flaws = {
  'not-utf-8': 'the line is not UTF-8',
  'byte-order-mark': 'the line begins with a byte order mark; send it without one',
  'not-json': 'the line is not JSON',
  oversize: 'the line is too long; ask for less at once',
  'too-deep': 'values are nested too deeply',
  'too-many-values': 'there are too many values; send fewer at once',
  'duplicate-key': 'a key stands twice in one object',
  'ambiguous-key': 'two keys of one object differ by case or form alone',
  'reserved-key': 'a key is reserved: `__proto__`, `constructor`, `prototype`',
  'control-in-key': 'a key holds a control or formatting character',
  'lone-surrogate': 'a text holds half of a surrogate pair',
  'inexact-number': 'a number cannot be held exactly; a text can hold it',
  batch: 'batches are not taken; send one message a line',
  'not-an-object': 'a message is an object',
  'bad-version': '`jsonrpc` must be "2.0"',
  'unknown-key': 'a message has no such key',
  'near-key': 'a key differs from one that is known by case or form alone',
  'bad-id': 'an id is a whole number or a text of 1 to 128 characters',
  'id-in-use': 'the id is that of a call in flight',
  'bad-method': 'a method is a text',
  'bad-params': 'the params do not fit the method',
  'too-early': 'the handshake is not over, or is over already',
  'not-served': 'the method is not served',
} as const;

export type FlawName = keyof typeof flaws;

export const wordsFor = (flaw: FlawName): string => flaws[flaw];

export interface Flaw {
  readonly flaw: FlawName;
  /** JSON pointer; a step that is no plain label is `*`. Empty for the whole line. */
  readonly at: string;
}

/** By the protocol's own numbers. */
function rpcCode(flaw: FlawName): number {
  if (flaw === 'not-utf-8' || flaw === 'byte-order-mark' || flaw === 'not-json') return -32700;
  if (flaw === 'not-served') return -32601;
  return flaw === 'bad-params' ? -32602 : -32600;
}

const words: Readonly<Record<number, string>> = {
  [-32700]: 'parse error',
  [-32600]: 'invalid request',
  [-32601]: 'method not found',
  [-32602]: 'invalid params',
};

/** The `error` of a JSON-RPC reply, for the one who sent the line. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data: Flaw;
}

export function errorFor(data: Flaw): RpcError {
  const code = rpcCode(data.flaw);
  const place = data.at === '' ? '' : ` (at ${data.at})`;
  return { code, message: `${words[code]}: ${flaws[data.flaw]}${place}`, data };
}

/** A key as it may stand in a pointer. */
export const labelOf = (key: string): string => (/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(key) ? key : '*');

/** Keys that some reader may take for one another: by compatibility form or by case, the long s and the Kelvin sign included. */
export const folded = (key: string): string =>
  /^[\u0000-\u007f]*$/.test(key) ? key.toLowerCase() : key.normalize('NFKC').toUpperCase().toLowerCase();
