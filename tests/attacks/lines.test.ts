// Lines that two parsers read in two ways, or none can hold: rows 6 to 17 of the catalogue, over real processes. Each is answered, recorded, and reaches nobody.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../acceptance/kernel.js';
import { callLine, line, memoryOf, openRaw, type Raw } from './raw.js';

const canary = 'qzvxk7jw@canary.example';
let kernel: Raw;
beforeAll(async () => {
  kernel = await openRaw();
});
afterAll(async () => {
  expect(await kernel.end()).toBe(0);
  kernel.lake.remove();
});

const good = callLine(5, 'odd__echo', { text: canary });
const put = (found: string, instead: string): string => {
  expect(good.split(found)).toHaveLength(2);
  return good.replace(found, instead);
};
const recorded = (flaw: string): number => kernel.refusals()[flaw] ?? 0;

/** What each line is refused as, and to whom. */
const lines: readonly (readonly [number, string, () => string | Buffer, string, number | null, string])[] = [
  [
    7,
    'a name in two cases',
    () => put('"name":', `"Name":"odd__heard","name":`),
    'ambiguous-key',
    5,
    '/params/name',
  ],
  [7, 'a name in another case alone', () => put('"name":', '"Name":'), 'near-key', 5, '/params/Name'],
  [7, 'a method in another case', () => put('"method":', '"Method":'), 'unknown-key', 5, '/Method'],
  [
    7,
    'an argument in two cases',
    () => put('"text":', `"TEXT":"a","text":`),
    'ambiguous-key',
    5,
    '/params/arguments/text',
  ],
  [8, 'a long s in `params`', () => put('"params":', '"param\u017f":'), 'unknown-key', 5, '/*'],
  [8, 'a long s in `arguments`', () => put('"arguments":', '"argument\u017f":'), 'near-key', 5, '/params/*'],
  [
    8,
    'a Kelvin sign beside a k',
    () => put('"text":', '"k":1,"\u212a":2,"text":'),
    'ambiguous-key',
    5,
    '/params/arguments/*',
  ],
  [
    8,
    'a NUL behind a name',
    () => put('"name":', '"name\\u0000":"x","name":'),
    'control-in-key',
    5,
    '/params/*',
  ],
  [
    8,
    'a zero-width space in a key',
    () => put('"text":', '"te\u200bxt":1,"text":'),
    'control-in-key',
    5,
    '/params/arguments/*',
  ],
  [
    9,
    'a name twice',
    () => put('"name":', '"name":"odd__heard","name":'),
    'duplicate-key',
    5,
    '/params/name',
  ],
  [
    9,
    'an argument twice, once escaped',
    () => put('"text":', '"te\\u0078t":"a","text":'),
    'duplicate-key',
    5,
    '/params/arguments/text',
  ],
  [
    9,
    'a key twice, deep down',
    () => put(`"${canary}"`, '[[{"a":{"b":1,"b":2}}]]'),
    'duplicate-key',
    5,
    '/params/arguments/text/0/0/a/b',
  ],
  [9, 'an id twice', () => put('"id":5', '"id":5,"id":6'), 'duplicate-key', null, '/id'],
  [
    11,
    'a prototype',
    () => put('"text":', '"__proto__":{"text":"x"},"text":'),
    'reserved-key',
    5,
    '/params/arguments/__proto__',
  ],
  [
    11,
    'a constructor',
    () => put('"text":', '"constructor":{"prototype":{"x":1}},"text":'),
    'reserved-key',
    5,
    '/params/arguments/constructor',
  ],
  [
    12,
    'a depth of 100,000',
    () => put(`"${canary}"`, '['.repeat(100_000) + ']'.repeat(100_000)),
    'too-deep',
    5,
    `/params/arguments/text${'/0'.repeat(61)}`,
  ],
  [
    12,
    'a depth of 2,000,000 that never closes',
    () => `${'['.repeat(2_000_000)}\n`,
    'too-deep',
    null,
    '/0'.repeat(64),
  ],
  [13, 'a line past 4 MiB', () => put(canary, 'x'.repeat(5 * 1024 * 1024)), 'oversize', 5, ''],
  [
    14,
    '100,000 arguments',
    () => put('"text":', `${Array.from({ length: 100_000 }, (_, at) => `"a${at}":0`).join()},"text":`),
    'too-many-values',
    5,
    '/params/arguments/a9993',
  ],
  [
    15,
    'an integer past 2^53',
    () => put('"text":', '"amount":9007199254740993,"text":'),
    'inexact-number',
    5,
    '/params/arguments/amount',
  ],
  [
    15,
    'the same as a fraction',
    () => put('"text":', '"amount":9007199254740993.0,"text":'),
    'inexact-number',
    5,
    '/params/arguments/amount',
  ],
  [
    15,
    'a number past all bounds',
    () => put('"text":', '"amount":1e400,"text":'),
    'inexact-number',
    5,
    '/params/arguments/amount',
  ],
  [
    15,
    'a zero with a sign',
    () => put('"text":', '"amount":-0,"text":'),
    'inexact-number',
    5,
    '/params/arguments/amount',
  ],
  [
    16,
    'half of a surrogate pair',
    () => put(canary, '\\ud800'),
    'lone-surrogate',
    5,
    '/params/arguments/text',
  ],
  [
    16,
    'half of one in a tool name',
    () => put('odd__echo', 'odd__echo\\udc00'),
    'lone-surrogate',
    5,
    '/params/name',
  ],
  [16, 'bytes that are not UTF-8', () => Buffer.from(put(canary, '\u00ff'), 'latin1'), 'not-utf-8', null, ''],
  [
    16,
    'a surrogate in bytes',
    () => Buffer.from(put(canary, '\u00ed\u00a0\u0080'), 'latin1'),
    'not-utf-8',
    null,
    '',
  ],
  [16, 'a byte order mark', () => `\ufeff${good}`, 'byte-order-mark', null, ''],
  [17, 'a batch', () => `[${good.trim()},${good.trim()}]\n`, 'batch', null, ''],
  [17, 'an id of null', () => put('"id":5', '"id":null'), 'bad-id', null, '/id'],
  [17, 'an id with a fraction', () => put('"id":5', '"id":5.5'), 'bad-id', null, '/id'],
  [17, 'an empty id', () => put('"id":5', '"id":""'), 'bad-id', null, '/id'],
  [17, 'an endless id', () => put('"id":5', `"id":"${'i'.repeat(5_000)}"`), 'bad-id', null, '/id'],
  [17, 'an id past 2^53', () => put('"id":5', '"id":9007199254740993'), 'inexact-number', null, '/id'],
  [17, 'an id that is an object', () => put('"id":5', '"id":{"a":5}'), 'bad-id', null, '/id'],
];

describe('a line with', () => {
  it.each(lines)(
    '(row %i) %s is refused, recorded, and reaches nobody',
    async (_row, _what, bytes, flaw, id, at) => {
      const before = recorded(flaw);
      const [reply, ...more] = await kernel.exchange(bytes());
      expect(reply).toMatchObject({ id, error: { data: { flaw, at } } });
      expect(reply?.error?.message).not.toContain(canary);
      expect(more).toEqual([]);
      await until('it is recorded', () => recorded(flaw) === before + 1);
      expect(await kernel.reached()).toEqual([]);
      expect(kernel.received()).not.toContain(canary);
    },
  );
});

it.each([
  'odd__\u0435cho',
  'odd__echo\u200b',
  '\u202eodd__echo',
  'ODD__ECHO',
  'odd__echo\u0000',
  'odd__ech\u043e',
])('(row 6) a tool named %j is unknown, denied, recorded, and reaches nobody', async (name) => {
  const before = kernel.entries('deny').length;
  const reply = await kernel.call(name, { text: canary });
  expect(reply.result).toMatchObject({ isError: true, structuredContent: { code: 'unknown-tool' } });
  await until('it is recorded', () => kernel.entries('deny').length === before + 1);
  expect(await kernel.reached()).toEqual([]);
  expect(kernel.received()).not.toContain(canary);
});

it('(row 12) the line after one that was too deep is served', async () => {
  await kernel.exchange(`${'{"a":'.repeat(500_000)}\n`);
  expect((await kernel.exchange(line({ id: 77, method: 'ping' })))[0]).toMatchObject({ id: 77, result: {} });
});

it('(row 13) 1 GiB without a newline cost no memory, and the connection survives', async () => {
  const before = memoryOf(kernel.pid, 'VmRSS');
  const megabyte = Buffer.alloc(1024 * 1024, 0x61);
  for (let at = 0; at < 1024; at++) await kernel.write(megabyte);
  const [reply] = await kernel.exchange('\n');
  expect(reply).toMatchObject({ id: null, error: { data: { flaw: 'oversize' } } });
  expect(memoryOf(kernel.pid, 'VmRSS') - before).toBeLessThan(64);
  expect((await kernel.exchange(line({ id: 78, method: 'ping' })))[0]).toMatchObject({ id: 78 });
});

it('(row 17) an id that is in flight is refused to nobody, and the first call alone is answered', async () => {
  const text = callLine('twin', 'odd__wait', { ms: 300 }) + callLine('twin', 'odd__echo', { text: canary });
  const replies = await kernel.exchange(text, 2);
  expect(replies[0]).toMatchObject({ id: null, error: { data: { flaw: 'id-in-use', at: '/id' } } });
  expect(replies[1]).toMatchObject({ id: 'twin', result: { content: [{ text: 'slow' }] } });
  expect(await kernel.reached()).toEqual(['slow']);
  await until('it is recorded', () => recorded('id-in-use') === 1);
});

it('a flood of refused lines is a few entries, and each is counted', async () => {
  const before = { lines: kernel.entries('session').length, count: recorded('duplicate-key') };
  const bad = put('"name":', '"name":"x","name":');
  await kernel.exchange(bad.repeat(3_000), 3_000);
  await until('all are recorded', () => recorded('duplicate-key') === before.count + 3_000);
  expect(kernel.entries('session').length - before.lines).toBeLessThan(100);
});
