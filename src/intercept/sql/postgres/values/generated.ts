/** Generated columns: each is what its expression makes of the others, whatever it is declared to be. It reads no other column. */

import { type Desk, emptyEnv, freshInk } from '../desk/ink.js';
import { type Column, union } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';
import { derive } from './expression.js';

export function withMade(
  desk: Desk,
  { name: table, made }: Relation,
  plain: readonly Column[],
): readonly Column[] {
  if (made.size === 0) return plain;
  const source = { alias: table.split('.')[1] ?? '', dataset: table, columns: plain, anything: undefined };
  return plain.map(({ name, value }) => {
    const expression = made.get(name);
    if (expression === undefined) return { name, value };
    const inner = derive({ ...desk, ink: freshInk() }, expression, { ...emptyEnv, sources: [source] });
    return { name, value: union([value, inner]) };
  });
}
