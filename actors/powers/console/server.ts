/** The console's server: on 127.0.0.1 alone, for who holds a key of this run, and only to look. What it cannot answer it refuses; the kernel never waits for it. */
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { ConsoleFace, ConsoleServer } from '../../powers-console.js';
import { hardening, isAskedAcross, loopback, presented, type Refused, refusedAtTheDoor } from './gate.js';
import { type ConsoleKeys, createConsoleKeys } from './keys.js';
import { leaveNote } from './note.js';
import { type PageFile, readPages } from './pages.js';
import { serveSockets } from './socket.js';
import { streamTo } from './stream.js';
import { addressOf } from './ticket.js';

export interface ConsoleTerms {
  /** Where its note is left, for `aegis inspect` to find; undefined: nowhere, and who opened it hands on its address. */
  readonly note: { readonly state: string; readonly chain: string } | undefined;
  /** Where the built page lies. */
  readonly pages: string;
  /** 0: one that is free. */
  readonly port: number;
  readonly face: ConsoleFace;
  /** An inspector of Stately's may attach by WebSocket. */
  readonly hasSockets: boolean;
}

interface Served {
  readonly face: ConsoleFace;
  readonly keys: ConsoleKeys;
  readonly pages: ReadonlyMap<string, PageFile>;
  readonly streams: Set<() => void>;
  readonly port: () => number;
}

const mostConnections = 64;
const mostStreams = 16;
const patience = 5_000;

interface Said {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

function send(response: ServerResponse, { status, headers, body }: Said): void {
  response.writeHead(status, { ...hardening, ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const exposition = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } as const;
const json = { 'content-type': 'application/json; charset=utf-8' } as const;

/** Plain JSON. */
const found = (response: ServerResponse, value: object): void =>
  send(response, { status: 200, headers: json, body: JSON.stringify(value) });

const refuse = (response: ServerResponse, { status, problem }: Refused): void =>
  send(response, { status, headers: { ...json, connection: 'close' }, body: JSON.stringify({ problem }) });

const unopened: Refused = { status: 401, problem: 'no key of this run: `aegis inspect` gives one' };

/** A ticket for the token, a key for a ticket. */
function exchange({ keys }: Served, path: string, request: IncomingMessage): object | Refused {
  if (path === '/api/ticket')
    return keys.isToken(presented(request, 'Bearer') ?? '') ? { ticket: keys.ticket() } : unopened;
  const key = keys.redeem(presented(request, 'Ticket') ?? '');
  return key === undefined ? unopened : { key };
}

const urlOf = ({ url = '/' }: IncomingMessage): URL => new URL(url, `http://${loopback}`);

const indexIn = (word: string | undefined | null): number | undefined =>
  word !== undefined && word !== null && /^\d{1,15}$/.test(word) ? Number(word) + 1 : undefined;

function follow(served: Served, request: IncomingMessage, response: ServerResponse): void {
  const { face, streams } = served;
  if (streams.size >= mostStreams) {
    refuse(response, { status: 429, problem: 'too many follow the events' });
    return;
  }
  const last = request.headers['last-event-id'];
  const next = face.events.next();
  const asked = indexIn(typeof last === 'string' ? last : urlOf(request).searchParams.get('after')) ?? next;
  response.writeHead(200, { ...hardening, 'content-type': 'text/event-stream; charset=utf-8' });
  // An index of another run is past what there is.
  const end = streamTo(response, face.events, Math.min(asked, next));
  streams.add(end);
  response.on('close', () => void streams.delete(end));
}

async function look(served: Served, url: URL, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = url;
  const answer = await served.face.answer(pathname.slice('/api'.length), new Map(searchParams));
  if ('found' in answer) found(response, answer.found);
  else refuse(response, answer);
}

function page({ pages }: Served, path: string, response: ServerResponse): void {
  const file = pages.get(path);
  if (file !== undefined)
    send(response, { status: 200, headers: { 'content-type': file.type }, body: file.bytes });
  else refuse(response, { status: 404, problem: path === '/' ? 'the page is not built' : 'nothing is here' });
}

function measure({ face }: Served, response: ServerResponse): void {
  const body = face.metrics();
  if (body === undefined) refuse(response, { status: 404, problem: 'nothing is measured here' });
  else send(response, { status: 200, headers: exposition, body });
}

/** INVARIANT: past the pages, which hold nothing of this kernel, nobody is answered who has not shown a key. */
async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = refusedAtTheDoor(request, served.port());
  if (refused !== undefined) return refuse(response, refused);
  const url = urlOf(request);
  const { pathname } = url;
  const isKept = pathname === '/metrics' || pathname.startsWith('/api/');
  if (!isKept) return page(served, pathname, response);
  if (isAskedAcross(request)) return refuse(response, { status: 403, problem: 'another page may not ask' });
  if (request.method === 'POST') {
    const exchanged = exchange(served, pathname, request);
    if ('problem' in exchanged) return refuse(response, unopened);
    return found(response, exchanged);
  }
  if (!served.keys.opens(presented(request, 'Bearer') ?? '')) return refuse(response, unopened);
  if (pathname === '/metrics') return measure(served, response);
  if (pathname === '/api/events') return follow(served, request, response);
  return look(served, url, response);
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: loopback, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const terms = {
  headersTimeout: patience,
  requestTimeout: patience,
  keepAliveTimeout: patience,
  connectionsCheckingInterval: patience,
  maxHeaderSize: 8_192,
} as const;

type Shut = () => Promise<void>;

/** The note is left when the port is open; a port that nobody can be let in by is no port to leave open. */
async function noted(
  { note }: ConsoleTerms,
  at: { readonly port: number; readonly token: string },
  shut: Shut,
): Promise<Shut> {
  if (note === undefined) return shut;
  try {
    const forget = leaveNote(note.state, { chain: note.chain, pid: process.pid, ...at });
    return () => {
      forget();
      return shut();
    };
  } catch (problem) {
    await shut();
    throw problem;
  }
}

/** Rejects when the port or the place of the note cannot be had. */
export async function openConsole(given: ConsoleTerms): Promise<ConsoleServer> {
  const { pages, port, face, hasSockets } = given;
  const keys = createConsoleKeys(() => performance.now());
  const streams = new Set<() => void>();
  let taken = port;
  const served: Served = { face, keys, streams, pages: readPages(pages), port: () => taken };
  const server = createServer(terms, (request, response) => {
    answer(served, request, response).catch(() => response.destroy());
  });
  server.maxConnections = mostConnections;
  const cut = hasSockets ? serveSockets(server, { face, keys, port: () => taken }) : undefined;
  taken = await listen(server, port);
  server.on('error', () => undefined);
  const shut = async (): Promise<void> => {
    for (const end of streams) end();
    cut?.();
    server.closeAllConnections();
    await new Promise<void>((closed) => void server.close(() => closed()));
  };
  const close = await noted(given, { port: taken, token: keys.token }, shut);
  return { port: taken, address: () => addressOf({ port: taken }, keys.ticket()), close };
}
