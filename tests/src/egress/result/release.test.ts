/** Every surface of a result, errors, forgeries, and bodies. A canary on each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decisionId } from '../../../../src/call/id.js';
import type { Json } from '../../../../src/call/json.js';
import { createScrubber } from '../../../../src/egress/net/scrub.js';
import type { RawResult } from '../../../../src/egress/released.js';
import { isReleased, release } from '../../../../src/egress/result/release.js';
import { deny } from '../../../../src/policy/denial.js';
import type { Permit } from '../../../../src/policy/permit.js';
import { column, means, permitFor, raw, refused, released, type Setting, text } from '../fixtures.js';

const canary = 'canary.bird@example.com';
const shownOf = (result: RawResult, setting: Setting = {}): string =>
  JSON.stringify(released(setting, result).result);

describe('surfaces', () => {
  it.each<readonly [string, RawResult]>([
    ['a structured value', raw({ a: { b: [canary] } })],
    ['a structured key', raw({ [canary]: 1 })],
    ['a number', raw({ n: 4111111111111111 })],
    ['structured _meta', raw({ a: 1, _meta: { trace: canary } })],
    ['text', raw(undefined, [text(`hello ${canary}`)])],
    ['JSON in text', raw(undefined, [text(JSON.stringify({ a: canary }))])],
    ['JSON in JSON in text', raw(undefined, [text(JSON.stringify({ a: JSON.stringify({ b: canary }) }))])],
    ['JSON in text under a key said twice', raw(undefined, [text(`{"a":"${canary}","a":"x"}`)])],
    ['JSON in text spelt with escapes', raw(undefined, [text(`{"a":"${canary.replace('@', '\\u0040')}"}`)])],
    [
      'embedded text',
      raw(undefined, [{ type: 'resource', resource: { uri: `x://${canary}`, text: canary } }]),
    ],
    ['an embedded blob', raw(undefined, [{ type: 'resource', resource: { uri: 'x://y', blob: canary } }])],
    [
      'a link',
      raw(undefined, [
        { type: 'resource_link', uri: `x://${canary}`, name: canary, title: canary, description: canary },
      ]),
    ],
    ['an image', raw(undefined, [{ type: 'image', data: canary, mimeType: canary }])],
    ['audio', raw(undefined, [{ type: 'audio', data: canary, mimeType: 'audio/wav' }])],
    ['a block of unknown type', raw(undefined, [{ type: canary, text: canary }])],
    ['a block that is no object', raw(undefined, [canary])],
    [
      'annotations and _meta of a block',
      raw(undefined, [
        { type: 'text', text: 'x', annotations: { audience: [canary] }, _meta: { a: canary } },
      ]),
    ],
  ])('a canary in %s does not leave', (_, result) => {
    const shown = shownOf(result);
    expect(shown).not.toMatch(/canary|4111111111111111/);
  });

  it('a canary in a list of single characters does not leave', () => {
    expect(released({}, raw({ a: [...canary] })).result.structuredContent).toEqual({
      a: '[WITHHELD: 93 bytes]',
    });
  });

  it('_meta does not leave, whatever it holds', () => {
    expect(released({}, raw({ a: 1, _meta: { trace: 'x' } })).result.structuredContent).toEqual({ a: 1 });
  });

  it('only text blocks leave, what is withheld says its kind', () => {
    const blocks: readonly Json[] = [
      { type: 'image', data: 'AAAA' },
      { type: 'resource_link', uri: 'x' },
      text('ok'),
    ];
    expect(released({}, raw(undefined, blocks)).result.content).toEqual([
      {
        type: 'text',
        text: expect.stringMatching(/^\[withheld: image, undeclared, 3 bytes, digest [a-z2-7]{12}\]$/),
      },
      {
        type: 'text',
        text: expect.stringMatching(/^\[withheld: resource_link, link, 34 bytes, digest [a-z2-7]{12}\]$/),
      },
      { type: 'text', text: 'ok' },
    ]);
  });

  it('a clean result stays equal, its texts byte for byte', () => {
    const body = {
      keys: ['a/b.csv', 'c'],
      size: 12.5,
      when: '2024-05-01T10:00:00Z',
      id: 1714566645123,
      ok: true,
      none: null,
    };
    const blocks = [text(JSON.stringify(body)), text('{ "a" : 1.0 }'), text('plain, text')];
    const { result, findings } = released({}, raw(body, blocks));
    expect(result).toEqual({ structuredContent: body, content: blocks });
    expect(findings).toEqual([]);
  });

  it('JSON in text stays JSON, and both copies are masked alike', () => {
    const body = { items: [{ m: canary, n: 1 }] };
    const { result } = released({}, raw(body, [text(JSON.stringify(body, null, 2))]));
    expect(JSON.parse(result.content[0]?.text ?? '')).toEqual(result.structuredContent);
    expect(result.structuredContent).toEqual({
      items: [{ m: expect.stringMatching(/^\[EMAIL:[a-z2-7]{12}\]$/), n: 1 }],
    });
  });

  it('two keys that mask alike stay two', () => {
    const { result } = released({ rules: [] }, raw({ 'a@x.io': 1, 'b@x.io': 2 }));
    expect(result.structuredContent).toEqual({ '[REDACTED:pii.email]': 1, '[REDACTED:pii.email]#2': 2 });
  });

  it('a key __proto__ stays an ordinary key', () => {
    const body = JSON.parse(`{"__proto__":{"a":"${canary}"}}`) as Json;
    const { result } = released({}, raw(body));
    expect(Object.keys(result.structuredContent ?? {})).toEqual(['__proto__']);
    expect(JSON.stringify(result)).not.toContain('canary');
  });

  it('what is nested too deep is withheld', () => {
    let deep: Json = canary;
    for (let i = 0; i < 5000; i += 1) deep = [deep];
    expect(refused({}, raw({ deep })).code).toBe('withheld');
    const nested = `${'['.repeat(5000)}"${canary}"${']'.repeat(5000)}`;
    expect(shownOf(raw({ nested }, [text(nested)]))).not.toContain('canary');
  });

  it('a result larger than the page is refused', () => {
    const setting = { page: { rows: 10, bytes: 100 } };
    expect(refused(setting, raw({ a: 'x y '.repeat(40) })).code).toBe('limit-exceeded');
    expect(refused(setting, raw(undefined, [text('x y '.repeat(40))])).code).toBe('limit-exceeded');
  });

  it('structured content that is no object is withheld', () => {
    expect(refused({}, raw([canary])).code).toBe('withheld');
  });
});

describe('held secrets', () => {
  it.each<readonly [string, RawResult]>([
    ['a value', raw({ a: 'pw=hunter2-hunter2' })],
    ['a key', raw({ 'hunter2-hunter2': 1 })],
    ['text', raw(undefined, [text('hunter2-hunter2')])],
  ])('in %s are scrubbed whatever policy says', (_, result) => {
    const { result: shown, findings } = released(
      { rules: [{ id: 'all', class: '*', operator: 'pass' }] },
      result,
    );
    expect(JSON.stringify(shown)).not.toContain('hunter2');
    expect(findings).toEqual([expect.objectContaining({ by: 'secret', count: 1 })]);
  });
});

describe('a held secret of small letters', () => {
  it('is found where nothing else is', () => {
    const scrub = createScrubber(['correcthorse']);
    const { result, findings } = released({}, raw({ a: 'the correcthorse was here' }), { scrub });
    expect(result.structuredContent).toEqual({ a: 'the [SECRET] was here' });
    expect(findings).toEqual([expect.objectContaining({ by: 'secret', count: 1 })]);
  });
});

describe('counts', () => {
  it('each mask once, where a key beside it is a value as well', () => {
    const mixed = { note: 'mail ann@example.com', 'bob@example.com': 1 };
    const { findings } = released({}, raw({ rows: [mixed] }));
    expect(findings.map(({ pointer, count }) => [pointer, count])).toEqual([
      ['/rows/*/note', 1],
      ['/rows/*/*', 1],
    ]);
  });

  it('objects that begin alike and differ in a later key are each read by their own', () => {
    const rows = [
      { id: 1, label: '5550132' },
      { id: 2, phone: '5550132' },
      { id: 3, label: '5550132' },
      { id: 4 },
      { id: 5, name: 'Bo Li', email: 'x' },
      { id: 6, name: 'Bo Li', size: 'x' },
    ];
    const { structuredContent } = released({}, raw({ rows })).result;
    expect(structuredContent).toEqual({
      rows: [
        rows[0],
        { id: 2, phone: '[REDACTED:pii.phone]' },
        ...rows.slice(2, 4),
        { id: 5, name: '[REDACTED:pii.name]', email: 'x' },
        rows[5],
      ],
    });
  });
});

describe('errors of a downstream', () => {
  const failed = (structuredContent: Json, ...content: readonly Json[]): RawResult => ({
    structuredContent,
    content,
    isError: true,
  });
  it('say a code and none of their text', () => {
    const denial = refused({}, failed({ code: '23505', message: canary }, text(canary)));
    expect(denial).toEqual({ code: 'downstream-failed', phase: 'execute', facts: ['23505'] });
  });

  it.each<readonly [string, Json]>([
    ['with spaces', 'no such row'],
    ['too long', 'x'.repeat(65)],
    ['that is a number of a card', '4111111111111111'],
    ['that is a key', 'AKIAIOSFODNN7EXAMPLE'],
    ['that is a long number', '1234567'],
    ['that is no text', { a: canary }],
    ['that is one word', 'quuxdottir'],
    ['that is a name', 'Quuxdottir'],
    ['that is a name in capitals', 'ELIZABETH'],
    ...[
      'anna-bell',
      'Anna_Bell',
      'ANNA_BELL',
      'AnnaBell',
      'anna.bell',
      'bell-no-such-key',
      'oslo-locked',
    ].map((name) => [`that holds a name (${name})`, name] as const),
    ['that is a number of a house or a plate', 'AB12C'],
    ['that is a post code', '94107'],
    ['that is a sum', 61234],
    ['that is a sum in text', '612345'],
  ])('a code %s is not said', (_, code) => {
    expect(refused({}, failed({ code })).facts).toEqual([]);
  });

  it.each([
    ...['SQLITE_CONSTRAINT_CHECK', 'SQLSTATE_23505', '42P01', 'no-such-key', 'not_found', 'NoSuchKey'],
    ...['target-is-a-view', 'InvalidArgument', 'DEADLINE_EXCEEDED', 'SQLITE_CANTOPEN'],
    ...['08P01', 'ENOENT', 'internal', 'rpc:-32602', 'rpc:unknown', '404', 'version-mismatch.v2'],
  ])('the code %s is said', (code) => {
    expect(refused({}, failed({ code })).facts).toEqual([code]);
  });

  it('each code of our own downstreams is said', () => {
    const room = fileURLToPath(new URL('../../../../downstreams', import.meta.url));
    const codes = readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .flatMap((name) => [...readFileSync(join(room, name), 'utf8').matchAll(/refuse\('([a-z-]+)'/g)])
      .map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(50);
    const isSaid = (code: string): boolean => {
      const { code: told, facts = [] } = refused({}, failed({ code }));
      return told === code || facts.includes(code);
    };
    expect(codes.filter((code) => !isSaid(code) && code !== 'withheld' && code !== 'defect')).toEqual([]);
  });

  it('a status that is a number is said', () => {
    expect(refused({}, failed({ code: 503 })).facts).toEqual(['503']);
    expect(refused({}, failed({ code: -32000 })).facts).toEqual(['-32000']);
  });

  it.each([
    ...['database-unreachable', 'too-many-connections', 'lock-timeout', 'conflict', 'locked', 'busy'],
    ...['SQLITE_BUSY', '40001', '40P01', '53300', '55P03', '57P03', '429', 'ECONNREFUSED'],
  ])('%s passes by itself: the same call may be made later', (code) => {
    const { retry, help } = deny(decisionId('abcdefghij'), refused({}, failed({ code })));
    expect([retry, help]).toEqual(['later', 'call again later']);
  });

  it.each([
    'commit-unknown',
    'statement-timeout',
    'syntax-error',
    '42P01',
    'database-untrusted',
    'ECONNRESET',
  ])('%s does not: the same call is not to be made again as it is', (code) => {
    const { retry } = deny(decisionId('abcdefghij'), refused({}, failed({ code })));
    expect(retry).toBe('changed');
  });

  it('in text as JSON are read for the code', () => {
    expect(refused({}, { content: [text('{"code":"SQLITE_BUSY"}')], isError: true }).facts).toEqual([
      'SQLITE_BUSY',
    ]);
  });

  it.each([
    ...['row-guard', 'version-mismatch', 'schema-changed'],
    ...['hidden-order', 'hidden-constraint', 'overloaded'],
  ])('%s keeps its meaning and its count', (code) => {
    expect(refused({}, failed({ code, changes: 1234 }))).toEqual({
      code,
      phase: 'execute',
      facts: ['changes: 1234'],
    });
    expect(refused({}, failed({ code, changes: canary })).facts).toEqual([]);
  });

  it('a guard tells the rows that it counted, those of triggers and cascades among them', () => {
    const body = { code: 'row-guard', changes: 1, total_changes: 4 };
    expect(refused({}, failed(body)).facts).toEqual(['changes: 4']);
    expect(refused({}, failed({ ...body, total_changes: canary })).facts).toEqual(['changes: 1']);
  });
});

describe('forgery', () => {
  it('a copied Permit releases nothing', () => {
    // `as`: the compiler refuses a copy by itself; what is tried here is the refusal at run time.
    const copy = { ...permitFor({}) } as Permit;
    expect(release(copy, raw({ a: 1 }), means)).toEqual({
      code: 'defect',
      phase: 'transform',
      facts: ['no permit'],
    });
  });

  it('a copied Released is none', () => {
    const real = released({}, raw({ a: 1 }));
    expect([
      isReleased(real),
      isReleased({ ...real }),
      isReleased(null),
      isReleased({ result: real.result }),
      isReleased(Object.create(real)),
      isReleased(Reflect.construct(real.constructor, [{ ...real }])),
    ]).toEqual([true, false, false, false, false, false]);
  });
});

describe('a result without the rows it should have', () => {
  const counts = raw({ changes: 2 });
  const shape = { rows: 'arrays', rowsAt: ['rows'], columnsAt: ['columns'] } as const;
  const write: Setting = { result: shape, writes: 'silver.orders', isStatement: true };

  it('is counts alone, of a statement that writes and returns no column', () => {
    expect(released(write, counts).result.structuredContent).toEqual({ changes: 2 });
  });

  it.each<readonly [string, Setting, RawResult]>([
    ['a statement that only reads', { result: shape, isStatement: true }, counts],
    ['a write whose arguments say nothing of columns', { ...write, isStatement: false }, counts],
    ['a statement that returns columns', { ...write, egress: [column('email', 'pii.email')] }, counts],
    ['a result with rows that name no columns', write, raw({ rows: [['x']] })],
    ['a result that is no object', write, raw(undefined, [text('2')])],
  ])('is withheld of %s', (_, setting, result) => {
    expect(refused(setting, result)).toMatchObject({ code: 'withheld' });
  });
});
