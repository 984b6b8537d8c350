/** What a table holds its rows to, so that a write of it fails for some values: what each rule is about, and what it looks at to tell. It reads no condition: whatever is named in one is asked about. */
import { type Json, type JsonObject, own } from '../../../../call/json.js';
import { columnsIn } from '../tree/constrained.js';
import { bodyOf, has, isTrue, list, type Node, type Tagged, text } from '../tree/tree.js';

/** By whether a value is there, by the row alone, or by other rows as well. */
type Looks = 'presence' | 'row' | 'rows';
export interface Rule {
  readonly looks: Looks;
  /** A name that is no column's stands for the row. */
  readonly columns: readonly string[];
}

const looks: Readonly<Record<string, Looks>> = {
  CONSTR_NOTNULL: 'presence',
  CONSTR_CHECK: 'row',
  CONSTR_GENERATED: 'row',
  CONSTR_PRIMARY: 'rows',
  CONSTR_UNIQUE: 'rows',
  CONSTR_EXCLUSION: 'rows',
  CONSTR_FOREIGN: 'rows',
};

/** `column`: the one that it was written behind. */
function ruleOf(node: Node, column: readonly string[]): readonly Rule[] {
  const found = looks[text(bodyOf(node, 'Constraint'), 'contype')];
  return found === undefined ? [] : [{ looks: found, columns: [...columnsIn(node, true), ...column] }];
}

/** Of an element of a table: a column, or a constraint of the whole. */
export const rulesIn = ({ tag, body }: Tagged): readonly Rule[] =>
  tag === 'ColumnDef'
    ? list(body, 'constraints').flatMap((node) => ruleOf(node, [text(body, 'colname')]))
    : ruleOf({ [tag]: body }, []);

/** Of an index: what is computed can fail, and what is unique compares. */
export function rulesOfIndex(body: JsonObject): readonly Rule[] {
  const isUnique = isTrue(body, 'unique');
  const columns = columnsIn([...list(body, 'indexParams'), own(body, 'whereClause') ?? null], isUnique);
  const isComputed = columnsIn([...list(body, 'indexParams')], false).length > 0 || has(body, 'whereClause');
  return isUnique || isComputed ? [{ looks: isUnique ? 'rows' : 'row', columns }] : [];
}

/** Of a policy of rows: one that it does not let in fails by its values. */
export const ruleOfPolicy = (tests: readonly Json[]): Rule => ({
  looks: 'row',
  columns: columnsIn([...tests], false),
});
