// The stages before anything happens, over a trip of their own: what a plan asks of a tool is held to what its manifest says.
import { describe, expect, it } from 'vitest';
import { resolve } from '../../actors/before.js';
import { startTrip, type World } from '../../actors/trip.js';
import { permitFor } from '../fakes/permit.js';

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
