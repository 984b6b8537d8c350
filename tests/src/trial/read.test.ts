// Files of policy tests: what is wrong with one is told all at once, each with its place.
import { describe, expect, it } from 'vitest';
import { readTrials } from '../../../src/trial/read.js';

const told = (text: string): readonly string[] =>
  readTrials(text, 'p.test.yaml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

const one = (lines: string): string => `version: 1\ntests:\n  - name: a\n    tool: t\n${lines}`;

describe('a file that is whole', () => {
  const text = [
    'version: 1',
    'config: aegis.yaml',
    'policies: [p.yaml]',
    'given: { role: analyst, at: "2026-03-02T10:00:00Z" }',
    'tests:',
    '  - name: first',
    '    tool: lake__query',
    '    args: { sql: SELECT 1 }',
    '    receipts: [{ dataset: silver.orders, age: 2h }]',
    '    expect: { allow: { bounds: { silver.orders: { rows: 10, share: 5% } } } }',
    '  - name: second',
    '    tool: lake__query',
    '    expect: { deny: { code: forbidden } }',
  ].join('\n');
  const { trials, under, problems } = readTrials(text, 'p.test.yaml');

  it('is read with its moments, ages and shares as numbers', () => {
    expect(problems).toEqual([]);
    expect(trials?.form.given.at).toBe(Date.UTC(2026, 2, 2, 10));
    expect(trials?.form.tests[0]).toMatchObject({
      receipts: [{ dataset: 'silver.orders', kind: 'silver_validation', age: 7_200_000 }],
      expect: { allow: { bounds: { 'silver.orders': { rows: 10, share: 0.05 } } } },
    });
  });

  it('says where each test is written, and for which configuration', () => {
    expect(trials?.lines).toEqual([6, 11]);
    expect(under).toEqual({ config: 'aegis.yaml', policies: ['p.yaml'] });
  });
});

describe('a file with problems', () => {
  it('is not run in part', () => {
    const { trials, under } = readTrials(`config: c.yaml\n${one('    expect: {}')}`, 'p.test.yaml');
    expect(trials).toBeUndefined();
    expect(under).toEqual({ config: 'c.yaml' });
  });

  it('tells all of them', () => {
    const text = [
      'version: 1',
      'tests:',
      '  - name: a',
      '    tool: t',
      '    expect: { deny: { code: forbiden } }',
      '  - name: b',
      '    tool: t',
      '    recipts: []',
      '    expect: { allow: {} }',
      '  - name: c',
      '    tool: t',
      '    at: yesterday',
      '    expect: { allow: { masks: { email: tokn } } }',
    ].join('\n');
    expect(told(text).map((line) => line.split(' ')[0])).toEqual(['5:29', '8:5', '12:9', '13:40']);
  });

  it.each([
    ['neither', '    expect: {}'],
    ['both', '    expect: { allow: {}, deny: { code: forbidden } }'],
  ])('that expects %s of allow and deny says so', (_, line) => {
    expect(told(one(line))).toEqual(['5:13 a test expects `allow` or `deny`, one of them']);
  });

  it('that denies without a code is refused: a call can be denied for the wrong reason', () => {
    expect(told(one('    expect: { deny: {} }'))).toHaveLength(1);
  });
});

describe('two tests of one name', () => {
  it('are refused, with the lines of both', () => {
    const text = [
      'version: 1',
      'tests:',
      ...['a', 'b', 'a', 'a'].map((name) => `  - { name: ${name}, tool: t, expect: { allow: {} } }`),
    ].join('\n');
    expect(readTrials(text, 'p.test.yaml').trials).toBeUndefined();
    expect(told(text)).toEqual([
      '5:13 two tests are named `a`, in line 3 and in line 5',
      '6:13 two tests are named `a`, in line 3 and in line 6',
    ]);
  });
});
