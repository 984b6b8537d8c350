// Ways that were found are taken by a real kernel: each hand of it does what the script says, and nothing beside.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExploredCall } from '../../actors/explored/calls.js';
import type { Combination } from '../../actors/explored/combinations.js';
import { reach } from '../../actors/explored/questions.js';
import { scriptOf } from '../../actors/explored/scripted.js';
import type { Upset } from '../../actors/explored/state.js';
import { receiptsIn } from '../../src/explore/held.js';
import type { StepTaken } from '../../src/explore/promises.js';
import { otherwise, ranOn, wayTo } from './run.js';
import { lawWith, type Shipped, shipped } from './shipped.js';

/** Gold may be written by a statement, and nothing asks for a receipt. */
const forgetful = `version: 1
about: A policy that forgot gold.
grant:
  - { id: all, to: [cleaner], can: [read, list, insert, update, delete, validate, promote], datasets: ["*"] }
`;

let on: Shipped;
let off: Shipped;
beforeAll(async () => {
  on = await shipped();
  off = await shipped(lawWith({ 'forgetful.yaml': forgetful }));
});
afterAll(() => {
  on.explorer.close();
  off.explorer.close();
});

const validation = () => on.call('aegis__validate', 'silver.customers');
const promotion = () => on.call('aegis__promote', 'silver.customers', 'gold.customers');
const toObject = () => on.call('aegis__promote', 'silver.customers', 'gold.exports');
const deletion = () => on.call('DELETE', 'silver', 'customers');
const carrying = () => on.call('UPDATE', 'silver', 'customers');

const told =
  (who: string, code: string) =>
  ({ replied }: StepTaken): boolean =>
    replied?.request === `${who}.1` && replied.code === code;
/** What a call left open is over: its doubt, or a start that found it. */
const ended =
  (who: string) =>
  ({ appended }: StepTaken): boolean =>
    appended.some(({ type, decision }) => type === 'recovery' && decision.startsWith(who));

/** What was validated under the policy before is asked for again, and denied. */
const started = ({ replied, before }: StepTaken): boolean =>
  replied?.request === 'b.1' &&
  replied.code === 'precondition-failed' &&
  before.served.a !== before.served.b &&
  receiptsIn(before).some(({ isLive }) => isLive);

const quiet: Upset = { kind: 'none' };
type Case = readonly [
  string,
  () => readonly ExploredCall[],
  Upset,
  (step: StepTaken) => boolean,
  Combination['kernels'],
];

const cases: readonly Case[] = [
  ['a promotion into the bucket', () => [validation(), toObject()], quiet, told('b', 'allowed'), 'one'],
  [
    'a promotion of what is in doubt',
    () => [validation(), promotion(), deletion()],
    quiet,
    told('b', 'dataset-in-doubt'),
    'one',
  ],
  [
    'a promotion of what was written since',
    () => [validation(), promotion(), deletion()],
    quiet,
    told('b', 'version-mismatch'),
    'one',
  ],
  [
    'two promotions at once',
    () => [validation(), promotion(), promotion()],
    quiet,
    told('c', 'dataset-busy'),
    'one',
  ],
  [
    'a write past the kernel',
    () => [validation(), promotion()],
    { kind: 'outside', dataset: 'silver.customers' },
    told('b', 'version-mismatch'),
    'one',
  ],
  [
    'a write that is cancelled while its child has it',
    () => [validation(), deletion()],
    { kind: 'cancel', of: 'b' },
    ended('b'),
    'one',
  ],
  [
    'a promotion past its deadlines',
    () => [validation(), promotion()],
    { kind: 'wait', of: 'b' },
    ended('b'),
    'one',
  ],
  [
    'a kernel that dies with a write under way',
    () => [validation(), deletion()],
    { kind: 'crash', kernel: 'k' },
    ended('b'),
    'one',
  ],
  [
    'a kernel that is started again under another policy',
    () => [validation(), promotion()],
    { kind: 'policy', kernel: 'k' },
    started,
    'one',
  ],
  [
    'a journal that takes nothing any more',
    () => [deletion(), carrying()],
    { kind: 'journal', kernel: 'k' },
    told('a', 'audit-failed'),
    'one',
  ],
  ['two kernels', () => [validation(), deletion()], quiet, told('b', 'allowed'), 'two'],
];

describe('a real kernel that is taken along', { timeout: 120_000 }, () => {
  it.each(cases)(
    '%s does what the script says, and keeps every promise',
    async (_, calls, upset, holds, kernels) => {
      const script = await wayTo(on, { calls: calls(), upset, kernels }, holds);
      const ran = await ranOn(on.law, script);
      expect(otherwise(ran)).toEqual([]);
      expect(ran.found).toEqual([]);
    },
  );
});

describe('a way to gold that a policy forgot', { timeout: 120_000 }, () => {
  const found = async () => {
    const calls = off.calls.filter(({ tool }) => tool.startsWith('aegis__') || tool.startsWith('postgres__'));
    const question = { reach: 'gold', without: 'silver_validation' };
    const answer = await reach(off.explorer, { law: off.law, calls }, question);
    return answer.found === undefined
      ? expect.fail('no way')
      : scriptOf({ ...answer.found, kernels: 'one', question });
  };

  it('leads a real kernel there', async () => {
    const script = await found();
    const ran = await ranOn(off.law, script);
    expect(otherwise(ran)).toEqual([]);
    expect(ran.found).toMatchObject([{ promise: 'sought', step: script.steps.length }]);
  });

  it('leads nowhere under the shipped policy', async () => {
    const ran = await ranOn(on.law, await found());
    expect(ran.found).toEqual([]);
    expect(ran.ends).toEqual({ a: 'not-granted' });
  });
});
