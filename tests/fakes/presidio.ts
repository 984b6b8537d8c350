// A Presidio Analyzer on loopback that finds the words it is told, at code points as Python counts them, or misbehaves as it is told. Real HTTP.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';

export interface Finding {
  readonly entity_type: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}
export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly text: readonly string[] } & Readonly<Record<string, unknown>>;
}
export type Misbehave = (response: ServerResponse, asked: Asked, request: IncomingMessage) => void;

/** Every place of a word, in code points. */
function places(text: string, word: string, entity: string): readonly Finding[] {
  const found: Finding[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const start = [...text.slice(0, at)].length;
    found.push({ entity_type: entity, start, end: start + [...word].length, score: 0.85 });
  }
  return found;
}

const answerFor = (texts: readonly string[], words: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    texts.map((text) => Object.entries(words).flatMap(([word, entity]) => places(text, word, entity))),
  );

export function json(response: ServerResponse, text: string, type = 'application/json'): void {
  response.writeHead(200, { 'content-type': type }).end(text);
}

const readAll = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    request.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
    request.on('end', () => resolve(text));
  });

export interface FakePresidio {
  readonly address: string;
  readonly asked: readonly Asked[];
  /** Every text it was sent. */
  texts(): readonly string[];
  /** From now on; undefined: it behaves. */
  behave(how: Misbehave | undefined): void;
  close(): Promise<void>;
}

export async function startPresidio(
  words: Readonly<Record<string, string>>,
  tls?: { readonly key: string; readonly cert: string },
): Promise<FakePresidio> {
  const asked: Asked[] = [];
  let how: Misbehave | undefined;
  const listener: RequestListener = async (request, response) => {
    // `as`: what comes is held against what it should be by whoever asks.
    const body = JSON.parse((await readAll(request)) || '{"text":[]}') as Asked['body'];
    const one: Asked = { path: `${request.method} ${request.url}`, headers: request.headers, body };
    asked.push(one);
    if (how === undefined) json(response, answerFor(body.text, words));
    else how(response, one, request);
  };
  const take: RequestListener = (request, response) => void listener(request, response);
  const server: Server = tls === undefined ? createServer(take) : createSecureServer(tls, take);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    address: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    texts: () => asked.flatMap(({ body }) => body.text),
    behave: (next) => {
      how = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
