// A kernel's inspector with nothing behind it: the routes, the events and the headers of the contract, over answers that a test sets.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { InspectionEvent } from '../../../src/inspection/event.js';
import type { Examined } from '../../../src/inspection/examined.js';
import type { Overview } from '../../../src/inspection/overview.js';
import type { CatalogView, PolicyView, SessionView, SystemView } from '../../../src/inspection/places.js';
import type { RequestRow } from '../../../src/inspection/row.js';
import type { TripView } from '../../../src/inspection/trip.js';
import { catalog, examined, overview, policies, rows, sessions, systems } from './samples.js';
import { allowedTrip } from './trips.js';

export interface Answers {
  overview: Overview;
  rows: readonly RequestRow[];
  trip: (row: RequestRow) => TripView;
  sessions: readonly SessionView[];
  catalog: CatalogView;
  policies: PolicyView;
  /** Undefined: they could not be examined. */
  examined: Examined | undefined;
  systems: readonly SystemView[];
}

export interface FakeKernel {
  readonly answers: Answers;
  readonly url: string;
  /** Paths that were asked for, with what came along. */
  readonly asked: readonly { readonly path: string; readonly lastEventId: string | undefined }[];
  tell(...events: readonly InspectionEvent[]): void;
  gap(from: number, to: number): void;
  /** Ends every stream that is open. */
  cut(): void;
  /** While closed, nothing is answered. */
  shut(isShut: boolean): void;
  /** From now on the key is no key. */
  rekey(): void;
  close(): Promise<void>;
}

/** As the kernel's server has it. */
const policy = [
  ...[
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
  ],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

function serveFile(path: string, response: ServerResponse): void {
  const name = path === '/' ? '/index.html' : path;
  const kind = kinds[extname(name)];
  try {
    if (kind === undefined || name.includes('..')) throw new Error('not served');
    const body = readFileSync(join('dist/console', name));
    response
      .writeHead(200, {
        'content-type': kind,
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
      })
      .end(body);
  } catch {
    response.writeHead(404).end();
  }
}

const named = ['session', 'tool', 'system', 'verdict', 'code', 'rule', 'parent'] as const;

function page(all: readonly RequestRow[], query: URLSearchParams) {
  const q = query.get('q');
  const fitting = all.filter(
    (row) =>
      named.every((name) => query.get(name) === null || query.get(name) === row[name]) &&
      (query.get('slow') !== '1' || row.isSlow) &&
      (q === null || row.id.includes(q) || row.tool.includes(q)),
  );
  const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY);
  const behind = fitting.filter(({ n }) => n < before);
  const shown = behind.slice(0, Number(query.get('limit') ?? 200));
  const next = behind.length > shown.length ? (shown.at(-1)?.n ?? null) : null;
  return { rows: shown, next, matching: fitting.length, held: all.length, dropped: 0 };
}

function answerOf(answers: Answers, url: URL): unknown {
  const { pathname, searchParams } = url;
  if (pathname === '/api/overview') return answers.overview;
  if (pathname === '/api/requests') return page(answers.rows, searchParams);
  if (pathname === '/api/sessions') return { sessions: answers.sessions };
  if (pathname === '/api/catalog') return answers.catalog;
  if (pathname === '/api/policies') return answers.policies;
  if (pathname === '/api/policies/examined') return answers.examined;
  if (pathname === '/api/systems') return { systems: answers.systems };
  const id = decodeURIComponent(pathname.replace('/api/requests/', ''));
  const row = answers.rows.find((one) => one.id === id);
  return row && answers.trip(row);
}

const fresh = (): Answers => ({
  ...{ overview: overview(), rows: rows(32), trip: allowedTrip, sessions, catalog, policies },
  ...{ systems, examined },
});

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

function trade(request: IncomingMessage, response: ServerResponse, key: string): void {
  const isGood = request.method === 'POST' && request.headers.authorization === 'Ticket let-me-in';
  json(response, isGood ? 200 : 401, isGood ? { key } : { problem: 'no such ticket' });
}

export async function openFakeKernel(said: Partial<Answers> = {}): Promise<FakeKernel> {
  const answers: Answers = { ...fresh(), ...said };
  const asked: { path: string; lastEventId: string | undefined }[] = [];
  const streams = new Set<ServerResponse>();
  let [key, isShut, index] = ['key-1', false, 40];
  const stream = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`event: hello\ndata: {"next":${index}}\n\n`);
    streams.add(response);
    response.on('close', () => streams.delete(response));
  };
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const lastEventId = request.headers['last-event-id'];
    asked.push({
      path: url.pathname + url.search,
      lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
    });
    const { authorization } = request.headers;
    if (isShut) request.socket.destroy();
    else if (!url.pathname.startsWith('/api/')) serveFile(url.pathname, response);
    else if (url.pathname === '/api/session') trade(request, response, key);
    else if (authorization !== `Bearer ${key}`) json(response, 401, { problem: 'no such key' });
    else if (url.pathname === '/api/events') stream(response);
    else {
      const answer = answerOf(answers, url);
      json(response, answer === undefined ? 404 : 200, answer ?? { problem: 'not held' });
    }
  };
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const write = (text: string): void => {
    for (const response of streams) response.write(text);
  };
  const cut = (): void => {
    for (const response of streams) response.destroy();
  };
  return {
    answers,
    asked,
    url: `http://127.0.0.1:${port}/`,
    tell: (...events) =>
      write(
        events.map((one) => `id: ${index++}\nevent: ${one.kind}\ndata: ${JSON.stringify(one)}\n\n`).join(''),
      ),
    gap: (from, to) => write(`event: gap\ndata: ${JSON.stringify({ kind: 'gap', from, to })}\n\n`),
    cut,
    shut: (now) => {
      isShut = now;
      if (now) cut();
    },
    rekey: () => {
      key = 'key-2';
      cut();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
