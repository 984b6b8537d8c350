/** The classes of each output column, by position. What it cannot trace carries every class that the statement reads. */
import { once } from '../../../../once.js';
import type { EgressColumn } from '../../../effects.js';
import { withAverages } from '../../averages.js';
import { columnIn, type Known, originsOf, type ReadColumn, unionClasses } from '../engine/known.js';
import type { EngineColumn } from '../engine/trace.js';
import { armsOf, find, listOf, type Statement, splitAt, statementOf, unites } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { isNobody } from '../values/absence.js';
import { countedIn, withoutCounted } from '../values/counted.js';
import { meantBy, meantByName } from '../values/given.js';
import { type Item, isPlain, itemOf, itemsByColumn, outerTables, type TableRef } from '../values/items.js';
import { columnsNamed, type Named, namedIn } from '../values/names.js';
import { summaryOf } from './summary.js';

interface Scene {
  readonly known: Known;
  readonly tables: readonly TableRef[] | undefined;
  readonly unites: boolean;
  /** What each arm of a set operation lists; undefined where an arm is no flat list over base tables. */
  readonly arms: readonly (readonly Item[])[] | undefined;
  readonly isCompound: boolean;
  /** Rows that the statement writes down: VALUES, and no list. */
  readonly isWritten: boolean;
}

/** The base column that the driver names, when its word can be trusted here. */
function origin(scene: Scene, column: EngineColumn, item: Item | undefined): ReadColumn | undefined {
  const { structure, catalog } = scene.known.reading;
  const dataset = `${fold(column.database)}.${fold(column.table)}`;
  if (structure.objects.get(dataset)?.kind !== 'table') return undefined;
  // INVARIANT: one arm of a union says nothing of the others.
  if (scene.unites && !(scene.tables !== undefined && isPlain(item))) return undefined;
  return columnIn(catalog, dataset, fold(column.column));
}

/** Whether a count of that column is how many there are. How many of what was made from values are missing, or differ, is what the values are. */
const isCounted =
  (scene: Scene) =>
  (column: string): boolean =>
    !scene.unites &&
    scene.tables !== undefined &&
    !columnsNamed(scene.known, column).some((one) => one.isDerived);

/** Nothing in it comes from a table: a constant, whatever the row. */
export const holdsNoName = (tokens: readonly Token[]): boolean =>
  !tokens.some(
    (token, at) =>
      token.kind === 'quoted' ||
      isNobody(token) ||
      isOp(token, '.') ||
      (token.kind === 'word' &&
        !isOp(tokens[at + 1], '(') &&
        !['null', 'true', 'false', 'not', 'and', 'or', 'is'].includes(token.name)) ||
      isWord(token, 'select', 'values', 'exists', 'count'),
  );

const allOf = once(
  ({ classified, reading }: Known): Omit<EgressColumn, 'name'> => ({
    classes: unionClasses(classified),
    how: classified.length === 0 ? 'transformed' : 'unknown',
    from: originsOf(reading.catalog, classified),
  }),
);

const everything = (known: Known, name: string): EgressColumn => ({ name, ...allOf(known) });

/** Arms are united in one column: the first arm's item says nothing of the others. */
const isCompound = ({ tokens, at }: Statement): boolean =>
  find(tokens, at, 'union', 'intersect', 'except') >= 0;

/** The arms of a set operation that are each a flat list over base tables; undefined when one is not. */
function flatArms(known: Known, statement: Statement): Scene['arms'] {
  const width = known.reading.trace.columns.length;
  if (statement.hasWith || statement.verb !== 'select') return undefined;
  const arms = armsOf(statement.tokens).map((tokens) => {
    const arm = statementOf(tokens);
    const items = splitAt(listOf(arm) ?? [], ',').map(itemOf);
    const isFlat = arm.verb === 'select' && outerTables(known, arm) !== undefined;
    return isFlat && items.length === width && !items.some(({ isStar }) => isStar) ? items : undefined;
  });
  const flat = arms.filter((arm) => arm !== undefined);
  return flat.length === arms.length ? flat : undefined;
}

/** What is made of these columns; of everything, where it is not known of which. */
const placed = (known: Known, name: string, { columns, unplaced }: Named): EgressColumn =>
  unplaced
    ? everything(known, name)
    : {
        ...{ name, how: 'transformed', classes: unionClasses(columns) },
        from: originsOf(known.reading.catalog, columns),
      };

/** One column of a set operation: what any arm puts there. */
function united(scene: Scene, at: number, name: string): EgressColumn {
  const { known, arms } = scene;
  // A statement that unites gives its own columns by the names of the first arm.
  if (arms === undefined) return placed(known, name, meantByName(known, name));
  const found = arms.map((items) => namedIn(known, items[at]?.tokens ?? []));
  const columns = found.flatMap((one) => one.columns);
  return placed(known, name, { columns, unplaced: found.some(({ unplaced }) => unplaced) });
}

function expression(scene: Scene, name: string, item: Item): EgressColumn {
  const { known } = scene;
  if (holdsNoName(item.tokens)) return { name, classes: [], how: 'literal', from: [] };
  const made = scene.unites ? item.tokens : withoutCounted(item.tokens, isCounted(scene));
  const flat = scene.tables === undefined ? undefined : namedIn(known, made);
  const column = placed(known, name, flat?.unplaced === false ? flat : meantBy(known, made));
  const isCount = !scene.unites && countedIn(made)?.what === 'rows' && column.classes.length === 0;
  return isCount ? { ...column, how: 'counted', from: [] } : column;
}

interface Place {
  readonly column: EngineColumn;
  readonly item: Item | undefined;
  readonly at: number;
}

function outputColumn(scene: Scene, { column, item, at }: Place): EgressColumn {
  const { catalog } = scene.known.reading;
  const from = origin(scene, column, item);
  if (from !== undefined)
    return {
      name: column.name,
      classes: from.classes,
      how: from.isDerived ? 'transformed' : 'identity',
      from: originsOf(catalog, [from]),
    };
  if (scene.isCompound) return united(scene, at, column.name);
  // Where two stars leave it open which item it is, its name may be one that the outer list gives.
  if (item === undefined && !scene.isWritten) return everything(scene.known, column.name);
  return item === undefined || item.isStar
    ? placed(scene.known, column.name, meantByName(scene.known, column.name))
    : expression(scene, column.name, item);
}

export function egressOf(known: Known, statement: Statement): readonly EgressColumn[] {
  const { trace, tokens } = known.reading;
  const hasArms = isCompound(statement);
  const scene = {
    known,
    isCompound: hasArms,
    isWritten: statement.verb === 'values',
    arms: hasArms ? flatArms(known, statement) : undefined,
    tables: outerTables(known, statement),
    unites: unites(tokens) || known.views.some((view) => view.unites),
  };
  const items = itemsByColumn(listOf(statement), trace.columns.length);
  const egress = trace.columns.map((column, at) => outputColumn(scene, { column, item: items[at], at }));
  return withAverages(egress, summaryOf(known, statement));
}
