// The wire toward the agent: driven by a real client of the SDK over pipes, and by raw lines for what no client would send.
import { PassThrough } from 'node:stream';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { createNorth } from '../../../../actors/powers/wire/north.js';
import type { NorthFace, NorthRequest } from '../../../../actors/powers.js';
import { errorFor } from '../../../../src/call/flaw.js';
import { createMessageReader } from '../../../../src/call/message.js';
import { agentRules } from '../../../../src/call/strict-rules.js';
import type { ToolResult } from '../../../../src/egress/released.js';

const said = (text: string): ToolResult => ({ content: [{ type: 'text', text }] });

interface Seen {
  readonly calls: NorthRequest[];
  readonly refused: string[];
  readonly clients: string[];
}

function open(callTool: (request: NorthRequest) => Promise<ToolResult> = async () => said('ok')) {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const seen: Seen = { calls: [], refused: [], clients: [] };
  const face: NorthFace = {
    name: 'aegis',
    version: '1.2.3',
    instructions: () => 'what you may do',
    listTools: () => [{ name: 'pg__query', description: 'Run', inputSchema: { type: 'object' } }],
    callTool: (request) => {
      seen.calls.push(request);
      return callTool(request);
    },
    reader: () => createMessageReader(agentRules),
    errorFor,
    refused: (what) => seen.refused.push(what),
    connected: (client, version) => seen.clients.push(`${client} ${version}`),
  };
  const north = createNorth(stdin, stdout);
  const serving = north.serve(face);
  return { stdin, stdout, seen, north, serving };
}

type Opened = ReturnType<typeof open>;

/** A transport of the SDK's over the two streams. */
function transportOf({ stdin, stdout }: Opened): Transport {
  let rest = '';
  const transport: Transport = {
    start: async () => {
      stdout.on('data', (chunk) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) transport.onmessage?.(JSON.parse(line) as JSONRPCMessage);
      });
    },
    send: async (message) => {
      stdin.write(`${JSON.stringify(message)}\n`);
    },
    close: async () => undefined,
  };
  return transport;
}

async function connected(callTool?: (request: NorthRequest) => Promise<ToolResult>) {
  const opened = open(callTool);
  const client = new Client({ name: 'tester\u001b[31m', version: '9' });
  await client.connect(transportOf(opened));
  return { ...opened, client };
}

interface Reply {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Writes raw text and waits for that many lines. */
async function exchange({ stdin, stdout }: Opened, text: string | Buffer, replies: number): Promise<Reply[]> {
  const lines: Reply[] = [];
  let rest = '';
  const all = new Promise<void>((done) => {
    const take = (chunk: Buffer): void => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) lines.push(JSON.parse(part) as Reply);
      if (lines.length < replies) return;
      stdout.off('data', take);
      done();
    };
    stdout.on('data', take);
  });
  stdin.write(text);
  await all;
  return lines;
}

const line = (message: object): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const hello =
  line({
    id: 'hello',
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  }) + line({ method: 'notifications/initialized' });
const call = (id: unknown, args?: unknown, name: unknown = 'pg__query'): string =>
  line({ id, method: 'tools/call', params: { name, ...(args === undefined ? {} : { arguments: args }) } });
const codes = (replies: readonly Reply[]) => replies.map((reply) => [reply.id, reply.error?.code]);

describe('a real client', () => {
  it('is told the name, the version, the tools capability alone and the instructions', async () => {
    const { client, seen } = await connected();
    expect(client.getServerVersion()).toEqual({ name: 'aegis', version: '1.2.3' });
    expect(client.getServerCapabilities()).toEqual({ tools: {} });
    expect(client.getInstructions()).toBe('what you may do');
    expect(seen.clients).toEqual(['tester [31m 9']);
  });

  it('lists and calls', async () => {
    const { client, seen } = await connected(async ({ args }) => ({
      ...said('done'),
      structuredContent: args,
      isError: false,
    }));
    expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(['pg__query']);
    const result = await client.callTool({ name: 'pg__query', arguments: { sql: 'SELECT 1' } });
    expect(result).toEqual({ ...said('done'), structuredContent: { sql: 'SELECT 1' }, isError: false });
    expect(seen.calls.map((request) => [request.tool, request.args])).toEqual([
      ['pg__query', { sql: 'SELECT 1' }],
    ]);
    await client.ping();
  });

  it('that cancels a call aborts it, and gets no reply', async () => {
    let stopped = false;
    const { client, stdout } = await connected(
      ({ signal }) =>
        new Promise((then) =>
          signal.addEventListener('abort', () => {
            stopped = true;
            then(said('too late'));
          }),
        ),
    );
    const abort = new AbortController();
    const calling = client.callTool({ name: 'pg__query' }, undefined, { signal: abort.signal });
    let after = '';
    setImmediate(() => {
      stdout.on('data', (chunk) => {
        after += chunk;
      });
      abort.abort();
    });
    await expect(calling).rejects.toThrow();
    await client.ping();
    expect(stopped).toBe(true);
    expect(after).not.toContain('too late');
  });

  it('gets no `_meta` and no key that is not named', async () => {
    const loose = { ...said('x'), _meta: { a: 1 }, extra: 1 } as ToolResult;
    const { client } = await connected(async () => loose);
    expect(await client.callTool({ name: 'pg__query' })).toEqual(said('x'));
  });

  it('is told `kernel failed` and nothing else when the face throws', async () => {
    const { client } = await connected(async () => {
      throw new Error('password is hunter2');
    });
    const result = await client.callTool({ name: 'pg__query' });
    expect(result).toEqual({ ...said('kernel failed'), isError: true });
  });

  it.each([
    ['resources/list', (client: Client) => client.listResources()],
    ['prompts/list', (client: Client) => client.listPrompts()],
    ['logging/setLevel', (client: Client) => client.setLoggingLevel('info')],
  ])('is refused %s', async (method, ask) => {
    const { client, seen } = await connected();
    await expect(ask(client)).rejects.toThrow(/-32601/);
    expect(seen.refused).toEqual([method]);
  });
});

describe('raw lines', () => {
  it('may come all at once', async () => {
    const opened = open();
    const replies = await exchange(opened, hello + call(1, {}), 2);
    expect(replies.map((reply) => reply.id).sort()).toEqual([1, 'hello']);
  });

  it('before the handshake is over are refused, but for ping', async () => {
    const opened = open();
    const text = call(1, {}) + line({ id: 2, method: 'tools/list' }) + line({ id: 3, method: 'ping' });
    expect(codes(await exchange(opened, text, 3))).toEqual([
      [1, -32600],
      [2, -32600],
      [3, undefined],
    ]);
    expect(opened.seen.calls).toEqual([]);
  });

  it('that initialize twice, or without what initialize needs, are refused', async () => {
    const opened = open();
    const bare = line({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18' } });
    expect(codes(await exchange(opened, bare, 1))).toEqual([[1, -32602]]);
    await exchange(opened, hello, 1);
    const again = hello.split('\n')[0] ?? '';
    expect(codes(await exchange(opened, `${again}\n`, 1))).toEqual([['hello', -32600]]);
    expect(opened.seen.clients).toEqual(['raw 1']);
  });

  it('whose initialize the protocol library rejects get a fixed text', async () => {
    const params = { protocolVersion: 'x', capabilities: 'SECRET', clientInfo: { name: 'n', version: '1' } };
    const [reply] = await exchange(open(), line({ id: 1, method: 'initialize', params }), 1);
    expect(reply).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: {
        code: -32602,
        message: 'invalid params: the params do not fit the method (at /params)',
        data: { flaw: 'bad-params', at: '/params' },
      },
    });
  });

  it.each<[string, string, unknown, number]>([
    ['no JSON', '{nonsense\n', null, -32700],
    ['a batch', `[${line({ id: 1, method: 'ping' }).trim()}]\n`, null, -32600],
    ['a bare value', '7\n', null, -32600],
    ['another protocol', '{"jsonrpc":"1.0","id":1,"method":"ping"}\n', 1, -32600],
    ['a null id', line({ id: null, method: 'ping' }), null, -32600],
    ['an id that is an object', line({ id: {}, method: 'ping' }), null, -32600],
    ['a method that is no string', line({ id: 5, method: 7 }), 5, -32600],
    ['an unknown method', line({ id: 5, method: 'tools/destroy' }), 5, -32601],
    ['a task method', line({ id: 5, method: 'tasks/list' }), 5, -32601],
    ['a list cursor', line({ id: 5, method: 'tools/list', params: { cursor: 'x' } }), 5, -32602],
    ['a call without params', line({ id: 5, method: 'tools/call' }), 5, -32602],
    ['a tool name that is no string', call(5, {}, 7), 5, -32602],
    ['a tool name that never ends', call(5, {}, 'x'.repeat(300)), 5, -32602],
    ['arguments that are a list', call(5, []), 5, -32602],
    ['arguments that are null', call(5, null), 5, -32602],
    ['a __proto__ key', call(5, JSON.parse('{"a":[{"__proto__":{"x":1}}]}')), 5, -32600],
    ['a constructor key', call(5, { a: { constructor: 1 } }), 5, -32600],
    ['a prototype key', call(5, { prototype: 1 }), 5, -32600],
    ['a depth past 64', call(5, { a: JSON.parse(`${'['.repeat(64)}${']'.repeat(64)}`) }), 5, -32600],
    ['more than 10,000 values', call(5, { a: Array(10_000).fill(0) }), 5, -32600],
    ['a key that stands twice', call(5, { a: 0 }).replace('"a":0', '"a":0,"a":1'), 5, -32600],
    ['a key in another case', call(5, { a: { b: 0, B: 1 } }), 5, -32600],
    ['a name in another case beside it', call(5, {}).replace('"name"', '"Name":"evil","name"'), 5, -32600],
    ['params in another case', call(5, {}).replace('"params"', '"Params"'), 5, -32600],
    ['a long s in `params`', call(5, {}).replace('"params"', '"param\u017f"'), 5, -32600],
    ['an id that stands twice', call(5, {}).replace('"id":5', '"id":5,"id":6'), null, -32600],
    ['a control character in a key', call(5, { 'a\u0000': 1 }), 5, -32600],
    ['half of a surrogate pair', call(5, { a: '\ud800' }), 5, -32600],
    ['a zero with a sign', call(5, { a: 0 }).replace(':0}', ':-0}'), 5, -32600],
    ['a byte order mark', `\ufeff${call(5, {})}`, null, -32700],
    ['an id with a fraction', call(5.5, {}), null, -32600],
    ['an id past 2^53', call(5, {}).replace('"id":5', '"id":9007199254740993'), null, -32600],
    ['an id that is empty', call('', {}), null, -32600],
    ['an id that never ends', call('i'.repeat(129), {}), null, -32600],
    ['an integer past 2^53', call(5, { a: 0 }).replace(':0}', ':9007199254740993}'), 5, -32600],
    ['a number past all bounds', call(5, { a: 0 }).replace(':0}', ':1e999}'), 5, -32600],
  ])('with %s are refused, and the connection survives', async (_what, text, id, code) => {
    const opened = open();
    await exchange(opened, hello, 1);
    const replies = await exchange(opened, text, 1);
    expect(codes(replies)).toEqual([[id, code]]);
    expect(opened.seen.calls).toEqual([]);
    expect((await exchange(opened, call(6, {}), 1))[0]?.result).toEqual(said('ok'));
  });

  it('that are not UTF-8 are refused', async () => {
    const replies = await exchange(open(), Buffer.from([0x22, 0xff, 0x22, 0x0a]), 1);
    expect(codes(replies)).toEqual([[null, -32700]]);
  });

  it('past 4 MiB are refused by an error, and the connection survives', async () => {
    const opened = open();
    await exchange(opened, hello, 1);
    const big = `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"${'x'.repeat(5_000_000)}"}}\n`;
    expect(codes(await exchange(opened, big, 1))).toEqual([[5, -32600]]);
    expect((await exchange(opened, call(6, {}), 1))[0]?.result).toEqual(said('ok'));
  });

  it('that reuse the id of a call in flight are refused', async () => {
    const opened = open(({ args }) =>
      args.wait === true ? new Promise(() => undefined) : Promise.resolve(said('ok')),
    );
    await exchange(opened, hello, 1);
    expect(codes(await exchange(opened, call(1, { wait: true }) + call(1, {}), 1))).toEqual([[null, -32600]]);
    expect(opened.seen.calls.length).toBe(1);
  });

  it('that answer nothing that was asked are dropped', async () => {
    const opened = open();
    const text = line({ id: 9, result: {} }) + line({ method: 'notifications/roots/list_changed' });
    expect(codes(await exchange(opened, text + line({ id: 1, method: 'ping' }), 1))).toEqual([
      [1, undefined],
    ]);
  });

  it('with a method that is no name are recorded as `unknown`', async () => {
    const opened = open();
    await exchange(opened, line({ id: 1, method: 'a\nb' }), 1);
    expect(opened.seen.refused).toEqual(['unknown']);
  });
});

describe('what is refused', () => {
  it('is named with its place, in labels that hold no value, and counted by its name', async () => {
    const opened = open();
    await exchange(opened, hello, 1);
    const text = call(7, { canary: { 'k canary': [0, 1] } }).replace('[0,1]', '[0,9007199254740993]');
    const [reply] = await exchange(opened, text, 1);
    expect(reply?.error).toEqual({
      code: -32600,
      message:
        'invalid request: a number cannot be held exactly; a text can hold it (at /params/arguments/canary/*/1)',
      data: { flaw: 'inexact-number', at: '/params/arguments/canary/*/1' },
    });
    expect(opened.seen.refused).toEqual(['inexact-number']);
  });

  it('is answered to its id wherever the id stands', async () => {
    const opened = open();
    const bad = '"params":{"name":"x","arguments":{"a":1,"a":2}}';
    const texts = [
      `{"id":"one",${bad},"jsonrpc":"2.0","method":"tools/call"}`,
      `{${bad},"method":"tools/call","jsonrpc":"2.0","id":2}`,
      `{"method":"tools/call","params":${'['.repeat(99)}${']'.repeat(99)},"jsonrpc":"2.0","id":3}`,
    ];
    const replies = await exchange(opened, `${texts.join('\n')}\n`, 3);
    expect(codes(replies)).toEqual([
      ['one', -32600],
      [2, -32600],
      [3, -32600],
    ]);
  });
});

describe('serving', () => {
  it('ends when the agent closes its side', async () => {
    const opened = open();
    await exchange(opened, hello, 1);
    opened.stdin.end();
    await expect(opened.serving).resolves.toBeUndefined();
  });

  it('ends when nobody can be answered, and aborts what is in flight', async () => {
    const opened = open(() => new Promise(() => undefined));
    await exchange(opened, hello, 1);
    opened.stdin.write(call(1, {}));
    await new Promise(setImmediate);
    opened.stdout.destroy(new Error('EPIPE'));
    await opened.serving;
    expect(opened.seen.calls.map((request) => request.signal.aborted)).toEqual([true]);
  });

  it('closed by the kernel writes what is pending first', async () => {
    const opened = open();
    await exchange(opened, hello, 1);
    opened.stdin.write(call(1, {}));
    await new Promise(setImmediate);
    await opened.north.close();
    await opened.serving;
    expect(String(opened.stdout.read())).toContain('"ok"');
  });
});
