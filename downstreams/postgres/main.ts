// The program: serves the tables of a directory of SQLite files as MCP tools over stdio, and refuses any other kind of DATABASE_URL.
import { serveTools, start } from '../protocol.js';
import { openStore } from './connection.js';
import { readDatabaseUrl } from './database-url.js';
import { copyTools } from './tools/copy.js';
import { executeTools } from './tools/execute.js';
import { queryTools } from './tools/query.js';
import { schemaTools } from './tools/schema.js';
import { validationTools } from './tools/validation.js';

await start('postgres downstream', async () => {
  const store = openStore(readDatabaseUrl(process.env.DATABASE_URL));
  const families = [queryTools, executeTools, schemaTools, validationTools, copyTools];
  await serveTools(
    'postgres',
    families.flatMap((family) => family(store)),
  );
});
