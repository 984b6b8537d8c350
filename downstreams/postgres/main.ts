// The program: serves the tables of a directory of SQLite files as MCP tools over stdio, and refuses any other kind of DATABASE_URL.
import { serveTools, start } from '../protocol.js';
import { readDatabaseUrl } from './database-url.js';
import { openStore } from './store-files.js';
import { tableTools } from './tools.js';

await start('postgres downstream', async () => {
  await serveTools('postgres', tableTools(openStore(readDatabaseUrl(process.env.DATABASE_URL))));
});
