/** What a write is told by failing: that a value which may not be seen is there already, passes a rule, or fits. It counts as a question of the row that is named; which of many rows are left out is one that nobody has named. */
import { clear } from '../../../../catalog/catalog.js';
import { under, whole } from '../desk/family.js';
import { baseValue, choose, type Desk } from '../desk/ink.js';
import { union, type Value } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';
import type { Rule } from '../schema/rules.js';
import { basesOf } from './strokes.js';

export interface Put {
  readonly relation: Relation;
  readonly columns: readonly string[];
  readonly values: readonly Value[];
  /** A new row has nothing of its own beside what is put. */
  readonly isNew: boolean;
}

const isHidden = ({ from }: Value): boolean => from.some((origin) => origin.class !== clear);

function probe({ ink }: Desk, values: readonly Value[]): void {
  for (const origin of values.flatMap(({ from }) => from)) if (origin.class !== clear) ink.probes.add(origin);
}

/** A name that is no column's stands for the row, and so for each. */
const namedBy = ({ columns }: Rule, relation: Relation): readonly string[] =>
  columns.every((name) => relation.columns.includes(name)) ? columns : relation.columns;

const put = ({ columns, values }: Put, names: readonly string[]): readonly Value[] =>
  values.filter((_, at) => names.includes(columns[at] ?? ''));

/** What it came from is there as well. */
const isPresent = ({ structure }: Desk, { from }: Value): boolean =>
  from.every(({ dataset, column }) =>
    structure.relations
      .get(dataset)
      ?.rules.some(({ looks, columns }) => looks === 'presence' && columns.includes(column)),
  );

function told(desk: Desk, given: Put, rule: Rule): readonly Value[] {
  const { relation, columns, isNew } = given;
  const names = namedBy(rule, relation);
  const brought = put(given, names);
  const there = (column: string): Value => baseValue(desk, relation.name, column);
  if (brought.length === 0) return [];
  if (rule.looks === 'presence') return brought.filter((value) => !isPresent(desk, value));
  if (rule.looks === 'rows') return [...brought, ...names.map(there)];
  return isNew ? brought : [...brought, ...names.filter((name) => !columns.includes(name)).map(there)];
}

interface Cell {
  readonly column: string;
  readonly value: Value;
}

/** Whether a text, a number or a moment fits is told by its type, unless it comes from one that is the same. */
function fits({ structure }: Desk, { texts, forms }: Relation, { column, value }: Cell): boolean {
  if (texts.has(column)) return true;
  const form = forms.get(column);
  const isSame = value.from.every(
    (one) => structure.relations.get(one.dataset)?.forms.get(one.column) === form,
  );
  return form !== undefined && value.isKept === true && isSame;
}

/** INVARIANT: a row that goes into a part or an heir is held to what that holds. */
const rulesOn = ({ structure }: Desk, relation: Relation): readonly Rule[] =>
  [relation, ...whole(structure, relation), ...under(structure, relation)].flatMap(({ rules }) => rules);

/** What is put into a view lands in its table, under names that nobody has matched. */
const putsInto = (desk: Desk, given: Put): readonly Put[] =>
  basesOf(desk, given.relation).map((relation) => {
    if (relation === given.relation) return given;
    const all = union(given.values);
    return { ...given, relation, columns: relation.columns, values: relation.columns.map(() => all) };
  });

export const askByFailing = (desk: Desk, given: Put): void => {
  if (given.values.length > 0) for (const one of putsInto(desk, given)) askOne(desk, one);
};

function askOne(desk: Desk, given: Put): void {
  const { relation, columns, values } = given;
  for (const rule of rulesOn(desk, relation)) probe(desk, told(desk, given, rule));
  for (const [at, value] of values.entries()) {
    const isAsked = isHidden(value) && !fits(desk, relation, { column: columns[at] ?? '', value });
    if (isAsked) probe(desk, [value]);
  }
}

/** Of rows that are left out where they collide with any: which they are says what is there. */
export function askByLeavingOut(desk: Desk, given: Put): void {
  for (const one of putsInto(desk, given))
    for (const rule of rulesOn(desk, one.relation))
      if (rule.looks === 'rows') for (const value of told(desk, one, rule)) choose(desk, value);
}
