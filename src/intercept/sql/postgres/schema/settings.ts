/** What a function sets for as long as it runs, where that is the path along which names are looked up and nothing else; and the structure as it is seen along that path. It refuses a path that is another for another caller. */
import { type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, list, part, text } from '../tree/tree.js';
import type { PgStructure } from './relation.js';

/** `"$user"` is whoever calls; what is temporary may be anybody's, but nothing of it is there to be found last. */
const isPlace = (name: string, at: number, { length }: readonly string[]): boolean =>
  name === 'pg_catalog' || (name === 'pg_temp' && at === length - 1) || !/^(?:pg_|\$)/.test(name);

export type Setting =
  | { readonly is: 'none' }
  | { readonly is: 'path'; readonly path: readonly string[] }
  | { readonly is: 'other' };

/** INVARIANT: all that it sets, however often one setting is written. */
export function settingOf(definition: JsonObject): Setting {
  const sets = list(definition, 'options')
    .map((one) => bodyOf(one, 'DefElem'))
    .filter((one) => text(one, 'defname') === 'set');
  const [first, ...more] = sets;
  if (first === undefined) return { is: 'none' };
  const set = bodyOf(own(first, 'arg'), 'VariableSetStmt');
  const args = list(set, 'args').map((one) => part(bodyOf(one, 'A_Const') ?? {}, 'sval'));
  const path = args.map((one) => text(one, 'sval'));
  const isPath =
    more.length === 0 && text(set, 'kind') === 'VAR_SET_VALUE' && text(set, 'name') === 'search_path';
  const isPlain = args.length > 0 && args.every((one) => one !== undefined) && path.every(isPlace);
  return isPath && isPlain ? { is: 'path', path } : { is: 'other' };
}

/** INVARIANT: along a path of its own a function finds what the user has made under PostgreSQL's own names, and a view looks where it was made. */
export const along = (structure: PgStructure, path: readonly string[] | undefined): PgStructure =>
  path === undefined
    ? structure
    : { ...structure, ...structure.everywhere, path, usual: structure.usual ?? structure };
