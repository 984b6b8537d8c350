/** Types of the user's that run nothing of the user's: enums, and domains and rows over PostgreSQL's own types and functions. One of whose name another type is not known to be so is not. */
import { type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, has, list, type Node, part, text, textIn, texts } from '../tree/tree.js';
import type { Draft } from './draft.js';
import { drawnIn } from './draws.js';
import { isOrdinary } from './ordinary.js';

const lastIn = (body: JsonObject | undefined, field: string): string => textIn(list(body, field).at(-1));

/** INVARIANT: a name is looked up along a path that is not told here: all that bear it are plain, or none is. */
function keep({ types, odd }: Draft, name: string, isPlain: boolean): void {
  types.add(name);
  if (!isPlain) odd.add(name);
}

export const takeEnum = (draft: Draft, body: JsonObject): void => keep(draft, lastIn(body, 'typeName'), true);

export function takeDomain(draft: Draft, body: JsonObject): void {
  draft.domains.set(texts(list(body, 'domainname')).join('.'), [...list(body, 'constraints')]);
  const made: Node = { List: { items: [{ CreateDomainStmt: { ...body, domainname: [] } }] } };
  keep(
    draft,
    lastIn(body, 'domainname'),
    // What it draws from stands in no table.
    isOrdinary(made, draft) && drawnIn(draft, made)?.length === 0,
  );
}

export function takeRow(draft: Draft, body: JsonObject): void {
  const name = part(body, 'typevar') ?? {};
  const columns = list(body, 'coldeflist');
  const told = own(name, 'relname');
  for (const one of columns) draft.fields.add(text(bodyOf(one, 'ColumnDef'), 'colname'));
  keep(draft, typeof told === 'string' ? told : '', isOrdinary([...columns], draft));
}

export const takeOdd = (draft: Draft, name: string): void => keep(draft, name, false);

/** Of a type that is not PostgreSQL's own: a cast, an order, a check that has been added later. */
export function spoil(draft: Draft, tag: string, body: JsonObject): void {
  const ends = tag === 'CreateCastStmt' && has(body, 'func') ? ['sourcetype', 'targettype'] : ['datatype'];
  for (const end of ends) {
    const name = lastIn(part(body, end), 'names');
    if (name !== '') draft.odd.add(name);
  }
  if (tag === 'AlterDomainStmt') draft.odd.add(lastIn(body, 'typeName'));
}
