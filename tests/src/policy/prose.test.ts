/** What a policy says of itself: instructions for a model, the tools that are listed, and warnings for its writer. */
import { describe, expect, it } from 'vitest';
import { couldEverAllow } from '../../../src/policy/could-ever.js';
import { lintPolicy } from '../../../src/policy/lint.js';
import { readsLike } from '../../../src/policy/prose.js';
import { catalog, defaultText, grantAll, policyOf, type ToolKey, tool, tools } from './fixtures.js';

const shipped = policyOf(defaultText);

describe('the instructions of a role', () => {
  it('say what it may do, what is denied and that values come masked, in 700 characters', () => {
    const text = readsLike(shipped, 'cleaner');
    for (const part of ['promote on gold', 'These always hold: no drop', 'masked', 'validated and unchanged'])
      expect(text).toContain(part);
    expect(text.length).toBeLessThanOrEqual(700);
  });

  it('do not offer one role what another is granted', () => {
    expect(readsLike(shipped, 'analyst')).not.toContain('promote');
    expect(readsLike(shipped, 'nobody')).toContain('Nothing is granted to you.');
  });

  it('stay short and whole however long the policy is', () => {
    const grants = Array.from(
      { length: 80 },
      (_, at) => `  - { id: g${at}, to: [cleaner], can: [read], datasets: ["set${at}.*"] }`,
    );
    const rules = Array.from({ length: 80 }, (_, at) => `  - { id: never-do-this-${at}, when: "false" }`);
    const long = policyOf(`version: 1\ngrant:\n${grants.join('\n')}\nforbid:\n${rules.join('\n')}\n`);
    const text = readsLike(long, 'cleaner');
    expect(text.length).toBeLessThanOrEqual(700);
    expect(text).toContain('A denial says why');
    expect(readsLike(long, 'r'.repeat(900)).length).toBeLessThanOrEqual(700);
  });
});

describe('a tool is listed when the role could ever be allowed it', () => {
  const could = (role: string, name: ToolKey): boolean =>
    couldEverAllow(shipped, { role, tool: tools[name], catalog });

  it('by a grant of one of its actions on some dataset of its system', () => {
    expect(['query', 'execute', 'validate', 'list'].map((name) => could('cleaner', name as ToolKey))).toEqual(
      [true, true, true, true],
    );
    expect(could('analyst', 'query')).toBe(true);
    expect(could('analyst', 'put')).toBe(false);
    expect(could('analyst', 'validate')).toBe(false);
    expect(could('nobody', 'list')).toBe(false);
  });

  it('not by a grant on the datasets of another system', () => {
    const elsewhere = { ...tools.query, system: 'attic' as typeof tools.query.system };
    expect(couldEverAllow(shipped, { role: 'cleaner', tool: elsewhere, catalog })).toBe(false);
  });

  it('a native tool names the datasets of any system', () => {
    const native = { ...tool('validate', ['validate']), system: 'aegis' as typeof tools.query.system };
    expect(couldEverAllow(shipped, { role: 'cleaner', tool: native, catalog })).toBe(true);
  });
});

describe('a warning names', () => {
  const around = { roles: ['cleaner'], catalog };
  const warned = (text: string) =>
    lintPolicy(policyOf(text), around).map(({ id, message }) => `${id}: ${message}`);

  it('a grant to a role that nobody has', () => {
    expect(warned(grantAll.replace('[cleaner]', '[cleaner, claener]'))).toEqual([
      'all: no agent runs as `claener`',
    ]);
  });
  it('a grant on datasets that are not there', () => {
    expect(warned(grantAll.replace('"*"', '"silver.*", "sliver.*"'))).toEqual([
      'all: `sliver.*` matches no dataset',
    ]);
  });
  it('a budget for a class that no column has', () => {
    expect(warned(`${grantAll}budget: [{ id: b, class: pii.emial, soft: { rows: 1 } }]\n`)).toEqual([
      'b: no column is of the class `pii.emial`',
    ]);
  });
  it('a mask for a class that no column has', () => {
    expect(warned(`${grantAll}mask: [{ id: m, class: pii.emial, with: token }]\n`)).toEqual([
      'm: no column is of the class `pii.emial`',
    ]);
  });
  it('a grant that unseals what never leaves sealed', () => {
    const unsealing = grantAll.replace('datasets: ["*"]', 'datasets: ["*"]\n    unseal: [pii.email]');
    expect(unsealing).not.toBe(grantAll);
    expect(warned(unsealing)).toEqual(['all: nothing of `pii.email` leaves sealed']);
    for (const of of ['pii.email', '"pii.*"', '"*"'])
      expect(warned(`${unsealing}mask: [{ id: m, class: ${of}, with: seal }]\n`)).toEqual([]);
    expect(warned(`${unsealing}mask: [{ id: m, class: pii.phone, with: seal }]\n`)).toHaveLength(1);
  });
  it('a mask into datasets that are not there', () => {
    expect(warned(`${grantAll}mask: [{ id: m, class: pii.email, with: token, into: ["golf.*"] }]\n`)).toEqual(
      ['m: `golf.*` matches no dataset'],
    );
  });
  it('nothing where all is well', () => {
    expect(warned(grantAll)).toEqual([]);
  });
});
