/** What a call would do, in terms policy can ask about. Never raw text, never a value. */

import type { ColumnClass, Tier } from '../catalog/catalog.js';
import type { BodyPart, ObjectAt } from '../catalog/deposit.js';
import type { Carry } from '../catalog/overlay.js';
import type { Filter, Scope, StatementEffects } from './sql/effects.js';

export type { Filter, Lock, Mark, Scope } from './sql/effects.js';

export const actions = [
  'read',
  'insert',
  'update',
  'delete',
  'create',
  'alter',
  'drop',
  'truncate',
  'validate',
  'promote',
  'list',
  'describe',
  'explain',
  'preview',
] as const;
export type Action = (typeof actions)[number];

export interface Read {
  readonly dataset: string;
  /** '' when the dataset is not in the catalog. */
  readonly tier: Tier | '';
  readonly columns: readonly string[];
}

export interface Write {
  readonly dataset: string;
  readonly tier: Tier | '';
  /** `merge`, `replace`: how the statement goes about it. What that may do to rows (insert, update, delete) has writes of its own beside it. */
  readonly mode: 'insert' | 'update' | 'delete' | 'merge' | 'replace' | 'create' | 'truncate' | 'promote';
  readonly columns: readonly string[];
  readonly scope: Scope;
  /** Catalogued datasets the written rows come from; empty for literals and bodies that the agent supplies. */
  readonly sources: readonly string[];
  /** The one object that it writes, as the overlay knows it; absent where it may be any of the dataset. */
  readonly object?: string;
}

/** What may happen to rows, each an action that is granted; and the ways to go about it, which stand beside one of those. */
export const rowActions = ['insert', 'update', 'delete'] as const satisfies readonly Write['mode'][];
const rowWays: readonly Write['mode'][] = ['merge', 'replace'];
export const isRowAction = ({ mode }: Write): boolean => rowActions.some((action) => action === mode);
export const isRowWay = ({ mode }: Write): boolean => rowWays.includes(mode);
/** Whether rows are chosen by what a value is: by whether it is there, nothing of it is. */
export const asksOfValue = ({ isAbsence }: Filter): boolean => isAbsence !== true;

export interface Touch {
  readonly dataset: string;
  readonly tier: Tier | '';
  readonly protected: boolean;
  /** In the catalog. What is not is denied. */
  readonly known: boolean;
}

/** One output column, by position. `classes` is empty only for a value that derives from clear columns and literals alone. */
export interface EgressColumn {
  readonly name: string;
  readonly classes: readonly ColumnClass[];
  readonly how: 'identity' | 'transformed' | 'aggregated' | 'averaged' | 'counted' | 'literal' | 'unknown';
  /** `dataset.column` it derives from, catalogued names only. */
  readonly from: readonly string[];
  /** Of what is averaged: a sum or an average of one column of one whole table, grouped by these, with the count of it in the column at that place, from 0. */
  readonly over?: { readonly by: readonly string[]; readonly count: number };
  /** Somebody vouches for it; marked where it is masked, and nowhere before. */
  readonly isVouched?: true;
}

/** A body that the kernel has put, as the one who masks is told of it: what it is known by, and what its columns are. */
export interface Deposited {
  readonly parts: readonly BodyPart[];
  readonly egress: readonly EgressColumn[];
}

export interface Effects extends StatementEffects {
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
  readonly touches: readonly Touch[];
  readonly egress: readonly EgressColumn[];
  /** `name`: the columns are matched by name, and one that no name fits takes `*`. Absent: by position. */
  readonly egressBy?: 'name';
  /** The one object whose body is all that it shows. */
  readonly shows?: ObjectAt;
  /** What the kernel has put there: where the body is that one, its columns are known. */
  readonly deposit?: Deposited;
  /** What could not be understood, and why. Not empty means deny. Fixed words and catalogued names only. */
  readonly opaque: readonly string[];
  /** Classified values that would land where their class cannot follow, as `from -> to`. */
  readonly flows: readonly string[];
  /** Classes that the write brings into columns which are not declared to hold them; the overlay follows. */
  readonly carries: readonly Carry[];
}

export const noEffects: Effects = {
  statements: 0,
  kind: 'plain',
  reads: [],
  writes: [],
  dropped: [],
  created: [],
  altered: [],
  functions: [],
  control: [],
  locks: [],
  files: [],
  programs: [],
  network: [],
  touches: [],
  filtersOn: [],
  marks: [],
  egress: [],
  opaque: [],
  flows: [],
  carries: [],
  shape: '',
};

export const opaque = (...why: readonly string[]): Effects => ({
  ...noEffects,
  kind: 'unknown',
  opaque: why,
});

/** Whether a value that crossed a thread is whole: each list is a list. Half a reading is no reading. */
export const isEffects = (value: unknown): value is Effects =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(noEffects).every(([name, empty]) => {
    const found: unknown = Reflect.get(value, name);
    return Array.isArray(empty) ? Array.isArray(found) : typeof found === typeof empty;
  });

/** A capability the call needs: an action on a dataset. Derived from the effects; grants are compared with these. */
export interface Capability {
  readonly action: Action;
  readonly dataset: string;
}

/** Why there is no reading although the statement may be good: it was late, its thread died, or too many waited. */
export const missed = ['reader-deadline', 'reader-lost', 'reader-overloaded'] as const;
export type Missed = (typeof missed)[number];

/** Why nothing can be read: the structure of the system is not known, as while it is down. Another statement would not help. */
export const notLoaded = 'the system is not loaded';
