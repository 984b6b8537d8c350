/** A function of the user's as a reading needs it, and which of them a call means. It reads no body. */
import { callsIn, type Node } from '../tree/tree.js';
import type { Steps } from './trigger.js';

export interface Typed {
  readonly name: string;
  /** A value may be cast to any other type on its way in or out, which may fail for some. */
  readonly isText: boolean;
  /** Where it is not given it is what somebody wrote down. */
  readonly isFree: boolean;
}

export interface Routine {
  /** Without its schema: its parameters may be named by it. */
  readonly name: string;
  /** What it takes, '' where that has no name. */
  readonly parameters: readonly Typed[];
  /** Columns that it gives; undefined where they are those of `relation`. */
  readonly results: readonly Typed[] | undefined;
  /** `schema.name` of the table that its rows are of. */
  readonly relation: string;
  /** It gives as many rows as there are. */
  readonly isMany: boolean;
  /** Whether it runs is a question about its arguments. */
  readonly isStrict: boolean;
  /** Where its names were looked up for good; undefined where they are looked up when it runs. */
  readonly path: readonly string[] | undefined;
  /** Where it says itself that its names are looked up; undefined where it leaves that as it is. */
  readonly along: readonly string[] | undefined;
  /** It runs with the rights of another. */
  readonly isLent: boolean;
  readonly body: readonly Node[];
  /** Statements that stand in a text which is not read: they say of some of what it does, and of nothing that it does not do. */
  readonly hints: readonly Node[];
  /** What it does for a trigger, where all of it can be read. */
  readonly steps: Steps | undefined;
  /** Why it is not read. */
  readonly why: string | undefined;
}

type Routines = { readonly routines: ReadonlyMap<string, Routine> };

/** The one that a call means: it says of which schema. A bare name is PostgreSQL's own. */
export const routineNamed = ({ routines }: Routines, names: readonly string[]): Routine | undefined =>
  names.length === 2 && names[0] !== 'pg_catalog' ? routines.get(names.join('.')) : undefined;

/** What a statement calls of the user's, and what that calls in turn: each once. */
export function routinesIn(structure: Routines, node: Node): readonly Routine[] {
  const found = new Set<Routine>();
  const waiting = [node];
  while (waiting.length > 0) {
    for (const { names } of callsIn(waiting.pop())) {
      const routine = routineNamed(structure, names);
      if (routine === undefined || found.has(routine)) continue;
      found.add(routine);
      waiting.push(...routine.body);
    }
  }
  return [...found];
}

/** One of an extension that is known. */
export const isTrusted = (
  { trusted }: { readonly trusted: ReadonlySet<string> },
  names: readonly string[],
): boolean => names.length === 2 && trusted.has(names.join('.'));
