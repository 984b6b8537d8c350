/** Which budgets speak of a class, and whose count it is. */
import { describe, expect, it } from 'vitest';
import { budgetsFor, pursesOf } from '../../../src/budget/budget.js';
import { refusalOf } from '../../../src/budget/refusal.js';
import { policyOf, problemsOf } from '../policy/fixtures.js';

const policy = (...lines: readonly string[]) =>
  policyOf(`version: 1\nbudget:\n${lines.map((line) => `  - { ${line} }`).join('\n')}\n`).budgets;

describe('budgets', () => {
  it('speak of a class by their most specific line, in each section', () => {
    const { budgets } = policyOf(
      `version: 1
invariants:
  kept:
    because: so it is
    budget: [{ id: all, class: "*", soft: { rows: 1 } }]
budget:
  - { id: family, class: "pii.*", soft: { rows: 5 } }
  - { id: mail, class: pii.email, soft: { rows: 9 } }
`,
    );
    const of = (name: string) => budgetsFor(budgets, name).map((one) => one.fullId);
    expect(of('pii.email')).toEqual(['kept/all', 'mail']);
    expect(of('pii.name')).toEqual(['kept/all', 'family']);
    expect(of('secret.key')).toEqual(['kept/all']);
    expect(budgets.flat()[0]).toMatchObject({ because: 'so it is', soft: { rows: 1 } });
  });

  it('are counted by session, or by role and time, whatever the lines are called', () => {
    const budgets = policy(
      'id: a, class: "*", soft: { rows: 1 }',
      'id: b, class: pii.email, hard: { probes: 1 }',
      'id: c, class: "*", per: role, soft: { rows: 1 }',
      'id: d, class: pii.email, per: role, within: 1h, soft: { rows: 1 }',
    );
    expect(pursesOf(budgets, { session: 's', role: 'r' }).map(({ key }) => key)).toEqual([
      'session/s',
      'role/86400000/r',
      'role/3600000/r',
    ]);
  });

  it('give what they bound as hard where they say nothing of soft', () => {
    expect(policy('id: a, class: "*", hard: { rows: 3, bytes: 1KiB }').flat()[0]).toMatchObject({
      soft: { rows: 3, bytes: 1024 },
      hard: { rows: 3, bytes: 1024 },
    });
  });

  it.each([
    ['id: a, class: "*"', 'limits something'],
    ['id: a, class: "*", soft: { rows: 5 }, hard: { rows: 4 }', 'less than what `soft` gives'],
    ['id: a, class: "*", within: 1h, soft: { rows: 5 }', 'is for a role'],
    ['id: a, class: mails, soft: { rows: 5 }', 'not a class'],
    ['id: a, class: "*", soft: { values: 10001 }', '10000'],
    ['id: a, class: "*", soft: { bytes: 10 }', 'a string'],
    ['id: a, class: "*", per: team, soft: { rows: 5 }', 'per'],
    ['id: a, class: "*", soft: { row: 5 }', 'rows'],
  ])('{ %s } is a problem with its place', (line, says) => {
    const [problem, ...others] = problemsOf(`version: 1\nbudget:\n  - { ${line} }\n`);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line: 3 });
    expect(`${problem?.message} ${problem?.help}`).toContain(says);
  });

  it('share their ids with the other lines of a policy', () => {
    const text =
      'version: 1\nforbid: [{ id: a, when: "true" }]\nbudget: [{ id: a, class: "*", soft: { rows: 1 } }]\n';
    expect(problemsOf(text).map(({ message }) => message)).toEqual(['the id `a` is taken']);
  });
});

describe('a denial', () => {
  it('tells the class, the counts, whose they are and what would work', () => {
    const [rule] = policy(
      'id: a, class: "*", soft: { rows: 3 }, because: enough, help: ask for counts, remedy: { tool: t, args: {} }',
    ).flat();
    if (rule === undefined) expect.fail('no rule');
    const about = { class: 'pii.email', measure: 'rows', used: 7, most: 3, rule } as const;
    expect(refusalOf({ why: 'spent', ...about }, { phase: 'execute', policy: 'p' })).toEqual({
      code: 'budget-spent',
      phase: 'execute',
      facts: ['pii.email: 3 of 3 rows for this session'],
      rule: { id: 'a', policyHash: 'p', because: 'enough' },
      help: 'ask for counts',
      remedies: [{ tool: 't', args: {}, why: 'asks for less of `*`' }],
    });
    expect(refusalOf({ why: 'held', ...about }, { phase: 'execute', policy: 'p' })).toMatchObject({
      code: 'budget-held',
    });
    expect(refusalOf({ why: 'sealed', ...about }, { phase: 'mint', policy: 'p' }).remedies).toBeUndefined();
  });
});
