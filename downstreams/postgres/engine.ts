// The port between the tools and what keeps the tables: SQLite files or a PostgreSQL server. It speaks of tables, pages and rows, never of a driver.
import type { Hash } from 'node:crypto';

export type Json = null | string | number | boolean | { readonly $blob: number };
export type Page = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  readonly truncated: boolean;
};
/** `isShown`: rows for an agent, which end by their size as well. What the kernel reads for itself ends by rows. */
export type Bounds = { readonly max_rows: number; readonly offset?: number; readonly isShown?: boolean };

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly notnull: boolean;
  readonly pk: number;
};
/** One definition of the structure, in an order in which all of them could be replayed. */
export type Statement = {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly sql: string;
};
export type Table = Statement & {
  readonly ref: string;
  readonly fullName: string;
  readonly columns: readonly Column[];
};

/** A query of the tools' own, with its values apart from its text. */
export type Question = { readonly sql: string; readonly bound?: readonly (string | number)[] };
/** What stands for a mark of a caller's statement. The driver binds it: it is never a part of the text. */
export type Bound = string | number | boolean | null;
/** Columns that hold nothing hidden, in lower case, by `schema.table`. */
export type Clear = Readonly<Record<string, readonly string[]>>;
/** A statement that came from a caller, the values of its marks in their order, and the structure that it was read against. */
export type Asked = {
  readonly sql: string;
  readonly params: readonly Bound[] | undefined;
  readonly expect_schema: string | undefined;
  /** Its rows come in no order of other columns than these; in any order where nothing is said. */
  readonly clear_columns: Clear | undefined;
};
export type Effect = {
  readonly changes: number;
  /** With what triggers and cascades moved. */
  readonly total_changes: number;
  /** Of a TRUNCATE, a DROP or an ALTER nothing can be told by counting what moved. */
  readonly isCounted: boolean;
  readonly page: Page | undefined;
};
/** What has moved in one table, under the name that it was asked by. */
export type Moved = {
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
};
/** One row of a scan. What it feeds a digest is injective: no two different rows feed the same bytes. */
export type Row = {
  digest(hash: Hash): void;
  json(position: number): Json;
};

export type Comparison = {
  readonly column: Column;
  readonly ref: string;
  readonly operator: '<' | '>';
  readonly bound: string | number;
  readonly mark: string;
};

/** A table that is to be filled with the rows of another, some of whose columns were changed on the way. */
export type Filling = {
  readonly target: Table;
  readonly source: Table;
  readonly changed: readonly string[];
};
/** A column of it, and the one that it is filled from. */
export type Taking = Filling & { readonly column: Column; readonly from: Column };

/** How an engine spells what the two of them spell differently. */
export type Spelling = {
  /** The n-th bound value, from 1. */
  mark(at: number): string;
  /** An order that depends on content alone. */
  contentOrder(table: Table): string;
  /** What tells rows apart in a table without a key. */
  readonly rowName: string;
  /** Conditions that hold for a value of another type than the bounds; past a bound is another matter. */
  outOfType(column: Column, ref: string, bounds: readonly (string | number)[]): readonly string[];
  compare(comparison: Comparison): string;
  /** A type as a new table may declare it; '' where it is not plain. */
  declare(type: string): string;
  /** Whether any value of the one can stand in the other, as it is; any text, where it was changed. */
  takes(taking: Taking): boolean;
  /** A query with a row for each that `source` has and `target` has not. */
  missing(source: Table, target: Table): string;
};

export type Scanned = { readonly table: Table } & (
  | { readonly by: 'content' }
  | { readonly by: 'place'; readonly clear: Clear | undefined }
);

/** What can be done inside one transaction. */
export type Session = {
  readonly spelling: Spelling;
  schemas(): Promise<readonly string[]>;
  statements(): Promise<readonly Statement[]>;
  columns(statement: Statement): Promise<readonly Column[]>;
  /** What somebody wrote beside columns, by `schema.table`, a blank and the column. */
  comments(): Promise<ReadonlyMap<string, string>>;
  version(): Promise<{ readonly name: string; readonly version: string }>;
  page(question: Question, bounds: Bounds): Promise<Page>;
  count(question: Question): Promise<number>;
  /** By content, or as they lie. */
  scan(scanned: Scanned, see: (row: Row, index: number) => void): Promise<number>;
  /** A statement of the tools' own that writes; the rows it changed. */
  run(sql: string, bound?: readonly Bound[]): Promise<number>;
  /** One that fills a table: what it reads comes in no order of hidden values. */
  fill(sql: string, clear: Clear | undefined): Promise<number>;
  /** Columns of the target by which a row of the source could be refused there for its values, types apart. By what is declared of both, and no value. */
  held(filling: Filling): Promise<readonly string[]>;
  /** Rows changed so far, with those that triggers and cascades moved. */
  moved(): Promise<number>;
  /** From now on rows are counted by table. What it gives back says what has moved since, and refuses when a row has moved elsewhere. */
  watch(tables: readonly string[]): Promise<() => Promise<readonly Moved[]>>;
  /** A caller's read. It refuses a write, and a structure that is not the one expected. */
  ask(asked: Asked, bounds: Bounds): Promise<Page>;
  /** A caller's write; `before` runs once the structure is known to be the one expected. */
  perform(asked: Asked, before: () => Promise<void>): Promise<Effect>;
};

export type Purpose = 'read' | 'inspect' | 'write' | 'promote';
type Work<T> = (session: Session) => Promise<T>;

/** `read` and `write` are for callers' statements; `inspect` and `promote` for the tools' own, which may take longer. */
export type Store = {
  reading<T>(purpose: 'read' | 'inspect', work: Work<T>, signal?: AbortSignal): Promise<T>;
  writing<T>(purpose: 'write' | 'promote', work: Work<T>, signal?: AbortSignal): Promise<T>;
  /** As a caller's write, and never committed. */
  previewing<T>(work: Work<T>, signal?: AbortSignal): Promise<T>;
  /** What outlives a transaction that is rolled back. */
  readonly keeps: readonly 'sequences'[];
};
