// The one file here that speaks MCP: it serves a list of tools over stdio, and refuses to put an error's own words in a reply or on stderr.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  type Tool as ListedTool,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

type Reply = Record<string, unknown>;
type Failure = Reply & { readonly code: string };

export type Tool = {
  readonly listed: ListedTool;
  readonly call: (args: unknown) => Promise<Reply>;
};

type ToolSpec<S extends z.ZodObject> = {
  readonly name: string;
  readonly description: string;
  readonly reads: boolean;
  readonly input: S;
  readonly run: (args: z.output<S>) => Reply | Promise<Reply>;
};

/** Ends a call with a stable code; `facts` are counts and names, never values that came out of the store. */
export function refuse(code: string, facts: Reply = {}): never {
  throw Object.assign(new Error(code), { failure: { code, ...facts } });
}

export function defineTool<S extends z.ZodObject>(spec: ToolSpec<S>): Tool {
  const schema = z.toJSONSchema(spec.input, { io: 'input' });
  return {
    listed: {
      name: spec.name,
      description: spec.description,
      // A strict object's JSON Schema always has `type: "object"`; zod's return type is wider than that.
      inputSchema: schema as ListedTool['inputSchema'],
      annotations: { readOnlyHint: spec.reads },
    },
    call: async (args) => {
      const parsed = spec.input.safeParse(args ?? {});
      if (parsed.success) return spec.run(parsed.data);
      return refuse('bad-arguments', { at: parsed.error.issues.map((issue) => issue.path.join('.')) });
    },
  };
}

function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { code: 'internal' };
  // Only `refuse` sets `failure`, and it always sets a code.
  if ('failure' in thrown) return thrown.failure as Failure;
  const code = 'code' in thrown ? thrown.code : undefined;
  // SQLite result codes and errno names are upper-case words; anything else could be prose.
  return { code: typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'internal' };
}

function reply(content: Reply, failed: boolean): CallToolResult {
  const text = { type: 'text' as const, text: JSON.stringify(content) };
  return { content: [text], structuredContent: content, ...(failed ? { isError: true } : {}) };
}

async function answer(tool: Tool | undefined, args: unknown): Promise<CallToolResult> {
  if (tool === undefined) return reply({ code: 'unknown-tool' }, true);
  try {
    return reply(await tool.call(args), false);
  } catch (thrown) {
    const failure = failureOf(thrown);
    process.stderr.write(`${tool.listed.name}: ${failure.code}\n`);
    return reply(failure, true);
  }
}

export async function serveTools(name: string, tools: readonly Tool[]): Promise<void> {
  const byName = new Map(tools.map((tool) => [tool.listed.name, tool]));
  const server = new Server({ name, version: '0.1.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map((tool) => tool.listed) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
    answer(byName.get(params.name), params.arguments),
  );
  await server.connect(new StdioServerTransport());
}

/** Runs a program's start; a start that fails says why on stderr and exits 1, and stdout stays the protocol's. */
export async function start(program: string, begin: () => Promise<void>): Promise<void> {
  try {
    await begin();
  } catch (thrown) {
    const { code, ...facts } = failureOf(thrown);
    const reason = typeof facts.reason === 'string' ? facts.reason : code;
    process.stderr.write(`${program}: ${reason}\n`);
    process.exitCode = 1;
  }
}
