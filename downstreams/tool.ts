// What a tool of a downstream is: a listing, a strict input and a run; refuses to put an error's own words in a reply. It speaks no protocol.
import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

type Reply = Record<string, unknown>;
type Failure = Reply & { readonly code: string };

export type Tool = {
  readonly listed: ListedTool;
  /** `signal`: the caller has gone. */
  readonly call: (args: unknown, signal?: AbortSignal) => Promise<Reply>;
};

type ToolSpec<S extends z.ZodObject> = {
  readonly name: string;
  readonly description: string;
  readonly reads: boolean;
  readonly input: S;
  readonly run: (args: z.output<S>, signal?: AbortSignal) => Reply | Promise<Reply>;
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
    call: async (args, signal) => {
      const parsed = spec.input.safeParse(args ?? {});
      if (parsed.success) return spec.run(parsed.data, signal);
      return refuse('bad-arguments', { at: parsed.error.issues.map((issue) => issue.path.join('.')) });
    },
  };
}

export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { code: 'internal' };
  // Only `refuse` sets `failure`, and it always sets a code.
  if ('failure' in thrown) return thrown.failure as Failure;
  const code = 'code' in thrown ? thrown.code : undefined;
  // SQLite result codes and errno names are upper-case words; anything else could be prose.
  return { code: typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'internal' };
}

/** For whoever runs the program: the words that a failure was given, with its code. */
export const saidOf = ({ code, reason }: Failure): string =>
  typeof reason === 'string' ? `${reason} (${code})` : code;

function reply(content: Reply, failed: boolean): CallToolResult {
  const text = { type: 'text' as const, text: JSON.stringify(content) };
  return { content: [text], structuredContent: content, ...(failed ? { isError: true } : {}) };
}

/** `note` hears the code of a failure and the words it was given, and nothing else of it. */
export async function answer(
  tool: Tool | undefined,
  args: unknown,
  note: (tool: string, said: string) => void,
): Promise<CallToolResult> {
  if (tool === undefined) return reply({ code: 'unknown-tool' }, true);
  try {
    return reply(await tool.call(args), false);
  } catch (thrown) {
    const failure = failureOf(thrown);
    note(tool.listed.name, saidOf(failure));
    return reply(failure, true);
  }
}
