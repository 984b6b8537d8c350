/** Conditions: what is misspelt is found when the policy loads, with its place; what goes wrong later is an error, never false. */
import { describe, expect, it } from 'vitest';
import { noEffects } from '../../../src/intercept/effects.js';
import { bindingsOf } from '../../../src/policy/bindings.js';
import { compileCondition } from '../../../src/policy/cel.js';
import { effectsOf, factsOf, type Setting, tools } from './fixtures.js';

const update: Setting = {
  effects: effectsOf({
    writes: [{ dataset: 'gold.customers', mode: 'update', scope: 'predicate', sources: ['silver.orders'] }],
    reads: ['silver.orders'],
    more: {
      kind: 'update',
      filtersOn: [
        { dataset: 'silver.customers', column: 'email', class: 'pii.email', keyed: false },
        {
          dataset: 'gold.customers',
          column: 'email',
          class: 'pii.email',
          keyed: false,
          joins: ['silver.x.email'],
        },
      ],
      egress: [{ name: 'email', classes: ['pii.email'], how: 'identity', from: ['silver.customers.email'] }],
    },
  }),
  args: { sql: 'x', n: 7, half: 0.5, deep: { list: [1, 'a'] } },
};

const evaluated = (text: string, setting: Setting = update): boolean | 'error' => {
  const compiled = compileCondition(text);
  if ('problem' in compiled) throw new Error(JSON.stringify(compiled.problem));
  return compiled.condition.evaluate(bindingsOf(factsOf(setting)));
};
const problem = (text: string): { message: string; at: number } | undefined => {
  const compiled = compileCondition(text);
  return 'problem' in compiled ? { message: compiled.problem.message, at: compiled.problem.at } : undefined;
};

describe('a condition can ask about every declared field', () => {
  it.each([
    'effects.statements == 1',
    'effects.kind == "update"',
    'effects.reads.exists(r, r.dataset == "silver.orders" && r.tier == "silver" && r.columns.size() == 0)',
    'effects.writes.exists(w, w.tier == "gold" && w.mode == "update" && w.scope == "predicate")',
    'effects.writes.exists(w, w.sources.exists(s, s == "silver.orders") && w.columns.size() == 0)',
    'effects.touches.all(t, t.known && !t.protected && t.tier != "bronze")',
    'effects.filtersOn.exists(f, f.column == "email" && f.class == "pii.email" && !f.keyed)',
    'effects.filtersOn.exists(f, f.probe && f.dataset == "silver.customers" && f.joins.size() == 0)',
    'effects.filtersOn.exists(f, !f.probe && f.dataset == "gold.customers" && "silver.x.email" in f.joins)',
    'effects.egress.exists(c, c.name == "email" && c.how == "identity" && "pii.email" in c.classes && c.from.size() == 1)',
    'effects.dropped.size() + effects.created.size() + effects.altered.size() == 0',
    'effects.functions.size() + effects.control.size() + effects.opaque.size() + effects.flows.size() == 0',
    'effects.files.size() + effects.programs.size() + effects.network.size() + effects.locks.size() == 0',
    '!effects.locks.exists(l, l.dataset == "silver.orders" && l.strength == "no-key-update")',
    '!effects.writes.exists(w, w.mode == "merge" || w.mode == "replace")',
    'call.tool == "lake__execute" && call.system == "lake"',
    'principal.role == "cleaner"',
    'session.calls == 1 && session.denials == 0 && session.writes == 0 && session.rowsRead == 0',
    'session.flags["trial"]',
    'time.hour == 12 && time.weekday == "wednesday" && time.epoch == 1704285000',
    'arguments.n == 7 && arguments["half"] < 1.0',
    'arguments.deep.list[1] == "a"',
    'effects.writes[0].mode == "update" && effects.writes[0]["tier"] == "gold"',
    'effects.writes[0].sources[0] == "silver.orders" && effects.egress[0].how == "identity"',
    'effects.touches.filter(t, t.tier == "gold")[0].dataset == "gold.customers"',
  ])('%s', (text) => {
    expect(evaluated(text)).toBe(true);
  });
});

describe('a misspelling is found when the policy loads', () => {
  it.each([
    ['efects.kind == "select"', 'unknown variable: efects', 0],
    ['effects.wrties.size() > 0', 'no such key: wrties', 8],
    ['effects.writes.exists(w, w.mod == "insert")', 'no such key: mod', 27],
    ['session.flgas["x"]', 'no such key: flgas', 8],
    ['effects.statements == "1"', 'no such overload: int == string', 0],
    ['now() > 1', "found no matching overload for 'now()'", 0],
  ])('%s', (text, message, at) => {
    expect(problem(text)).toEqual({ message, at });
  });

  it.each([
    ['effects.writes.exists(w, w.mode == "updat")', 'updat', 'mode'],
    ['effects.writes.exists(w, "updat" != w.mode)', 'updat', 'mode'],
    ['effects.writes.exists(w, w.mode in ["update", "delet"])', 'delet', 'mode'],
    ['effects.reads.exists(r, r.tier == "glod")', 'glod', 'tier'],
    ['effects.writes.exists(w, w.scope == "nome")', 'nome', 'scope'],
    ['effects.egress.exists(c, c.how == "identical")', 'identical', 'how'],
    ['effects.kind == "slect"', 'slect', 'kind'],
    ['time.weekday == "mon"', 'mon', 'weekday'],
    ['effects.writes[0]["mode"] == "updat"', 'updat', 'mode'],
    ['["updat"].exists(m, effects.writes.exists(w, w.mode == m))', 'updat', 'mode'],
    ['effects.writes.map(w, w.mode).exists(m, m == "updat")', 'updat', 'mode'],
    ['"updat" in effects.writes.map(w, w.mode)', 'updat', 'mode'],
    ['cel.bind(k, effects.kind, k == "slect")', 'slect', 'kind'],
    ['effects.writes.exists(w, (true ? w.scope : w.mode) == "updat")', 'updat', 'scope'],
  ])('a word that a field never holds: %s', (text, word, field) => {
    expect(problem(text)).toEqual({
      message: `\`${word}\` is no value of \`${field}\``,
      at: text.indexOf(`"${word}"`),
    });
  });

  it('an argument that happens to be named like a field may hold any word', () => {
    expect(problem('arguments.kind == "zzz" || arguments["tier"] == "glod"')).toBeUndefined();
    expect(problem('arguments.rows.exists(r, r.kind == "zzz")')).toBeUndefined();
  });

  it('a condition that is not true or false is refused', () => {
    expect(problem('effects.statements')?.message).toBe('the condition is `int`, not true or false');
    expect(problem('effects.kind == "select" ? 1 : 2')?.message).toContain('not true or false');
    expect(problem('arguments.n')?.message).toContain('not true or false');
  });

  it('`dyn`, which would undo the types, is refused', () => {
    expect(problem('dyn(effects).wrties == 1')?.message).toBe('`dyn` is not for conditions');
  });

  it('a text that is no expression is refused where it breaks', () => {
    expect(problem('principal.role = "x"')).toEqual({ message: 'unexpected character: =', at: 15 });
    expect(problem('effects.kind ==')).toEqual({ message: 'unexpected token: EOF', at: 15 });
  });
});

describe('what goes wrong when it is evaluated is an error', () => {
  it.each([
    'arguments.missing == 1',
    'arguments.sql > 3',
    'session.flags["nobody"]',
    'effects.writes[7].mode == "update"',
    'arguments.deep.list[9] == 1',
  ])('%s', (text) => {
    expect(evaluated(text)).toBe('error');
  });
});

describe('`matches`', () => {
  const hostile: Setting = { ...update, args: { q: `${'a'.repeat(50_000)}!` } };

  it('takes linear time on a pattern that makes a backtracking engine hang', () => {
    const before = performance.now();
    expect(evaluated('arguments.q.matches("^(a+)+$")', hostile)).toBe(false);
    expect(evaluated('[arguments.q].exists(q, q.matches("^(a|a)*$") || q.matches("(a*)*b"))', hostile)).toBe(
      false,
    );
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('finds what it is asked for, wherever it stands in the condition', () => {
    expect(evaluated('call.tool.matches("^lake__") && !call.tool.matches("^s3")')).toBe(true);
    expect(evaluated('(call.tool).matches("exec") && "matches".matches("mat")')).toBe(true);
    expect(evaluated('call.tool.matches("matches")')).toBe(false);
  });

  it.each(['call.tool.matches("(a")', 'call.tool.matches("(?=a)")', 'call.tool.matches("(a)\\\\1")'])(
    'refuses a pattern that RE2 does not read when the policy loads: %s',
    (text) => {
      expect(problem(text)?.message).toBe('the pattern is not a regular expression');
    },
  );

  it('refuses a pattern that the agent would choose', () => {
    expect(problem('call.tool.matches(arguments.q)')).toEqual({
      message: 'the pattern of `matches` is not written out',
      at: 18,
    });
  });

  it('is never left to the backtracking engine by a comment that hides the word', () => {
    expect(problem('call.tool // matches\n .matches("(a+)+$")')?.message).toContain('comment');
  });

  it('is reached by no other name', () => {
    expect(problem('call.tool.linearMatches("a")')?.message).toBe('`linearMatches` is not for conditions');
  });
});

describe('the time of a call', () => {
  it.each([
    [Date.UTC(1970, 0, 1), 'thursday', 0],
    [Date.UTC(2024, 1, 29, 23, 59), 'thursday', 23],
    [Date.UTC(2026, 5, 7, 6), 'sunday', 6],
    [Date.UTC(1969, 11, 31, 23), 'wednesday', 23],
  ])('is read in UTC: %d', (at, weekday, hour) => {
    expect(evaluated(`time.weekday == "${weekday}" && time.hour == ${hour}`, { ...update, at })).toBe(true);
  });
});

it('a condition sees no more of a call than is declared', () => {
  const bindings = bindingsOf(factsOf({ ...update, tool: tools.query }));
  expect(Object.keys(bindings).sort()).toEqual([
    'arguments',
    'call',
    'effects',
    'principal',
    'session',
    'time',
  ]);
  expect(problem('effects.shape == ""')?.message).toBe('no such key: shape');
});

describe('of a call that touches no data', () => {
  const ofRole = (role: string): Setting => ({ effects: noEffects, tool: tools.query, role });

  it.each([
    ['effects.writes.size() == 0', true],
    ['effects.reads.exists(r, r.tier == "gold")', false],
    ['effects.writes[0].mode == "update"', 'error'],
  ] as const)('a condition on the effects alone says what it says of none: %s', (text, said) => {
    expect([evaluated(text, ofRole('cleaner')), evaluated(text, ofRole('analyst'))]).toEqual([said, said]);
  });

  it('a condition that asks about more is asked about it each time', () => {
    const text = 'effects.writes.size() == 0 && principal.role == "cleaner"';
    expect([evaluated(text, ofRole('cleaner')), evaluated(text, ofRole('analyst'))]).toEqual([true, false]);
  });

  it('a name that a list gives its items hides none of the facts', () => {
    const text = '["cleaner"].exists(time, time == principal.role)';
    expect([evaluated(text, ofRole('cleaner')), evaluated(text, ofRole('analyst'))]).toEqual([true, false]);
  });
});
