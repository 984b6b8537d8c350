/**
 * Every order in which a few calls can meet: a breadth-first walk over where each call stands and what they share. The calls are the kernel's own;
 * what is walked is which of their hands answers next. The first broken promise ends it, so the way there is a shortest one.
 */
import { wrongAtRest } from '../../src/explore/at-rest.js';
import { type Broken, brokenBy, type StepTaken } from '../../src/explore/promises.js';
import { firstWorld } from '../../src/explore/world.js';
import { deedsOf } from './deeds.js';
import type { State, Terms, Walked } from './state.js';
import { take } from './taken.js';

export interface Explored {
  readonly states: number;
  readonly transitions: number;
  readonly isWhole: boolean;
  readonly broken: readonly Broken[];
  /** The way to what is broken, first step first; empty where nothing is. */
  readonly way: readonly Walked[];
  /** How each call could end, by its caller: codes. */
  readonly ends: Readonly<Record<string, readonly string[]>>;
}

interface Visit {
  readonly state: State;
  readonly from: Visit | undefined;
  readonly by: Walked | undefined;
}

const texts = new WeakMap<object, string>();

/** Sorted: what was written in another order is the same world. */
function textOf(part: Readonly<Record<string, unknown>>): string {
  const known = texts.get(part);
  if (known !== undefined) return known;
  const text = JSON.stringify(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  texts.set(part, text);
  return text;
}

const keyOf = ({ world, stands, left, midst }: State): string =>
  [
    stands.map(({ moment, isDead }) => (isDead ? 'x' : moment.id)).join(),
    left,
    textOf(midst),
    ...[world.cells, world.contents, world.lines, world.handed, world.checked, world.copied, world.asked].map(
      textOf,
    ),
    textOf(world.served),
    world.outside.join(),
    world.broken.join(),
    world.sealed.join(),
  ].join('|');

const wayTo = (visit: Visit): readonly Walked[] =>
  visit.from === undefined || visit.by === undefined ? [] : [...wayTo(visit.from), visit.by];

const brokenAtRest = ({ world, stands }: State, { upset }: Terms): readonly Broken[] =>
  wrongAtRest(world, {
    silent: stands.flatMap(({ party, moment, isDead }) =>
      !isDead && moment.reply === undefined ? [party.name] : [],
    ),
    isTold: upset.kind !== 'wait',
  });

const notes = (ends: Map<string, Set<string>>, steps: readonly StepTaken[]): void => {
  for (const { replied } of steps)
    if (replied !== undefined && replied.request !== '') {
      const [caller = ''] = replied.request.split('.');
      ends.set(caller, (ends.get(caller) ?? new Set()).add(replied.code));
    }
};

const soughtBy =
  (seeks: NonNullable<Terms['seeks']>) =>
  (step: StepTaken): readonly Broken[] => {
    const why = seeks(step);
    return why === undefined ? [] : [{ promise: 'sought', why }];
  };

const upsets = { none: 0, cancel: 1, wait: 2, outside: 1, crash: 1, journal: 1, policy: 1 } as const;

const firstState = ({ parties, upset, cells }: Terms): State => ({
  world: { ...firstWorld, cells },
  stands: parties.map((party) => ({ party, moment: party.moments.first, isDead: false })),
  left: upsets[upset.kind],
  midst: {},
});

export async function explore(terms: Terms): Promise<Explored> {
  const first: Visit = { state: firstState(terms), from: undefined, by: undefined };
  const seen = new Set([keyOf(first.state)]);
  const queue = [first];
  const ends = new Map<string, Set<string>>();
  let transitions = 0;
  const told = (broken: readonly Broken[], way: readonly Walked[], isWhole: boolean): Explored => ({
    ...{ states: seen.size, transitions, isWhole, broken, way },
    ends: Object.fromEntries([...ends].map(([name, codes]) => [name, [...codes].sort()])),
  });
  for (let visit = queue.shift(); visit !== undefined; visit = queue.shift()) {
    const deeds = deedsOf(visit.state, terms);
    const wrong = deeds.length === 0 && terms.seeks === undefined ? brokenAtRest(visit.state, terms) : [];
    if (wrong.length > 0) return told(wrong, wayTo(visit), true);
    for (const deed of deeds) {
      const { state, steps, hands } = await take(visit.state, deed, terms);
      transitions += 1;
      notes(ends, steps);
      const next: Visit = { state, from: visit, by: { who: deed.who, does: deed.does, hands } };
      const broken =
        terms.seeks === undefined ? steps.flatMap(brokenBy) : steps.flatMap(soughtBy(terms.seeks));
      if (broken.length > 0) return told(broken, wayTo(next), true);
      const key = keyOf(state);
      if (seen.has(key)) continue;
      if (seen.size >= terms.most) return told([], [], false);
      seen.add(key);
      queue.push(next);
    }
  }
  return told([], [], true);
}
