// A PostgreSQL server that answers whoever comes with one message and hangs up. It knows no other word of the protocol.
import { createServer, type Server } from 'node:net';

/** What a server answers a login that it refuses, with the names that its own message holds. */
export function refusal(state: string, message: string): Buffer {
  const fields = `SFATAL\0VFATAL\0C${state}\0M${message}\0\0`;
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(4 + Buffer.byteLength(fields), 1);
  return Buffer.concat([head, Buffer.from(fields)]);
}

export interface RefusingServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

export async function refusing(answer: Buffer): Promise<RefusingServer> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = (): Promise<void> => new Promise((closed) => server.close(() => closed()));
  return { port: portOf(server), close };
}
