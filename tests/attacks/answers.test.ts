// What a downstream says and may not: rows 10, 18 and 20 of the catalogue, and lines of its that have no one reading. One call fails; nothing crosses, the connection and the system stay.
import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../acceptance/kernel.js';
import { fc } from '../property.js';
import { callLine, line, openRaw, type Raw } from './raw.js';

const canary = 'qzvxk7jw@canary.example';
let kernel: Raw;
beforeAll(async () => {
  kernel = await openRaw();
});
afterAll(async () => {
  expect(await kernel.end()).toBe(0);
  kernel.lake.remove();
});

const says = (...lines: readonly string[]) =>
  kernel.call('odd__says', { lines: lines.map((one) => `${one}\n`).join('') });
const answer = (body: string): string => `{"jsonrpc":"2.0","id":$ID,${body}}`;
const rows = (cells: string): string =>
  answer(`"result":{"content":[],"structuredContent":{"rows":[{"mail":"${canary}",${cells}}]}}`);
const word = (text: string): string => answer(`"result":{"content":[{"type":"text","text":"${text}"}]}`);
const outcomes = () => kernel.entries('outcome');

describe('an answer', () => {
  it.each<[string, string, string]>([
    ['a key twice', rows('"a":1,"a":2'), 'a key stands twice in one object'],
    ['a prototype', rows('"__proto__":1'), 'a key is reserved: `__proto__`, `constructor`, `prototype`'],
    ['a NUL in a key', rows('"a\\u0000":1'), 'a key holds a control or formatting character'],
    [
      'an integer past 2^53',
      rows('"a":9007199254740993'),
      'a number cannot be held exactly; a text can hold it',
    ],
    ['a number past all bounds', rows('"a":1e999'), 'a number cannot be held exactly; a text can hold it'],
    ['half of a surrogate pair', rows('"a":"\\ud800"'), 'a text holds half of a surrogate pair'],
    ['a depth past 64', rows(`"a":${'['.repeat(64)}${']'.repeat(64)}`), 'values are nested too deeply'],
    [
      'content in two cases',
      answer(`"result":{"content":[],"Content":["${canary}"]}`),
      'a key differs from one that is known by case or form alone',
    ],
    [
      'a key more in its envelope',
      answer(`"result":{"content":[]},"mail":"${canary}"`),
      'a message has no such key',
    ],
    [
      'a result in two cases',
      answer(`"result":{"content":[]},"Result":{"content":["${canary}"]}`),
      'a message has no such key',
    ],
    [
      'the id behind',
      rows('"a":1,"a":2').replace('"id":$ID,', '').replace(/\}$/, ',"id":$ID}'),
      'a key stands twice in one object',
    ],
  ])('with %s fails that call, says why, and the next is served', async (_what, text, why) => {
    const before = outcomes().length;
    const reply = await says(text);
    expect(reply.result).toMatchObject({
      isError: true,
      structuredContent: { code: 'downstream-failed', facts: [`the answer was not taken: ${why}`] },
    });
    await until('it is recorded', () => outcomes().length === before + 1);
    expect(outcomes().at(-1)?.body).toMatchObject({ denial: { code: 'downstream-failed' } });
    expect((await says(word('well'))).result?.content[0]?.text).toBe('well');
    expect(kernel.received()).not.toContain(canary);
  });

  it('with columns that two readers might fold, with numbers like -0 and 1e300, is data and is taken', async () => {
    const reply = await says(rows('"id":1,"ID":2,"constructor":"c","a\\nb":-0,"x":1e300'));
    expect(reply.result?.isError ?? false).toBe(false);
    expect(reply.result?.structuredContent).toMatchObject({
      rows: [{ id: 1, ID: 2, constructor: 'c', x: 1e300 }],
    });
    expect(kernel.received()).not.toContain(canary);
  });

  it('past 16 MiB fails that call alone, and the one in flight beside it is answered', async () => {
    const beside = kernel.call('odd__wait', { ms: 700 });
    const huge = await kernel.call('odd__huge', { bytes: 17 * 1024 * 1024, hidden: false });
    expect(huge.result).toMatchObject({ isError: true, structuredContent: { code: 'withheld' } });
    expect((await beside).result?.content[0]?.text).toBe('slow');
  });
});

it('(row 10) what reaches a downstream is what was decided on, written again: no byte of the line itself', async () => {
  const texts = fc.sample(
    fc.tuple(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer(), fc.boolean()),
    {
      numRuns: 40,
      seed: 7,
    },
  );
  let compared = 0;
  for (const [text, amount, isEscaped] of texts) {
    const words = [...JSON.stringify(text).slice(1, -1)].map((one) =>
      isEscaped && /[a-z]/.test(one) && !text.includes('\\') && !/[\u0000-\u001f"]/.test(text)
        ? `\\u00${one.charCodeAt(0).toString(16)}`
        : one,
    );
    const params = `{"arguments":{"amount":${amount}.0,"text":"${words.join('')}"},"name":"odd__echo"}`;
    const [reply] = await kernel.exchange(
      `{ "jsonrpc" : "2.0","method":"tools/call", "params":${params} ,"id":"w"}\n`,
    );
    const seen = reply?.result?.structuredContent;
    // The fixture answers what it was sent, in the order it was sent; a text that a mask has touched is not compared.
    if (seen?.text === text && seen.amount === amount) compared++;
    expect(Object.keys(seen ?? {})).toEqual(['text', 'amount']);
    expect(reply?.result?.content[0]?.text).toBe(JSON.stringify(seen));
  }
  expect(compared).toBeGreaterThan(texts.length / 2);
});

describe('(row 18) an answer', () => {
  it('under another id, a second one and one by a text id are dropped', async () => {
    const before = kernel.replies().length;
    const reply = await says(
      word('first'),
      word('second'),
      word('theirs').replace('$ID', '4711'),
      word('text').replace('$ID', '"$ID"'),
    );
    expect(reply.result?.content[0]?.text).toBe('first');
    expect((await says(word('next'))).result?.content[0]?.text).toBe('next');
    expect(kernel.replies().length).toBe(before + 2);
    expect(kernel.received()).not.toMatch(/second|theirs/);
  });

  it('that comes after the deadline reaches no later call', async () => {
    const late = await kernel.call('odd__late', { ms: 600 });
    expect(late.result?.structuredContent).toMatchObject({ code: 'deadline-passed' });
    const replies = await Promise.all(
      ['one', 'two', 'three'].map((text) => kernel.call('odd__echo', { text })),
    );
    expect((await kernel.call('odd__wait', { ms: 700 })).result?.content[0]?.text).toBe('slow');
    expect(replies.map((one) => one.result?.structuredContent?.text)).toEqual(['one', 'two', 'three']);
    expect(kernel.entries('outcome').filter((one) => one.body.tool === 'odd__late')).toHaveLength(1);
  });
});

it('(row 20) the agent’s progress token never leaves, and a token of a downstream’s own is dropped', async () => {
  const before = kernel.replies().length;
  const progress = (token: string): string =>
    `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${token},"progress":1,"message":"${canary}"}}`;
  const text = callLine('p', 'odd__says', {
    lines: `${[progress('"theirs"'), progress('"mine"'), progress('$ID'), word('done')].join('\n')}\n`,
  });
  await kernel.exchange(text.replace('"params":{', '"params":{"_meta":{"progressToken":"mine"},'));
  const replies = kernel.replies().slice(before);
  expect(replies).toMatchObject([{ id: 'p', result: { content: [{ text: 'done' }] } }]);
  const heard = JSON.stringify((await kernel.call('odd__heard')).result?.structuredContent);
  expect(heard).not.toMatch(/mine|progress/);
  expect(kernel.received()).not.toContain(canary);
});

describe('the end of the agent’s side', () => {
  it('in the middle of a line runs nothing of it', async () => {
    const other = await openRaw();
    await other.write(callLine(1, 'odd__echo', { text: 'half' }).trimEnd());
    expect(await other.end()).toBe(0);
    expect(other.entries('intent').filter((one) => one.body.tool === 'odd__echo')).toEqual([]);
    other.lake.remove();
  });

  it('behind a call lets the call end, and its answer leave', async () => {
    const other = await openRaw();
    await other.write(callLine(1, 'odd__wait', { ms: 400 }));
    expect(await other.end()).toBe(0);
    expect(other.replies().at(-1)).toMatchObject({ id: 1, result: { content: [{ text: 'slow' }] } });
    other.lake.remove();
  });
});

it('lines that are no lines cost the agent its answer and nothing else', async () => {
  await kernel.write(Buffer.from(`\n\r\n \n${line({ id: 9, method: 'ping' })}`));
  await until('the ping is answered', () => kernel.replies().some((one) => one.id === 9));
});
