/** Whether anything goes by the name of a column that is given another: a key, a rule, a view, a trigger, a check of the catalog. What it has not read goes by it. */
import { datasetNamed } from '../../../../catalog/catalog.js';
import { columnIn, isClear, type Known } from '../engine/known.js';
import type { Trigger } from '../engine/trace.js';
import { fold } from '../tokens/token.js';

interface Column {
  readonly dataset: string;
  readonly column: string;
}

/** It hangs on the table, or a statement of it names it. */
const mayName = (trigger: Trigger | undefined, { dataset }: Column): boolean => {
  const name = dataset.slice(dataset.indexOf('.') + 1);
  return (
    trigger === undefined ||
    trigger.dataset === dataset ||
    trigger.body.some(({ tokens }) => tokens.some((token) => fold(token.name) === name)) ||
    (trigger.condition ?? []).some((token) => fold(token.name) === name)
  );
};

/** INVARIANT: the class of what is hidden would stay behind under the old name, and what a view or a trigger does with it would go on under the new one. */
export function isReliedOn({ reading: { structure, catalog } }: Known, { dataset, column }: Column): boolean {
  const object = structure.objects.get(dataset);
  const known = datasetNamed(catalog, dataset);
  if (object?.kind !== 'table' || known === undefined || structure.leftOut.length > 0) return true;
  const one = columnIn(catalog, dataset, column);
  const inKeys = [known.key, ...object.compared].some((key) => key.includes(column));
  const inRules =
    object.isRuled || object.computed.some(({ column: made, names }) => [made, ...names].includes(column));
  const inViews = [...structure.objects.values()].some(
    ({ kind, names }) => kind === 'view' && names.includes(object.name),
  );
  const inTriggers = [...structure.triggers.values()]
    .flat()
    .some((trigger) => mayName(trigger, { dataset, column }));
  const inChecks = Object.keys(known.checks).length > 0;
  return !isClear(one) || one.isDerived || inKeys || inRules || inViews || inTriggers || inChecks;
}
