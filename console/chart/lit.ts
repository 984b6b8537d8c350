/** What of a machine is lit: where it stands, which way it came, where it was turned away. Computed from what was told, never from what is likely. */
import type { MachineView } from '../../src/inspection/overview.js';
import type { StepView } from '../../src/inspection/trip.js';
import { drawnEdges, lineOf } from './drawing.js';

export interface Lit {
  /** Ids of states that something stands in, with how many where that is worth a number. */
  readonly active: ReadonlyMap<string, number>;
  readonly visited: ReadonlySet<string>;
  /** Lines that were taken. */
  readonly taken: ReadonlySet<string>;
  /** Those by which a call was turned away, with how many; 0 for what one that was turned away went along afterwards. */
  readonly denied: ReadonlyMap<string, number>;
}

const unlit: Lit = { active: new Map(), visited: new Set(), taken: new Set(), denied: new Map() };

const idOf = (machine: MachineView, name: string): string =>
  machine.states.find((state) => state.name === name)?.id ?? name;

const isAgainst = (verdict: string): boolean => verdict !== 'pending' && verdict !== 'allowed';

/** The line between two states: straight, or into the compound state that holds the second. */
function lineBetween(machine: MachineView, from: string, to: string): string {
  const lines = new Set(drawnEdges(machine).map(lineOf));
  const parent = machine.states.find((state) => state.id === to)?.parent ?? '';
  return [`${from}>${to}`, `${from}>${parent}`].find((line) => lines.has(line)) ?? `${from}>${to}`;
}

/** One request's way up to a step. */
export function litBySteps(machine: MachineView, steps: readonly StepView[]): Lit {
  const ids = steps.map(({ state }) => idOf(machine, state));
  const taken = ids.slice(1).map((id, place) => lineBetween(machine, ids[place] ?? '', id));
  const first = steps.findIndex(({ verdict }) => isAgainst(verdict));
  // A stage that decides against a call is left by the line; a cancel or a deadline is the line itself.
  const away = first < 0 ? [] : taken.slice(steps[first]?.state === 'audit' ? first - 1 : first);
  const last = ids.at(-1);
  return {
    active: new Map(last === undefined ? [] : [[last, 1]]),
    visited: new Set(ids),
    taken: new Set(taken),
    denied: new Map(away.map((line, place) => [line, place === 0 ? 1 : 0])),
  };
}

const tally = (keys: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

export interface Standing {
  readonly state: string;
  readonly verdict: string;
  readonly endedIn: string;
}

/** Many requests at once: where those under way stand, and where those that were denied were turned away. */
export function litByRows(machine: MachineView, rows: readonly Standing[]): Lit {
  const pending = rows.filter(
    ({ verdict, state }) => verdict === 'pending' && state !== 'done' && state !== 'denied',
  );
  const ended = rows.filter(({ verdict, endedIn }) => isAgainst(verdict) && endedIn !== '');
  const away = ended.map(({ endedIn }) =>
    lineBetween(machine, idOf(machine, endedIn === 'execute' ? 'calling' : endedIn), 'audit'),
  );
  const active = tally(pending.map(({ state }) => idOf(machine, state)));
  return { active, visited: new Set(active.keys()), taken: new Set(), denied: tally(away) };
}

export const litByState = (machine: MachineView, state: string): Lit => ({
  ...unlit,
  active: new Map([[idOf(machine, state), 1]]),
  visited: new Set([idOf(machine, state)]),
});
