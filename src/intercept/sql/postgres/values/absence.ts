/** Whether `c IS NULL` asks no more of a stored column than whether a value is there, which a masked read and a count of it tell. It refuses whatever was made of one, a row, and a credential. */
import { own } from '../../../../call/json.js';
import { isAbsenceTold } from '../../../absence.js';
import { baseValue, type Desk } from '../desk/ink.js';
import type { Origin, Value } from '../desk/value.js';
import { bodyOf, type Node } from '../tree/tree.js';

/** It says that something is there, and nothing of what. */
export const absence: Value = { from: [], how: 'counted' };

/** INVARIANT: of a row the test looks at every field; the type is one that is none. */
const isScalar = ({ structure }: Desk, { dataset, column }: Origin): boolean => {
  const relation = structure.relations.get(dataset);
  return (
    relation?.kind === 'table' &&
    (relation.texts.has(column) || relation.forms.has(column) || relation.lengths.has(column))
  );
};

/** INVARIANT: the very value that its table is declared to hold. What a query, a view, a write or a function has made of it is another, whatever it is called. */
export function asksOfAbsence(desk: Desk, node: Node): boolean {
  const argument = own(bodyOf(node, 'NullTest') ?? {}, 'arg');
  if (argument === undefined || bodyOf(argument, 'ColumnRef') === undefined) return false;
  const value = desk.pad.walked.get(argument);
  const [origin] = value?.from ?? [];
  if (value === undefined || origin === undefined) return false;
  const { dataset, column } = origin;
  const asks =
    value === baseValue(desk, dataset, column) &&
    isAbsenceTold(desk.catalog, dataset, column) &&
    isScalar(desk, origin);
  // INVARIANT: it is told wherever it stands: what policy says of it holds in an output as in a condition.
  if (asks) for (const one of value.from) desk.ink.absences.add(one);
  return asks;
}
