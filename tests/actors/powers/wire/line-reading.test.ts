// The thread that reads large lines: it says of a line what the reader of small ones says, and of a result nothing but where it stands; what it cannot read in time is lost.
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createLineThread, type Heard } from '../../../../actors/powers/wire/line-reading.js';
import { createMessageReader } from '../../../../src/call/message.js';
import { systemRules } from '../../../../src/call/strict-rules.js';
import { sizeOf } from '../../../../src/egress/result/job.js';
import { fc } from '../../../property.js';

const built = new URL('../../../../dist/actors/powers/workers/line-worker.js', import.meta.url);
const broken = new URL('../workers/line-fixture.mjs', import.meta.url);
const thread = createLineThread(built);
const read = createMessageReader(systemRules);

function shared(bytes: Uint8Array): Uint8Array {
  const line = new Uint8Array(new SharedArrayBuffer(bytes.length));
  line.set(bytes);
  return line;
}
const lineOf = (text: string): Uint8Array => shared(Buffer.from(text));
const reply = (rest: string): string => `{"jsonrpc":"2.0","id":7,${rest}}`;

async function heard(text: string): Promise<Heard> {
  const said = await thread.hear(lineOf(text));
  return typeof said === 'object' ? said : expect.fail(`it was ${String(said)}`);
}

const flawed = [
  ...['', '{', 'null', '[]', '{"jsonrpc":"2.0","id":7,"id":8,"result":{}}', '\ufeff{}'],
  ...[
    reply('"result":{"content":[],"structuredContent":{"a":1,"a":2}}'),
    reply('"result":{"content":[1e999]}'),
  ],
  ...[reply('"result":{"a":12345678901234567890}'), reply('"result":{"a":"\\ud800"}'), reply('"extra":1')],
  ...[reply(`"result":${'['.repeat(65)}${']'.repeat(65)}`), reply('"result":{},"error":{}')],
];

describe('a line', () => {
  it.each(flawed)('that is refused here is refused there with the same flaw: %s', async (text) => {
    const here = read({ text, bytes: Buffer.from(text) });
    expect('flaw' in here).toBe(true);
    expect((await heard(text)).message).toEqual(here);
  });

  it('of any JSON is told or refused as it is here', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), async (result) => {
        const text = reply(`"result":${result}`);
        const here = read({ text, bytes: Buffer.from(text) });
        const there = (await heard(text)).message;
        if ('flaw' in here) expect(there).toEqual(here);
        else expect(there).toMatchObject({ kind: here.kind, id: 7 });
      }),
      { numRuns: 200 },
    );
  });

  it('that notifies or asks is told by its method, without what it says', async () => {
    const says = '"jsonrpc":"2.0","params":{"message":"anna.k@firma.example"}';
    expect((await heard(`{${says},"method":"notifications/progress"}`)).message).toEqual({
      ...{ kind: 'notification', method: 'notifications/progress', params: {} },
    });
    expect((await heard(`{${says},"method":"ping","id":"x"}`)).message).toEqual({
      ...{ kind: 'request', method: 'ping', id: 'x', params: {} },
    });
  });

  it('that is not UTF-8 is told as that', async () => {
    expect(await thread.hear(shared(Uint8Array.of(0x22, 0xc3, 0x28, 0x22)))).toBe('not-utf-8');
  });

  it('that answers with an error is told by its number alone', async () => {
    const said = await heard(reply('"error":{"code":-32001,"message":"anna.k@firma.example"}'));
    expect(said).toEqual({
      message: { kind: 'reply', id: 7, message: { id: 7, error: { code: -32001 } } },
    });
  });
});

describe('a result', () => {
  const body = { rows: [['anna.k@firma.example']], code: 'E7', changes: 3, preview: { rolled_back: true } };
  const content = [{ type: 'text', text: JSON.stringify(body) }];

  it('stays where it is: what comes back is its size and what the kernel itself reads', async () => {
    const result = { content, structuredContent: body, isError: true };
    const text = reply(`"result":${JSON.stringify(result)}`);
    const { message, large } = await heard(text);
    expect(message).toEqual({ kind: 'reply', id: 7, message: { id: 7 } });
    expect(large?.result).toEqual({
      ...{ content: [], isError: true },
      structuredContent: { code: 'E7', changes: 3, preview: { rolled_back: true } },
      unread: { line: lineOf(text), size: sizeOf(result) },
    });
    expect(await thread.valueOf(lineOf(text))).toEqual(result);
  });

  it('that is no result of a tool is told without one, and its value can be had', async () => {
    const text = reply('"result":{"tools":[{"name":"one"}]}');
    expect((await heard(text)).large).toEqual({ line: lineOf(text) });
    expect(await thread.valueOf(lineOf(text))).toEqual({ tools: [{ name: 'one' }] });
  });
});

describe('a thread that is lost', () => {
  it('says nothing of the line, and the next line is read by another', async () => {
    const fragile = createLineThread(broken);
    expect(await fragile.hear(lineOf('line-ends-it'))).toBeUndefined();
    expect(await fragile.hear(lineOf('says-nonsense'))).toBeUndefined();
    expect(await fragile.valueOf(lineOf('line-ends-it'))).toBeUndefined();
    expect(await fragile.hear(lineOf(reply('"result":{}')))).toMatchObject({ message: { id: 7 } });
  });
});
