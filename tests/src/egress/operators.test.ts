/** What each operator shows, and that tokens join, differ and are recognised when they come back. */

import { describe, expect, it } from 'vitest';
import { holdsMask } from '../../../src/egress/net/mask-returned.js';
import { chooseFor, chooser } from '../../../src/egress/operators/choose.js';
import { operators } from '../../../src/egress/operators/index.js';
import {
  partial,
  redacted,
  tokened,
  withheld,
  withheldBlock,
} from '../../../src/egress/operators/mask-form.js';
import type { MaskRule } from '../../../src/policy/obligation.js';
import { fc } from '../../property.js';
import { digest, netOf, rule } from './fixtures.js';

const apply = (kind: MaskRule['operator'], value: string, columnClass = 'pii.x'): string | number | null =>
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
    ['generalise', '1984-05-06', '[X:*1984-05]'],
    ['generalise', '1984-05-06T10:00:00Z', '[X:*1984-05]'],
    ['generalise', '6.5.1984', '[X:*1984-05]'],
    ['generalise', '06/05/1984', '[X:*1984]'],
    ['generalise', '1984-13-06', '[REDACTED:pii.x]'],
    ['generalise', 'born 1984-05-06', '[REDACTED:pii.x]'],
    ['generalise', '203.0.113.7', '[X:*203.0.113.0/24]'],
    ['generalise', '203.0.113.700', '[REDACTED:pii.x]'],
    ['generalise', '2001:DB8:A:1::7', '[X:*2001:db8:a::/48]'],
    ['generalise', '::1', '[X:*0:0:0::/48]'],
    ['generalise', '2001:db8:a:1:2:3:4:5', '[X:*2001:db8:a::/48]'],
    ['generalise', '2001:db8:a:1:2:3:4', '[REDACTED:pii.x]'],
    ['generalise', '1:2::3:4:5:6:7:8:9', '[REDACTED:pii.x]'],
    ['generalise', '10:30', '[REDACTED:pii.x]'],
    ['generalise', '52345.50', '[X:*50000..60000]'],
    ['generalise', '7', '[X:*0..10]'],
    ['generalise', '-52345', '[X:*-60000..-50000]'],
    ['generalise', '4111111111111111', '[REDACTED:pii.x]'],
    ['generalise', 'Ann', '[REDACTED:pii.x]'],
  ])('%s of %j is %j', (kind, value, shown) => {
    expect(apply(kind, value)).toBe(shown);
  });

  it('a number stays one where it is near to something, a token or seal of it is a text, and of what says nothing of it null is left', () => {
    const asNumber = operators.map(({ kind, apply: of }) => [
      kind,
      typeof of({ value: '52345', class: 'pii.x', digest, isNumber: true }),
    ]);
    expect(asNumber).toEqual(
      operators.map(({ kind }) => [
        kind,
        kind === 'generalise' ? 'number' : ['token', 'seal', 'pass'].includes(kind) ? 'string' : 'object',
      ]),
    );
  });

  it('what is near to an address or a date is not found again as one', () => {
    const near = netOf([rule('pii.*', 'generalise')]);
    for (const value of [
      '203.0.113.7',
      '2001:db8:a:1::7',
      'born on 1984-05-06',
      'IP: 10.1.2.3, dob: 1984-05-06',
    ])
      expect(near.leaf(value, 0)?.text).toMatch(/\[(?:IP|BIRTH_DATE):\*[\d.:/a-f-]+\]/);
    for (const hidden of ['.113.7', '::7', '05-06', '10.1.2.3'])
      expect(near.leaf('203.0.113.7 2001:db8:a:1::7 10.1.2.3, born on 1984-05-06', 0)?.text).not.toContain(
        hidden,
      );
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
    expect(String(apply('token', 'x', 'pii.name')).slice(-13)).not.toBe(
      String(apply('token', 'x', 'pii.email')).slice(-13),
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
    partial('pii.ip', '2001:db8:a::/48'),
    partial('pii.salary', '-60000..-50000'),
    withheld(42),
    withheldBlock('image', { why: 'personal values', bytes: 999_999_999, digest: 'k7f3abcdefgh' }),
    withheldBlock('resource_link'),
    '[SECRET]',
  ];
  it.each(forms)('%s is recognised, also inside a statement and in another case', (form) => {
    expect(holdsMask({ sql: `UPDATE t SET a = 'x ${form}' WHERE id = 1` })).toEqual(['/sql']);
    expect(holdsMask({ a: [{ 'b/c': form.toUpperCase() }] })).toEqual(['/a/0/b~1c']);
    expect(holdsMask({ [form]: 1 })).toHaveLength(1);
  });

  it.each([
    ['base64', (form: string) => Buffer.from(form).toString('base64')],
    ['hex', (form: string) => Buffer.from(form).toString('hex')],
    ['percent signs', (form: string) => encodeURIComponent(form)],
    ['entities', (form: string) => [...form].map((one) => `&#${one.charCodeAt(0)};`).join('')],
    ['escapes', (form: string) => [...form].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join('')],
    [
      'wide letters',
      (form: string) => form.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
    ],
    ['a hidden character', (form: string) => `${form.slice(0, 4)}\u200b${form.slice(4)}`],
    ['two texts of a statement', (form: string) => `SELECT '${form.slice(0, 5)}' || '${form.slice(5)}'`],
    [
      'the arguments of a function',
      (form: string) => `SELECT concat('${form.slice(0, 5)}', '${form.slice(5)}')`,
    ],
  ])('a token written in %s is recognised', (_, written) => {
    expect(holdsMask({ a: written(tokened('pii.email', 'k7f3abcdefgh')) })).toEqual(['/a']);
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
