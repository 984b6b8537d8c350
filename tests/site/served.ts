// Serves the built page under a sub-path of loopback, as GitHub Pages does. It serves nothing but the files of `dist/site`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

export interface Served {
  readonly url: string;
  readonly origin: string;
  close(): Promise<void>;
}

export async function servePage(
  directory = join(import.meta.dirname, '..', '..', 'dist', 'site'),
  below = '/some/path/',
): Promise<Served> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const name = normalize(path.slice(below.length) || 'index.html');
    const isOurs = path.startsWith(below) && !name.startsWith('..');
    readFile(join(directory, isOurs ? name : 'nothing')).then(
      (bytes) => {
        response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream');
        response.end(bytes);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // `as`: a server that listens on a port has one.
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    url: `${origin}${below}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
