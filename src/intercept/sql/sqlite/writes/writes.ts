/** What a statement writes, how tightly, and from where. Writes that a trigger or a cascade makes count as unscoped. */
import { datasetNamed } from '../../../../catalog/catalog.js';
import type { Scope, Write } from '../../../effects.js';
import { tierOf } from '../../../touches.js';
import { fewRows } from '../../bounds.js';
import { isSchemaTable, type Known } from '../engine/known.js';
import type { EngineEvent } from '../engine/trace.js';
import { assignmentsOf, find, type Statement, whereOf } from '../tokens/statement.js';
import { fold, isOp, isWord } from '../tokens/token.js';
import { insertColumnsOf } from '../tokens/written.js';
import { type TableRef, targetOf } from '../values/items.js';
import { scopeOf } from '../values/predicate.js';
import { firedBy, type Scene, type Stroke } from './fired.js';
import { holdsInvented, setsLiteral, writesDown } from './invented.js';

type Mode = 'insert' | 'update' | 'delete';
const modes: ReadonlyMap<string, Mode> = new Map([
  ['INSERT', 'insert'],
  ['UPDATE', 'update'],
  ['DELETE', 'delete'],
]);

const strokeOf = (event: EngineEvent): Stroke | undefined => {
  const mode = modes.get(event.action);
  if (mode === undefined || isSchemaTable(event.first)) return undefined;
  const columns = mode === 'update' && event.second !== '' ? [fold(event.second)] : [];
  const dataset = `${fold(event.database)}.${fold(event.first)}`;
  return { via: fold(event.via), dataset, mode, columns, isOwn: false };
};

/** Which events are the statement's own: by no trigger, on its target, once, and for an update on the columns it sets. */
function strokes(known: Known, statement: Statement, target: TableRef): readonly Stroke[] {
  const set = new Set(assignmentsOf(statement).flatMap((assignment) => assignment.names));
  const seen = new Set<string>();
  return known.reading.trace.events.flatMap((event) => {
    const stroke = strokeOf(event);
    if (stroke === undefined) return [];
    const mark = `${stroke.mode} ${stroke.columns.join()}`;
    const fits =
      statement.verb === 'insert'
        ? stroke.mode !== 'delete'
        : stroke.mode === statement.verb && stroke.columns.every((column) => set.has(column));
    const isOwn = stroke.via === '' && stroke.dataset === target.dataset && fits && !seen.has(mark);
    if (isOwn) seen.add(mark);
    return [{ ...stroke, isOwn }];
  });
}

/** A stroke with how tightly its rows are chosen, and whether it takes the place of others. */
interface Told extends Stroke {
  readonly scope: Scope;
  readonly replaces: boolean;
}

const loosest = (one: Scope, other: Scope): Scope =>
  looseness.indexOf(one) < looseness.indexOf(other) ? one : other;
const looseness: readonly Scope[] = ['none', 'tautology', 'predicate', 'key-pinned', 'not-applicable'];

const merged = (list: readonly Told[]): readonly Told[] => {
  const groups = new Map<string, Told>();
  for (const stroke of list) {
    const name = `${stroke.dataset} ${stroke.mode} ${stroke.isOwn}`;
    const before = groups.get(name) ?? stroke;
    const columns = [...new Set([...before.columns, ...stroke.columns])].sort();
    const scope = loosest(before.scope, stroke.scope);
    groups.set(name, { ...stroke, columns, scope, replaces: before.replaces || stroke.replaces });
  }
  return [...groups.values()];
};

/** What no trigger has made and the statement has not is a cascade's: it is held to nothing. */
function told(scene: Scene): readonly Told[] {
  const { strokes, statement } = scene;
  if (strokes.every(({ via }) => via === ''))
    return strokes.map((stroke) => ({ ...stroke, scope: unsaid(stroke), replaces: statement.replaces }));
  const fired = firedBy(scene);
  return strokes
    .filter((stroke) => stroke.via === '' || fired.runs(stroke) !== 'never')
    .map((stroke) => {
      const isFired = stroke.via !== '';
      const scope = isFired ? fired.scope(stroke) : unsaid(stroke);
      return { ...stroke, scope, replaces: statement.replaces || (isFired && fired.replaces(stroke)) };
    });
}
const unsaid = ({ mode }: Stroke): Scope => (mode === 'insert' ? 'not-applicable' : 'none');

/** Rows that an insert may overwrite: as many as it brings, known only for literal rows. */
function overwriteScope({ tokens, at }: Statement): Write['scope'] {
  const values = find(tokens, at, 'values');
  if (values < 0 || tokens.some((token) => isWord(token, 'select'))) return 'predicate';
  const rows = tokens.filter((token, index) => index > values && token.depth === 0 && isOp(token, '('));
  return rows.length <= fewRows ? 'key-pinned' : 'predicate';
}

/** A REPLACE takes away whatever row it meets in any constraint. Where another than the key may hold one, the row is not the one that was named. */
function replacedScope({ reading: { structure, catalog } }: Known, statement: Statement, target: TableRef) {
  const key = datasetNamed(catalog, target.dataset)?.key ?? [];
  const held = structure.objects.get(target.dataset)?.held ?? [];
  return held.every((column) => key.includes(column)) ? overwriteScope(statement) : 'predicate';
}

interface Pen {
  readonly known: Known;
  readonly statement: Statement;
  readonly target: TableRef;
  readonly reaches: boolean;
}

function ownScope({ known, statement, target, reaches }: Pen, mode: Mode): Write['scope'] {
  if (mode === 'insert') return 'not-applicable';
  if (statement.verb === 'insert') return reaches ? 'predicate' : overwriteScope(statement);
  const key = datasetNamed(known.reading.catalog, target.dataset)?.key ?? [];
  const scope = scopeOf(whereOf(statement), { table: target, key });
  const joins = statement.verb === 'update' && find(statement.tokens, statement.at, 'from') >= 0;
  return scope === 'key-pinned' && (reaches || joins) ? 'predicate' : scope;
}

/** By what the table itself says of rows that collide, whoever writes there. */
const replacesAnyway = ({ reading: { structure } }: Known, dataset: string): boolean =>
  structure.objects.get(dataset)?.replaces === true;

/** How tightly the rows are named whose place the statement's own rows take; undefined where they take none. */
function ownLoss({ known, statement, target, reaches }: Pen): Write['scope'] | undefined {
  if (!statement.replaces)
    return statement.verb !== 'delete' && replacesAnyway(known, target.dataset) ? 'predicate' : undefined;
  const over = statement.verb === 'insert' ? replacedScope(known, statement, target) : 'none';
  return reaches && over === 'key-pinned' ? 'predicate' : over;
}

/** Catalogued datasets that the written rows come from. */
function sourcesOf(known: Known, inner: Known | undefined, statement: Statement): readonly string[] {
  const { catalog } = known.reading;
  // INVARIANT: a row is its source's whole. One column that the author wrote down makes it the author's.
  if (inner !== undefined && (holdsInvented(inner.reading.tokens) || writesDown(known.reading.tokens)))
    return [];
  if (setsLiteral(statement)) return [];
  const from = inner ?? known;
  const target = targetOf(known, statement)?.dataset;
  const selects = statement.tokens.some((token) => isWord(token, 'select'));
  const isOwnRow = (dataset: string): boolean =>
    inner === undefined && dataset === target && (statement.verb === 'update' || !selects);
  return from.datasets.filter(
    (dataset) => datasetNamed(catalog, dataset) !== undefined && !isOwnRow(dataset),
  );
}

interface Origins {
  /** Of the statement's own rows, and of those of its triggers. */
  readonly sources: readonly string[];
  readonly all: readonly string[];
}

/** Rows whose place others take, each loss as the update that it is and as the way that it is made. */
function lossesOf(pen: Pen, list: readonly Told[], { sources, all }: Origins): readonly Write[] {
  const { known, target } = pen;
  const over = ownLoss(pen);
  // INVARIANT: whoever replaces does so in every insert and update of the triggers that it fires.
  const fired = list.filter(
    ({ isOwn, mode, dataset, replaces }) =>
      !isOwn &&
      mode !== 'delete' &&
      (replaces || (dataset !== target.dataset && replacesAnyway(known, dataset))),
  );
  const others = [...new Set(fired.map(({ dataset }) => dataset))];
  const lost = [
    ...(over === undefined ? [] : [{ dataset: target.dataset, scope: over, sources }]),
    ...others.map((dataset) => ({ dataset, scope: 'none', sources: all }) as const),
  ];
  return lost.flatMap((one) =>
    (['update', 'replace'] as const).map((mode) => ({
      ...one,
      tier: tierOf(known.reading.catalog, one.dataset),
      mode,
      columns: [],
    })),
  );
}

export interface Drafted {
  readonly writes: readonly Write[];
  readonly opaque: readonly string[];
}

export function writesOf(known: Known, inner: Known | undefined, statement: Statement): Drafted {
  const target = targetOf(known, statement);
  if (target === undefined) return { writes: [], opaque: ['the written table is not known'] };
  const list = merged(told({ known, inner, statement, strokes: strokes(known, statement, target) }));
  if (!list.some((stroke) => stroke.isOwn))
    return { writes: [], opaque: ['the engine reports another write'] };
  const reaches = list.some((stroke) => !stroke.isOwn);
  const pen = { known, statement, target, reaches };
  const named =
    insertColumnsOf(statement) ?? known.reading.structure.objects.get(target.dataset)?.columns ?? [];
  const sources = sourcesOf(known, inner, statement);
  const all = known.datasets.filter((dataset) => datasetNamed(known.reading.catalog, dataset) !== undefined);
  const writes = list.flatMap((stroke): readonly Write[] => {
    const { dataset, mode, isOwn } = stroke;
    const columns = mode === 'insert' && isOwn ? named : stroke.columns;
    const scope = isOwn ? ownScope(pen, mode) : stroke.scope;
    const tier = tierOf(known.reading.catalog, dataset);
    const write = {
      dataset,
      tier,
      mode,
      columns,
      scope,
      sources: mode === 'delete' ? [] : isOwn ? sources : all,
    };
    const isUpsert = isOwn && mode === 'update' && statement.verb === 'insert';
    return isUpsert ? [write, { ...write, mode: 'merge' }] : [write];
  });
  return { writes: [...writes, ...lossesOf(pen, list, { sources, all })], opaque: [] };
}
