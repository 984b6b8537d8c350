// What the oracle makes of a condition, by hand; and that it answers as the kernel's evaluator does, or says that it does not know.
import { describe, expect, it } from 'vitest';
import { noEffects } from '../../../src/intercept/effects.js';
import { type Answer, weigh } from '../../../src/oracle/weigh.js';
import { bindingsOf } from '../../../src/policy/bindings.js';
import { compileCondition, syntaxOf } from '../../../src/policy/cel.js';
import type { Facts } from '../../../src/policy/facts.js';

const names = {
  effects: {
    statements: 1,
    kind: 'update',
    writes: [
      {
        dataset: 'silver.orders',
        tier: 'silver',
        mode: 'update',
        columns: ['status'],
        scope: 'none',
        sources: [],
      },
      {
        dataset: 'gold.t',
        tier: 'gold',
        mode: 'insert',
        columns: [],
        scope: 'not-applicable',
        sources: ['a', 'b'],
      },
    ],
    dropped: [],
  },
  call: { tool: 'postgres__execute', system: 'postgres' },
  principal: { role: 'cleaner' },
  session: { calls: 3, denials: 0, writes: 1, rowsRead: 49, flags: { tainted: true } },
  time: { hour: 8, weekday: 'monday', epoch: 0 },
  arguments: { key: 'bronze/run.SH', n: 5 },
};

const asked: readonly (readonly [string, Answer])[] = [
  ['session.rowsRead < 50', true],
  ['session.rowsRead < 49', false],
  ['session.rowsRead <= 49 && session.rowsRead >= 49', true],
  ['session.calls > 3', false],
  ['-session.calls == -3 && session.calls + 1 == 4 && session.calls * 2 - 1 == 5', true],
  ['effects.writes.exists(w, w.tier == "gold")', true],
  ['effects.writes.all(w, w.tier == "gold")', false],
  ['effects.writes.exists_one(w, w.mode in ["update", "delete"])', true],
  ['effects.writes.filter(w, w.scope == "none").size() == 1', true],
  ['effects.writes.map(w, w.dataset) == ["silver.orders", "gold.t"]', true],
  ['effects.writes[1].sources[0] == "a"', true],
  ['effects.writes[2].dataset == "a"', 'error'],
  ['size(effects.dropped) == 0', true],
  ['session.flags["tainted"]', true],
  ['session.flags["other"]', 'error'],
  ['"other" in session.flags', false],
  ['session.flags["other"] || true', true],
  ['false && session.flags["other"]', false],
  ['session.flags["other"] && true', 'error'],
  ['effects.writes.exists(w, w.tier == "gold" || session.flags["other"])', true],
  ['has(arguments.key) && !has(arguments.body)', true],
  ['arguments.key.matches("(?i)[.](sh|exe)$")', true],
  ['arguments.key.startsWith("bronze/") && !arguments.key.endsWith(".sh")', true],
  ['arguments.key.lowerAscii().contains("run.sh")', true],
  ['arguments.body == "x"', 'error'],
  ['arguments.n == 5 ? principal.role == "cleaner" : false', true],
  ['time.weekday in ["saturday", "sunday"] || time.hour < 8', false],
  ['call.system != "aegis" && call.tool == "postgres__execute"', true],
];

/** Monday, eight o'clock. */
const at = Date.UTC(2026, 0, 5, 8);

const facts = {
  ...{ effects: { ...noEffects, ...names.effects }, session: { ...names.session, started: at } },
  ...{ tool: { system: 'postgres' }, call: { ...names.call, at, principal: names.principal } },
};

const ofEngine = (text: string): Answer => {
  const compiled = compileCondition(text);
  if ('problem' in compiled) throw new Error(`${text}: ${compiled.problem.message}`);
  const call = { ...facts.call, arguments: names.arguments };
  // `as`: what a condition can ask about, and no more of a call.
  return compiled.condition.evaluate(bindingsOf({ ...facts, call } as unknown as Facts));
};

const ofOracle = (text: string): Answer =>
  weigh(syntaxOf(text) ?? expect.fail(text), { names, outer: undefined });

describe('the oracle', () => {
  it.each(asked)('weighs `%s` as %s', (text, answer) => {
    expect(ofOracle(text)).toBe(answer);
  });

  it.each(asked)('says of `%s` what the kernel says', (text, answer) => {
    expect(ofEngine(text)).toBe(answer);
  });

  it('says that it does not know, where it does not', () => {
    expect(ofOracle('session.calls / 2 == 1')).toBe('unclear');
    expect(ofOracle('time.epoch == int("1")')).toBe('unclear');
    expect(ofOracle('time.epoch == int("1") && session.calls > 3')).toBe(false);
    expect(ofOracle('time.epoch == int("1") || session.calls == 3')).toBe(true);
  });

  it('weighs a condition with one part said otherwise', () => {
    const text = 'session.calls > 3 && effects.writes.exists(w, w.tier == "gold")';
    const node = syntaxOf(text) ?? expect.fail(text);
    const [part] = node.op === '&&' ? node.args : [];
    const scope = { names, outer: undefined };
    expect(weigh(node, scope)).toBe(false);
    expect(weigh(node, scope, { forced: { node: part ?? expect.fail('no part'), to: true } })).toBe(true);
  });
});
