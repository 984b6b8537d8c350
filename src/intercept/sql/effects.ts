/** What a statement would do beyond the datasets that it reads and writes: its part of the effect record. Never raw text, never a value. */

import type { ColumnClass } from '../../catalog/catalog.js';
import type { Form } from '../form.js';

/** How tightly an update or delete is pinned. `key-pinned`: to a few rows, by whole keys that are written down. `tautology`: it has a WHERE that is always true. */
export type Scope = 'key-pinned' | 'predicate' | 'tautology' | 'none' | 'not-applicable';

/** Rows or a table that the statement holds against others, in the engine's words. What any read or write takes on its way is not listed. */
export interface Lock {
  readonly dataset: string;
  readonly strength: (typeof strengths)[number];
}
/** Of rows, the first four; of a table, the others. */
export const strengths = [
  'key-share',
  'share',
  'no-key-update',
  'update',
  'access-share',
  'row-share',
  'row-exclusive',
  'share-update-exclusive',
  'table-share',
  'share-row-exclusive',
  'exclusive',
  'access-exclusive',
] as const;

/** A classified column used to choose rows: the oracle channel. `keyed`: an equality that pins the dataset's declared key as well. */
export interface Filter {
  readonly dataset: string;
  readonly column: string;
  readonly class: ColumnClass;
  readonly keyed: boolean;
  /** The marks that it is compared with, where the statement asks nothing of it but whether it equals what is bound to these. */
  readonly by?: readonly number[] | undefined;
  /** A join: the classified columns that it equals in every condition on it, as `dataset.column`. Absent for a probe: whatever else is asked of it but whether it is there. */
  readonly joins?: readonly string[];
  /** It is asked whether a value is there, and nothing of what it is. */
  readonly isAbsence?: true;
}

/** Where a mark for a bound value stands: `?`, `$1`. */
export interface Mark {
  /** Which of the values, from 1; 0 where it has a name and no number. */
  readonly number: number;
  /** The one classified column that it is compared with for equality, for every row, and for nothing else. Absent anywhere else. */
  readonly equals?: Pick<Filter, 'dataset' | 'column' | 'class'> & {
    /** How a value must be written there; absent for a column of text, which takes any. One that is written otherwise equals none of its values. */
    readonly form?: Form;
  };
  /** The one column that it is put into as it is, by a write that no value makes fail and that returns nothing. Absent anywhere else. */
  readonly into?: Pick<Filter, 'dataset' | 'column' | 'class'> & {
    /** Whether another class than the declared one could follow it there. */
    readonly carries: boolean;
  };
}

/** What is empty for a call that runs no statement. */
export interface StatementEffects {
  readonly statements: number;
  /** `select`, `insert`, `update`, `delete`, `create`, `drop`, `alter`, `pragma`, `attach`, `transaction`, `object`, `dataset`, `plain`, `unknown`. */
  readonly kind: string;
  /** Objects a DROP names, as `kind:name`. */
  readonly dropped: readonly string[];
  readonly created: readonly string[];
  readonly altered: readonly string[];
  readonly functions: readonly string[];
  /** Session or transaction control, PRAGMA, ATTACH, extensions, upkeep: the verb of each. */
  readonly control: readonly string[];
  readonly locks: readonly Lock[];
  /** Files of the engine's machine: `read`, `write`. Never which. */
  readonly files: readonly string[];
  /** Programs that the engine would start: `read` from one, `write` to one. Never which. */
  readonly programs: readonly string[];
  /** Who else is reached: `notify`, `listen`, `client`, `server`. */
  readonly network: readonly string[];
  readonly filtersOn: readonly Filter[];
  /** Each mark, at each place where it stands in the statement. */
  readonly marks: readonly Mark[];
  /** The statement with every literal replaced by `?` and unknown identifiers by `_`; for the journal. '' when not SQL. */
  readonly shape: string;
  /** Digest of the schema this reading relied on; compared inside the executing transaction. */
  readonly schema?: string;
}
