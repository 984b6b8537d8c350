/** A proxy of the SDK's own parts: a Server toward the agent, a Client toward the system, nothing between them. */
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  CallToolResultSchema,
  ListToolsRequestSchema,
  ListToolsResultSchema,
} from '@modelcontextprotocol/sdk/types.js';

const client = new Client({ name: 'proxy', version: '1.0.0' });
const server = new Server({ name: 'proxy', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, ({ params }) =>
  client.request(
    { method: 'tools/list', ...(params === undefined ? {} : { params }) },
    ListToolsResultSchema,
  ),
);
server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
  client.request({ method: 'tools/call', params }, CallToolResultSchema, { signal }),
);

await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [fileURLToPath(new URL('./fixture.js', import.meta.url))],
  }),
);
await server.connect(new StdioServerTransport());
process.stdin.on('end', () => void client.close().finally(() => process.exit(0)));
