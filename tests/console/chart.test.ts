// What is lit on a chart, and that every machine there is has its drawing.
import { describe, expect, it } from 'vitest';
import { machineViews } from '../../actors/inspection/machines.js';
import { type Box, type Drawing, drawingOf, drawnEdges, lineOf } from '../../console/chart/drawing.js';
import { litByRows, litBySteps } from '../../console/chart/lit.js';
import type { MachineView } from '../../src/inspection/overview.js';
import { row } from './fake/samples.js';
import { allowedTrip, deniedRow, deniedTrip } from './fake/trips.js';

const machines = machineViews();
const request = machines.find(({ id }) => id === 'request') ?? {
  id: 'request' as const,
  states: [],
  edges: [],
};

/** Of a machine that runs; fails where there is none. */
function drawn(machine: MachineView): Drawing {
  const drawing = drawingOf(machine);
  if (drawing === undefined) throw new Error(`no drawing of ${machine.id}`);
  return drawing;
}

const within = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** On its border, to a pixel. */
function touches(box: Box | undefined, point: readonly [number, number] | undefined): boolean {
  if (box === undefined || point === undefined) return false;
  const [x, y] = [point[0] - box.x, point[1] - box.y];
  const isNear = (at: number, edge: number): boolean => Math.abs(at - edge) <= 1;
  const isAside = isNear(x, 0) || isNear(x, box.width);
  const isAbove = isNear(y, 0) || isNear(y, box.height);
  return (isAside && y >= -1 && y <= box.height + 1) || (isAbove && x >= -1 && x <= box.width + 1);
}

describe.each(machines.map((machine) => [machine.id, machine] as const))(
  'the drawing of `%s`',
  (_, machine) => {
    const { states, lines, width, height } = drawn(machine);
    const paper = { x: 0, y: 0, width, height };
    const around = new Map(machine.states.map(({ id, parent }) => [id, parent]));

    it('has a box for each state of the machine that runs, within what is around it', () => {
      const outside = machine.states.filter(({ id, parent }) => {
        const [box, outer] = [states[id], parent === '' ? paper : states[parent]];
        return box === undefined || outer === undefined || !within(box, outer);
      });
      expect(outside).toEqual([]);
      expect(Object.keys(states).sort()).toEqual(machine.states.map(({ id }) => id).sort());
    });

    it('lays no state over another', () => {
      const all = Object.entries(states);
      const isAround = (outer: string, id: string): boolean => around.get(id) === outer;
      const over = all.flatMap(([id, box], place) =>
        all
          .slice(place + 1)
          .filter(([other]) => !isAround(id, other) && !isAround(other, id))
          .filter(([, other]) => overlap(box, other))
          .map(([other]) => `${id} and ${other}`),
      );
      expect(over).toEqual([]);
    });

    it('leads each line from the state that it leaves to the state that it reaches', () => {
      // A line to a state with others in it ends at the one that is entered.
      const reached = (to: string): readonly string[] => [
        to,
        ...machine.states.filter(({ parent, isInitial }) => parent === to && isInitial).map(({ id }) => id),
      ];
      const loose = Object.entries(lines).filter(([line, points]) => {
        const [from = '', to = ''] = line.split('>');
        const isLed = reached(to).some((id) => touches(states[id], points.at(-1)));
        return points.length < 2 || !touches(states[from], points[0]) || !isLed;
      });
      expect(loose.map(([line]) => line)).toEqual([]);
      expect(Object.keys(lines).sort()).toEqual([...new Set(drawnEdges(machine).map(lineOf))].sort());
    });
  },
);

describe('drawings', () => {
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
