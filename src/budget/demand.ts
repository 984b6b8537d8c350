/** What a call asks of budgets before it runs: the classes it touches, the most it could show of each, its questions. In doubt it asks for more, never less. */
import {
  type Catalog,
  classesOf as columnClasses,
  type Dataset,
  datasetNamed,
  isClassified,
  unknownClass,
} from '../catalog/catalog.js';
import { lettingOf } from '../egress/columns/averages.js';
import { classesOf } from '../egress/columns/columns.js';
import { type Choose, chooseFor } from '../egress/operators/choose.js';
import { asksOfValue, type Effects, type EgressColumn } from '../intercept/effects.js';
import type { Tool } from '../manifest/manifest.js';
import { type Amounts, none, plus } from './budget.js';

export interface Asking {
  readonly effects: Effects;
  readonly tool: Tool;
  /** With what writes have carried. */
  readonly catalog: Catalog;
  readonly choose: Choose;
}

export interface Demand {
  readonly touched: readonly string[];
  readonly demands: ReadonlyMap<string, Amounts>;
}

/** Whether anything of the value itself leaves: what is taken out or blotted out tells nobody one from another. */
export const shows = (column: EgressColumn, choose: Choose): boolean =>
  lettingOf(column, choose) !== undefined ||
  !['drop', 'redact'].includes(chooseFor(classesOf(column), column.how === 'identity', choose).kind);

const everyClass = (dataset: Dataset | undefined): readonly string[] =>
  Object.keys(dataset?.columns ?? {}).length === 0
    ? [unknownClass]
    : [...Object.keys(dataset?.columns ?? {}), ...Object.keys(dataset?.carried?.columns ?? {})].flatMap(
        (column) => columnClasses(dataset, column),
      );

/** A statement names its columns; a key, a prefix or a dataset stands for all that is in it. */
function touchedBy({ effects, catalog }: Asking): readonly string[] {
  const named = [...effects.reads, ...effects.writes].flatMap(({ dataset, columns }) =>
    columns.flatMap((column) => columnClasses(datasetNamed(catalog, dataset), column)),
  );
  const isWhole = effects.kind === 'object' || effects.kind === 'dataset';
  const whole = isWhole
    ? effects.touches.flatMap(({ dataset }) => everyClass(datasetNamed(catalog, dataset)))
    : [];
  return [
    ...named,
    ...whole,
    ...effects.filtersOn.map((one) => one.class),
    ...effects.carries.map((one) => one.class),
    ...effects.egress.flatMap(classesOf),
  ];
}

/** The columns that leave; those of a tool whose call names none are the manifest's. */
export const leaving = ({ effects, tool }: Pick<Asking, 'effects' | 'tool'>): readonly EgressColumn[] =>
  effects.egress.length > 0
    ? effects.egress
    : Object.entries(tool.result.classes)
        .filter(([, name]) => isClassified(name))
        .map(([name, one]) => ({ name, classes: [one], how: 'identity', from: [] }));

export function demandOf(asking: Asking): Demand {
  const { effects, tool, choose } = asking;
  const demands = new Map<string, Amounts>();
  const add = (name: string, more: Partial<Amounts>): void =>
    void demands.set(name, plus(demands.get(name) ?? none, { ...none, ...more }));
  const { rows, bytes } = tool.page;
  const columns = leaving(asking);
  for (const column of columns.filter((one) => shows(one, choose)))
    for (const name of classesOf(column)) {
      add(name, { values: rows });
      // Rows and bytes are those of the page, however many of its columns are of the class.
      demands.set(name, { ...(demands.get(name) ?? none), rows, bytes });
    }
  // INVARIANT: whether a value is there is told by any read of it, however often.
  for (const { class: name } of effects.filtersOn.filter(asksOfValue)) add(name, { probes: 1 });
  const touched = [...touchedBy(asking), ...columns.flatMap(classesOf)];
  return { touched: [...new Set(touched)].sort(), demands };
}
