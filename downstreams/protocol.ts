// The one file here that speaks MCP: it serves a list of tools over stdio, and refuses to put an error's own words on stderr.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { answer, failureOf, saidOf, type Tool } from './tool.js';

/** The tool for one call, which ends when its caller has gone. */
const heard = (tool: Tool | undefined, signal: AbortSignal): Tool | undefined =>
  tool && { ...tool, call: (args) => tool.call(args, signal) };

export async function serveTools(name: string, tools: readonly Tool[]): Promise<void> {
  const byName = new Map(tools.map((tool) => [tool.listed.name, tool]));
  const server = new Server({ name, version: '0.1.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map((tool) => tool.listed) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    answer(heard(byName.get(params.name), signal), params.arguments, (tool, said) =>
      process.stderr.write(`${tool}: ${said}\n`),
    ),
  );
  await server.connect(new StdioServerTransport());
}

/** Runs a program's start; a start that fails says why on stderr and exits 1, and stdout stays the protocol's. */
export async function start(program: string, begin: () => Promise<void>): Promise<void> {
  try {
    await begin();
  } catch (thrown) {
    process.stderr.write(`${program}: ${saidOf(failureOf(thrown))}\n`);
    process.exitCode = 1;
  }
}
