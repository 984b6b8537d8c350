// Starts a built downstream as a real subprocess with an MCP client on its stdio; refuses to hide what it wrote to stderr.
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect } from 'vitest';

export type Json = Record<string, unknown>;
export type Downstream = {
  readonly ok: (tool: string, args?: Json) => Promise<Json>;
  readonly refused: (tool: string, args?: Json) => Promise<Json>;
  readonly raw: (tool: string, args?: Json) => Promise<Json>;
  readonly tools: () => Promise<readonly string[]>;
  readonly stderr: () => string;
  readonly close: () => Promise<void>;
};

export const programs = {
  postgres: fileURLToPath(new URL('../../dist/downstreams/postgres/main.js', import.meta.url)),
  s3: fileURLToPath(new URL('../../dist/downstreams/s3/main.js', import.meta.url)),
};

export function scratch(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'downstream-')));
}

function contentOf(result: Json): Json {
  const [first] = result.content as readonly { type: string; text: string }[];
  const parsed = JSON.parse(first?.text ?? '') as Json;
  expect(parsed).toEqual(result.structuredContent);
  return parsed;
}

export async function connect(
  program: keyof typeof programs,
  env: Record<string, string>,
): Promise<Downstream> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [programs[program]],
    env,
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const client = new Client({ name: 'test', version: '0' });
  await client.connect(transport);
  const raw = (name: string, args: Json = {}) => client.callTool({ name, arguments: args });
  return {
    raw,
    ok: async (tool, args) => {
      const result = await raw(tool, args);
      expect(result.isError, JSON.stringify(result)).toBeUndefined();
      return contentOf(result);
    },
    refused: async (tool, args) => {
      const result = await raw(tool, args);
      expect(result.isError, JSON.stringify(result)).toBe(true);
      return contentOf(result);
    },
    tools: async () => (await client.listTools()).tools.map((tool) => tool.name),
    stderr: () => stderr,
    close: () => client.close(),
  };
}
