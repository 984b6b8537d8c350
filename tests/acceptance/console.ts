// Asks a kernel's console over HTTP as a page, a script or somebody who should not would. It keeps every byte that it is sent.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Lake } from './lake.js';

export interface Note {
  readonly chain: string;
  readonly pid: number;
  readonly port: number;
  readonly token: string;
}

const placeOf = (lake: Pick<Lake, 'state'>): string => join(lake.state, 'inspect');

export function notes(lake: Pick<Lake, 'state'>): readonly Note[] {
  try {
    return (
      readdirSync(placeOf(lake))
        .filter((name) => name.endsWith('.json'))
        // `as`: the kernel's own file.
        .map((name) => JSON.parse(readFileSync(join(placeOf(lake), name), 'utf8')) as Note)
    );
  } catch {
    return [];
  }
}

export const modesIn = (lake: Pick<Lake, 'state'>): readonly string[] => [
  (statSync(placeOf(lake)).mode & 0o777).toString(8),
  ...readdirSync(placeOf(lake)).map((name) => (statSync(join(placeOf(lake), name)).mode & 0o777).toString(8)),
];

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `headers` replace what a well-behaved client would send. */
export const ask = (
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });

export const bearer = ({ token }: Pick<Note, 'token'>) => ({ authorization: `Bearer ${token}` });

export interface Stream {
  readonly text: () => string;
  readonly events: () => readonly { readonly id: number; readonly event: string; readonly body: string }[];
  readonly close: () => void;
}

/** Follows the events. */
export const follow = (note: Note, headers: Readonly<Record<string, string>> = {}): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const terms = { host: '127.0.0.1', port: note.port, path: '/api/events', agent: false };
    const asked = request({ ...terms, headers: { ...bearer(note), ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      response.on('error', () => undefined);
      const events = () =>
        text
          .split('\n\n')
          .filter((block) => block.includes('event: '))
          .map((block) => ({
            id: Number(/^id: (\d+)$/m.exec(block)?.[1] ?? -1),
            event: /^event: (.*)$/m.exec(block)?.[1] ?? '',
            body: /^data: (.*)$/m.exec(block)?.[1] ?? '',
          }));
      resolve({ text: () => text, events, close: () => void asked.destroy() });
    });
    asked.on('error', reject);
    asked.end();
  });
