/** What a schema's own statements say exists: tables, views, triggers, functions of the user's. It refuses to guess at what a function does. */
import { type JsonObject, own } from '../../../../call/json.js';
import {
  below,
  bodyOf,
  has,
  list,
  type Node,
  namesIn,
  part,
  statementsIn,
  tagged,
  text,
  textIn,
  texts,
} from '../tree/tree.js';
import { runsOwn, sortsSilently, takeClass, takeClassMember } from './classes.js';
import { isOfExtension, settle, takeAggregate, takeMember, takeRoutine } from './definitions.js';
import { change, type Draft, emptyDraft, foundIn, nameIn } from './draft.js';
import { altered, without } from './loose.js';
import { spoilMoved, spoilRenamed, takeMoved, takeRenamed } from './moved.js';
import { isOrdinary, isPinned } from './ordinary.js';
import { takeIndexName, takeKeyNames, takeSequence } from './own-names.js';
import { spoil, takeDomain, takeEnum, takeOdd, takeRow } from './own-types.js';
import type { Occasion, PgStructure, Relation } from './relation.js';
import { ruleOfPolicy, rulesOfIndex } from './rules.js';
import { follow, keepUnique, plainRelation, takeAltered, takeForeign, takeTable, wire } from './tables.js';
import { triggerOf } from './trigger-body.js';

const everywhere: readonly Occasion[] = ['insert', 'update', 'delete', 'truncate'];
/** A rule rewrites the one kind of statement that it names. */
const ruled: Readonly<Record<string, readonly Occasion[]>> = {
  CMD_INSERT: ['insert'],
  CMD_UPDATE: ['update'],
  CMD_DELETE: ['delete'],
};
const bits: readonly (readonly [number, Occasion])[] = [
  [4, 'insert'],
  [8, 'delete'],
  [16, 'update'],
  [32, 'truncate'],
];

const takeView = (
  draft: Draft,
  relation: JsonObject | undefined,
  view: Pick<Relation, 'columns' | 'query'> & Partial<Relation>,
): void => {
  const name = nameIn(draft, relation);
  draft.relations.set(name, { ...plainRelation, ...view, names: namesIn(view.query), name, kind: 'view' });
};

/** A view's options, of which the check of what is written through it is one. */
const isBound = (body: JsonObject): boolean =>
  list(body, 'options').length > 0 || !['', 'NO_CHECK_OPTION'].includes(text(body, 'withCheckOption'));

function add<T>(map: Map<string, T[]>, name: string, more: readonly T[]): void {
  map.set(name, [...(map.get(name) ?? []), ...more]);
}

function fire(draft: Draft, relation: JsonObject | undefined, occasions: readonly Occasion[]): void {
  for (const all of [draft.fires, draft.unread]) add(all, foundIn(draft, relation), occasions);
}

function takeTrigger(draft: Draft, body: JsonObject): void {
  const events = own(body, 'events');
  const mask = typeof events === 'number' ? events : 60;
  const occasions = bits.flatMap(([bit, occasion]) => ((mask & bit) === 0 ? [] : [occasion]));
  const trigger = triggerOf(body, occasions);
  if (trigger === undefined) return void fire(draft, part(body, 'relation'), occasions);
  const name = foundIn(draft, part(body, 'relation'));
  add(draft.fires, name, occasions);
  add(draft.triggers, name, [trigger]);
}

function takeRule(draft: Draft, body: JsonObject): void {
  const event = text(body, 'event');
  fire(draft, part(body, 'relation'), ruled[event] ?? everywhere);
  // It shows something else instead.
  if (!Object.hasOwn(ruled, event))
    change(draft, foundIn(draft, part(body, 'relation')), () => ({ isStrange: true, isWatched: true }));
}

const lastName = (body: JsonObject, field: string): string => textIn(list(body, field).at(-1));

/** Made where PostgreSQL's own are looked up. */
function hide(draft: Draft, body: JsonObject, field: string): void {
  if (textIn(list(body, field)[0]) === 'pg_catalog') draft.inOwn.add(lastName(body, field));
}

function takeCast(draft: Draft, body: JsonObject): void {
  const ends = ['sourcetype', 'targettype'].map((end) => texts(list(part(body, end), 'names')));
  const isOurs = ends.some(([first = '', ...rest]) => rest.length === 0 || first === 'pg_catalog');
  const run = texts(list(part(body, 'func') ?? {}, 'objname')).join('.');
  if (has(body, 'func') && isOurs && !isOfExtension(draft, run)) draft.casts = true;
}

/** What a policy of rows may ask of the session: an agent can set none of it. */
const asked = new Set(['current_setting']);

function takePolicy(draft: Draft, body: JsonObject): void {
  const tests = [own(body, 'qual') ?? null, own(body, 'with_check') ?? null];
  const isWatched = !isOrdinary(tests, draft, asked);
  // A row that it does not let in fails by its values.
  change(draft, foundIn(draft, part(body, 'table')), (one) => ({
    isStrange: one.isStrange || isWatched,
    isWatched: one.isWatched || isWatched,
    rules: [...one.rules, ruleOfPolicy(tests)],
    loose: without(one, body),
  }));
}

function takeIndex(draft: Draft, body: JsonObject): void {
  const parts = [...list(body, 'indexParams'), own(body, 'whereClause') ?? null];
  const rules = rulesOfIndex(body);
  change(draft, foundIn(draft, part(body, 'relation')), (one) => ({ loose: without(one, body) }));
  change(draft, foundIn(draft, part(body, 'relation')), (one) => ({ rules: [...one.rules, ...rules] }));
  if (!isOrdinary(parts, draft))
    change(draft, foundIn(draft, part(body, 'relation')), () => ({ isStrange: true }));
  // The planner looks along it as well.
  if (runsOwn(draft, parts))
    change(draft, foundIn(draft, part(body, 'relation')), () => ({ isStrange: true, isWatched: true }));
  keepUnique(draft, body);
  takeIndexName(draft, body);
}

function takeTypes(draft: Draft, tag: string, body: JsonObject): void {
  spoilMoved(draft, tag, body);
  takeRenamed(draft, tag, body);
  if (tag === 'CreateOpClassStmt') takeClass(draft, body);
  if (tag === 'AlterExtensionContentsStmt') takeClassMember(draft, body);
  if (tag === 'CreateDomainStmt') takeDomain(draft, body);
  if (tag === 'CreateEnumStmt') takeEnum(draft, body);
  if (tag === 'CreateRangeStmt') takeOdd(draft, lastName(body, 'typeName'));
  if (tag === 'CompositeTypeStmt') takeRow(draft, body);
  if (['CreateCastStmt', 'CreateOpClassStmt', 'AlterDomainStmt'].includes(tag)) spoil(draft, tag, body);
}

function takeOther(draft: Draft, tag: string, body: JsonObject): void {
  takeMoved(draft, tag, body);
  if (tag === 'CreateFunctionStmt') {
    draft.functions.add(lastName(body, 'funcname'));
    hide(draft, body, 'funcname');
    takeRoutine(draft, body);
  }
  takeTypes(draft, tag, body);
  if (tag === 'DefineStmt') {
    const kind = text(body, 'kind');
    const place = kind === 'OBJECT_OPERATOR' ? draft.operators : draft.functions;
    if (kind === 'OBJECT_TYPE') takeOdd(draft, lastName(body, 'defnames'));
    else place.add(lastName(body, 'defnames'));
    hide(draft, body, 'defnames');
    if (place === draft.functions && kind !== 'OBJECT_TYPE') takeAggregate(draft, body);
  }
  if (tag === 'AlterExtensionContentsStmt') takeMember(draft, body);
  if (tag === 'CreateEventTrigStmt') draft.hears = true;
  if (tag === 'CreateCastStmt') takeCast(draft, body);
  if (tag === 'CreatePolicyStmt') takePolicy(draft, body);
  if (tag === 'IndexStmt') takeIndex(draft, body);
  if (tag === 'CreateSeqStmt' || tag === 'AlterSeqStmt') takeSequence(draft, body);
  if (tag === 'CreateForeignTableStmt') takeForeign(draft, body);
  if (tag === 'AlterTableStmt')
    change(draft, foundIn(draft, part(body, 'relation')), (one) => altered(one, body));
  if (tag === 'AlterTableStmt') takeAltered(draft, body);
  takeKeys(draft, tag, body);
  if (tag === 'AlterTableStmt')
    for (const { tag: inner, body: found } of below(own(body, 'cmds')))
      if (inner === 'Constraint') follow(draft, { name: foundIn(draft, part(body, 'relation')) }, found);
}

/** Of a table that is made, and of one that gets more. */
function takeKeys(draft: Draft, tag: string, body: JsonObject): void {
  if (tag !== 'CreateStmt' && tag !== 'AlterTableStmt') return;
  const added = list(body, 'cmds').map((one) => own(tagged(one).body, 'def'));
  takeKeyNames(draft, foundIn(draft, part(body, 'relation')), [...list(body, 'tableElts'), ...added]);
}

function take(draft: Draft, node: Node): void {
  const { tag, body } = tagged(node);
  if (tag === 'VariableSetStmt' && text(body, 'name') === 'search_path')
    draft.path = list(body, 'args').map((one) => text(part(bodyOf(one, 'A_Const') ?? {}, 'sval'), 'sval'));
  else if (tag === 'CreateStmt') {
    takeTable(draft, body);
    takeKeys(draft, tag, body);
  } else if (tag === 'ViewStmt')
    takeView(draft, part(body, 'view'), {
      columns: texts(list(body, 'aliases')),
      query: own(body, 'query'),
      isBound: isBound(body),
    });
  else if (tag === 'CreateTableAsStmt') {
    const into = part(body, 'into');
    takeView(draft, part(into ?? {}, 'rel'), {
      columns: texts(list(into, 'colNames')),
      query: own(body, 'query'),
    });
  } else if (tag === 'CreateTrigStmt') takeTrigger(draft, body);
  else if (tag === 'RuleStmt') takeRule(draft, body);
  else takeOther(draft, tag, body);
}

function seenIn({ path, functions, operators, inOwn }: Draft): Pick<PgStructure, 'functions' | 'operators'> {
  return isPinned(path) ? { functions: inOwn, operators: inOwn } : { functions, operators };
}

/** `tree`: the whole script as the parser gives it; `parse` is asked for the bodies of functions. */
export function structureOf(
  tree: Node,
  digest: string,
  parse: Draft['parse'] = () => undefined,
): PgStructure {
  const draft = emptyDraft(parse);
  // What is done to a type later counts for the tables before.
  for (const { stmt } of statementsIn(tree)) takeTypes(draft, tagged(stmt).tag, tagged(stmt).body);
  for (const { stmt } of statementsIn(tree)) take(draft, stmt);
  wire(draft);
  spoilRenamed(draft);
  draft.casts ||= sortsSilently(draft);
  const { parse: _, ...told } = draft;
  const everywhere = { functions: draft.functions, operators: draft.operators };
  return { ...told, ...seenIn(draft), everywhere, trusted: settle(draft), digest };
}
