/** Sequences that a default takes its number from. One that is not written down makes the table strange. */
import { below, bodyOf, list, type Node, part, tagged, text, texts } from '../tree/tree.js';
import type { Draft } from './draft.js';

/** As `regclass` reads it: small letters, unless in double quotes. */
export function placeIn(said: string): readonly string[] {
  const names = said.match(/"(?:[^"]|"")+"|[^."]+/g) ?? [];
  return names.join('.') === said
    ? names.map((one) =>
        one.startsWith('"') ? one.slice(1, -1).replaceAll('""', '"') : one.trim().toLowerCase(),
      )
    : [];
}

export function constantIn(node: Node): string | undefined {
  const { tag, body } = tagged(node);
  if (tag === 'TypeCast') return constantIn(part(body, 'arg'));
  const said = part(body, 'sval');
  return tag === 'A_Const' && said !== undefined ? text(said, 'sval') : undefined;
}

/** All that each may mean; undefined where one is not written down. */
export function drawnIn({ path }: Draft, node: Node): readonly string[] | undefined {
  const found = [...below(node)].flatMap(({ tag, body }) => {
    const isDrawn = tag === 'FuncCall' && texts(list(body, 'funcname')).at(-1) === 'nextval';
    return isDrawn ? [placeIn(constantIn(list(body, 'args')[0]) ?? '')] : [];
  });
  if (found.some((names) => names.length === 0 || names.length > 2)) return undefined;
  return found.flatMap((names) =>
    names.length === 2 ? [names.join('.')] : path.map((place) => `${place}.${names[0]}`),
  );
}

/** By the column whose default it is. */
export const drawsIn = (draft: Draft, elements: readonly Node[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    elements.flatMap((one) => {
      const column = bodyOf(one, 'ColumnDef');
      const drawn = column === undefined ? [] : (drawnIn(draft, one) ?? []);
      return drawn.length === 0 ? [] : [[text(column, 'colname'), drawn] as const];
    }),
  );
