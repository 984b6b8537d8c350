/** The WebSocket for an inspector of Stately's: the same events in its three messages, for who has a key in the address. It listens to nothing that is said on it. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ConsoleFace } from '../../powers-console.js';
import { loopback } from './gate.js';
import type { ConsoleKeys } from './keys.js';

interface Sockets {
  readonly face: ConsoleFace;
  readonly keys: ConsoleKeys;
  readonly port: () => number;
}

const mostSockets = 4;
/** Milliseconds between two looks; events at once; bytes that may wait; looks until who takes nothing is cut. */
const pace = 100;
const batch = 256;
const mostWaiting = 1_048_576;
const mostStalls = 100;

/** INVARIANT: the key is asked for whatever page it is: one of elsewhere may show it, if a person has given it the address. */
function mayEnter({ headers, url = '' }: IncomingMessage, { keys, port }: Sockets): boolean {
  const [, key] = /^\/stately\/([A-Za-z0-9_-]{1,128})$/.exec(url) ?? [];
  // The token itself belongs in no address.
  return (
    headers.host === `${loopback}:${port()}` && key !== undefined && keys.opens(key) && !keys.isToken(key)
  );
}

function show(socket: WebSocket, { events, stately }: ConsoleFace): void {
  const messagesOf = stately();
  let [next, stalls] = [events.next(), 0];
  const look = (): void => {
    stalls = socket.bufferedAmount > mostWaiting ? stalls + 1 : 0;
    if (stalls > mostStalls) socket.terminate();
    if (stalls > 0) return;
    for (const shown of events.since(next, batch)) {
      next = shown.index === undefined ? next : shown.index + 1;
      if (shown.event.kind === 'gap') next = shown.event.to;
      for (const message of messagesOf(shown)) socket.send(JSON.stringify(message));
    }
  };
  const timer = setInterval(look, pace);
  socket.on('error', () => socket.terminate());
  socket.on('close', () => clearInterval(timer));
}

/** The answer cuts all of them. */
export function serveSockets(server: Server, sockets: Sockets): () => void {
  const shaking = new WebSocketServer({ noServer: true, maxPayload: 1_024, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (shaking.clients.size >= mostSockets || !mayEnter(request, sockets)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    shaking.handleUpgrade(request, socket, head, (opened) => show(opened, sockets.face));
  });
  return () => {
    for (const client of shaking.clients) client.terminate();
    shaking.close();
  };
}
