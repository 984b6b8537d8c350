/** The rows of XMLTABLE: every column is all that it was given, but for a place. It looks at no path and at no document. */
import { type JsonObject, own } from '../../../../call/json.js';
import { choose, type Desk, type Env, type Source } from '../desk/ink.js';
import { checkType } from '../desk/listed.js';
import { place, union, type Value } from '../desk/value.js';
import { isTrue, list, part, tagged, text } from '../tree/tree.js';
import { derive } from './expression.js';
import { aliasOf, renamed } from './row-functions.js';

export function xmlTable(desk: Desk, body: JsonObject, env: Env): Source {
  const columns = list(body, 'columns').map((one) => tagged(one).body);
  for (const one of columns) if (!isTrue(one, 'for_ordinality')) checkType(desk, part(one, 'typeName'));
  const given = [
    ...['docexpr', 'rowexpr'].map((name) => own(body, name)),
    ...list(body, 'namespaces'),
    ...columns.flatMap((one) => ['colexpr', 'coldefexpr'].map((name) => own(one, name))),
  ].filter((one) => one !== undefined);
  const value: Value = { ...union(given.map((one) => derive(desk, one, env))), how: 'transformed' };
  // How many rows there are, and whether it fails, is made of what it is given.
  choose(desk, value);
  const alias = aliasOf(body);
  const told = columns.map((one) => ({
    name: text(one, 'colname'),
    value: isTrue(one, 'for_ordinality') ? place : value,
  }));
  return { alias: alias.name, dataset: '', columns: renamed(told, alias.columns), anything: undefined };
}
