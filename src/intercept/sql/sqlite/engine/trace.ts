/** What the engine told about one prepare, and what is known of the structure it was prepared on. Facts only; it judges nothing. */
import type { Statement } from '../tokens/statement.js';
import type { Token } from '../tokens/token.js';

export interface EngineEvent {
  /** The authorizer's action without `SQLITE_`: `READ`, `INSERT`, `DROP_TABLE` … */
  readonly action: string;
  readonly first: string;
  readonly second: string;
  readonly database: string;
  /** The trigger, view or common table expression that reached for it; '' for the statement itself. */
  readonly via: string;
}

/** Where a plain output column comes from, by the driver's word; '' where it does not know. */
export interface EngineColumn {
  readonly name: string;
  readonly database: string;
  readonly table: string;
  readonly column: string;
}

export interface EngineTrace {
  readonly events: readonly EngineEvent[];
  readonly columns: readonly EngineColumn[];
  /** Tables that the program opens to read, `schema.table`; also those of which no column is named. */
  readonly opened: readonly string[];
  /** Text after the first statement. */
  readonly tail: string;
  readonly readonly: boolean;
  /** '' or a code; an engine's message prints values, so it never comes here. */
  readonly error: string;
  /** It was ended, because the engine asked about more than one statement may touch. */
  readonly isEndless?: boolean;
  /** The same for the rows that an INSERT or CREATE TABLE AS takes, prepared alone. */
  readonly inner?: EngineTrace;
}

export interface Computed {
  readonly column: string;
  readonly names: readonly string[];
}

export interface StructureObject {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view' | 'index' | 'trigger';
  /** Column names in the live order, without hidden ones. */
  readonly columns: readonly string[];
  /** For a view: whether its text unites arms, and the columns that it joins by name (`*`: NATURAL). */
  readonly unites: boolean;
  readonly joinsBy: readonly string[];
  /** For a view: what each column shows, as `schema.table.column`; '' where it is made, or there is no telling. */
  readonly origins: readonly string[];
  /** For a view: every name of which each column could be made; undefined where there is no telling. */
  readonly made: readonly (readonly string[] | undefined)[];
  /** For a table: columns whose values can make a write fail or be left out, and those that may not be null. For a view: nothing. */
  readonly held: readonly string[];
  readonly present: readonly string[];
  /** For a table: the columns of each key, unique index and reference, by which rows are compared; '' for what is computed. For a view: nothing. */
  readonly compared: readonly (readonly string[])[];
  /** Its text, or an index of some rows or of what is computed, holds rules about values. */
  readonly isRuled: boolean;
  /** Its text says that a row which collides is left out or replaced. */
  readonly leavesOut: boolean;
  /** Its text says that a row which collides takes the place of the one that was there. */
  readonly replaces: boolean;
  /** For a table: each column that is computed, with every name in what computes it. */
  readonly computed: readonly Computed[];
  /** Columns that keep a text that looks like a number as one. For a view: nothing. */
  readonly counting: readonly string[];
  /** For a view: every name in its text. */
  readonly names: readonly string[];
}

/** A trigger whose text is taken apart. */
export interface Trigger {
  /** `schema.name`. */
  readonly name: string;
  /** The table or view that it hangs on. */
  readonly dataset: string;
  readonly occasion: 'insert' | 'update' | 'delete';
  /** Behind WHEN; undefined where it runs for every row. */
  readonly condition: readonly Token[] | undefined;
  /** Its statements, which name tables of its own schema alone. */
  readonly body: readonly Statement[];
}

export interface Structure {
  readonly digest: string;
  /** Attached schemas in the order in which an unqualified name is looked up. */
  readonly schemas: readonly string[];
  /** Tables and views by `schema.name`. */
  readonly objects: ReadonlyMap<string, StructureObject>;
  /** Triggers by the bare name that the engine tells them by: those that share one are all there. Undefined among them is one that could not be taken apart. */
  readonly triggers: ReadonlyMap<string, readonly (Trigger | undefined)[]>;
  /** What could not be replayed: unseen, so whatever it could touch is opaque. */
  readonly leftOut: readonly { readonly schema: string; readonly name: string; readonly kind: string }[];
}
