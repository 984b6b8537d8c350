/** Reads one SQLite statement from its tokens and the engine's trace. It trusts neither alone: where they differ the statement is opaque. */

import { type Carry, withCarries } from '../../../catalog/overlay.js';
import { type Effects, type Filter, noEffects, opaque, type Read } from '../../effects.js';
import { settledJoins } from '../../joins.js';
import { tierOf, touchesOf } from '../../touches.js';
import { tooMuch } from '../bounds.js';
import { controlsOf, doubtsOf, functionsOf, sessionObjects, showsUnsaid } from './answers/doubts.js';
import { egressOf } from './answers/egress.js';
import { filtersOf } from './answers/filters.js';
import { type Equality, equalitiesOf, marksOf } from './carrying/marks.js';
import { putsOf } from './carrying/puts.js';
import { type Known, knownOf, type Reading } from './engine/known.js';
import { namesOf } from './engine/lookups.js';
import { isStructureOf } from './engine/structure-tables.js';
import type { EngineTrace } from './engine/trace.js';
import { shapeOf } from './tokens/shape.js';
import { innerText, type Statement, statementOf } from './tokens/statement.js';
import { tokenize } from './tokens/token.js';
import { absencesOf, withoutAbsence } from './values/absence.js';
import { askedByFailing } from './writes/failing.js';
import { flowsOf } from './writes/flows.js';
import { askedByMade } from './writes/held-to.js';
import { changeOf } from './writes/structural.js';
import { askedByTriggers } from './writes/triggered.js';
import { writesOf } from './writes/writes.js';

const readOf = (known: Known, dataset: string): Read => ({
  dataset,
  tier: tierOf(known.reading.catalog, dataset),
  columns: known.columns.filter((column) => column.dataset === dataset).map((column) => column.column),
});

const readsOf = (known: Known): readonly Read[] => known.datasets.map((dataset) => readOf(known, dataset));

const isStructural = ({ verb }: Statement): boolean =>
  verb === 'create' || verb === 'drop' || verb === 'alter';

/** What the rows of a new object are taken from and the engine does not say: of its own lists, which it reads for itself as well, and all that a view of the session would show. */
const lookedAt = (inner: Known | undefined, statement: Statement, trace: EngineTrace): readonly string[] =>
  isStructural(statement)
    ? (inner?.datasets ?? []).filter((one) => isStructureOf(one) || showsUnsaid(trace))
    : [];

/** The rows that are taken, prepared alone; undefined when that failed, and then every column read counts. */
function innerOf(reading: Reading): Known | undefined {
  const { text, tokens, trace, structure, catalog } = reading;
  const inner = innerText(text, tokens);
  if (inner === undefined || trace.inner === undefined || trace.inner.error !== '') return undefined;
  return knownOf({ text: inner, tokens: tokenize(inner), trace: trace.inner, structure, catalog });
}

type Change = Pick<Effects, 'created' | 'dropped' | 'altered' | 'writes' | 'opaque'>;

function changes(known: Known, inner: Known | undefined, statement: Statement): Change {
  const none = { created: [], dropped: [], altered: [], writes: [], opaque: [] };
  if (isStructural(statement)) return { ...none, ...changeOf(known, inner, statement) };
  if (statement.verb === 'select' || statement.verb === 'values') return none;
  return { ...none, ...writesOf(known, inner, statement) };
}

const objectName = (label: string): string => label.slice(label.indexOf(':') + 1);

const touchNames = (known: Known, change: Change): readonly string[] => [
  ...known.datasets,
  ...change.writes.map((write) => write.dataset),
  ...change.writes.flatMap((write) => write.sources),
  ...[...change.created, ...change.dropped, ...change.altered]
    .filter((label) => label.startsWith('table:') || label.startsWith('view:'))
    .map(objectName),
];

interface Told {
  readonly equalities: readonly Equality[];
  readonly inner: Known | undefined;
}

/** INVARIANT: whoever reads a view asks what it asks: the engine makes it without looking up what it shows, so its query is read alone. */
const askedByView = (known: Known, inner: Known | undefined): readonly Filter[] =>
  inner !== undefined &&
  known.reading.trace.events.some(({ action }) => /^CREATE_(?:TEMP_)?VIEW$/.test(action))
    ? filtersOf(inner, statementOf(inner.reading.tokens), [])
    : [];

/** What is asked besides in another way is asked once; what a trigger asks is asked in no better way. */
function asked(known: Known, statement: Statement, told: Told): readonly Filter[] {
  const isNotIn = (list: readonly Filter[]) => (one: Filter) =>
    !list.some(({ dataset, column }) => dataset === one.dataset && column === one.column);
  const triggered = askedByTriggers(known);
  const named = [
    ...filtersOf(known, statement, told.equalities),
    ...askedByMade(known, statement),
    ...askedByView(known, told.inner),
  ];
  const filters = [...triggered, ...named.filter(isNotIn(triggered))];
  return settledJoins([...filters, ...askedByFailing(known, statement).filter(isNotIn(filters))]);
}

const withAbsences = (known: Known, filtersOn: readonly Filter[]): readonly Filter[] => [
  ...filtersOn,
  ...absencesOf(known, filtersOn),
];

/** Names that a record may hold: it is handed over in one piece. */
const mostNames = 100_000;

const namesIn = ({ egress, flows, carries, reads, writes }: Effects): number =>
  [...egress.map(({ from }) => from), ...carries.map(({ from }) => from), flows]
    .concat([...reads, ...writes].map(({ columns }) => columns))
    .reduce((sum, names) => sum + names.length, 0);

/** INVARIANT: a record is whole, or it is none. */
export function readSqlite(reading: Reading): Effects {
  const effects = recordOf(reading);
  return namesIn(effects) > mostNames ? { ...opaque(tooMuch), statements: 1, kind: effects.kind } : effects;
}

const withBrought = (reading: Reading, brought: readonly Carry[]): Known =>
  withoutAbsence(knownOf({ ...reading, catalog: withCarries(reading.catalog, brought) }));

/** Where what it asks for nothing but to be there takes nothing along. */
const flowing = (quiet: Known, inner: Known | undefined): ReturnType<typeof flowsOf> =>
  flowsOf(quiet, inner === undefined ? undefined : withoutAbsence(inner), statementOf(quiet.reading.tokens));

function recordOf(reading: Reading): Effects {
  const { tokens, trace, structure, catalog } = reading;
  const statement = statementOf(tokens);
  const kind = statement.verb === 'values' ? 'select' : statement.verb;
  const start: Effects = {
    ...noEffects,
    statements: 1,
    kind,
    shape: shapeOf(tokens, namesOf(catalog)),
    control: [...controlsOf(trace.events), ...sessionObjects(trace.events)],
    schema: structure.digest,
  };
  if (trace.error !== '') return { ...start, opaque: doubtsOf(reading, statement) };
  const known = knownOf(reading);
  const inner = innerOf(reading);
  const change = changes(known, inner, statement);
  const looked = lookedAt(inner, statement, trace);
  const quiet = withoutAbsence(known);
  const { flows, carries, brought } = flowing(quiet, inner);
  // INVARIANT: what the statement itself returns or asks about is judged with the classes that it brings, those that may not stay included.
  const after = brought.length === 0 ? quiet : withBrought(reading, brought);
  const asking = statementOf(after.reading.tokens);
  const equalities = equalitiesOf(after, asking);
  return {
    ...start,
    reads: [...readsOf(known), ...looked.map((dataset) => readOf(inner ?? known, dataset))],
    writes: change.writes,
    created: change.created,
    dropped: change.dropped,
    altered: change.altered,
    functions: functionsOf(trace.events),
    touches: touchesOf(catalog, [...touchNames(known, change), ...looked]),
    filtersOn: withAbsences(known, asked(after, asking, { equalities, inner })),
    marks: marksOf(reading.text, statement, { equalities, puts: putsOf(known, statement) }),
    egress: egressOf(after, asking),
    flows,
    carries,
    opaque: [...new Set([...doubtsOf(reading, statement), ...change.opaque])],
  };
}
