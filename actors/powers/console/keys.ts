/** Who may look: the token of this run, tickets that open once, and the keys they are exchanged for. None of them is compared letter by letter. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface ConsoleKeys {
  /** 256 random bits; written to the note in the state directory and nowhere else. */
  readonly token: string;
  isToken(word: string): boolean;
  /** The token or a key. */
  opens(word: string): boolean;
  /** Good once, and for a minute. */
  ticket(): string;
  /** The key that a ticket is exchanged for; undefined for one that is used, late or never was. */
  redeem(ticket: string): string | undefined;
}

const bytes = 32;
const mostTickets = 16;
const mostKeys = 64;
const ticketLife = 60_000;

const secret = (): string => randomBytes(bytes).toString('base64url');
/** Of equal length whatever was sent. */
const digestOf = (word: string): Buffer => createHash('sha256').update(word).digest();

/** INVARIANT: looks at each of them, so that the time says nothing of which one it was. */
function among(all: readonly { readonly digest: Buffer }[], word: string): number {
  const digest = digestOf(word);
  return all.reduce((found, one, at) => (timingSafeEqual(one.digest, digest) ? at : found), -1);
}

/** `monotonic`: milliseconds that never run backwards. */
export function createConsoleKeys(monotonic: () => number): ConsoleKeys {
  const token = secret();
  const own = [{ digest: digestOf(token) }];
  const keys: { readonly digest: Buffer }[] = [];
  let tickets: { readonly digest: Buffer; readonly until: number }[] = [];
  const isToken = (word: string): boolean => among(own, word) === 0;
  return {
    token,
    isToken,
    opens: (word) => isToken(word) || among(keys, word) >= 0,
    ticket: () => {
      const made = secret();
      const now = monotonic();
      tickets = [
        ...tickets.filter(({ until }) => until > now).slice(1 - mostTickets),
        { digest: digestOf(made), until: now + ticketLife },
      ];
      return made;
    },
    redeem: (ticket) => {
      const now = monotonic();
      tickets = tickets.filter(({ until }) => until > now);
      const at = among(tickets, ticket);
      if (at < 0) return undefined;
      tickets.splice(at, 1);
      const key = secret();
      keys.push({ digest: digestOf(key) });
      if (keys.length > mostKeys) keys.shift();
      return key;
    },
  };
}
