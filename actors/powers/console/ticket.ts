/** Asks a running console of this machine for a ticket, with the token of its note. It asks nothing else and follows no other address. */
import { request } from 'node:http';
import { loopback } from './gate.js';
import type { ConsoleNote } from './note.js';

const patience = 3_000;
const longest = 4_096;

const ticketIn = (text: string): string | undefined => {
  try {
    // `as`: looked at in the next line.
    const { ticket } = JSON.parse(text) as { readonly ticket?: unknown };
    return typeof ticket === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(ticket) ? ticket : undefined;
  } catch {
    return undefined;
  }
};

/** Undefined when nobody answers there, or somebody else does. */
export const ticketOf = ({ port, token }: ConsoleNote): Promise<string | undefined> =>
  new Promise((resolve) => {
    const none = (): void => resolve(undefined);
    const headers = { authorization: `Bearer ${token}` };
    const asked = request({
      host: loopback,
      port,
      path: '/api/ticket',
      method: 'POST',
      headers,
      agent: false,
    });
    asked.setTimeout(patience, () => asked.destroy());
    asked.on('error', none).on('close', none);
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        if (text.length > longest) asked.destroy();
      });
      response.on('end', () => resolve(ticketIn(text)));
    });
    asked.end();
  });

export const addressOf = ({ port }: ConsoleNote, ticket: string): string =>
  `http://${loopback}:${port}/#${ticket}`;
