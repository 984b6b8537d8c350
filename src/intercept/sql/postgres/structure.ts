/** What a schema's own statements say exists: tables, views, triggers, functions of the user's. It refuses to guess at what a function does. */
import { isObject, type JsonObject, own } from '../../../call/json.js';
import { altered, looseIn, textsIn, without } from './loose.js';
import { isOrdinary } from './ordinary.js';
import { type Occasion, type PgStructure, type Relation, relationsNamed, type Tie } from './relation.js';
import {
  below,
  bodyOf,
  has,
  list,
  type Node,
  part,
  type Tagged,
  tagged,
  text,
  textIn,
  texts,
} from './tree.js';

interface Draft {
  path: readonly string[];
  readonly relations: Map<string, Relation>;
  readonly fires: Map<string, Occasion[]>;
  readonly follows: Map<string, string[]>;
  readonly ties: Tie[];
  readonly functions: Set<string>;
  readonly operators: Set<string>;
  readonly types: Set<string>;
  casts: boolean;
  hears: boolean;
}

const everywhere: readonly Occasion[] = ['insert', 'update', 'delete', 'truncate'];
const bits: readonly (readonly [number, Occasion])[] = [
  [4, 'insert'],
  [8, 'delete'],
  [16, 'update'],
  [32, 'truncate'],
];

const nameIn = ({ path }: Pick<Draft, 'path'>, relation: JsonObject | undefined): string =>
  `${text(relation, 'schemaname') || (path[0] ?? 'public')}.${text(relation, 'relname')}`;

/** The name of something that exists already. */
const foundIn = (draft: Draft, relation: JsonObject | undefined): string => {
  const [found] = relationsNamed(draft, text(relation, 'schemaname'), text(relation, 'relname'));
  return found?.name ?? nameIn(draft, relation);
};

interface Tied {
  readonly name: string;
  /** The one that the constraint was written behind. */
  readonly column?: string;
}

function follow(draft: Draft, { name, column }: Tied, constraint: JsonObject): void {
  if (text(constraint, 'contype') !== 'CONSTR_FOREIGN') return;
  const acts = ['fk_del_action', 'fk_upd_action'].some((field) =>
    ['c', 'n', 'd'].includes(text(constraint, field)),
  );
  const table = foundIn(draft, part(constraint, 'pktable'));
  if (acts) draft.follows.set(table, [...(draft.follows.get(table) ?? []), name]);
  const [columns, keys] = ['fk_attrs', 'pk_attrs'].map((field) => texts(list(constraint, field)));
  const own = column === undefined ? (columns ?? []) : [column];
  draft.ties.push({ from: name, columns: own, to: table, keys: keys ?? [] });
}

const plainRelation = {
  query: undefined,
  isStrange: false,
  heirs: [],
  partitions: [],
  isWatched: false,
  loose: new Set<string>(),
  texts: new Set<string>(),
  made: new Map(),
};

function change(draft: Draft, name: string, to: (relation: Relation) => Partial<Relation>): void {
  const found = draft.relations.get(name);
  if (found !== undefined) draft.relations.set(name, { ...found, ...to(found) });
}

const generatedIn = (body: JsonObject): Node =>
  list(body, 'constraints')
    .map((one) => bodyOf(one, 'Constraint'))
    .find((one) => text(one, 'contype') === 'CONSTR_GENERATED');

const madeIn = (defined: readonly JsonObject[]): Relation['made'] =>
  new Map(
    defined.flatMap((one) => {
      const generated = generatedIn(one);
      return generated === undefined || !isObject(generated)
        ? []
        : [[text(one, 'colname'), own(generated, 'raw_expr')] as const];
    }),
  );

/** Constraints of a column, or of the whole table. */
function tie(draft: Draft, name: string, { tag, body }: Tagged): void {
  const tied: Tied = tag === 'ColumnDef' ? { name, column: text(body, 'colname') } : { name };
  for (const { tag: inner, body: constraint } of below({ [tag]: body }))
    if (inner === 'Constraint') follow(draft, tied, constraint);
}

function takeTable(draft: Draft, body: JsonObject): void {
  const name = nameIn(draft, part(body, 'relation'));
  const elements = list(body, 'tableElts').map(tagged);
  const defined = elements.filter(({ tag }) => tag === 'ColumnDef').map((one) => one.body);
  const parents = list(body, 'inhRelations').map((one) => foundIn(draft, bodyOf(one, 'RangeVar')));
  const inherited = parents.flatMap((parent) => draft.relations.get(parent)?.columns ?? []);
  const declaredHere = defined.map((one) => text(one, 'colname'));
  // INVARIANT: `*` gives them in the table's own order. A live server has told all of them; where it has not, its parents' come first.
  const isWhole = inherited.every((one) => declaredHere.includes(one));
  const columns = [...new Set(isWhole ? declaredHere : [...inherited, ...declaredHere])];
  const plain = elements.every(({ tag }) => tag === 'ColumnDef' || tag === 'Constraint');
  const isStrange =
    !plain || parents.length > 0 || has(body, 'partspec') || !isOrdinary(own(body, 'tableElts'), draft);
  const made = madeIn(defined);
  draft.relations.set(name, {
    ...plainRelation,
    name,
    kind: 'table',
    columns,
    isStrange,
    loose: looseIn(elements),
    texts: textsIn(elements),
    made,
  });
  // A partition is its table's own; another heir is a table that has a name and perhaps a class of its own.
  const isHeir = !has(body, 'partbound');
  for (const parent of parents)
    change(draft, parent, ({ heirs, partitions }) => ({
      isStrange: true,
      heirs: isHeir ? [...heirs, name] : heirs,
      partitions: isHeir ? partitions : [...partitions, name],
    }));
  for (const element of elements) tie(draft, name, element);
}

const takeView = (
  draft: Draft,
  relation: JsonObject | undefined,
  view: Pick<Relation, 'columns' | 'query'>,
): void => {
  const name = nameIn(draft, relation);
  draft.relations.set(name, { ...plainRelation, ...view, name, kind: 'view' });
};

function fire(draft: Draft, relation: JsonObject | undefined, occasions: readonly Occasion[]): void {
  const name = foundIn(draft, relation);
  draft.fires.set(name, [...(draft.fires.get(name) ?? []), ...occasions]);
}

const lastName = (body: JsonObject, field: string): string => textIn(list(body, field).at(-1));

function takeCast(draft: Draft, body: JsonObject): void {
  const ends = ['sourcetype', 'targettype'].map((end) => texts(list(part(body, end), 'names')));
  const isOurs = ends.some(([first = '', ...rest]) => rest.length === 0 || first === 'pg_catalog');
  if (has(body, 'func') && isOurs) draft.casts = true;
}

function takePolicy(draft: Draft, body: JsonObject): void {
  const tests = [own(body, 'qual') ?? null, own(body, 'with_check') ?? null];
  const isWatched = !isOrdinary(tests, draft);
  change(draft, foundIn(draft, part(body, 'table')), (one) => ({
    isStrange: true,
    isWatched: one.isWatched || isWatched,
  }));
}

function takeIndex(draft: Draft, body: JsonObject): void {
  const parts = [...list(body, 'indexParams'), own(body, 'whereClause') ?? null];
  change(draft, foundIn(draft, part(body, 'relation')), ({ loose }) => ({ loose: without(loose, body) }));
  if (!isOrdinary(parts, draft))
    change(draft, foundIn(draft, part(body, 'relation')), () => ({ isStrange: true }));
}

function takeOther(draft: Draft, tag: string, body: JsonObject): void {
  if (tag === 'CreateFunctionStmt') draft.functions.add(lastName(body, 'funcname'));
  if (tag === 'CreateDomainStmt') draft.types.add(lastName(body, 'domainname'));
  if (['CreateEnumStmt', 'CreateRangeStmt'].includes(tag)) draft.types.add(lastName(body, 'typeName'));
  if (tag === 'CompositeTypeStmt') draft.types.add(text(part(body, 'typevar'), 'relname'));
  if (tag === 'DefineStmt') {
    const kind = text(body, 'kind');
    const place =
      kind === 'OBJECT_OPERATOR' ? draft.operators : kind === 'OBJECT_TYPE' ? draft.types : draft.functions;
    place.add(lastName(body, 'defnames'));
  }
  if (tag === 'CreateEventTrigStmt') draft.hears = true;
  if (tag === 'CreateCastStmt') takeCast(draft, body);
  if (tag === 'CreatePolicyStmt') takePolicy(draft, body);
  if (tag === 'IndexStmt') takeIndex(draft, body);
  if (tag === 'AlterTableStmt')
    change(draft, foundIn(draft, part(body, 'relation')), (one) => altered(one, body));
  if (tag === 'AlterTableStmt')
    for (const { tag: inner, body: found } of below(own(body, 'cmds')))
      if (inner === 'Constraint') follow(draft, { name: foundIn(draft, part(body, 'relation')) }, found);
}

function take(draft: Draft, node: Node): void {
  const { tag, body } = tagged(node);
  if (tag === 'VariableSetStmt' && text(body, 'name') === 'search_path')
    draft.path = list(body, 'args').map((one) => text(part(bodyOf(one, 'A_Const') ?? {}, 'sval'), 'sval'));
  else if (tag === 'CreateStmt') takeTable(draft, body);
  else if (tag === 'ViewStmt')
    takeView(draft, part(body, 'view'), { columns: texts(list(body, 'aliases')), query: own(body, 'query') });
  else if (tag === 'CreateTableAsStmt') {
    const into = part(body, 'into');
    takeView(draft, part(into ?? {}, 'rel'), {
      columns: texts(list(into, 'colNames')),
      query: own(body, 'query'),
    });
  } else if (tag === 'CreateTrigStmt') {
    const events = own(body, 'events');
    const mask = typeof events === 'number' ? events : 60;
    fire(
      draft,
      part(body, 'relation'),
      bits.flatMap(([bit, occasion]) => ((mask & bit) === 0 ? [] : [occasion])),
    );
  } else if (tag === 'RuleStmt') fire(draft, part(body, 'relation'), everywhere);
  else takeOther(draft, tag, body);
}

/** `tree`: the whole script as the parser gives it. */
export function structureOf(tree: Node, digest: string): PgStructure {
  const draft: Draft = {
    path: ['public'],
    relations: new Map(),
    fires: new Map(),
    follows: new Map(),
    ties: [],
    functions: new Set(),
    operators: new Set(),
    types: new Set(),
    casts: false,
    hears: false,
  };
  for (const { stmt } of statementsIn(tree)) take(draft, stmt);
  return { ...draft, digest };
}

export const statementsIn = (tree: Node): readonly { readonly stmt: Node }[] => {
  const root = tree !== undefined && isObject(tree) ? tree : undefined;
  return list(root, 'stmts').map((one) => ({ stmt: isObject(one) ? own(one, 'stmt') : undefined }));
};
