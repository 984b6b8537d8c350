/** What a function in PL/pgSQL gives that does nothing but choose what to return, as a query of one value. A variable, a loop, a statement or a caught error makes it unread. */
import { type Json, type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, has, list, type Node, tagged, text } from '../tree/tree.js';
import type { Draft } from './draft.js';
import { functionIn, holdsOnly, queryOf, valueIn } from './trigger-body.js';

type Parse = Draft['parse'];

/** The one value that a text says; undefined where it is none. */
function expressionIn(parse: Parse, query: string): Node {
  const select = bodyOf(valueIn(parse, query), 'SelectStmt');
  return own(bodyOf(list(select, 'targetList')[0], 'ResTarget') ?? {}, 'val');
}

function chosenIn(parse: Parse, body: JsonObject, rest: readonly Json[]): Node {
  if (!holdsOnly(body, ['cond', 'then_body', 'elsif_list', 'else_body'])) return undefined;
  const more = list(body, 'elsif_list').map((one) => bodyOf(one, 'PLpgSQL_if_elsif') ?? {});
  const branches = [
    { said: queryOf(body, 'cond'), steps: list(body, 'then_body') },
    ...more.map((one) => ({ said: queryOf(one, 'cond'), steps: list(one, 'stmts') })),
  ];
  let otherwise = returnedBy(parse, [...list(body, 'else_body'), ...rest]);
  for (const { said, steps } of branches.reverse()) {
    const expr = expressionIn(parse, said);
    // One that goes on behind the IF is not read, so that nothing is read twice.
    const result = returnedBy(parse, steps);
    if (expr === undefined || result === undefined || otherwise === undefined) return undefined;
    otherwise = { CaseExpr: { args: [{ CaseWhen: { expr, result } }], defresult: otherwise } };
  }
  return otherwise;
}

/** What is returned at the first RETURN that it comes to; where it comes to none the engine fails. */
function returnedBy(parse: Parse, [first, ...rest]: readonly Json[]): Node {
  const { tag, body } = tagged(first);
  if (tag === 'PLpgSQL_stmt_if') return chosenIn(parse, body, rest);
  const isReturned = tag === 'PLpgSQL_stmt_return' && holdsOnly(body, ['expr']) && has(body, 'expr');
  return isReturned ? expressionIn(parse, queryOf(body, 'expr')) : undefined;
}

const isFound = (node: Json): boolean => text(bodyOf(node, 'PLpgSQL_var'), 'refname') === 'found';

/** INVARIANT: read by the grammar that the engine runs it by, and without what it is given: whatever it names beyond that is looked up as in any query. */
export function returnedIn(parse: Parse, source: string): readonly Node[] | undefined {
  const found = functionIn(parse, source, 'text');
  if (found === undefined || !found.datums.every(isFound)) return undefined;
  const val = returnedBy(parse, found.steps);
  return val === undefined
    ? undefined
    : [{ SelectStmt: { targetList: [{ ResTarget: { val } }], op: 'SETOP_NONE' } }];
}
