/** Why a statement is not understood although the engine took it. Fixed words and catalogued names only; one of them is enough to deny. */

import { tooMuch } from '../../bounds.js';
import { statementsOf } from '../engine/gate.js';
import { isSchemaTable, type Reading } from '../engine/known.js';
import { placesOf, unseenIn } from '../engine/lookups.js';
import { isStructureFunction, isStructureList } from '../engine/structure-tables.js';
import type { EngineEvent, EngineTrace } from '../engine/trace.js';
import { hasNamedByKeyWord } from '../tokens/key-words.js';
import type { Statement } from '../tokens/statement.js';
import { fold, isOp, isWord, isWordOf, type Token, tokenize } from '../tokens/token.js';
import { pureFunctions, pureTables } from '../tokens/words.js';

const isStructural = ({ verb }: Statement): boolean =>
  verb === 'create' || verb === 'drop' || verb === 'alter';

const controlActions = ['PRAGMA', 'ATTACH', 'DETACH', 'TRANSACTION', 'SAVEPOINT', 'ANALYZE'];

const isSessionView = ({ action, database }: EngineEvent): boolean =>
  action === 'CREATE_TEMP_VIEW' || (fold(database) === 'temp' && action === 'CREATE_VIEW');

/** Makes what lasts as long as the session and belongs to no layer. */
const isMadeForSession = (event: EngineEvent): boolean =>
  event.action === 'CREATE_TEMP_TABLE' ||
  (fold(event.database) === 'temp' && event.action === 'CREATE_TABLE') ||
  isSessionView(event);

/** INVARIANT: the engine makes a view without looking up what it shows, and one of the session may show any layer: its query is prepared alone. */
export const showsUnsaid = ({ events }: EngineTrace): boolean => events.some(isSessionView);

export const sessionObjects = (events: readonly EngineEvent[]): readonly string[] =>
  events.some(isMadeForSession) ? ['temp'] : [];

export const controlsOf = (events: readonly EngineEvent[]): readonly string[] => [
  ...new Set(
    events
      .filter((event) => controlActions.includes(event.action))
      .map((event) => event.action.toLowerCase()),
  ),
];

export const functionsOf = (events: readonly EngineEvent[]): readonly string[] =>
  [
    ...new Set(events.filter((event) => event.action === 'FUNCTION').map((event) => fold(event.second))),
  ].sort();

/** INVARIANT: what these answer is made by whatever ran on the connection before, and another session's statement may have: a key of its row, how many rows it met. */
const ofBefore: ReadonlySet<string> = new Set(['changes', 'total_changes', 'last_insert_rowid']);

const sayWhy = (name: string): string =>
  ofBefore.has(name)
    ? `function ${name} tells of another statement: RETURNING tells of this one`
    : `function ${name} is not on the list`;

/** They make as many bytes as they are told to. */
const sized: ReadonlySet<string> = new Set(['randomblob', 'zeroblob']);
const isShort = (tokens: readonly Token[], at: number): boolean =>
  /^\d{1,4}$/.test(tokens[at + 2]?.name ?? '') &&
  tokens[at + 2]?.kind === 'number' &&
  isOp(tokens[at + 3], ')');

/** Each of its calls stands in the statement itself, with a small number written into it: what a view or a trigger calls is not seen here. */
function isSmall({ tokens, trace }: Reading, name: string): boolean {
  const calls = tokens.flatMap((token, at) =>
    token.kind !== 'string' && fold(token.name) === name && isOp(tokens[at + 1], '(') ? [at] : [],
  );
  const heard = trace.events.filter(({ action, second }) => action === 'FUNCTION' && fold(second) === name);
  return heard.length <= calls.length && calls.every((at) => isShort(tokens, at));
}

/** A name that the agent chose never comes back in words, so an unlisted function is named only where SQLite has it. */
function functionDoubts(reading: Reading, statement: Statement): readonly string[] {
  if (statement.verb === 'alter') return [];
  return functionsOf(reading.trace.events)
    .filter((name) => !(pureFunctions.has(name) || (sized.has(name) && isSmall(reading, name))))
    .map(sayWhy);
}

/** What a WITH may have given a name to. */
const ctesIn = (tokens: readonly Token[], isWithin: boolean): ReadonlySet<string> =>
  new Set(
    isWord(tokens[0], 'with') || (isWithin && tokens.some((token) => isWord(token, 'with')))
      ? tokens.flatMap((token, at) =>
          isWord(tokens[at + 1], 'as') || isOp(tokens[at + 1], '(') ? [fold(token.name)] : [],
        )
      : [],
  );

/** INVARIANT: a table that counts its keys has the engine open that count, in a write and under no READ. */
const isOpenedForItself = (name: string, { readonly }: EngineTrace): boolean =>
  !readonly && name === 'sqlite_sequence';

function tableDoubts({ tokens, trace, structure }: Reading, statement: Statement): readonly string[] {
  // What is made has the engine read its own tables: the rows that it takes are read alone.
  const taken = isStructural(statement) ? trace.inner : trace;
  if (taken === undefined) return [];
  const tables = placesOf(structure);
  const ctes = ctesIn(tokens, isStructural(statement));
  const reads = taken.events.filter((event) => event.action === 'READ').map((event) => fold(event.first));
  const opened = taken.opened
    .map((name) => name.slice(name.indexOf('.') + 1))
    .filter((name) => !isOpenedForItself(name, taken));
  const isOther = (name: string): boolean => isSchemaTable(name) && !isStructureList(name);
  const strange = reads.some(
    (name) =>
      !tables.has(name) &&
      !pureTables.has(name) &&
      !isSchemaTable(name) &&
      !isStructureFunction(name) &&
      !ctes.has(name),
  );
  return [
    ...([...reads, ...opened].some(isOther) ? ['schema table'] : []),
    ...(strange ? ['table function or unknown table'] : []),
  ];
}

const strangeActions = /^(?:CREATE|DROP)_TEMP_(?:INDEX|TRIGGER)$|^DROP_TEMP_|_VTABLE$|^CREATE_TRIGGER$/;

/** INVARIANT: an object of the session hides whatever bears its name, for every statement that comes after it. */
function hides({ structure, catalog }: Reading, name: string): boolean {
  const isNamed = (dataset: string): boolean => fold(dataset.split('.').at(-1) ?? '') === fold(name);
  return placesOf(structure).has(fold(name)) || [...catalog.datasets.keys()].some(isNamed);
}

function eventDoubts(reading: Reading): readonly string[] {
  const { events, inner } = reading.trace;
  const isMaking = events.some(isMadeForSession);
  const temp = events.some((event) => {
    const { action, database, first } = event;
    if (isSessionView(event) && inner?.error !== '') return true;
    if (isMadeForSession(event)) return hides(reading, first);
    if (isMaking && fold(first).startsWith('sqlite_autoindex')) return false;
    const isThere = fold(database) === 'temp' && !isSchemaTable(first);
    return strangeActions.test(action) || (isThere && /^(?:CREATE|DROP|INSERT|UPDATE|DELETE)/.test(action));
  });
  return [
    ...(temp ? ['temporary or virtual object'] : []),
    ...(controlsOf(events).length > 0 ? ['control statement'] : []),
  ];
}

/** The engine must have seen what the verb says; otherwise one of us misread. */
function verbDoubts({ trace }: Reading, { verb }: Statement): readonly string[] {
  const writes = trace.events.some(
    ({ action, first }) => ['INSERT', 'UPDATE', 'DELETE'].includes(action) && !isSchemaTable(first),
  );
  const changes = trace.events.some(({ action }) => /^(?:CREATE|DROP|ALTER)_/.test(action));
  const selects = verb === 'select' || verb === 'values';
  if (verb === 'unknown') return ['unknown verb'];
  if (selects) return writes || changes || !trace.readonly ? ['a read that writes'] : [];
  if (verb === 'create' || verb === 'drop' || verb === 'alter')
    return changes ? [] : ['no object is changed'];
  return changes ? ['a write that changes structure'] : [];
}

/** What stands before a table's name. */
const heralds: ReadonlySet<string> = new Set(
  'from join into update table in ignore replace abort fail rollback'.split(' '),
);

/** Which schema an unqualified name means depends on the order of attachment: two candidates are one too many. */
function nameDoubts({ tokens, trace, structure }: Reading): readonly string[] {
  const places = placesOf(structure);
  const columns = new Set(trace.events.map((event) => fold(event.second)));
  const ambiguous = tokens.some((token, at) => {
    const name = fold(token.name);
    const before = tokens[at - 1];
    if (token.kind === 'op' || (places.get(name) ?? 0) < 2 || isOp(tokens[at + 1], '.')) return false;
    return isWordOf(before, heralds) || (isOp(before, ',', '(') && !columns.has(name));
  });
  const unseen = unseenIn(structure);
  const names = tokens.some((token) => token.kind !== 'op' && unseen.has(fold(token.name)));
  return [
    ...(ambiguous ? ['an unqualified name fits two tables'] : []),
    ...(names ? ['an object that could not be loaded'] : []),
  ];
}

const triggerDoubts = ({ structure }: Reading, { verb }: Statement): readonly string[] =>
  verb !== 'select' && verb !== 'values' && structure.leftOut.some((object) => object.kind !== 'index')
    ? ['a trigger or table that could not be loaded']
    : [];

/** INVARIANT: clauses are found by their words. */
const wordDoubts = ({ tokens }: Reading): readonly string[] =>
  hasNamedByKeyWord(tokens) ? ['a key word stands as a name'] : [];

export function doubtsOf(reading: Reading, statement: Statement): readonly string[] {
  const { trace } = reading;
  if (trace.isEndless === true) return [tooMuch];
  if (trace.error !== '') return ['the engine does not understand it'];
  if (statementsOf(tokenize(trace.tail)).length > 0) return ['more than one statement'];
  return [
    ...eventDoubts(reading),
    ...verbDoubts(reading, statement),
    ...functionDoubts(reading, statement),
    ...tableDoubts(reading, statement),
    ...nameDoubts(reading),
    ...wordDoubts(reading),
    ...triggerDoubts(reading, statement),
  ];
}
