// The stages before anything happens, over a trip of their own: what a plan asks of a tool is held to what its manifest says.
import { describe, expect, it } from 'vitest';
import { argument, capability, precondition, resolve } from '../../../actors/trip/before.js';
import { startTrip, type World } from '../../../actors/trip/trip.js';
import { permitFor } from '../../fakes/permit.js';

const quiet = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

function resolved(isPreview: boolean, fixed: Readonly<Record<string, string>>): readonly unknown[] {
  const { call, tool } = permitFor('r', { fixed });
  const law = { registry: { tools: new Map([[tool.name, tool]]) }, catalog: {} };
  // `as`: resolving looks for the tool and asks whether it has drifted, and no more.
  const world = { law, officers: { drift: () => [] } } as unknown as World;
  const asked = isPreview ? ({ ...call, isPreview } as const) : call;
  const trip = startTrip({ call: { ...asked }, world, signal: quiet, offset: 0, badCursor: false } as never);
  return [resolve(trip).go, trip.refusal?.code];
}

describe('a preview', () => {
  it('is asked of a tool whose manifest hands the word on, and of no other', () => {
    expect(resolved(true, { preview: '$preview' })).toEqual(['on', undefined]);
    for (const fixed of [{}, { preview: 'yes' }, { max_rows: '$row-bound' }])
      expect(resolved(true, fixed)).toEqual(['deny', 'bad-arguments']);
    expect(resolved(false, {})).toEqual(['on', undefined]);
  });
});

describe('what the rules are asked about', () => {
  it('is the session as it was when the first phase asked, in all three', () => {
    const { call, tool } = permitFor('r');
    const [seen, clock] = [[] as unknown[], { monotonic: () => 0 }];
    let calls = 0;
    const facts = () => {
      calls += 1;
      return { calls, denials: 0, writes: 0, rowsRead: 0, started: 0, flags: {} };
    };
    const decidePhase = (phase: string, asked: { session: { calls: number } }) => {
      seen.push([phase, asked.session.calls]);
      return { effect: 'pass', obligations: [], trace: [] };
    };
    const systems = new Map([[tool.system, { kernelTools: {} }]]);
    const registry = { tools: new Map([[tool.name, tool]]), systems };
    const law = { registry, catalog: {}, policy: { decidePhase, permit: () => ({}) } };
    // `as`: the three phases read the law, the clock and the session, and no more.
    const world = { law, clock, officers: { drift: () => [], session: { facts } } } as unknown as World;
    const trip = startTrip({ call, world, signal: quiet, offset: 0, badCursor: false } as never);
    resolve(trip);
    for (const phase of [capability, argument, precondition]) phase(trip);
    expect(seen).toEqual([
      ['capability', 1],
      ['argument', 1],
      ['precondition', 1],
    ]);
  });
});
