/** Whether CREATE OR REPLACE VIEW does no more than give a view another query: no rows are lost by it, and no column. It refuses to say so of a view that anything stands on. */
import type { JsonObject } from '../../../../call/json.js';
import { type Desk, freshInk } from '../desk/ink.js';
import type { Column } from '../desk/value.js';
import { type Relation, relationsNamed } from '../schema/relation.js';
import { below, list, type Node, text, texts } from '../tree/tree.js';
import { renamed } from '../values/row-functions.js';
import { relationColumns } from '../values/showing.js';

/** Views that a query looks through, by themselves or through others. */
function viewsIn({ structure }: Desk, query: Node): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: Node[] = [query];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const { tag, body } of below(node)) {
      if (tag !== 'RangeVar') continue;
      for (const one of relationsNamed(structure, text(body, 'schemaname'), text(body, 'relname')))
        if (one.kind === 'view' && !found.has(one.name)) {
          found.add(one.name);
          waiting.push(one.query);
        }
    }
  }
  return found;
}

/** By name, in their order; undefined where the view cannot be read. */
function shown(desk: Desk, view: Relation): readonly string[] | undefined {
  const ink = freshInk();
  const columns = relationColumns({ ...desk, ink }, view);
  return ink.doubts.size > 0 ? undefined : columns.map(({ name }) => name);
}

interface Replaced {
  readonly view: Relation;
  readonly body: JsonObject;
  readonly query: Node;
  /** What the new query gives. */
  readonly columns: readonly Column[];
}

/**
 * INVARIANT: the engine keeps each column where it is and adds others behind them. What a trigger, a rule or an option of the view holds (who looks with whose rights, what
 * may be written through it) holds of the old query: options that are not said again are gone.
 */
export function isGivenAnother(desk: Desk, { view, body, query, columns }: Replaced): boolean {
  const { name, kind, isBound, isStrange } = view;
  const isGround = desk.structure.fires.has(name) || isBound || isStrange;
  if (kind !== 'view' || isGround || viewsIn(desk, query).has(name)) return false;
  const after = renamed(columns, texts(list(body, 'aliases'))).map((one) => one.name);
  const before = shown(desk, view);
  return before !== undefined && before.length > 0 && before.every((one, at) => one === after[at]);
}
