// Each way through the lifecycle that a port can bring about, on the shipped kernel with its real officers: every promise is kept, and it ends as was foretold.
import { describe, expect, it } from 'vitest';
import { type LifecyclePath, lifecyclePaths } from '../../actors/rehearsal/lifecycle.js';
import { foretell } from '../../src/oracle/lifecycle.js';
import { brokenPromises, stagesOf } from '../model/promises.js';
import { play, type Script, statements, type Waiting, waiting } from '../model/scripted-kernel.js';

const [select = '', update = ''] = Object.keys(statements);

/** A read, a write, and a plan with an inner call and a receipt. */
const calls: Readonly<Record<string, Pick<Script, 'tool' | 'args'>>> = {
  read: { tool: 'postgres__query', args: { sql: select } },
  write: { tool: 'postgres__execute', args: { sql: update } },
  plan: { tool: 'aegis__validate', args: { dataset: 'silver.customers' } },
};

const isWaiting = (stage: string): stage is Waiting => waiting.some((one) => one === stage);

type Disturbed = Pick<Script, 'breaks' | 'cut'>;

/** What a script has to do for a path; undefined where no port can bring it about. */
function scriptFor({ sent }: LifecyclePath): Disturbed | undefined {
  const at = sent.findIndex((one) => !('to' in one) || one.says !== 'on');
  const odd = sent[at];
  const last = sent.at(-1);
  const isLost = last !== undefined && 'to' in last && last.to === 'audit' && last.says === 'deny';
  if (odd === undefined) return {};
  const before = sent[at - 1];
  const stages = ['resolve', 'intercept', 'capability', 'argument', 'precondition', 'intending', 'calling'];
  const order = [...stages, 'transform', 'mint', 'audit'];
  const stage =
    'to' in odd ? odd.to : order[before !== undefined && 'to' in before ? order.indexOf(before.to) + 1 : 0];
  if (stage === undefined || !isWaiting(stage)) return undefined;
  if ('to' in odd) return isLost && stage !== 'audit' ? undefined : { breaks: stage };
  if (odd.event === 'stray') return undefined;
  return { cut: { in: stage, how: odd.event }, ...(isLost ? { breaks: 'audit' } : {}) };
}

/** Every stage waits, and nothing comes that is not for it. */
const paths = lifecyclePaths().filter(
  (path) => path.name.startsWith('every stage waits') && foretell(path).ignored === 0,
);

const words = ({ cut, breaks }: Disturbed): string => {
  const both = [
    ...(cut === undefined ? [] : [`${cut.how} in ${cut.in}`]),
    ...(breaks === undefined ? [] : [`${breaks} breaks`]),
  ];
  return both.length === 0 ? 'nothing disturbs it' : both.join(', ');
};

const scripted = new Map(
  paths.flatMap((path) => {
    const script = scriptFor(path);
    return script === undefined ? [] : [[words(script), { path, script }] as const];
  }),
);
const all = Object.entries(calls).flatMap(([name, call]) =>
  [...scripted].map(
    ([how, { path, script }]) => [`${name}, ${how}`, { path, script: { ...call, ...script } }] as const,
  ),
);

describe('a way through the lifecycle', () => {
  it('is there for each stage that waits, cut off and broken', () => {
    const hows = waiting.flatMap((stage) => [
      `${stage} breaks`,
      ...(stage === 'audit' ? [] : [`cancel in ${stage}`, `timeout in ${stage}`]),
    ]);
    expect(hows.filter((how) => !scripted.has(how))).toEqual([]);
  });

  it.each(all)('%s', async (_, { path, script }) => {
    const played = await play(script);
    expect(brokenPromises(played)).toEqual([]);
    const hit = script.cut?.in ?? script.breaks;
    const isHit = stagesOf(played.happened).some(({ stage }) => stage === hit);
    const { code, verdict } = foretell(path);
    if (hit === undefined) expect([played.code, verdict]).toEqual(['allowed', 'allowed']);
    if (isHit) expect(played.code).not.toBe('allowed');
    // Of an officer that is asked until the time is up it is told that it did not answer.
    if (isHit && script.cut?.how === 'cancel' && script.breaks === undefined) expect(played.code).toBe(code);
  });
});
