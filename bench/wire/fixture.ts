/** The measured system: an MCP server without a library, so that what stands before it is what is seen. */
import { answerOf } from './answers.js';
import { onLines, say } from './lines.js';

const tools = [
  {
    name: 'echo',
    description: 'Say it again.',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
  },
  {
    name: 'rows',
    description: 'Read a table of people.',
    inputSchema: { type: 'object', properties: { table: { type: 'string' } } },
  },
];
const hello = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'fixture', version: '1.0.0' },
};

onLines(process.stdin, ({ id, method, params }) => {
  if (id === undefined) return;
  if (method === 'initialize') say(process.stdout, { id, result: hello });
  else if (method === 'tools/list') say(process.stdout, { id, result: { tools } });
  else say(process.stdout, { id, result: answerOf(params?.name, params?.arguments?.text) });
});
process.stdin.on('end', () => process.exit(0));
