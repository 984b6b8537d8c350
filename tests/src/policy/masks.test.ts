/** Masks of several sections: the most specific class wins within one, and no section loosens another. */

import { describe, expect, it } from 'vitest';
import { chooser } from '../../../src/egress/operators/choose.js';
import { operators } from '../../../src/egress/operators/index.js';
import { composeMasks, masksInto } from '../../../src/policy/masks.js';
import { type MaskRule, maskOperators } from '../../../src/policy/obligation.js';
import { fc } from '../../property.js';
import { policyOf, problemsOf } from './fixtures.js';

const mask = (name: string, operator: MaskRule['operator']): MaskRule => ({
  id: `${name}-${operator}`,
  class: name,
  operator,
});
const chosen = (sections: readonly (readonly MaskRule[])[], name: string): string =>
  chooser(composeMasks(sections))(name).kind;

describe('masks compose', () => {
  it('a class, then its family, then `*`', () => {
    const section = [mask('*', 'drop'), mask('pii.*', 'redact'), mask('pii.email', 'token')];
    expect(['pii.email', 'pii.name', 'secret.key'].map((name) => chosen([section], name))).toEqual([
      'token',
      'redact',
      'drop',
    ]);
  });

  it('a class that nobody wrote a line for is redacted', () => {
    expect(chosen([[mask('pii.email', 'token')]], 'pii.name')).toBe('redact');
    expect(composeMasks([]).map((one) => one.operator)).toEqual(['redact']);
  });

  it('a more specific line in another section does not loosen', () => {
    const guard = [mask('pii.*', 'redact')];
    expect(chosen([guard, [mask('pii.email', 'pass')]], 'pii.email')).toBe('redact');
    expect(chosen([[mask('pii.email', 'pass')], guard], 'pii.email')).toBe('redact');
    expect(chosen([guard, [mask('pii.email', 'drop')]], 'pii.email')).toBe('drop');
  });

  it('a private address is masked as any address is, unless each section that speaks of addresses lets it pass', () => {
    const name = 'pii.ip.private';
    const shown = [mask('pii.ip', 'token'), mask(name, 'pass')];
    expect(chosen([], name)).toBe('redact');
    expect(chosen([[mask('pii.*', 'drop'), mask('pii.ip', 'token')]], name)).toBe('token');
    expect([chosen([shown], name), chosen([shown], 'pii.ip')]).toEqual(['pass', 'token']);
    expect(chosen([shown, [mask('pii.email', 'token')]], name)).toBe('pass');
    for (const other of ['pii.ip', 'pii.*', '*'])
      expect(chosen([shown, [mask(other, 'redact')]], name)).toBe('redact');
    expect(chosen([[mask(name, 'pass')], [mask('pii.ip', 'generalise')]], name)).toBe('generalise');
  });

  it('a line of private addresses says that they pass, and nothing else', () => {
    const line = (operator: string): string =>
      `version: 1\nmask: [{ class: pii.ip.private, with: ${operator} }]\n`;
    expect(policyOf(line('pass')).masks[0]).toMatchObject({ class: 'pii.ip.private', operator: 'pass' });
    expect(problemsOf(line('token'))).toEqual([
      expect.objectContaining({
        line: 2,
        message: 'a private address is masked as `pii.ip` is, or shown',
      }),
    ]);
    expect(problemsOf(line('pass').replace('private', 'public'))).toHaveLength(1);
    expect(
      problemsOf('version: 1\nbudget: [{ id: a, class: pii.ip.private, soft: { rows: 1 } }]\n'),
    ).toHaveLength(1);
  });

  it('an invariant is not loosened by a line outside it in the same file', () => {
    const policy = policyOf(`version: 1
mask: [{ class: pii.email, with: pass }, { class: pii.name, with: pass }]
invariants: { quiet: { because: people, mask: [{ class: pii.email, with: token }, { class: "pii.*", with: redact }] } }
`);
    const operator = (name: string) => policy.masks.find((one) => one.class === name)?.operator;
    expect([operator('pii.email'), operator('pii.name')]).toEqual(['token', 'redact']);
  });

  it('the order of strictness is the one that egress keeps', () => {
    expect(operators.map((operator) => operator.kind)).toEqual(maskOperators);
  });

  it('for every class, all sections together are as strict as each alone', () => {
    const rule = fc.record({
      class: fc.constantFrom('*', 'pii.*', 'secret.*', 'pii.email', 'pii.ip', 'pii.ip.private', 'secret.key'),
      operator: fc.constantFrom(...maskOperators),
    });
    const section = fc.array(
      rule.map((one) => mask(one.class, one.operator)),
      { maxLength: 4 },
    );
    const order: readonly string[] = maskOperators;
    const rank = (kind: string): number => order.indexOf(kind);
    fc.assert(
      fc.property(
        fc.array(section, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('pii.email', 'pii.ip', 'pii.ip.private', 'pii.other', 'secret.key', 'secret.other'),
        (sections, name) => {
          const together = rank(chosen(sections, name));
          for (const one of sections) {
            const speaks = one.some((rule) =>
              [name, name.replace('.private', ''), `${name.split('.')[0]}.*`, '*'].includes(rule.class),
            );
            if (speaks) expect(together).toBeLessThanOrEqual(rank(chooser(one)(name).kind));
          }
        },
      ),
    );
  });
});

describe('masks on the way into a dataset', () => {
  const into = (name: string, operator: MaskRule['operator'], ...datasets: readonly string[]): MaskRule => ({
    ...mask(name, operator),
    into: datasets,
  });
  const within = { dataset: 'gold.customers', isWithin: true };
  const out = { dataset: 'gold.exports', isWithin: false };
  const chosenInto = (
    sections: readonly (readonly MaskRule[])[],
    where: typeof within,
    name: string,
  ): string => chooser(masksInto(sections, where))(name).kind;

  it('say nothing to the agent', () => {
    const section = [mask('pii.*', 'redact'), into('pii.email', 'pass', '*')];
    expect(chosen([section], 'pii.email')).toBe('redact');
  });

  it('leave as it is what no line speaks of and stays in its system', () => {
    const section = [mask('pii.*', 'redact'), into('pii.email', 'token', 'gold.*')];
    expect(
      ['pii.email', 'pii.name', 'secret.key'].map((name) => chosenInto([section], within, name)),
    ).toEqual(['token', 'pass', 'pass']);
    expect(chosenInto([section], { ...within, dataset: 'silver.customers' }, 'pii.email')).toBe('pass');
  });

  it('stand in the place of what the same section says to the agent, where it leaves its system', () => {
    const section = [
      mask('pii.email', 'redact'),
      mask('pii.name', 'drop'),
      into('pii.email', 'domain', '*.exports'),
    ];
    expect(chosenInto([section], out, 'pii.email')).toBe('domain');
    expect(chosenInto([section], out, 'pii.name')).toBe('drop');
    expect(chosenInto([section], out, 'secret.key')).toBe('redact');
    const family = [mask('pii.email', 'redact'), into('pii.*', 'token', '*')];
    expect(chosenInto([family], out, 'pii.email')).toBe('token');
  });

  it('are never a seal, which nobody could open there: a token stands in its place', () => {
    const section = [mask('pii.email', 'seal'), mask('*', 'seal')];
    expect(chosenInto([section], out, 'pii.email')).toBe('token');
    expect(chosenInto([section], out, 'pii.name')).toBe('token');
    expect(chosen([section], 'pii.email')).toBe('seal');
    expect(chosenInto([section], within, 'pii.email')).toBe('pass');
  });

  it('that seal are refused where they are written, with what joins as well', () => {
    const text = 'version: 1\nmask:\n  - { class: pii.email, with: seal, into: ["gold.*"] }\n';
    expect(problemsOf(text)).toEqual([
      expect.objectContaining({
        line: 3,
        message: 'a seal in a dataset would be opened for nobody',
        help: 'write `with: token`: it joins as well',
      }),
    ]);
    expect(problemsOf(text.replace('seal', 'token'))).toEqual([]);
    expect(problemsOf(text.replace(', into: ["gold.*"]', ''))).toEqual([]);
  });

  it('loosen no other section', () => {
    const operator = fc.constantFrom(...maskOperators);
    const name = fc.constantFrom('pii.email', 'pii.*', '*');
    const line = fc.record({ name, operator, isInto: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 4 }), { maxLength: 3 }), (written) => {
        const sections = written.map((lines) =>
          lines.map((one) => (one.isInto ? into(one.name, one.operator, '*') : mask(one.name, one.operator))),
        );
        const rank = (all: readonly (readonly MaskRule[])[]): number =>
          maskOperators.indexOf(chosenInto(all, out, 'pii.email') as MaskRule['operator']);
        for (const section of sections)
          if (section.length > 0) {
            const isSpoken = section.some(({ class: of }) => ['pii.email', 'pii.*', '*'].includes(of));
            if (isSpoken) expect(rank(sections)).toBeLessThanOrEqual(rank([section]));
          }
      }),
    );
  });
});
