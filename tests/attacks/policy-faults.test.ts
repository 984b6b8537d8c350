// A policy engine that throws, answers what is no answer, or takes too long, at every rule of the shipped policy (row 51): each call is denied.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Met, meet } from './hostile.js';

const root = join(import.meta.dirname, '..', '..');
const preload = join(root, 'tests', 'fixtures', 'preloads', 'fault.mjs');
const directory = mkdtempSync(join(tmpdir(), 'aegis-fault-'));
const file = join(directory, 'fault.json');

interface Section {
  readonly [kind: string]: unknown;
}
/** Every condition of the shipped policy, by the name of its rule. */
function conditions(): readonly (readonly [string, string])[] {
  const policy: { invariants: Record<string, Section> } = parse(
    readFileSync(join(root, 'policies', 'default.yaml'), 'utf8'),
  );
  return Object.entries(policy.invariants).flatMap(([name, section]) =>
    ['forbid', 'limit', 'require'].flatMap((kind) => {
      const rules = section[kind];
      return Array.isArray(rules)
        ? rules.map((rule): readonly [string, string] => [`${name}/${rule.id}`, rule.when])
        : [];
    }),
  );
}

const faults = [
  ...['throws', 'throws nothing', 'runs out of stack', 'answers nothing', 'answers null', 'answers zero'],
  ...['answers one', 'answers a text', 'answers an object', 'answers a promise'],
];

let met: Met;
beforeAll(async () => {
  met = await meet({ env: { NODE_OPTIONS: `--import ${preload}`, FAULT: file } });
});
afterAll(async () => {
  expect(await met.end()).toEqual([]);
  rmSync(directory, { recursive: true, force: true });
});

/** What came of one call: its denial, the entries it left, and whether it arrived. */
async function judged() {
  const [entries, arrived] = [met.entries().length, met.ground.arrived().length];
  const { code, rule, content, text } = await met.kernel.call('foe__echo', { say: 'x' });
  const left = met.entries().slice(entries);
  return {
    ...{ code, rule, text, phase: content.phase, facts: content.facts },
    entries: left.flatMap(({ type, decision, body }) => (decision === '' ? [] : [[type, body.code]])),
    sent: met.ground.arrived().length - arrived,
  };
}

it('the shipped policy has six conditions, and without a fault a call is allowed', async () => {
  expect(conditions()).toHaveLength(6);
  expect(await judged()).toMatchObject({ code: 'allowed', sent: 1 });
});

describe.each(conditions())('a call is denied by %s', (rule, condition) => {
  it.each(faults)('when its condition %s', async (how) => {
    writeFileSync(file, JSON.stringify({ condition, how }));
    const met = await judged();
    expect(met).toMatchObject({ code: 'rule-error', rule, entries: [['deny', 'rule-error']], sent: 0 });
    expect(met.text).not.toContain('canary');
  });
});

it.each(['no-drop', 'row-guard', 'validated-and-unchanged'])(
  'a call is denied when the condition of %s takes too long',
  async (id) => {
    const [, condition] = conditions().find(([rule]) => rule.endsWith(`/${id}`)) ?? expect.unreachable();
    writeFileSync(file, JSON.stringify({ condition, how: 'takes too long' }));
    expect(await judged()).toMatchObject({
      ...{ code: 'rule-error', facts: ['the rules took too long'], sent: 0 },
      entries: [['deny', 'rule-error']],
    });
  },
);

it('when nothing is wrong any more the next call is allowed', async () => {
  rmSync(file);
  expect(await judged()).toMatchObject({ code: 'allowed', sent: 1 });
  expect(met.everywhere()).not.toContain('planted canary');
});
