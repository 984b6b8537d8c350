/** What has been learnt so far of a schema, statement by statement, and how its names are looked up. It understands no statement. */
import type { JsonObject } from '../../../../call/json.js';
import { type Node, text } from '../tree/tree.js';
import { caller, type Occasion, type PgStructure, type Relation, relationsNamed } from './relation.js';
import type { Routine } from './routine.js';
import type { Trigger } from './trigger.js';

export interface Draft {
  path: readonly string[];
  readonly relations: Map<string, Relation>;
  readonly fires: Map<string, Occasion[]>;
  readonly unread: Map<string, Occasion[]>;
  readonly triggers: Map<string, Trigger[]>;
  readonly follows: Map<string, string[]>;
  readonly ties: PgStructure['ties'][number][];
  readonly functions: Set<string>;
  /** Functions and operators of the user's among PostgreSQL's own. */
  readonly inOwn: Set<string>;
  readonly operators: Set<string>;
  readonly types: Set<string>;
  /** Of these, what may run something of the user's. */
  readonly odd: Set<string>;
  readonly domains: Map<string, Node>;
  /** Names of fields of rows that are types. */
  readonly fields: Set<string>;
  /** Classes of operators, by `schema.name`. */
  readonly classes: Map<string, { readonly isSilent: boolean; readonly isOfExtension: boolean }>;
  /** Names of tables, views, sequences and schemas that have been given to another. */
  readonly renamed: Set<string>;
  /** Tables by the `schema.name` of an index, and columns by that of a sequence, where it goes with one. */
  readonly indexes: Map<string, string>;
  readonly sequences: Map<string, string | undefined>;
  readonly routines: Map<string, Routine>;
  /** Names of functions that have been altered, or given to another. */
  readonly moved: Set<string>;
  /** How often a function of that name is defined, by `schema.name`. */
  readonly defined: Map<string, number>;
  /** Extensions that say that one of that name is theirs. */
  readonly members: Map<string, string[]>;
  /** The parser, which is lent, and that of PL/pgSQL; undefined where it does not understand a text. */
  readonly parse: (text: string, language?: 'plpgsql') => Node;
  casts: boolean;
  hears: boolean;
}

export const emptyDraft = (parse: Draft['parse']): Draft => ({
  parse,
  routines: new Map(),
  indexes: new Map(),
  sequences: new Map(),
  moved: new Set(),
  defined: new Map(),
  members: new Map(),
  path: ['public'],
  relations: new Map(),
  fires: new Map(),
  unread: new Map(),
  triggers: new Map(),
  follows: new Map(),
  ties: [],
  functions: new Set(),
  inOwn: new Set(),
  operators: new Set(),
  types: new Set(),
  odd: new Set(),
  domains: new Map(),
  fields: new Set(),
  classes: new Map(),
  renamed: new Set(),
  casts: false,
  hears: false,
});

export const nameIn = ({ path }: Pick<Draft, 'path'>, relation: JsonObject | undefined): string =>
  `${text(relation, 'schemaname') || (path.find((place) => place !== caller) ?? 'public')}.${text(relation, 'relname')}`;

/** The name of something that exists already. */
export const foundIn = (draft: Draft, relation: JsonObject | undefined): string => {
  const [found] = relationsNamed(draft, text(relation, 'schemaname'), text(relation, 'relname'));
  return found?.name ?? nameIn(draft, relation);
};

export function change(draft: Draft, name: string, to: (relation: Relation) => Partial<Relation>): void {
  const found = draft.relations.get(name);
  if (found !== undefined) draft.relations.set(name, { ...found, ...to(found) });
}
