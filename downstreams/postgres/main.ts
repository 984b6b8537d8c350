// The program: serves the tables of a directory of SQLite files or of a PostgreSQL server as MCP tools over stdio, and refuses any other kind of DATABASE_URL.
import { diskShelf } from '../disk-shelf.js';
import { serveTools, start } from '../protocol.js';
import { refuse } from '../tool.js';
import type { Store } from './engine.js';
import { openStore } from './sqlite/files.js';
import { readLocation } from './sqlite/location.js';
import { toolsOver } from './tools.js';

async function open(url: string): Promise<Store> {
  if (url === '') refuse('bad-database-url', { reason: 'DATABASE_URL is not set' });
  if (url.startsWith('sqlite:')) return openStore(readLocation(url));
  // Loaded where it is needed alone.
  if (/^postgres(?:ql)?:\/\//.test(url)) return (await import('./server/pool.js')).openServer(url);
  return refuse('bad-database-url', { reason: 'DATABASE_URL is neither sqlite: nor postgresql:' });
}

await start('postgres downstream', async () => {
  await serveTools('postgres', toolsOver(await open(process.env.DATABASE_URL ?? ''), diskShelf));
});
