/** Reads a PostgreSQL statement from the tree of its own parser, against a schema and a catalog. What it has no name for it does not understand. */
import { isObject, type JsonObject, own } from '../../../call/json.js';
import { type Catalog, clear } from '../../../catalog/catalog.js';
import { absencesBeside } from '../../absence.js';
import { type Effects, type Filter, noEffects, opaque } from '../../effects.js';
import { settledJoins } from '../../joins.js';
import { withAverages } from '../averages.js';
import { tooMuch } from '../bounds.js';
import { explain } from './beyond/explaining.js';
import { controls } from './beyond/index.js';
import { besideIn, type Joins, joinsIn } from './carrying/joins.js';
import { type Marked, markedIn } from './carrying/marks.js';
import { choose, type Desk, doubt, type Env, emptyEnv, freshInk, type Ink, type Pad } from './desk/ink.js';
import { checkAll } from './desk/listed.js';
import { freshPad, isSpent, meet } from './desk/pad.js';
import { recordOf, type Told, unique } from './desk/record.js';
import type { Column } from './desk/value.js';
import type { PgStructure } from './schema/relation.js';
import { type Node, statementsIn, tagged } from './tree/tree.js';
import { heardAll, tellDomains } from './values/calls.js';
import { growsFreely, mostOutputs, multiplies } from './values/growth.js';
import { isTooWide, tooWide } from './values/names.js';
import { select } from './values/select.js';
import { summaryOf } from './values/summary.js';
import { metAll } from './values/unseen.js';
import { changeStructure, intoIn, selectInto } from './writes/structural.js';
import { isWriter, truncate, writers } from './writes/writes.js';

export interface PgReading {
  readonly tree: Node;
  readonly structure: PgStructure;
  readonly catalog: Catalog;
  /** For the body of a function that is made. */
  readonly parse?: Desk['parse'];
}

/** A query, or a statement with RETURNING where a query may stand. */
function query(desk: Desk, node: Node, env: Env): readonly Column[] {
  meet(desk, node);
  const columns = queried(desk, node, env);
  if (env === emptyEnv) metAll(desk, node);
  return columns;
}

function queried(desk: Desk, node: Node, env: Env): readonly Column[] {
  const { tag, body } = tagged(node);
  if (isWriter(node)) return writers[tag]?.(desk, body, env) ?? [];
  if (tag !== 'SelectStmt') doubt(desk, 'a query of a kind that is not on the list');
  if (tag !== 'SelectStmt') return [];
  const columns = select(desk, body, env);
  const into = intoIn(body);
  return into === undefined ? columns : selectInto(desk, into, columns);
}

const verbs: Readonly<Record<string, string>> = {
  SelectStmt: 'select',
  InsertStmt: 'insert',
  UpdateStmt: 'update',
  DeleteStmt: 'delete',
  MergeStmt: 'update',
};

/** What stands inside a control statement that nobody has read is read as well: it will be run, or may be. */
function control(desk: Desk, tag: string, body: JsonObject): Told {
  const read = Object.hasOwn(controls, tag) ? controls[tag] : undefined;
  checkAll(desk, { [tag]: body });
  if (read !== undefined) return read(desk, body);
  desk.ink.control.add(tag.replace(/Stmt$/, '').toLowerCase());
  doubt(desk, 'control statement');
  const inner = own(body, 'query');
  if (inner !== undefined && isObject(inner)) query(desk, inner, emptyEnv);
  return { kind: 'unknown', columns: [] };
}

function statement(desk: Desk, node: Node): Told {
  const { tag, body } = tagged(node);
  const verb = Object.hasOwn(verbs, tag) ? verbs[tag] : undefined;
  if (verb !== undefined || tag === 'ExplainStmt') checkAll(desk, node);
  if (verb !== undefined) {
    const kind = intoIn(body) === undefined ? verb : 'create';
    return { kind, columns: query(desk, node, emptyEnv) };
  }
  if (tag === 'TruncateStmt') {
    truncate(desk, body);
    return { kind: 'delete', columns: [] };
  }
  if (tag === 'ExplainStmt') return explain(desk, body, (inner) => statement(desk, inner));
  const kind = changeStructure(desk, tag, body);
  if (kind !== undefined && desk.structure.hears) doubt(desk, 'an event trigger that cannot be read');
  return kind === undefined ? control(desk, tag, body) : { kind, columns: [] };
}

/** INVARIANT: a text that is made long enough to fail beside a classified one says how long that one is, wherever in the statement it was made. */
function askComputed(desk: Desk, columns: readonly Column[]): void {
  for (const { value } of columns)
    if (value.how !== 'identity' && value.how !== 'literal') choose(desk, value);
}

/** INVARIANT: an answer has bounds. Where it can be made to run into one beside a classified value, its failing or its end says how long that is. */
function askGrown(desk: Desk, columns: readonly Column[]): void {
  const isWide = columns.length > mostOutputs;
  if (isWide || desk.ink.grown.size > 0) for (const { value } of columns) choose(desk, value);
}

type Statements = ReturnType<typeof statementsIn>;

function deskFor(
  { structure, catalog, parse = () => undefined }: PgReading,
  all: Statements,
  pad: Pad,
): Desk {
  const isMultiplied = all.some(({ stmt }) => multiplies(structure, stmt));
  const ink = freshInk();
  return {
    catalog,
    structure,
    ink,
    pad,
    depth: 0,
    isMultiplied,
    given: undefined,
    calling: [],
    parse,
    select,
    query,
  };
}

/** Reads into the desk's ink. */
function learn(desk: Desk, all: Statements): readonly Told[] {
  const told = all.map(({ stmt }) => statement(desk, stmt));
  for (const { stmt } of all) {
    heardAll(desk, stmt);
    tellDomains(desk, stmt);
  }
  if (all.length > 1) doubt(desk, 'more than one statement');
  if (desk.structure.casts) doubt(desk, 'a cast of the user’s own');
  const [first] = told;
  if (all.some(({ stmt }) => growsFreely(desk.structure, stmt))) askComputed(desk, first?.columns ?? []);
  askGrown(desk, first?.columns ?? []);
  return told;
}

const isOne = (one: Pick<Filter, 'dataset' | 'column'>, other: Pick<Filter, 'dataset' | 'column'>): boolean =>
  one.dataset === other.dataset && one.column === other.column;

interface Compared {
  readonly marked: Marked;
  readonly joins: Joins;
}

/** What a statement asks that is this one without some of its comparisons. */
function askedWithout(given: PgReading, pad: Pad, without: Node): Pick<Ink, 'filters' | 'probes'> {
  if (without === undefined) return freshInk();
  const rest = [{ stmt: without }];
  const desk = deskFor(given, rest, pad);
  learn(desk, rest);
  return desk.ink;
}

/** INVARIANT: what the statement asks without its marks as well, it does not ask by them alone; so with its joins. */
function filtersIn(given: PgReading, { ink, pad }: Desk, { marked, joins }: Compared): readonly Filter[] {
  const { marks, without } = marked;
  const asked = [...askedWithout(given, pad, without).filters];
  for (const node of joins.silent) pad.silent.add(node);
  const left = askedWithout(given, pad, joins.without);
  const besides = [...left.filters, ...left.probes, ...ink.probes];
  const by = (filter: Filter): Pick<Filter, 'by'> => {
    const own = marks.flatMap(({ number, equals }) =>
      equals !== undefined && isOne(equals, filter) ? [number] : [],
    );
    return own.length === 0 || asked.some((one) => isOne(one, filter)) ? {} : { by: own };
  };
  const beside = (filter: Filter): Pick<Filter, 'joins'> => {
    const names = besideIn(joins, filter);
    return names.length === 0 || besides.some((one) => isOne(one, filter)) ? {} : { joins: names };
  };
  return unique([...ink.filters], ({ dataset, column }) => `${dataset}.${column}`)
    .filter((one) => one.class !== clear)
    .map(({ dataset, column, class: name }) => {
      const filter = { dataset, column, class: name, keyed: false };
      return { ...filter, ...by(filter), ...beside(filter) };
    });
}

/** What is asked by failing is asked of what the statement names, and once. */
const probesIn = ({ ink }: Desk): readonly Filter[] =>
  unique([...ink.probes], ({ dataset, column }) => `${dataset}.${column}`)
    .filter((one) => ![...ink.filters].some((other) => isOne(one, other)))
    .map(({ dataset, column, class: name }) => ({ dataset, column, class: name, keyed: true }));

/** What is asked in any other way is asked once, and in that. */
const absencesIn = ({ ink }: Desk): readonly Filter[] =>
  absencesBeside([...ink.absences], [...ink.filters, ...ink.probes]);

/** INVARIANT: where the steps have run out, nothing that was learnt is all there is. */
export function readPostgres(given: PgReading): Effects {
  const all = statementsIn(given.tree);
  if (all.length === 0) return opaque('no statement');
  if (all.some(({ stmt }) => isTooWide(stmt))) return { ...opaque(tooWide), statements: all.length };
  const pad = freshPad();
  const desk = deskFor(given, all, pad);
  const told = learn(desk, all);
  const marked = markedIn(desk, all[0]?.stmt);
  const joins = joinsIn(desk, all[0]?.stmt);
  const filtersOn = settledJoins([
    ...filtersIn(given, desk, { marked, joins }),
    ...probesIn(desk),
    ...absencesIn(desk),
  ]);
  const effects = isSpent(pad) ? noEffects : recordOf(desk, told, { marks: marked.marks, filtersOn });
  const summary = all.length === 1 ? summaryOf(desk, all[0]?.stmt) : undefined;
  return isSpent(pad)
    ? { ...opaque(tooMuch), statements: all.length }
    : { ...effects, egress: withAverages(effects.egress, summary) };
}
