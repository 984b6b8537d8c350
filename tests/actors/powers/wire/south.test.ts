// The wire toward a downstream, against a real child process that misbehaves. Refuses to believe a promise without a process.
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createAbort } from '../../../../actors/powers/abort.js';
import { nodeClock } from '../../../../actors/powers/clock.js';
import { createSpawner } from '../../../../actors/powers/wire/south.js';
import type { Link } from '../../../../actors/powers.js';
import type { JsonObject } from '../../../../src/call/json.js';
import { createMessageReader } from '../../../../src/call/message.js';
import { systemRules } from '../../../../src/call/strict-rules.js';
import type { RawResult } from '../../../../src/egress/released.js';
import type { Launch } from '../../../../src/manifest/manifest.js';
import { type Mode, spawnerContract } from '../../../contracts/spawner.js';
import { guardProgram } from '../../../fakes/guard.js';
import { createFakeSpawner } from '../../../fakes/spawner.js';

const hostile = fileURLToPath(new URL('../../../fixtures/servers/hostile.mjs', import.meta.url));
const guard = guardProgram();
const launch = (...mode: string[]): Launch => ({
  argv: ['node', hostile, ...mode],
  env: {},
  cwd: '/',
  secrets: {},
  concurrency: 8,
  queue: 8,
});

const builtLineReader = new URL('../../../../dist/actors/powers/workers/line-worker.js', import.meta.url);
const links: Link[] = [];
afterEach(async () => {
  await Promise.all(links.splice(0).map((link) => link.close(0)));
});

async function connect(env: Record<string, string> = {}, handshake = 10_000, lineReader = builtLineReader) {
  const seen = {
    ...{ exits: [] as string[], stderr: [] as string[], changes: 0 },
    ...{ quarantined: false, junk: [] as number[] },
  };
  const spawner = createSpawner({ name: 'aegis', version: '0', guard, handshake, lineReader });
  const readLine = createMessageReader(systemRules);
  const read = { lines: 0 };
  let exited = (): void => undefined;
  const exit = new Promise<void>((resolve) => {
    exited = resolve;
  });
  const link = await spawner.connect(launch(), env, {
    junk: (count) => seen.junk.push(count),
    exit: (why, isQuarantined = false) => {
      seen.exits.push(why);
      seen.quarantined = isQuarantined;
      exited();
    },
    stderr: (line) => seen.stderr.push(line),
    toolsChanged: () => seen.changes++,
    read: (line) => {
      read.lines += line.text.length > 131_072 ? 1 : 0;
      return readLine(line);
    },
  });
  links.push(link);
  const call = (tool: string, args: JsonObject = {}, deadline = 10_000) =>
    link.call(tool, args, { signal: createAbort().signal, deadline });
  return { link, call, seen, exit, read };
}

const modes: Record<Mode, Launch> = {
  plain: launch(),
  mute: launch('mute'),
  ancient: launch('ancient'),
  absent: { ...launch(), argv: ['/nowhere/at-all'] },
};

spawnerContract('the spawner of processes', {
  spawner: createSpawner({ name: 'aegis', version: '0', guard, handshake: 20_000 }),
  launch: (mode) => modes[mode],
});

const text = (value: string): RawResult => ({ content: [{ type: 'text', text: value }], isError: false });

/** The child of the tests, as far as the contract asks for it, without a process. */
const puppet = createFakeSpawner({
  clock: nodeClock,
  tools: [{ name: 'one' }, { name: 'two' }],
  started: (child) => {
    const [, , mode] = child.launch.argv;
    if (child.launch.argv[0] !== 'node') child.refuse('no such program');
    else if (mode === 'ancient') child.refuse('did not answer initialize: no common protocol version');
    else if (mode !== 'mute') child.connect();
  },
  called: (call, child) => {
    const { tool, args } = call;
    if (tool === 'echo') call.answer({ ...text(JSON.stringify(args)), structuredContent: args });
    if (tool === 'slow') setTimeout(() => call.answer(text('slow')), Number(args.ms));
    if (tool === 'crash') child.exit('exit code 3');
    if (tool === 'fails')
      call.answer({ content: [], structuredContent: { code: 'rpc:-32005' }, isError: true });
    if (tool === 'bad') call.fail({ fault: 'protocol', started: true });
    if (tool !== 'changes') return;
    child.on.toolsChanged();
    call.answer();
  },
});

spawnerContract('the spawner of puppets', { spawner: puppet.spawner, launch: (mode) => modes[mode] });

describe('a call', () => {
  it('brings back the result, and nothing of it but the named keys', async () => {
    const { call } = await connect();
    expect(await call('echo', { a: 1 })).toEqual({
      content: [{ type: 'text', text: '{"a":1}' }],
      structuredContent: { a: 1 },
      isError: false,
    });
    expect(await call('extra')).toEqual({ content: [{ type: 'text', text: 'kept' }], isError: false });
  });

  it.each<[string, JsonObject]>([
    ['no content', { structuredContent: {} }],
    ['a block without a type', { content: [{ text: 'x' }] }],
    ['a content that is no list', { content: 'x' }],
    ['an isError that is no boolean', { content: [], isError: 'yes' }],
  ])('answered with %s is a protocol fault', async (_what, result) => {
    const { call } = await connect();
    await expect(call('bad', { result })).rejects.toEqual({ fault: 'protocol', started: true });
    expect((await call('echo')).isError).toBe(false);
  });

  it('answered by a line that has no one reading fails alone, at once, by the name of what was wrong', async () => {
    const { call } = await connect();
    const beside = call('slow', { ms: 400 });
    const lines = '{"jsonrpc":"2.0","id":$ID,"result":{"content":[],"structuredContent":{"a":1,"a":2}}}\n';
    await expect(call('says', { lines })).rejects.toEqual({
      fault: 'protocol',
      flaw: 'duplicate-key',
      started: true,
    });
    expect((await beside).isError).toBe(false);
  });

  it('answered twice, under another id or by a string id counts once, the first', async () => {
    const { call } = await connect();
    expect((await call('twice')).content).toEqual([{ type: 'text', text: 'first' }]);
    expect((await call('echo', { still: true })).structuredContent).toEqual({ still: true });
  });

  it('too large to be read here stays in its line, and is read by nobody on this side', async () => {
    const { call, read } = await connect();
    const say = 'x'.repeat(200_000);
    const before = read.lines;
    const { content, unread, isError } = await call('echo', { say });
    expect([content, isError, read.lines]).toEqual([[], false, before]);
    expect(Buffer.from(unread?.line ?? []).toString()).toContain(say);
    expect((await call('echo', { a: 1 })).structuredContent).toEqual({ a: 1 });
  });

  it('by a large line that has no one reading fails alone, by the name of what was wrong', async () => {
    const { call } = await connect();
    const lines = `{"jsonrpc":"2.0","id":$ID,"result":{"content":[],"a":"${'x'.repeat(140_000)}","b":1,"b":2}}\n`;
    await expect(call('says', { lines })).rejects.toEqual({
      ...{ fault: 'protocol', flaw: 'duplicate-key', started: true },
    });
    const shapeless = `{"jsonrpc":"2.0","id":$ID,"result":{"content":"${'x'.repeat(140_000)}"}}\n`;
    await expect(call('says', { lines: shapeless })).rejects.toEqual({ fault: 'protocol', started: true });
    const failed = `{"jsonrpc":"2.0","id":$ID,"error":{"code":-32005,"message":"${'x'.repeat(140_000)}"}}\n`;
    expect((await call('says', { lines: failed })).structuredContent).toEqual({ code: 'rpc:-32005' });
  });

  it('by a large line whose reader is lost fails as one that is too long', async () => {
    const { call } = await connect({}, 10_000, new URL('../workers/line-fixture.mjs', import.meta.url));
    await expect(call('echo', { say: `line-ends-it ${'x'.repeat(140_000)}` })).rejects.toEqual({
      ...{ fault: 'oversize', flaw: 'oversize', started: true },
    });
    expect((await call('echo', { say: 'x'.repeat(140_000) })).isError).toBe(false);
  });

  it('past its deadline tells the child', async () => {
    const { call } = await connect();
    await expect(call('slow', { ms: 300 }, 50)).rejects.toEqual({ fault: 'timeout', started: true });
    const { heard } = (await call('heard')).structuredContent as {
      heard: { method: string; params: unknown }[];
    };
    expect(heard).toContainEqual({
      method: 'notifications/cancelled',
      params: { requestId: 2, reason: 'timeout' },
    });
  });

  it('cancelled fails as started and tells the child', async () => {
    const { link, call } = await connect();
    const abort = createAbort();
    const calling = link.call('never', {}, { signal: abort.signal, deadline: 10_000 });
    abort.abort();
    await expect(calling).rejects.toEqual({ fault: 'cancelled', started: true });
    const { heard } = (await call('heard')).structuredContent as { heard: { method: string }[] };
    expect(heard.map((one) => one.method)).toContain('notifications/cancelled');
  });

  it('cancelled before it was made is never written', async () => {
    const { link, call } = await connect();
    const abort = createAbort();
    abort.abort();
    await expect(link.call('echo', {}, { signal: abort.signal, deadline: 10 })).rejects.toEqual({
      fault: 'cancelled',
      started: false,
    });
    const { heard } = (await call('heard')).structuredContent as { heard: { params: unknown }[] };
    expect(heard.map((one) => one.params)).not.toContain('echo');
  });
});

describe('a child', () => {
  it('has exactly the environment it was given', async () => {
    const { call } = await connect({ TZ: 'UTC', DATABASE_URL: 'secret' });
    const { env, cwd } = (await call('env')).structuredContent as { env: JsonObject; cwd: string };
    // The mark is the kernel's: by it a process that has left the group is found.
    expect(env).toEqual({ TZ: 'UTC', DATABASE_URL: 'secret', AEGIS_WARD: expect.any(String) });
    expect(cwd).toBe('/');
  });

  it('cannot reach the pipe between guard and kernel', async () => {
    const { call } = await connect();
    const { fds } = (await call('fds')).structuredContent as { fds: string[] };
    expect(fds.filter((fd) => fd.endsWith(':socket')).map((fd) => fd.split(':')[0])).toEqual(['0', '1', '2']);
  });

  it('is refused sampling, roots and elicitation, and answered a ping', async () => {
    const { call } = await connect();
    const { answers } = (await call('asks')).structuredContent as { answers: JsonObject[] };
    const refused = { error: { code: -32601, message: 'method not found' } };
    expect(answers).toEqual([refused, refused, refused, { result: {} }]);
  });

  it('that writes some junk is put up with', async () => {
    const { call } = await connect();
    expect((await call('junk', { lines: 999 })).content).toEqual([{ type: 'text', text: 'after the junk' }]);
    expect((await call('binary')).isError).toBe(false);
  });

  it('that writes more than 1,000 lines of junk is quarantined', async () => {
    const { call, seen, exit } = await connect();
    await expect(call('junk', { lines: 1_001 })).rejects.toEqual({ fault: 'protocol', started: true });
    await exit;
    expect(seen.exits).toEqual(['quarantined: too many lines that mean nothing']);
    expect([seen.quarantined, seen.junk]).toEqual([true, [1, 10, 100, 1_000]]);
  });

  it('that talks and talks without being asked is quarantined', async () => {
    const { call, seen, exit } = await connect();
    expect((await call('chatter', { lines: 5_000 })).isError).toBe(false);
    expect((await call('chatter', { lines: 5_000 })).isError).toBe(false);
    await expect(call('chatter', { lines: 10_001 })).rejects.toEqual({ fault: 'protocol', started: true });
    await exit;
    expect(seen.exits).toEqual(['quarantined: too many lines that nobody asked for']);
  });

  it('that begins a line and never ends it is quarantined, and the line is not kept', async () => {
    const { call, seen, exit } = await connect();
    await expect(call('endless', { bytes: 68 * 1_048_576 })).rejects.toEqual({
      fault: 'protocol',
      started: true,
    });
    await exit;
    expect(seen.exits).toEqual(['quarantined: a line without an end']);
  });

  it('that floods stderr neither blocks nor fills the log, and draws nothing', async () => {
    const { call, seen } = await connect();
    await call('flood', { lines: 5_000 });
    // The answer comes by another pipe than the flood.
    await expect.poll(() => seen.stderr.length, { timeout: 20_000 }).toBeGreaterThan(10);
    expect(seen.stderr.length).toBeLessThan(500);
    expect(seen.stderr.every((line) => line.length <= 500 && !line.includes('\u001b'))).toBe(true);
  });

  it('that answers past the cap fails that call alone when the id is known', async () => {
    const { call } = await connect();
    const slow = call('slow', { ms: 700 });
    await expect(call('huge', { bytes: 17 * 1024 * 1024, hidden: false })).rejects.toEqual({
      fault: 'oversize',
      flaw: 'oversize',
      started: true,
    });
    expect((await slow).isError).toBe(false);
  });

  it('that answers past the cap is cut off when nobody knows whose answer it was', async () => {
    const { call, seen, exit } = await connect();
    const other = call('never');
    await expect(call('huge', { bytes: 17 * 1024 * 1024, hidden: true })).rejects.toEqual({
      fault: 'oversize',
      started: true,
    });
    await expect(other).rejects.toEqual({ fault: 'oversize', started: true });
    await exit;
    expect(seen.exits).toEqual(['a line past the cap']);
  });
});

describe('a start', () => {
  const connectTo = (
    mode: string,
    over: { argv?: string[]; signal?: ReturnType<typeof createAbort>['signal'] } = {},
  ) =>
    createSpawner({ name: 'aegis', version: '0', guard, handshake: mode === 'mute' ? 400 : 10_000 }).connect(
      over.argv === undefined ? launch(mode) : { ...launch(mode), argv: over.argv },
      {},
      {
        exit: () => expect.unreachable('a start that failed has no exit'),
        stderr: () => undefined,
        toolsChanged: () => undefined,
        read: createMessageReader(systemRules),
        ...(over.signal === undefined ? {} : { signal: over.signal }),
      },
    );

  it('that is never answered is given up', async () => {
    await expect(connectTo('mute')).rejects.toThrow(/did not answer initialize: timeout/);
  });

  it('of a program that does not exist is refused', async () => {
    await expect(connectTo('', { argv: ['/nowhere/at-all'] })).rejects.toThrow(/no such program/);
    await expect(connectTo('', { argv: [] })).rejects.toThrow(/no such program/);
  });
});
