// Sealing: what leaves as a seal is told to whoever is to hold it, as it was, and an error of who was handed an opened value says nothing.

import { describe, expect, it } from 'vitest';
import { holdsMask } from '../../../src/egress/net/mask-returned.js';
import { operators } from '../../../src/egress/operators/index.js';
import { isSeal, redacted } from '../../../src/egress/operators/mask-form.js';
import { type Sealed, sealedIn } from '../../../src/egress/operators/sealed.js';
import { owingOf } from '../../../src/egress/owing.js';
import { doJob } from '../../../src/egress/result/job.js';
import { failure } from '../../../src/egress/result/release.js';
import { issuePermit } from '../../../src/policy/permit.js';
import { fc } from '../../property.js';
import { column, digest, means, permitFor, raw, released, rule } from './fixtures.js';

const seal = operators.find(({ kind }) => kind === 'seal');
const sealOf = (value: string, more: { readonly class?: string; readonly isNumber?: boolean } = {}) =>
  seal?.apply({ value, class: 'pii.x', digest, ...more });

describe('a seal', () => {
  it('is one for one value, and another for any other value, class or kind', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (a, b) => {
        expect(sealOf(a) === sealOf(b)).toBe(a === b);
        expect(isSeal(sealOf(a))).toBe(true);
      }),
    );
    // A token is one for several spellings; what is opened is what was sealed.
    const spellings = ['Ann@x.io', 'ann@x.io', ' ann@x.io'].map((value) =>
      sealOf(value, { class: 'pii.email' }),
    );
    expect(new Set(spellings).size).toBe(3);
    expect(
      new Set([sealOf('7'), sealOf('7', { isNumber: true }), sealOf('7', { class: 'pii.y' })]).size,
    ).toBe(3);
  });

  it('is not made of what is too long to be a value', () => {
    expect(sealOf('x'.repeat(1_024))).not.toBe(redacted('pii.x'));
    expect(sealOf('x'.repeat(1_025))).toBe(redacted('pii.x'));
  });

  it('is not made of what a database cannot hold, where that could be told by its failing', () => {
    for (const one of ['a\u0000b', 'a\ud800b', '\udc00']) expect(sealOf(one)).toBe(redacted('pii.x'));
    expect(sealOf('😀')).not.toBe(redacted('pii.x'));
  });

  it('is known when it comes back, wherever it stands and however it is spelt', () => {
    const one = String(sealOf('Ann'));
    for (const sent of [
      one,
      `a ${one}`,
      btoa(one),
      btoa(btoa(one)),
      encodeURIComponent(one),
      one.toUpperCase(),
    ])
      expect(holdsMask({ a: sent })).toEqual(['/a']);
    for (const sent of [` ${one}`, one.toLowerCase(), `${one}x`, `${one}${one}`, [one], undefined])
      expect(isSeal(sent)).toBe(false);
  });
});

const rules = [rule('pii.email', 'seal'), rule('pii.phone', 'seal')];
const rows = { rows: 'arrays', rowsAt: ['rows'], columnsAt: ['columns'], classes: {} } as const;
const setting = {
  rules,
  result: rows,
  egress: [column('email', 'pii.email'), column('n', 'pii.phone'), column('note')],
};
const body = {
  columns: ['email', 'n', 'note'],
  rows: [
    ['ann@x.io', 7, 'mail bob@x.io'],
    ['ann@x.io', null, 'none'],
  ],
};

describe('what leaves as a seal', () => {
  const kept: Sealed[] = [];
  const result = released(setting, raw(body), { keep: (one) => void kept.push(one) }).result;

  it('is told as it was, a text or a number; what the content net has found is a token, and told to nobody', () => {
    const told = new Map(kept.map((one) => [one.seal, one]));
    expect([...told.values()].map(({ class: of, value }) => [of, value])).toEqual([
      ['pii.email', 'ann@x.io'],
      ['pii.phone', 7],
    ]);
    expect(JSON.stringify(result.structuredContent)).toMatch(/"mail \[EMAIL:[a-z2-7]{12}\]"/);
    for (const { seal: shown } of kept) expect(JSON.stringify(result)).toContain(shown);
  });

  it('is told the same from another thread', () => {
    const job = { owing: owingOf(permitFor(setting)), raw: raw(body), scrub: undefined };
    const answer = doJob(job, digest);
    expect(sealedIn(answer.sealed)).toHaveLength(2);
    expect(sealedIn(structuredClone(answer).sealed)).toEqual(answer.sealed);
  });

  it('from another thread is taken in no other form', () => {
    const good = { seal: String(sealOf('a')), class: 'pii.x', value: 'a' };
    expect(
      sealedIn([good, null, 7, {}, { ...good, value: {} }, { ...good, seal: 'x' }, { ...good, class: 1 }]),
    ).toEqual([good]);
    expect(sealedIn('x')).toEqual([]);
  });

  it('where something was computed, or is of two classes, is redacted and told to nobody', () => {
    const made: Sealed[] = [];
    const keep = (one: Sealed): void => void made.push(one);
    const two = {
      ...setting,
      egress: [
        column('email', 'pii.email', 'pii.phone'),
        { ...column('n', 'pii.phone'), how: 'transformed' as const },
        column('note'),
      ],
    };
    const shown = JSON.stringify(
      released(two, raw({ ...body, rows: [['a', 'b', 'c']] }), { keep }).result.structuredContent,
    );
    expect(shown).toContain('[REDACTED:');
    expect(made).toEqual([]);
  });
});

describe('an error after a value was opened', () => {
  const { ...terms } = permitFor(setting);
  const opened = issuePermit({
    ...terms,
    obligations: [
      ...terms.obligations,
      { kind: 'unseal', places: [{ number: 1, pointer: '/p/0', class: 'pii.email' }] },
    ],
  });
  const failed = (code: string) => ({ ...raw({ code, changes: 3 }), isError: true });

  it('says no code of the system: a value would fit in its place', () => {
    expect(failure(permitFor(setting), failed('no-such-key'), means)?.facts).toEqual(['no-such-key']);
    expect(failure(opened, failed('no-such-key'), means)).toEqual({
      code: 'downstream-failed',
      phase: 'execute',
      facts: [],
    });
  });

  it('says what the kernel’s own guards have counted', () => {
    expect(failure(opened, failed('row-guard'), means)).toMatchObject({
      code: 'row-guard',
      facts: ['changes: 3'],
    });
  });
});
