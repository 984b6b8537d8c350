// The thread that masks: what it makes is to the byte what is made on the main thread; late, lost, too many or nonsense is never shown, and its thread is replaced.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmacWith } from '../../../actors/powers/keyed.js';
import { workMeter } from '../../../actors/powers/workers/work.js';
import { createMasking, type MaskingThread } from '../../../dist/actors/powers/masking.js';
import { takenIn } from '../../../src/budget/taken.js';
import { sha256Hex } from '../../../src/call/id.js';
import type { Json, JsonObject } from '../../../src/call/json.js';
import { scrubberOf, scrubTable } from '../../../src/egress/net/scrub.js';
import { chooser } from '../../../src/egress/operators/choose.js';
import type { RawResult } from '../../../src/egress/released.js';
import { isLarge, sizeOf } from '../../../src/egress/result/job.js';
import { publish } from '../../../src/egress/result/publish.js';
import { isReleased, jobFor, release, releaseAnswer } from '../../../src/egress/result/release.js';
import { fc } from '../../property.js';
import { column, permitFor, raw, rule, type Setting, text } from '../../src/egress/fixtures.js';

const tokenKeys = { session: randomBytes(32), lasting: randomBytes(32), log: randomBytes(32) };
const [pseudonym, lasting] = [hmacWith(tokenKeys.session), hmacWith(tokenKeys.lasting)];
const digest = {
  pseudonym: (value: string) => sha256Hex(pseudonym(value)),
  lasting: (value: string) => sha256Hex(lasting(value)),
};
/** Whether this system tells how long a thread has worked. */
const isTold = workMeter(String(process.pid)).read() !== undefined;
const secret = 'Zq9/+kP"7 canary-secret €4x';
const table = scrubTable([secret]);

const enough = 60_000;
function shared(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const line = new Uint8Array(new SharedArrayBuffer(bytes.length));
  line.set(bytes);
  return line;
}
async function there(thread: MaskingThread, result: RawResult, setting: Setting = {}): Promise<string> {
  const permit = permitFor(setting);
  const job = jobFor(permit, result, { scrub: table, cursor: 'c1' });
  const answer = await thread.mask(job, enough);
  const next = typeof answer === 'string' ? undefined : answer.next;
  const said = releaseAnswer(permit, job, answer);
  return JSON.stringify([isReleased(said), said, next ?? null]);
}
function here(result: RawResult, setting: Setting = {}): string {
  let next: number | null = null;
  const cursorFor = (shown: number): string => {
    next = shown;
    return 'c1';
  };
  const said = release(permitFor(setting), result, {
    ...{ digest, scrub: scrubberOf(table), offset: 0, cursorFor },
  });
  return JSON.stringify([isReleased(said), said, next]);
}

const hostile = fc.constantFrom(
  ...['anna.k@firma.example', '+49 30 2345678', '4111 1111 1111 1111', 'DE89370400440532013000', '10.1.2.3'],
  ...[`it is ${secret}!`, Buffer.from(secret).toString('base64'), 'eyJhbGciOiJIUzI1NiJ9.e30.abcdefghijk'],
  ...['{"mail":"ben@x.example"}', 'name,mail\nAnna Quackenbush,anna@x.example\n', 'a\u0000b', '\u202e', ''],
);
const leaf = fc.oneof(
  hostile,
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(fc.constantFrom('mail', 'note', 'name', 'iban', 'ben@x.example'), fc.string());
const tree = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const body = fc.dictionary(key, tree, { maxKeys: 6 }).map((value): JsonObject => ({ ...value }));
const blocks = fc.array(
  fc.oneof(
    hostile.map(text),
    tree.map((value) => text(JSON.stringify(value))),
    fc.constant({ type: 'image', data: 'AAAA' }),
  ),
  { maxLength: 4 },
);
const rows = fc.array(fc.tuple(leaf, leaf, leaf), { minLength: 1, maxLength: 12 });
const aTable: Setting = {
  egress: [column('id'), column('mail', 'pii.email'), { ...column('low', 'pii.name'), how: 'transformed' }],
  result: { rows: 'arrays' },
  page: { rows: 8, bytes: 2_000 },
};

describe('masking on its thread', () => {
  let thread: MaskingThread;
  beforeAll(() => {
    thread = createMasking({ tokenKeys });
  });
  afterAll(() => thread.close());

  it('makes of any leaves, texts and keys what the main thread makes of them, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(body, blocks, async (structured, content) => {
        const result = raw(structured, content);
        expect(await there(thread, result)).toBe(here(result));
      }),
      { numRuns: 150 },
    );
    expect(thread.restarts()).toBe(0);
  });

  it('makes of any rows what the main thread makes of them, next page and refusals included', async () => {
    const rules = [rule('pii.email', 'token'), rule('pii.*', 'redact')];
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), async (list, isWhole) => {
        const columns = isWhole ? ['id', 'mail', 'low'] : ['id', 'mail'];
        const result = raw({ columns, rows: list });
        expect(await there(thread, result, { ...aTable, rules })).toBe(here(result, { ...aTable, rules }));
      }),
      { numRuns: 100 },
    );
  });

  it('makes of a result that stands in a line what the main thread makes of the result', async () => {
    await fc.assert(
      fc.asyncProperty(body, blocks, async (structuredContent, content) => {
        const result: RawResult = { content, structuredContent, isError: false };
        const line = shared(JSON.stringify({ jsonrpc: '2.0', id: 1, result }));
        const elsewhere: RawResult = { content: [], isError: false, unread: { line, size: sizeOf(result) } };
        expect(await there(thread, elsewhere)).toBe(here(result));
      }),
      { numRuns: 50 },
    );
  });

  it('answers an agent with the bytes that are sent, their digest, and what they took of each class', async () => {
    const rules = [rule('pii.email', 'token'), rule('pii.name', 'pass')];
    const egress = [column('id'), column('mail', 'pii.email'), column('name', 'pii.name')];
    const setting: Setting = { rules, egress, result: { rows: 'arrays' } };
    const table = [
      [1, 'anna.k@firma.example', 'Anna Köhler'],
      [2, 'ben@x.example', 'Ben €'],
    ];
    const result = raw({ columns: ['id', 'mail', 'name'], rows: table });
    const permit = permitFor(setting);
    const sends = { countedBy: rules };
    const job = jobFor(permit, result, { scrub: undefined, sends });
    const said = releaseAnswer(permit, job, await thread.mask(job, enough));
    const plain = release(permitFor(setting), result, { digest, scrub: scrubberOf(undefined), offset: 0 });
    if (!isReleased(said) || !isReleased(plain)) expect.fail('it was not released');
    const text = publish(plain.result);
    const hmac = (value: string) => sha256Hex(hmacWith(tokenKeys.log)(value));
    expect(said.result).toEqual({ content: [] });
    expect(Buffer.from(said.sent?.json ?? []).toString()).toBe(text);
    expect(said.sent?.digest).toBe(hmac(text));
    const { effects, tool } = permit;
    const counted = { effects, tool, released: plain, choose: chooser(rules), digest: { hmac } };
    expect(said.sent?.taken).toEqual(takenIn(counted));
    expect(said.sent?.taken?.get('pii.name')?.rows).toBe(2);
    expect([said.findings, said.rows, said.truncated]).toEqual([plain.findings, plain.rows, plain.truncated]);
  });

  it('gives one value one token, whichever thread it was masked on', async () => {
    const result = raw({ mail: 'anna.k@firma.example' });
    const [token] = /\[EMAIL:[a-z2-7]{12}\]/.exec(here(result)) ?? [];
    expect(await there(thread, result)).toContain(token ?? expect.fail('no token'));
  });

  it('leaves no held secret in what it answers', async () => {
    const shown = await there(thread, raw({ a: `<${secret}>`, [secret]: 1 }));
    expect(shown).toContain('[SECRET]');
    expect(shown).not.toContain('canary-secret');
  });
});

describe('what is not masked in order', () => {
  const worker = new URL('./workers/mask-fixture.mjs', import.meta.url);
  const withheld = (why: string): string =>
    JSON.stringify([
      false,
      { code: 'withheld', phase: 'transform', facts: [why], help: 'ask for less' },
      null,
    ]);
  const ask = async (thread: MaskingThread, word: string, budget = enough): Promise<string> => {
    const permit = permitFor({});
    const job = jobFor(permit, raw({ word }), { scrub: table });
    const said = releaseAnswer(permit, job, await thread.mask(job, budget));
    return JSON.stringify([isReleased(said), said, null]);
  };

  it('past its budget is withheld, and the next is masked on another thread', async () => {
    const thread = createMasking({ tokenKeys, worker });
    expect(await ask(thread, 'never-ends', 50)).toBe(withheld('masking it took longer than its budget'));
    expect(await ask(thread, 'ben@x.example')).toBe(await there(thread, raw({ word: 'ben@x.example' })));
    expect(thread.restarts()).toBe(1);
    await thread.close();
  });

  it.runIf(isTold)('past its budget of work is withheld, however patient the clock is', async () => {
    const thread = createMasking({ tokenKeys, worker, patience: 100_000 });
    expect(await ask(thread, 'never-ends', 50)).toBe(withheld('masking it took longer than its budget'));
    await thread.close();
  });

  it('past its time by the clock is withheld, whether its thread has worked or waited', async () => {
    const thread = createMasking({ tokenKeys, worker, patience: 1 });
    expect(await ask(thread, 'waits', 300)).toBe(withheld('masking it took longer than its budget'));
    await thread.close();
  });

  it('but waited for a processor is masked', async () => {
    const thread = createMasking({ tokenKeys, worker, patience: 1_000 });
    expect(await ask(thread, 'plain')).toContain('"word":"plain"');
    expect(await ask(thread, 'waits', 300)).toContain('"word":"waits"');
    expect(thread.restarts()).toBe(0);
    await thread.close();
  });

  it('whose thread ends is withheld, and the next is masked', async () => {
    const thread = createMasking({ tokenKeys, worker });
    expect(await ask(thread, 'ends-it')).toBe(withheld('the thread that masks was lost'));
    expect(await ask(thread, 'plain')).toContain('"word":"plain"');
    expect(thread.restarts()).toBe(1);
    await thread.close();
  });

  it('whose masking throws is withheld, and the next is masked', async () => {
    const thread = createMasking({ tokenKeys });
    const permit = permitFor({});
    // `as`: no result of the wire lacks its content; this stands for whatever the law may stumble over.
    const job = jobFor(permit, { isError: false } as RawResult, { scrub: table });
    expect(releaseAnswer(permit, job, await thread.mask(job, enough))).toMatchObject({ code: 'withheld' });
    expect(await ask(thread, 'plain')).toContain('"word":"plain"');
    expect(thread.restarts()).toBe(1);
    await thread.close();
  });

  it('but answered with something that is no masking is withheld', async () => {
    const thread = createMasking({ tokenKeys, worker });
    expect(await ask(thread, 'says-nonsense')).toBe(withheld('the thread that masks was lost'));
    await thread.close();
  });

  it('for want of a thread, or of a place in its queue, is withheld', async () => {
    const missing = createMasking({ tokenKeys, worker: new URL('./workers/nosuch.mjs', import.meta.url) });
    expect(await ask(missing, 'plain')).toBe(withheld('the thread that masks was lost'));
    await missing.close();
    const narrow = createMasking({ tokenKeys, mostWaiting: 2 });
    const all = await Promise.all(Array.from({ length: 12 }, () => ask(narrow, 'plain')));
    expect(
      all.filter((one) => one === withheld('too many large results wait to be masked')).length,
    ).toBeGreaterThan(0);
    await narrow.close();
    expect(await ask(narrow, 'plain')).toBe(withheld('the thread that masks was lost'));
  });

  it('and cannot be handed over at all is withheld, and the next is masked', async () => {
    const thread = createMasking({ tokenKeys });
    const permit = permitFor({});
    // `as`: no result of the wire holds a function; this stands for a job that cannot cross.
    const job = jobFor(permit, raw({ word: (() => 1) as unknown as Json }), { scrub: table });
    expect(releaseAnswer(permit, job, await thread.mask(job, enough))).toMatchObject({ code: 'withheld' });
    expect(await ask(thread, 'plain')).toContain('"word":"plain"');
    await thread.close();
  });
});

it('what stands in a line is refused where nobody has read it', () => {
  const line = shared('{}');
  const elsewhere: RawResult = { content: [], isError: false, unread: { line, size: 0 } };
  const said = release(permitFor({}), elsewhere, { digest, scrub: scrubberOf(undefined), offset: 0 });
  expect(said).toMatchObject({ code: 'defect', facts: ['the result was not read'] });
  expect([isLarge(elsewhere), sizeOf(elsewhere)]).toEqual([true, 1]);
});

describe('on another thread is masked', () => {
  const line = 'Ann Miller, +1 212 555 0187, ann.miller@example.com, born 1984-05-06\n';
  const rows = Array.from({ length: 400 }, (_, id) => ({ id, status: 'open', city: 'Oslo', plan: 'basic' }));
  const of = (content: string, structuredContent?: Json): RawResult => ({
    ...{ content: [text(content)], isError: false },
    ...(structuredContent === undefined ? {} : { structuredContent }),
  });

  it('a text that is read for longer than others would wait, and rows that are not', () => {
    const asLong = line.repeat(200);
    expect([asLong.length, JSON.stringify(rows).length].map((size) => size > 8_192 && size < 32_768)).toEqual(
      [true, true],
    );
    const notes = Array.from({ length: 150 }, (_, id) => ({ id, note: `${id} ${line}` }));
    const small = [of(line), of('ok', { rows })];
    const large = [of(asLong), of('ok', { notes }), of('ok', { rows: [rows, rows] })];
    expect([small.map(isLarge), large.map(isLarge)]).toEqual([
      [false, false],
      [true, true, true],
    ]);
  });
});

describe('an answer', () => {
  const masked = { result: { content: [text('whatever')] }, findings: [], rows: 0, truncated: false };

  it('is released under the permit of its job, once, and under no other', () => {
    const [permit, other] = [permitFor({}), permitFor({})];
    const job = jobFor(permit, raw({ a: 1 }), { scrub: undefined });
    expect(releaseAnswer(other, job, { masked })).toMatchObject({ code: 'defect' });
    expect(releaseAnswer(permit, { ...job }, { masked })).toMatchObject({ code: 'defect' });
    expect(isReleased(releaseAnswer(permit, job, { masked }))).toBe(true);
    expect(releaseAnswer(permit, job, { masked })).toMatchObject({ code: 'defect' });
  });
});
