/** What exists on a server, as a reading needs it: relations, what fires and follows, names of the user's own. It says nothing of rows. */
import type { Form } from '../../../form.js';
import type { Node } from '../tree/tree.js';
import type { Routine } from './routine.js';
import type { Rule } from './rules.js';
import type { Occasion, Trigger } from './trigger.js';

export type { Occasion };

export interface Relation {
  /** `schema.name`. */
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly string[];
  /** A view's own query. */
  readonly query: Node;
  /** What that query names, without schemas. */
  readonly names: ReadonlySet<string>;
  /** A default, a check, a type or a policy that nobody has looked at: whoever writes here may set it off. */
  readonly isStrange: boolean;
  /** A view whose options say who looks with whose rights, or what may be written through it. */
  readonly isBound: boolean;
  /** Another server keeps its rows. */
  readonly isForeign: boolean;
  /** Tables that show its rows as their own. */
  readonly parents: readonly string[];
  /** It is a part of its parent, which has no rows of its own; and no heir. */
  readonly isPart: boolean;
  /** Tables whose rows are among its own. */
  readonly heirs: readonly string[];
  /** Parts of it that have names of their own. */
  readonly partitions: readonly string[];
  /** Columns that decide which part a row is in; undefined where it has no parts. */
  readonly parting: readonly string[] | undefined;
  /** Columns of which no two rows hold the same: throughout its parts, and not among its heirs. */
  readonly uniques: readonly (readonly string[])[];
  /** What its rows are held to. */
  readonly rules: readonly Rule[];
  /** A policy of rows, an index or a move that nobody has looked at: whoever reads here sets it off. */
  readonly isWatched: boolean;
  /** Columns of plain text that nothing looks at: no length, check, key, index or generated column, so that no value makes a write fail. */
  readonly loose: ReadonlySet<string>;
  /** Columns of plain text, which takes any text to be compared with. */
  readonly texts: ReadonlySet<string>;
  /** Columns of text of a length that ends, by it. */
  readonly lengths: ReadonlyMap<string, number>;
  /** Columns of the types of which it is known how they print their values, and that they compare by nothing else. */
  readonly forms: ReadonlyMap<string, Form>;
  /** The types of its columns that are PostgreSQL's own, by name. */
  readonly typed: ReadonlyMap<string, string>;
  /** What its generated columns are made of. */
  readonly made: ReadonlyMap<string, Node>;
  /** Sequences that defaults of its columns draw from. */
  readonly draws: ReadonlyMap<string, readonly string[]>;
}

export interface Tie {
  readonly from: string;
  readonly columns: readonly string[];
  readonly to: string;
  readonly keys: readonly string[];
}

export interface PgStructure {
  readonly digest: string;
  readonly path: readonly string[];
  readonly relations: ReadonlyMap<string, Relation>;
  /** What fires on a write, by `schema.name`; a rule counts for the statement that it names. */
  readonly fires: ReadonlyMap<string, readonly Occasion[]>;
  /** Of these, what nobody has read. */
  readonly unread: ReadonlyMap<string, readonly Occasion[]>;
  /** And what may be read, as far as its function can. */
  readonly triggers: ReadonlyMap<string, readonly Trigger[]>;
  /** Tables that follow when a row of this one goes or changes its key. */
  readonly follows: ReadonlyMap<string, readonly string[]>;
  /** Foreign keys: whoever writes at either end has the engine look at the other. */
  readonly ties: readonly Tie[];
  /** Tables by the `schema.name` of an index. */
  readonly indexes: ReadonlyMap<string, string>;
  /** Sequences by `schema.name`, each with the `schema.table.column` that it goes with. */
  readonly sequences: ReadonlyMap<string, string | undefined>;
  /** Names of functions of the user's that may be meant where no schema is named. */
  readonly functions: ReadonlySet<string>;
  /** All that the user has named, whatever the schema. */
  readonly everywhere: { readonly functions: ReadonlySet<string>; readonly operators: ReadonlySet<string> };
  /** As the statement sees it; undefined where that is this. */
  readonly usual?: PgStructure;
  /** Functions of extensions that are known, by `schema.name`. */
  readonly trusted: ReadonlySet<string>;
  /** The functions of the user's themselves, by `schema.name`. */
  readonly routines: ReadonlyMap<string, Routine>;
  readonly operators: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** Of these, what may run something of the user's. */
  readonly odd: ReadonlySet<string>;
  /** What domains check, by `schema.name`. */
  readonly domains: ReadonlyMap<string, Node>;
  /** Names of fields of rows that are types of the user's. */
  readonly fields: ReadonlySet<string>;
  /** A cast between built-in types that runs a function of the user's. */
  readonly casts: boolean;
  /** An event trigger: whatever changes the structure sets it off. */
  readonly hears: boolean;
}

type Named = Pick<PgStructure, 'path' | 'relations'>;

/** In a path: the schema of whoever calls, which may be any. */
export const caller = '$user';

/** Every relation that the name could mean; a name without a schema is looked up along the path. */
export function relationsNamed(
  { path, relations }: Named,
  schema: string,
  name: string,
): readonly Relation[] {
  const places = schema === '' ? path : [schema];
  if (!places.includes(caller)) return places.flatMap((place) => relations.get(`${place}.${name}`) ?? []);
  return [...relations.values()].filter((one) => one.name.slice(one.name.indexOf('.') + 1) === name);
}
