/** Policy files: every problem is told at once and in its place; files add to each other and lift nothing. */
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src/policy/compile.js';
import { policyJsonSchema } from '../../../src/policy/form.js';
import type { Problem } from '../../../src/yaml/document.js';
import {
  catalog,
  defaultText,
  digest,
  effectsOf,
  factsOf,
  grantAll,
  policyOf,
  problemsOf,
  tools,
  verdictOf,
} from './fixtures.js';

const told = ({ file, line, column, message }: Problem): string => `${file}:${line}:${column}: ${message}`;
const tell = (...texts: readonly string[]): readonly string[] => problemsOf(...texts).map(told);

describe('the form of a policy file', () => {
  it.each([
    ['version: 1\ngrants: []\n', 'p0.yaml:2:1: unknown key `grants`'],
    ['version: 2\n', 'p0.yaml:1:10: `version` has a value that is not known here'],
    [
      'version: 1\nforbid:\n  - { id: a, when: "true", unles: x }\n',
      'p0.yaml:3:28: unknown key `unles` in an entry of `forbid`',
    ],
    [
      'version: 1\ngrant:\n  - { id: a, to: [x], can: [red], datasets: ["*"] }\n',
      'p0.yaml:3:29: an entry of `can` has a value that is not known here',
    ],
    ['version: 1\ninvariants: { safe: { mask: [] } }\n', '`because` is missing'],
    [
      'version: 1\nmask:\n  - { class: pii.email, with: hide }\n',
      '`with` has a value that is not known here',
    ],
    ['version: 1\nmask:\n  - { class: email, with: token }\n', '`class` is not a class'],
    ['version: 1\nlimit:\n  - { id: a, when: "true", at-most: { rows: 0 } }\n', 'must be at least 1'],
    [
      'version: 1\nlimit:\n  - { id: a, when: "true", at-most: { rows: 5, share: 500% } }\n',
      'a share is a percentage',
    ],
    ['version: 1\nforbid:\n  - { id: A_b, when: "true" }\n', 'an id is lower-case letters'],
    ['version: 1\nversion: 1\n', 'p0.yaml:2:1'],
    ['', 'the file is empty'],
  ])('%j is refused', (text, expected) => {
    expect(tell(text).join('\n')).toContain(expected);
  });

  it.each([
    ['unchanged: true', 'unchanged: false'],
    ['for: each-source', 'for: any-source'],
    ['max-age: 24h', 'max-age: 24'],
    ['$missing', '$mising'],
    ['tier: silver', 'tier: silber'],
  ])('a requirement with %s written as %s is refused', (right, wrong) => {
    expect(problemsOf(defaultText)).toEqual([]);
    expect(problemsOf(defaultText.replace(right, wrong))).toHaveLength(1);
  });

  it('is published as a JSON Schema that closes every object', () => {
    const schema = JSON.stringify(policyJsonSchema());
    expect(schema).toContain('"at-most"');
    expect(schema).not.toContain('"additionalProperties":true');
  });
});

describe('a condition with a mistake', () => {
  const at = (rule: string): readonly string[] => tell(`version: 1\nforbid:\n${rule}\n`);

  it('is shown with a caret under the mistake', () => {
    const text = 'effects.writes.exists(w, w.mode == "updat")';
    expect(at(`  - id: a\n    when: ${text}`)).toEqual([
      `p0.yaml:4:46: \`updat\` is no value of \`mode\`\n    ${text}\n    ${' '.repeat(35)}^`,
    ]);
  });

  it.each([
    ['plain', '  - id: a\n    when: effects.wrties.size() > 0', '4:19'],
    ['in single quotes', "  - { id: a, when: 'effects.wrties.size() > 0' }", '3:29'],
    [
      'in single quotes with a doubled one',
      `  - { id: a, when: 'call.tool == ''x'' || effects.wrties.size() > 0' }`,
      '3:51',
    ],
    ['in double quotes', '  - { id: a, when: "effects.wrties.size() > 0" }', '3:29'],
    [
      'in double quotes with escapes',
      '  - { id: a, when: "call.tool == \\"x\\" || efects.kind == \\"x\\"" }',
      '3:43',
    ],
    [
      'a literal block',
      '  - id: a\n    when: |\n      call.tool == "x"\n      || effects.wrties.size() > 0',
      '6:18',
    ],
    [
      'a folded block',
      '  - id: a\n    when: >-\n      call.tool == "x"\n      || effects.wrties.size() > 0',
      '6:18',
    ],
    ['folded plain', '  - id: a\n    when: call.tool == "x"\n      || effects.wrties.size() > 0', '5:18'],
  ])('is found at its line and column: %s', (_form, rule, place) => {
    expect(at(rule)[0]).toContain(`p0.yaml:${place}: `);
  });

  it('is told beside the mistakes in the form of the same file, and those of other files', () => {
    const first = 'version: 1\nforbdi: []\nforbid:\n  - { id: a, when: efects.kind == "x" }\n';
    const second = `version: 1
invariants:
  safe:
    because: x
    limit: [{ id: b, unless: effects.wrties.size() > 0 }]
    require: [{ id: c, when: effects.statements }]
`;
    const all = tell(first, second).join('\n');
    for (const part of [
      'p0.yaml:2:1: unknown key `forbdi`',
      'p0.yaml:4:20: unknown variable: efects',
      'p1.yaml:5:38: no such key: wrties',
      'p1.yaml:6:30: the condition is `int`',
      '`receipt` is missing',
    ])
      expect(all).toContain(part);
  });
});

describe('a name that no manifest declares', () => {
  const names = { tools: ['lake__query'], systems: ['lake'], datasets: ['silver.orders', 'silver.people'] };
  const told = (rules: string, known: { readonly names?: typeof names } = { names }): readonly string[] => {
    const compiled = compilePolicy([{ file: 'p.yaml', text: `version: 1\n${rules}\n` }], digest, known.names);
    return 'problems' in compiled
      ? compiled.problems.map(
          ({ line, column, message, help }) => `${line}:${column} ${message.split('\n')[0]} | ${help}`,
        )
      : [];
  };
  const forbid = (when: string): string => `forbid:\n  - { id: a, when: '${when}' }`;

  it.each([
    ['call.tool == "lake__qery"', '3:34 no manifest has the tool `lake__qery` | did you mean `lake__query`?'],
    [
      'call.system in ["lake", "pool"]',
      '3:45 no manifest has the system `pool` | check its spelling, or declare it in a manifest',
    ],
    [
      'effects.touches.exists(t, t.dataset == "silver.ordres")',
      '3:60 no manifest has the dataset `silver.ordres` | did you mean `silver.orders`?',
    ],
    [
      '"silver.x.y" in effects.dropped',
      '3:21 no manifest has the dataset `silver.x.y` | check its spelling, or declare it in a manifest',
    ],
  ])('is told where a condition compares it: %s', (when, problem) => {
    expect(told(forbid(when))).toEqual([problem]);
    // What could not be read may declare it.
    expect(told(forbid(when), {})).toEqual([]);
  });

  it('is told where a remedy sends the agent', () => {
    const text = defaultText.replace('aegis__validate', 'lake__qury').replace('version: 1\n', '');
    expect(told(text).map((one) => one.replace(/^\d+:\d+ /, ''))).toEqual([
      'no manifest has the tool `lake__qury` | did you mean `lake__query`?',
    ]);
  });

  it('is not sought in what a call brings, in a table that is made, or in a part of a name', () => {
    for (const when of [
      'arguments.tool == "x"',
      '"silver.new" in effects.created',
      'call.tool.startsWith("x__")',
      'effects.reads.exists(r, r.dataset == "silver.people" && call.tool == "lake__query")',
    ])
      expect(told(forbid(when))).toEqual([]);
  });
});

describe('files compose', () => {
  const drop = factsOf({ effects: effectsOf({ more: { dropped: ['table:silver.orders'] } }) });
  const insert = factsOf({ effects: effectsOf({ writes: [{ dataset: 'silver.orders' }] }) });
  const noDrop = (id: string): string =>
    `version: 1\ninvariants:\n  safe:\n    because: it stays\n    forbid: [{ id: ${id}, when: effects.dropped.size() > 0 }]\n`;
  const noInsert = `version: 1\ninvariants:\n  safe:\n    because: it is full\n    forbid: [{ id: no-insert, when: 'effects.writes.exists(w, w.mode == "insert")' }]\n`;

  it('a grant in one file does not lift a forbid in another, in either order', () => {
    for (const policy of [policyOf(grantAll, noDrop('a')), policyOf(noDrop('a'), grantAll)]) {
      expect(verdictOf(policy, drop)).toMatchObject({ effect: 'deny', refusal: { rule: { id: 'safe/a' } } });
      expect(verdictOf(policy, insert).effect).toBe('pass');
    }
  });

  it('an invariant that two files name holds what both say', () => {
    const policy = policyOf(grantAll, noDrop('a'), noInsert);
    expect(verdictOf(policy, drop)).toMatchObject({ refusal: { rule: { because: 'it stays' } } });
    expect(verdictOf(policy, insert)).toMatchObject({ refusal: { rule: { because: 'it is full' } } });
  });

  it('grants of several files add up', () => {
    const one = (id: string, can: string): string =>
      `version: 1\ngrant: [{ id: ${id}, to: [cleaner], can: [${can}], datasets: ["silver.*"] }]\n`;
    const both = factsOf({
      effects: effectsOf({ reads: ['silver.customers'], writes: [{ dataset: 'silver.orders' }] }),
    });
    expect(verdictOf(policyOf(one('a', 'read')), both).effect).toBe('deny');
    expect(verdictOf(policyOf(one('a', 'read'), one('b', 'insert')), both).effect).toBe('pass');
  });

  it('an id that is taken is refused, and the first place is told', () => {
    const [problem] = problemsOf(grantAll, noDrop('all'));
    expect(problem).toMatchObject({ file: 'p1.yaml', line: 5, message: 'the id `all` is taken' });
    expect(problem?.help).toContain('p0.yaml:3');
    const masks =
      'version: 1\nmask: [{ id: m, class: pii.email, with: token }, { id: m, class: pii.phone, with: token }]\n';
    expect(tell(masks)).toEqual(['p0.yaml:2:56: the id `m` is taken']);
  });

  it('no policy at all allows nothing', () => {
    const nothing = verdictOf(policyOf(), factsOf({ tool: tools.list }));
    expect(nothing).toMatchObject({ effect: 'deny', refusal: { code: 'not-granted' } });
    expect(policyOf().masks).toEqual([{ id: 'kernel:redact', class: '*', operator: 'redact' }]);
  });

  it('the digest follows the texts', () => {
    expect(policyOf(grantAll).digest).toBe(policyOf(grantAll).digest);
    expect(policyOf(grantAll).digest).not.toBe(policyOf(`${grantAll}# `).digest);
  });
});

it('every dataset of the fixtures is known to the catalog they are judged by', () => {
  expect(catalog.datasets.size).toBe(5);
});
