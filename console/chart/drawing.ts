/** Where a machine's states and edges lie, computed when Aegis is built. It draws only the machine it was computed from, and says when it is shown another. */
import type { EdgeView, MachineView } from '../../src/inspection/overview.js';
import drawings from './drawings.json' with { type: 'json' };

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** By the id of a state. */
  readonly states: Readonly<Record<string, Box>>;
  /** By `from>to`: a line a pair of states, however many edges it stands for. */
  readonly lines: Readonly<Record<string, readonly (readonly [number, number])[]>>;
}

export const lineOf = ({ from, to }: Pick<EdgeView, 'from' | 'to'>): string => `${from}>${to}`;

/** Edges that are drawn: what stays where it is, and what holds for the machine as a whole, is told in words. */
export const drawnEdges = (machine: MachineView): readonly EdgeView[] =>
  machine.edges.filter(({ from, to }) => from !== '' && from !== to);

const same = (some: Iterable<string>, others: Iterable<string>): boolean =>
  [...new Set(some)].sort().join('\n') === [...new Set(others)].sort().join('\n');

// `as`: the file is written by `docs/generate.mjs` in this form, and `npm run docs` compares it.
const all = drawings as unknown as Readonly<Record<string, Drawing>>;

/** Undefined when the machine has another shape than the one that was laid out. */
export function drawingOf(machine: MachineView): Drawing | undefined {
  const drawing = Object.hasOwn(all, machine.id) ? all[machine.id] : undefined;
  if (drawing === undefined) return undefined;
  const states = machine.states.map(({ id }) => id);
  const isSame =
    same(states, Object.keys(drawing.states)) &&
    same(drawnEdges(machine).map(lineOf), Object.keys(drawing.lines));
  return isSame ? drawing : undefined;
}
