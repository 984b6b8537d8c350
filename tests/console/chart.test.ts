// What is lit on a chart, and that every machine there is has its drawing.
import { describe, expect, it } from 'vitest';
import { machineViews } from '../../actors/machines.js';
import { drawingOf } from '../../console/chart/drawing.js';
import { litByRows, litBySteps } from '../../console/chart/lit.js';
import { row } from './fake/samples.js';
import { allowedTrip, deniedRow, deniedTrip } from './fake/trips.js';

const machines = machineViews();
const request = machines.find(({ id }) => id === 'request') ?? {
  id: 'request' as const,
  states: [],
  edges: [],
};

describe('drawings', () => {
  it.each(machines.map((machine) => [machine.id, machine] as const))(
    'of `%s` fit the machine that runs',
    (_, machine) => {
      expect(drawingOf(machine)).toBeDefined();
    },
  );

  it('are not used for a machine of another shape', () => {
    expect(drawingOf({ ...request, states: request.states.slice(1) })).toBeUndefined();
    expect(drawingOf({ ...request, edges: request.edges.slice(8) })).toBeUndefined();
  });
});

describe('a request on the chart', () => {
  it('is marked where it was turned away, and red from there on', () => {
    const { denied, active } = litBySteps(request, deniedTrip(deniedRow(1)).steps);
    expect([...denied]).toEqual([
      ['precondition>audit', 1],
      ['audit>denied', 0],
    ]);
    expect([...active.keys()]).toEqual(['denied']);
  });

  it('goes into the compound state by the line that leads there', () => {
    const { taken, denied } = litBySteps(request, allowedTrip(row(1)).steps);
    expect(taken.has('precondition>execute')).toBe(true);
    expect(denied.size).toBe(0);
  });

  it('lights nothing that is not drawn', () => {
    const lines = new Set(Object.keys(drawingOf(request)?.lines ?? {}));
    const lit = [deniedTrip(deniedRow(1)), allowedTrip(row(1))].map(({ steps }) =>
      litBySteps(request, steps),
    );
    expect(lit.flatMap(({ taken }) => [...taken]).filter((line) => !lines.has(line))).toEqual([]);
  });

  it('is counted with others where they stand and where they were turned away', () => {
    const pending = { verdict: 'pending' as const, state: 'calling' };
    const { active, denied } = litByRows(request, [row(1, pending), row(2, pending), deniedRow(3), row(4)]);
    expect([...active]).toEqual([['execute.calling', 2]]);
    expect([...denied]).toEqual([['precondition>audit', 1]]);
  });
});
