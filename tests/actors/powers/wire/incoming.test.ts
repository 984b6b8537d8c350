// The lines of a child in their order: while a large one is read elsewhere nothing behind it is heard, and nothing more is taken from the child.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createIncoming } from '../../../../actors/powers/wire/incoming.js';
import type { Heard, LineAnswer } from '../../../../actors/powers/wire/line-reading.js';

const large = (word: string): string => `${word} ${'x'.repeat(131_072)}`;
const heardAs = (method: string): Heard => ({ message: { kind: 'notification', method, params: {} } });

/** A thread that answers when the test says so. */
function listen() {
  const asked: { readonly bytes: Uint8Array; readonly answer: (said: LineAnswer | undefined) => void }[] = [];
  const told: string[] = [];
  const stdout = new PassThrough();
  const incoming = createIncoming(stdout, 1_048_576, {
    thread: {
      hear: (bytes) => new Promise((answer) => asked.push({ bytes, answer })),
      valueOf: async () => undefined,
    },
    on: {
      ...{ took: () => undefined, ended: () => undefined },
      line: ({ text }) => told.push(text),
      heard: ({ message }) => told.push('method' in message ? message.method : 'other'),
      junk: () => told.push('junk'),
      lost: (head) => told.push(`lost ${head.slice(0, 5)}`),
    },
  });
  const turn = (): Promise<void> => new Promise((then) => setImmediate(then));
  return { asked, told, stdout, incoming, turn };
}

describe('a large line', () => {
  it('is heard before what came behind it, and after what came before', async () => {
    const { asked, told, stdout, turn } = listen();
    stdout.write(`a\n${large('big')}\nb\n${large('bigger')}\nc\n`);
    await turn();
    expect([told, asked.length]).toEqual([['a'], 1]);
    asked[0]?.answer(heardAs('first'));
    await turn();
    expect([told, asked.length]).toEqual([['a', 'first', 'b'], 2]);
    asked[1]?.answer(heardAs('second'));
    await turn();
    expect(told).toEqual(['a', 'first', 'b', 'second', 'c']);
  });

  it('stops what the child says until it was read', async () => {
    const { asked, told, stdout, turn } = listen();
    stdout.write(`${large('big')}\n`);
    await turn();
    stdout.write('behind\n');
    await turn();
    expect([told, stdout.isPaused()]).toEqual([[], true]);
    asked[0]?.answer(heardAs('first'));
    await turn();
    expect([told, stdout.isPaused()]).toEqual([['first', 'behind'], false]);
  });

  it('lies in memory that threads share, whole', async () => {
    const { asked, stdout, turn } = listen();
    const text = large('bäh');
    stdout.write(`${text}\n`);
    await turn();
    const bytes = asked[0]?.bytes ?? expect.fail('nobody was asked');
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.from(bytes).toString()).toBe(text);
  });

  it('that was not read in time is lost, one that is not UTF-8 is junk, and both let the next one through', async () => {
    const { asked, told, stdout, turn } = listen();
    stdout.write(`${large('big')}\n${large('other')}\nbehind\n`);
    await turn();
    asked[0]?.answer(undefined);
    await turn();
    asked[1]?.answer('not-utf-8');
    await turn();
    expect(told).toEqual(['lost big x', 'junk', 'behind']);
  });

  it('is waited for when the child has ended, and so is what it had written behind', async () => {
    const { asked, told, stdout, incoming, turn } = listen();
    stdout.end(`${large('big')}\nbehind\n`);
    await turn();
    const over = incoming.settled().then(() => told.push('over'));
    await turn();
    expect(told).toEqual([]);
    asked[0]?.answer(heardAs('first'));
    await over;
    expect(told).toEqual(['first', 'behind', 'over']);
  });
});

it('a line of 128 KiB is heard where it came, and so is one past the cap refused', async () => {
  const { asked, told, stdout, turn } = listen();
  stdout.write(`${'x'.repeat(131_072)}\n${'y'.repeat(1_048_577)}\n`);
  await turn();
  expect([asked.length, told.map((text) => text.slice(0, 6))]).toEqual([0, ['xxxxxx', 'lost y']]);
});
