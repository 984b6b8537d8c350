/** What a schema's own statements say exists: tables, views, triggers, functions of the user's. It refuses to guess at what a function does. */
import { isObject, type JsonObject, own } from '../../../call/json.js';
import { below, bodyOf, has, list, type Node, part, tagged, text, textIn, texts } from './tree.js';
import { aggregates, builtInTypes, pure } from './words.js';

export type Occasion = 'insert' | 'update' | 'delete' | 'truncate';

export interface Relation {
  /** `schema.name`. */
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly string[];
  /** A view's own query. */
  readonly query: Node;
  /** A default, a check, a type or a partition that nobody has looked at: whoever writes here may set it off. */
  readonly isStrange: boolean;
}

export interface PgStructure {
  readonly digest: string;
  readonly path: readonly string[];
  readonly relations: ReadonlyMap<string, Relation>;
  /** What fires on a write, by `schema.name`; rules count for every occasion. */
  readonly fires: ReadonlyMap<string, readonly Occasion[]>;
  /** Tables that follow when a row of this one goes or changes its key. */
  readonly follows: ReadonlyMap<string, readonly string[]>;
  readonly functions: ReadonlySet<string>;
  readonly operators: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

interface Draft {
  path: readonly string[];
  readonly relations: Map<string, Relation>;
  readonly fires: Map<string, Occasion[]>;
  readonly follows: Map<string, string[]>;
  readonly functions: Set<string>;
  readonly operators: Set<string>;
  readonly types: Set<string>;
}

const everywhere: readonly Occasion[] = ['insert', 'update', 'delete', 'truncate'];
const bits: readonly (readonly [number, Occasion])[] = [
  [4, 'insert'],
  [8, 'delete'],
  [16, 'update'],
  [32, 'truncate'],
];

type Named = Pick<PgStructure, 'path' | 'relations'>;

/** Every relation that the name could mean; a name without a schema is looked up along the path. */
export function relationsNamed(
  { path, relations }: Named,
  schema: string,
  name: string,
): readonly Relation[] {
  const places = schema === '' ? path : [schema];
  return places.flatMap((place) => relations.get(`${place}.${name}`) ?? []);
}

const nameIn = ({ path }: Pick<Draft, 'path'>, relation: JsonObject | undefined): string =>
  `${text(relation, 'schemaname') || (path[0] ?? 'public')}.${text(relation, 'relname')}`;

/** The name of something that exists already. */
const foundIn = (draft: Draft, relation: JsonObject | undefined): string => {
  const [found] = relationsNamed(draft, text(relation, 'schemaname'), text(relation, 'relname'));
  return found?.name ?? nameIn(draft, relation);
};

export const isOrdinary = (node: Node, draft: Pick<PgStructure, 'functions' | 'types'>): boolean => {
  for (const { body, tag } of below(node)) {
    const names = texts(list(tag === 'FuncCall' ? body : undefined, 'funcname'));
    const [name = ''] = names.slice(-1);
    if (tag === 'FuncCall' && !(pure.has(name) || aggregates.has(name)) && name !== 'nextval') return false;
    if (tag === 'FuncCall' && (draft.functions.has(name) || names.length > 2)) return false;
    if (tag === 'SubLink' || tag === 'PartitionSpec') return false;
    const type = part(body, 'typeName') ?? part(body, 'typename');
    const [typed = 'text'] = texts(list(type, 'names')).slice(-1);
    if (!builtInTypes.has(typed) || draft.types.has(typed)) return false;
    if (tag === 'A_Expr' && list(body, 'name').length > 1) return false;
  }
  return true;
};

function follow(draft: Draft, name: string, constraint: JsonObject): void {
  if (text(constraint, 'contype') !== 'CONSTR_FOREIGN') return;
  const acts = ['fk_del_action', 'fk_upd_action'].some((field) =>
    ['c', 'n', 'd'].includes(text(constraint, field)),
  );
  const table = foundIn(draft, part(constraint, 'pktable'));
  if (acts) draft.follows.set(table, [...(draft.follows.get(table) ?? []), name]);
}

function takeTable(draft: Draft, body: JsonObject): void {
  const name = nameIn(draft, part(body, 'relation'));
  const elements = list(body, 'tableElts').map(tagged);
  const columns = elements.filter(({ tag }) => tag === 'ColumnDef').map((one) => text(one.body, 'colname'));
  const plain = elements.every(({ tag }) => tag === 'ColumnDef' || tag === 'Constraint');
  const isStrange =
    !plain ||
    list(body, 'inhRelations').length > 0 ||
    has(body, 'partspec') ||
    !isOrdinary(own(body, 'tableElts'), draft);
  draft.relations.set(name, { name, kind: 'table', columns, query: undefined, isStrange });
  for (const parent of list(body, 'inhRelations')) {
    const above = draft.relations.get(foundIn(draft, bodyOf(parent, 'RangeVar')));
    if (above !== undefined) draft.relations.set(above.name, { ...above, isStrange: true });
  }
  for (const { tag, body: inner } of below(own(body, 'tableElts')))
    if (tag === 'Constraint') follow(draft, name, inner);
}

const takeView = (
  draft: Draft,
  relation: JsonObject | undefined,
  view: Omit<Relation, 'name' | 'kind' | 'isStrange'>,
): void => {
  const name = nameIn(draft, relation);
  draft.relations.set(name, { ...view, name, kind: 'view', isStrange: false });
};

function fire(draft: Draft, relation: JsonObject | undefined, occasions: readonly Occasion[]): void {
  const name = foundIn(draft, relation);
  draft.fires.set(name, [...(draft.fires.get(name) ?? []), ...occasions]);
}

const lastName = (body: JsonObject, field: string): string => textIn(list(body, field).at(-1));

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
  if (tag === 'AlterTableStmt')
    for (const { tag: inner, body: found } of below(own(body, 'cmds')))
      if (inner === 'Constraint') follow(draft, foundIn(draft, part(body, 'relation')), found);
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
    functions: new Set(),
    operators: new Set(),
    types: new Set(),
  };
  for (const { stmt } of statementsIn(tree)) take(draft, stmt);
  return { ...draft, digest };
}

export const statementsIn = (tree: Node): readonly { readonly stmt: Node }[] => {
  const root = tree !== undefined && isObject(tree) ? tree : undefined;
  return list(root, 'stmts').map((one) => ({ stmt: isObject(one) ? own(one, 'stmt') : undefined }));
};
