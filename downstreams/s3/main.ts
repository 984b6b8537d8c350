// The program: serves one directory as an object bucket of MCP tools over stdio, and refuses to start without a directory of its own.
import { diskShelf } from '../disk-shelf.js';
import { serveTools, start } from '../protocol.js';
import { openBucket } from './bucket.js';
import { conditionalTools } from './conditional-tools.js';
import { objectTools } from './object-tools.js';

await start('s3 downstream', async () => {
  const bucket = openBucket(process.env.BUCKET_DIR);
  await serveTools('s3', [...objectTools(bucket), ...conditionalTools(bucket, diskShelf)]);
});
