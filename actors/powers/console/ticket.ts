/** Asks a running console of this machine, with the token of its note: for a ticket, or for one trip. It follows no other address. */
import { request } from 'node:http';
import { loopback } from './gate.js';
import type { ConsoleNote } from './note.js';

const patience = 3_000;
const longest = 8 * 1_048_576;

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** In place of the token. */
  readonly ticket?: string;
}

/** Undefined when nobody answers there, somebody else does, or there is nothing. */
const asked = ({ port, token }: ConsoleNote, { method, path, ticket }: Question): Promise<unknown> =>
  new Promise((resolve) => {
    const none = (): void => resolve(undefined);
    const headers = { authorization: ticket === undefined ? `Bearer ${token}` : `Ticket ${ticket}` };
    const question = request({ host: loopback, port, path, method, headers, agent: false });
    question.setTimeout(patience, () => question.destroy());
    question.on('error', none).on('close', none);
    question.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        if (text.length > longest) question.destroy();
      });
      response.on('end', () => resolve(response.statusCode === 200 ? parsed(text) : undefined));
    });
    question.end();
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function ticketOf(note: ConsoleNote): Promise<string | undefined> {
  // `as`: looked at in the next line.
  const { ticket } = ((await asked(note, { method: 'POST', path: '/api/ticket' })) ?? {}) as {
    readonly ticket?: unknown;
  };
  return typeof ticket === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(ticket) ? ticket : undefined;
}

/** A key of its own, as a page has one. */
export async function keyOf(note: ConsoleNote): Promise<string | undefined> {
  const ticket = await ticketOf(note);
  if (ticket === undefined) return undefined;
  // `as`: looked at in the next line.
  const { key } = ((await asked(note, { method: 'POST', path: '/api/session', ticket })) ?? {}) as {
    readonly key?: unknown;
  };
  return typeof key === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(key) ? key : undefined;
}

/** What the console shows of one request, in its own form. */
export const tripAt = (note: ConsoleNote, decision: string): Promise<unknown> =>
  asked(note, { method: 'GET', path: `/api/requests/${decision}` });

export const addressOf = ({ port }: Pick<ConsoleNote, 'port'>, ticket: string): string =>
  `http://${loopback}:${port}/#${ticket}`;
