/** What stands in a query and was looked at by nobody: a column or a query in a place that no reader knows. It refuses to take such a statement for one that is understood, and says nothing of what was looked at. */
import { type Desk, doubt } from '../desk/ink.js';
import { below, type Node } from '../tree/tree.js';

const lookedAt = new Set(
  'ColumnRef SubLink SelectStmt InsertStmt UpdateStmt DeleteStmt MergeStmt'.split(' '),
);

/** INVARIANT: every column that a query names and every query in it is met where it stands. One that is not would be run unread. */
export function metAll(desk: Pick<Desk, 'ink' | 'pad'>, query: Node): void {
  // What is not understood needs no other reason.
  if (desk.ink.doubts.size > 0) return;
  const isUnseen = [...below(query)].some(({ tag, body }) => lookedAt.has(tag) && !desk.pad.met.has(body));
  if (isUnseen) doubt(desk, 'a part of a query that nobody looks at');
}
