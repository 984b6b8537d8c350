/** Triggers that this statement cannot set off: each waits for one text in a column, and every row that is written has another there, written down in the statement. Where anything else is set off it answers none. */
import type { Known } from '../engine/known.js';
import type { Waiting } from '../engine/trace.js';
import { assignmentsOf, find, type Statement } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { insertColumnsOf, tuplesOf } from '../tokens/written.js';
import { targetOf } from '../values/items.js';

type Value = readonly Token[];

/** What an INSERT writes down for the column in each row; undefined where it takes rows from elsewhere or leaves the column out. */
function rowsOf(
  known: Known,
  statement: Statement,
  { dataset, column }: Place,
): readonly Value[] | undefined {
  const { tokens, at } = statement;
  const values = find(tokens, at, 'values');
  const object = known.reading.structure.objects.get(dataset);
  // A computed column has no place among what is written down.
  const live = object?.computed.length === 0 ? object.columns : [];
  const place = (insertColumnsOf(statement) ?? live).indexOf(column);
  const takesMore = find(tokens, at, 'select', 'union', 'intersect', 'except') >= 0;
  if (values < 0 || place < 0 || takesMore) return undefined;
  return tuplesOf(tokens, values).map((tuple) => tuple[place] ?? []);
}

interface Place {
  readonly dataset: string;
  readonly column: string;
}

const isExcluded = (value: Value, column: string): boolean =>
  value.length === 3 &&
  fold(value[0]?.name ?? '') === 'excluded' &&
  isOp(value[1], '.') &&
  fold(value[2]?.name ?? '') === column;

/** Every value that a row may get there; undefined where one keeps what it has, which nobody knows. */
function newValues(known: Known, statement: Statement, place: Place): readonly Value[] | undefined {
  const rows = statement.verb === 'insert' ? rowsOf(known, statement, place) : [];
  const does = statement.tokens.some(
    (token, at) => isWord(token, 'do') && isWord(statement.tokens[at + 1], 'update'),
  );
  if (rows === undefined || (statement.verb === 'insert' && !does)) return rows;
  const set = assignmentsOf(statement).filter(({ names }) => names.includes(place.column));
  if (set.length !== 1 || set[0]?.names.length !== 1) return undefined;
  // A table that bears the name itself is meant by it: then the row keeps what it has.
  const isOther = targetOf(known, statement)?.alias !== 'excluded';
  const isTaken = statement.verb === 'insert' && isOther && isExcluded(set[0].value, place.column);
  return isTaken ? rows : [...rows, set[0].value];
}

/** Whatever the collation: they differ in more than case and the space behind them. */
const differs = ([token, ...more]: Value, text: string): boolean =>
  token?.kind === 'string' &&
  more.length === 0 &&
  token.name.trimEnd().toLowerCase() !== text.trimEnd().toLowerCase();

function cannotStart(known: Known, statement: Statement, { dataset, waits }: Held): boolean {
  const object = known.reading.structure.objects.get(dataset);
  const { column, text } = waits;
  const isText =
    object?.kind === 'table' && object.columns.includes(column) && !object.counting.includes(column);
  const values = isText ? newValues(known, statement, { dataset, column }) : undefined;
  return values !== undefined && values.length > 0 && values.every((value) => differs(value, text));
}

interface Held {
  readonly dataset: string;
  readonly waits: Waiting;
}

const changes = ['INSERT', 'UPDATE', 'DELETE'];
const nothing: ReadonlySet<string> = new Set();

/** INVARIANT: what another trigger or a cascade writes could be what one of these waits for. */
export function stillIn(known: Known, statement: Statement, dataset: string): ReadonlySet<string> {
  const { trace, structure } = known.reading;
  if (statement.verb !== 'insert' && statement.verb !== 'update') return nothing;
  const written = trace.events.filter(
    ({ action, first }) => changes.includes(action) && !first.startsWith('sqlite_'),
  );
  const names = new Set(written.map(({ via }) => fold(via)).filter((name) => name !== ''));
  const [schema = '', table = ''] = dataset.split('.');
  const isOwn = written.every(
    ({ via, first, database }) => via !== '' || `${fold(database)}.${fold(first)}` === dataset,
  );
  const isStill = [...names].every((name) => {
    const [waits, ...more] = structure.waiting.filter((one) => one.name.endsWith(`.${name}`));
    if (waits === undefined || more.length > 0) return false;
    return (
      waits.name === `${schema}.${name}` &&
      waits.table === table &&
      cannotStart(known, statement, { dataset, waits })
    );
  });
  return isOwn && isStill ? names : nothing;
}
