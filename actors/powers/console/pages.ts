/** The console's own files, read into memory once at the start. What is not on that list does not exist, whatever an address says. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const most = 200;
const largest = 4 * 1_048_576;

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ name }) => name);
  } catch {
    // The page is not built: the console then answers its routes alone.
    return [];
  }
}

/** By the path that they are asked for by. */
export function readPages(directory: string): ReadonlyMap<string, PageFile> {
  const names = [
    ...filesIn(directory),
    ...filesIn(join(directory, 'assets')).map((name) => `assets/${name}`),
  ];
  const pages = names.slice(0, most).flatMap((name): readonly (readonly [string, PageFile])[] => {
    const [type, path] = [types[extname(name)], join(directory, name)];
    if (type === undefined || statSync(path).size > largest) return [];
    return [[`/${name}`, { type, bytes: readFileSync(path) }]];
  });
  const index = pages.find(([path]) => path === '/index.html');
  return new Map([...pages, ...(index === undefined ? [] : [['/', index[1]] as const])]);
}
