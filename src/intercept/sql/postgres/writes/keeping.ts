/** How a table and its columns are kept, and what is promised of them: which options say no more than that, and what a constraint takes along. It refuses an option that it has no name for. */
import { type JsonObject, own } from '../../../../call/json.js';
import { type Desk, doubt } from '../desk/ink.js';
import type { Relation } from '../schema/relation.js';
import { bodyOf, itemsOf, list, text } from '../tree/tree.js';

/** INVARIANT: none of them says who sees what, or with whose rights it is looked at. */
const kept =
  /^(?:fillfactor|(?:log_)?autovacuum_[a-z_]+|toast_tuple_target|parallel_workers|vacuum_(?:index_cleanup|truncate|max_eager_freeze_failure_rate)|n_distinct(?:_inherited)?|deduplicate_items|fastupdate|gin_pending_list_limit|pages_per_range|autosummarize|buffering)$/;

const optionsIn = (command: JsonObject): readonly string[] =>
  itemsOf(own(command, 'def')).map((one) => text(bodyOf(one, 'DefElem'), 'defname'));

/** A sequence of another name may be one that is found before another's. */
const namesSequence = (command: JsonObject): boolean =>
  list(bodyOf(own(command, 'def'), 'Constraint'), 'options').some(
    (one) => text(bodyOf(one, 'DefElem'), 'defname') === 'sequence_name',
  );

/** A name that the engine gives to the index of a key, or to a key that it made again. */
const usual = /_(?:pkey|key|excl)\d*$/;

/**
 * A promise about rows is no row. INVARIANT: a key is an index as well, which goes with it, as it would by its own name; what else goes along with CASCADE
 * nobody has told.
 */
function release(desk: Desk, { name: table }: Relation, command: JsonObject): void {
  const name = text(command, 'name');
  const index = `${table.slice(0, table.indexOf('.'))}.${name}`;
  if (desk.structure.indexes.has(index) || usual.test(name)) desk.ink.dropped.add(`index:${index}`);
  if (text(command, 'behavior') === 'DROP_CASCADE')
    doubt(desk, 'a drop that takes along what cannot be told');
}

/** Whatever one command of an ALTER says beside columns. */
export function checkKept(desk: Desk, relation: Relation, command: JsonObject): void {
  const subtype = text(command, 'subtype');
  if (subtype === 'AT_DropConstraint') release(desk, relation, command);
  const isOption = /^AT_(?:Re)?[Ss]et(?:Rel)?Options$/.test(subtype);
  if (isOption && !optionsIn(command).every((one) => kept.test(one)))
    doubt(desk, 'an option that is not on the list');
  if (namesSequence(command)) doubt(desk, 'an option that is not on the list');
}
