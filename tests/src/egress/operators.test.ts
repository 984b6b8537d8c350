/** What each operator shows, and that tokens join, differ and are recognised when they come back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseFor, chooser } from '../../../src/egress/choose.js';
import {
  holdsMask,
  partial,
  redacted,
  tokened,
  withheld,
  withheldBlock,
} from '../../../src/egress/mask-form.js';
import { operators } from '../../../src/egress/operators/index.js';
import type { MaskRule } from '../../../src/policy/obligation.js';
import { digest, rule } from './fixtures.js';

const apply = (kind: MaskRule['operator'], value: string, columnClass = 'pii.x'): string | null =>
  operators.find((each) => each.kind === kind)?.apply({ value, class: columnClass, digest }) ?? null;

describe('operators', () => {
  it.each<readonly [MaskRule['operator'], string, string | null]>([
    ['redact', 'Ann', '[REDACTED:pii.x]'],
    ['drop', 'Ann', null],
    ['pass', 'Ann', 'Ann'],
    ['last4', '4111 1111-1111 1111', '[X:*1111]'],
    ['last4', 'DE89 3704 0044 0532 0130 00', '[X:*3000]'],
    ['last4', '1234567', '[REDACTED:pii.x]'],
    ['last4', 'Ann Bell', '[REDACTED:pii.x]'],
    ['last4', 'ann@example.com', '[REDACTED:pii.x]'],
    ['year', '1984-05-06', '[X:*1984]'],
    ['year', '1984-05-06T10:00:00Z', '[X:*1984]'],
    ['year', '06/05/1984', '[X:*1984]'],
    ['year', 'Ann 1984', '[REDACTED:pii.x]'],
    ['year', '19840506', '[REDACTED:pii.x]'],
    ['domain', 'Ann@Example.COM', '[X:*@example.com]'],
    ['domain', 'moc.elpmaxe@nna.b', '[REDACTED:pii.x]'],
    ['domain', 'no address', '[REDACTED:pii.x]'],
  ])('%s of %j is %j', (kind, value, shown) => {
    expect(apply(kind, value)).toBe(shown);
  });

  it.each([
    ['pii.email', 'Ann@Example.com', ' ann@example.COM '],
    ['pii.phone', '+44 7400 312741', '+447400312741'],
    ['pii.card', '4111 1111 1111 1111', '4111-1111-1111-1111'],
    ['pii.name', 'Ａnn', 'Ann'],
  ])('spellings of one %s have one token', (columnClass, one, other) => {
    expect(apply('token', one, columnClass)).toBe(apply('token', other, columnClass));
  });

  it('a value has another token in another class', () => {
    expect(apply('token', 'x', 'pii.name')?.slice(-13)).not.toBe(
      apply('token', 'x', 'pii.email')?.slice(-13),
    );
  });

  it('different values have different tokens', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), {
          selector: (text) => text.normalize('NFKC').trim(),
          maxLength: 60,
        }),
        (values) => {
          expect(new Set(values.map((value) => apply('token', value, 'pii.name'))).size).toBe(values.length);
        },
      ),
    );
  });

  it('junk in a column of numbers does not fall together', () => {
    expect(apply('token', 'n/a', 'pii.phone')).not.toBe(apply('token', 'none', 'pii.phone'));
  });
});

describe('the choice of an operator', () => {
  const rules = [
    rule('*', 'last4'),
    rule('pii.*', 'drop'),
    rule('pii.health.*', 'year'),
    rule('pii.email', 'token'),
  ];
  it.each([
    ['pii.email', 'token'],
    ['pii.name', 'drop'],
    ['pii.health.visit', 'year'],
    ['secret.key', 'last4'],
  ])('for %s the most specific rule says %s', (columnClass, kind) => {
    expect(chooser(rules)(columnClass).kind).toBe(kind);
  });

  it('among equals the strictest wins, in either order', () => {
    const both = [rule('pii.email', 'pass'), rule('pii.email', 'redact')];
    expect(chooser(both)('pii.email').kind).toBe('redact');
    expect(chooser([...both].reverse())('pii.email').kind).toBe('redact');
  });

  it('no rule is a redaction', () => {
    expect(chooser([])('pii.email').kind).toBe('redact');
    expect(chooser([rule('pii.*', 'pass')])('piix.email').kind).toBe('redact');
  });

  it('several classes pass only when each of them does', () => {
    const choose = chooser([rule('a', 'pass'), rule('b', 'pass'), rule('c', 'token')]);
    expect(chooseFor(['a', 'b'], true, choose).kind).toBe('pass');
    expect(chooseFor(['a', 'c'], true, choose).kind).toBe('redact');
  });
});

describe('masks that come back', () => {
  const forms = [
    redacted('pii.email'),
    tokened('pii.email', 'k7f3abcdefgh'),
    partial('pii.card', '1111'),
    partial('pii.email', '@example.com'),
    withheld(42),
    withheldBlock('image', 3),
    '[SECRET]',
  ];
  it.each(forms)('%s is recognised, also inside a statement and in another case', (form) => {
    expect(holdsMask({ sql: `UPDATE t SET a = 'x ${form}' WHERE id = 1` })).toEqual(['/sql']);
    expect(holdsMask({ a: [{ 'b/c': form.toUpperCase() }] })).toEqual(['/a/0/b~1c']);
    expect(holdsMask({ [form]: 1 })).toHaveLength(1);
  });

  it.each([
    '[INFO:2024]',
    'a[0]',
    '[x]',
    'EMAIL:k7f3abcdefgh',
    '[1,2]',
    '[WARN: disk full]',
    "SELECT '[a-z]'",
  ])('%s is none', (text) => {
    expect(holdsMask({ a: text, [text]: text })).toEqual([]);
  });

  it('what is too deep to read counts as one', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 70; i += 1) deep = [deep];
    expect(holdsMask(deep as Parameters<typeof holdsMask>[0])).toHaveLength(1);
  });
});
