/** A value without some of its parts, and the way back to where the rest is written. It changes nothing it is given. */
import type { Path } from './problem.js';

export interface Pruned {
  readonly value: unknown;
  /** Where in the whole document a part of the pruned value is written. */
  original(path: Path): Path;
}

/** What stands for a part that a form cannot do without, by its key at the top of the file. */
export type StandIns = Readonly<Record<string, unknown>>;

interface Kept {
  readonly value: unknown;
  /** By the place in the pruned list: the place in the written one. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

const nameOf = (path: Path): string => JSON.stringify(path);

function keep(value: unknown, path: Path, isTaken: (path: Path) => boolean): Kept {
  if (typeof value !== 'object' || value === null) return { value, places: new Map() };
  const isList = Array.isArray(value);
  const steps: Path = isList ? [...value.keys()] : Object.keys(value);
  const left = steps.filter((step) => !isTaken([...path, step]));
  const parts = left.map((step) => ({
    step,
    kept: keep(Reflect.get(value, step), [...path, step], isTaken),
  }));
  const places = new Map(parts.flatMap(({ kept }) => [...kept.places]));
  if (!isList)
    return { value: Object.fromEntries(parts.map(({ step, kept }) => [step, kept.value])), places };
  places.set(
    nameOf(path),
    left.map((step) => Number(step)),
  );
  return { value: parts.map(({ kept }) => kept.value), places };
}

export function prune(value: unknown, taken: readonly Path[], standIns: StandIns): Pruned {
  const names = new Set(taken.map(nameOf));
  const kept = keep(value, [], (path) => names.has(nameOf(path)));
  const stands = Object.entries(standIns).filter(([key]) => names.has(nameOf([key])));
  const isMap = typeof kept.value === 'object' && kept.value !== null && !Array.isArray(kept.value);
  return {
    value: isMap ? { ...kept.value, ...Object.fromEntries(stands) } : kept.value,
    original: (path) => {
      const way: (string | number)[] = [];
      for (const step of path) {
        const place = typeof step === 'number' ? kept.places.get(nameOf(way))?.[step] : undefined;
        way.push(place ?? step);
      }
      return way;
    },
  };
}
