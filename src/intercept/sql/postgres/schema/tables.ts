/** Tables as a schema's statements make them: columns, keys, foreign keys, and which are parts or heirs of which. What it cannot read of one makes it strange. */
import { isObject, type JsonObject, own } from '../../../../call/json.js';
import {
  below,
  bodyOf,
  has,
  isTrue,
  list,
  type Node,
  part,
  type Tagged,
  tagged,
  text,
  texts,
} from '../tree/tree.js';
import { formsIn, lengthsIn, textsIn, typedIn } from './column-types.js';
import { change, type Draft, foundIn, nameIn } from './draft.js';
import { drawnIn, drawsIn } from './draws.js';
import { looseIn } from './loose.js';
import { isOrdinary } from './ordinary.js';
import type { Relation } from './relation.js';
import { rulesIn } from './rules.js';

export const plainRelation = {
  query: undefined,
  names: new Set<string>(),
  isStrange: false,
  isBound: false,
  isForeign: false,
  parents: [],
  isPart: false,
  heirs: [],
  partitions: [],
  parting: undefined,
  uniques: [],
  rules: [],
  isWatched: false,
  loose: new Set<string>(),
  texts: new Set<string>(),
  lengths: new Map(),
  forms: new Map(),
  typed: new Map(),
  made: new Map(),
  draws: new Map(),
};

interface Tied {
  readonly name: string;
  /** The one that the constraint was written behind. */
  readonly column?: string;
}

export function follow(draft: Draft, { name, column }: Tied, constraint: JsonObject): void {
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

const isKey = (constraint: JsonObject | undefined): boolean =>
  ['CONSTR_PRIMARY', 'CONSTR_UNIQUE'].includes(text(constraint, 'contype'));

/** Columns of which no two rows of the table hold the same; a column's own constraint names none. */
function uniquesIn({ tag, body }: Tagged): readonly (readonly string[])[] {
  if (tag === 'Constraint') return isKey(body) ? [texts(list(body, 'keys'))] : [];
  const isOwn = list(body, 'constraints').some((one) => isKey(bodyOf(one, 'Constraint')));
  return isOwn ? [[text(body, 'colname')]] : [];
}

/** What rows are parted by; whatever an expression names counts. */
function partingOf(body: JsonObject): readonly string[] | undefined {
  const spec = part(body, 'partspec');
  if (spec === undefined) return undefined;
  return list(spec, 'partParams').flatMap((one) => {
    const element = bodyOf(one, 'PartitionElem');
    const named = [...below(own(element ?? {}, 'expr'))].flatMap(({ tag, body: found }) =>
      tag === 'ColumnRef' ? texts(list(found, 'fields')).slice(-1) : [],
    );
    return [text(element, 'name'), ...named].filter((name) => name !== '');
  });
}

/** A key's own functions run whenever a row is placed. */
const partsPlainly = (draft: Draft, body: JsonObject): boolean => {
  const elements = list(part(body, 'partspec') ?? {}, 'partParams');
  const isPlain = elements.every((one) => list(bodyOf(one, 'PartitionElem'), 'opclass').length === 0);
  return isPlain && isOrdinary([...elements], draft);
};

export function takeTable(draft: Draft, body: JsonObject, isForeign = false): void {
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
  const isRead =
    isOrdinary(own(body, 'tableElts'), draft) && drawnIn(draft, own(body, 'tableElts')) !== undefined;
  const isStrange = !plain || !isRead || !partsPlainly(draft, body);
  draft.relations.set(name, {
    ...plainRelation,
    name,
    kind: 'table',
    columns,
    isStrange,
    isForeign,
    parents,
    isPart: has(body, 'partbound'),
    parting: partingOf(body),
    uniques: elements.flatMap(uniquesIn),
    rules: elements.flatMap(rulesIn),
    loose: looseIn(elements),
    texts: textsIn(elements),
    lengths: lengthsIn(elements),
    forms: formsIn(elements),
    typed: typedIn(elements),
    made: madeIn(defined),
    draws: drawsIn(draft, list(body, 'tableElts')),
  });
  for (const element of elements) tie(draft, name, element);
}

/** Alone, a foreign table is not known; as a part or an heir its rows are shown by one that is. */
export function takeForeign(draft: Draft, body: JsonObject): void {
  const base = part(body, 'base') ?? {};
  if (list(base, 'inhRelations').length > 0) takeTable(draft, base, true);
}

/** An index that was made ONLY on a table with parts says nothing of what stands in these. */
const holdsThroughout = (relation: Relation, range: JsonObject | undefined): boolean =>
  relation.parting === undefined || isTrue(range ?? {}, 'inh');

/** Every row has a place in it, compared as its columns usually are. */
function columnsHeld(body: JsonObject): readonly string[] | undefined {
  const elements = list(body, 'indexParams').map((one) => bodyOf(one, 'IndexElem'));
  const isPlain = elements.every(
    (one) =>
      text(one, 'name') !== '' && ['opclass', 'collation'].every((field) => list(one, field).length === 0),
  );
  const isUnique = isTrue(body, 'unique') && !has(body, 'whereClause') && isPlain;
  return isUnique ? elements.map((one) => text(one, 'name')) : undefined;
}

export function keepUnique(draft: Draft, body: JsonObject): void {
  const range = part(body, 'relation');
  const held = columnsHeld(body);
  if (held === undefined) return;
  change(draft, foundIn(draft, range), (one) =>
    holdsThroughout(one, range) ? { uniques: [...one.uniques, held] } : {},
  );
}

/** A table joins another as a part or as an heir. */
const joins =
  (parent: string, isPart: boolean) =>
  (one: Relation): Partial<Relation> => ({
    parents: [...one.parents, parent],
    isPart: one.isPart || isPart,
  });

/** What an ALTER of it adds to what is known of its family and keys. */
export function takeAltered(draft: Draft, body: JsonObject): void {
  const range = part(body, 'relation');
  const name = foundIn(draft, range);
  for (const node of list(body, 'cmds')) {
    const command = tagged(node).body;
    const { tag, body: definition } = tagged(own(command, 'def'));
    const kind = text(command, 'subtype');
    if (kind === 'AT_AttachPartition')
      change(draft, foundIn(draft, part(definition, 'name')), joins(name, true));
    if (!isOrdinary({ [tag]: definition }, draft)) change(draft, name, () => ({ isStrange: true }));
    takeDrawn(draft, name, command);
    if (kind === 'AT_SetRelOptions') change(draft, name, () => ({ isBound: true }));
    if (kind === 'AT_AddInherit') change(draft, name, joins(foundIn(draft, definition), false));
    if (kind !== 'AT_AddConstraint') continue;
    const rules = rulesIn({ tag, body: definition });
    change(draft, name, (one) => ({ rules: [...one.rules, ...rules] }));
    const added = uniquesIn({ tag, body: definition }).filter((keys) => keys.length > 0);
    change(draft, name, (one) =>
      holdsThroughout(one, range) ? { uniques: [...one.uniques, ...added] } : {},
    );
  }
}

/** A column that is new, or has another default. */
function takeDrawn(draft: Draft, name: string, command: JsonObject): void {
  const definition = own(command, 'def') ?? null;
  const column = text(command, 'name') || text(bodyOf(definition, 'ColumnDef'), 'colname');
  const drawn = drawnIn(draft, definition);
  if (drawn === undefined) change(draft, name, () => ({ isStrange: true }));
  else if (drawn.length > 0)
    change(draft, name, ({ draws }) => ({ draws: new Map([...draws, [column, drawn] as const]) }));
}

/** INVARIANT: whichever was made first, a parent knows all of its parts and heirs. */
export function wire(draft: Draft): void {
  for (const { name, parents, isPart } of [...draft.relations.values()])
    for (const parent of new Set(parents))
      change(draft, parent, ({ heirs, partitions }) =>
        isPart ? { partitions: [...partitions, name] } : { heirs: [...heirs, name] },
      );
}
