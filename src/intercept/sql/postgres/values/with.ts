/** The queries of a WITH, by name. One that sees itself is read until nothing is added; it refuses one that looks ahead, and a recursion that does not settle. */
import { type JsonObject, own } from '../../../../call/json.js';
import { choose, type Desk, doubt, type Env } from '../desk/ink.js';
import { spend } from '../desk/pad.js';
import { type Column, union, unknownText, type Value, weightOf } from '../desk/value.js';
import { below, bodyOf, isTrue, list, type Node, part, text, texts } from '../tree/tree.js';
import { renamed } from './row-functions.js';

const sizeOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, { value }) => sum + value.from.length, 0);
const mostRounds = 12;

interface Cte {
  readonly name: string;
  readonly names: readonly string[];
  readonly query: Node;
}

/** INVARIANT: what is made of itself round by round may become any text: nothing is known of what was written down in it. */
const unwritten = (columns: readonly Column[]): readonly Column[] =>
  columns.map(({ name, value }) => ({ name, value: { ...value, ...unknownText } }));

/** A recursive query sees itself: first as nothing, then as what it was found to be, until it grows no more. */
function recursive(desk: Desk, { name, names, query }: Cte, env: Env): readonly Column[] {
  const arm = part(bodyOf(query, 'SelectStmt') ?? {}, 'larg');
  let found = arm === undefined ? [] : unwritten(renamed(desk.select(desk, arm, env), names));
  for (let round = 0; round < mostRounds; round += 1) {
    if (!spend(desk, env.ctes.size)) break;
    const again = desk.query(desk, query, { ...env, ctes: new Map([...env.ctes, [name, found]]) });
    const next = unwritten(renamed(again, names));
    if (sizeOf(next) === sizeOf(found)) {
      for (const [at, { value }] of next.entries())
        if (weightOf(value) > weightOf(found[at]?.value ?? value)) desk.ink.grown.add(value);
      return next;
    }
    found = next;
  }
  doubt(desk, 'a recursion that cannot be followed');
  return found;
}

/** What SEARCH and CYCLE add behind the query's own columns, made of those that they name. A CYCLE goes no further where it has been, and both write down all the way: a question. */
function followed(desk: Desk, cte: JsonObject, columns: readonly Column[]): readonly Column[] {
  const made = (clause: JsonObject | undefined, field: string): Value => {
    const names = texts(list(clause, field));
    return union(columns.filter(({ name }) => names.includes(name)).map(({ value }) => value));
  };
  const [search, cycle] = [part(cte, 'search_clause'), part(cte, 'cycle_clause')];
  const [order, round] = [made(search, 'search_col_list'), made(cycle, 'cycle_col_list')];
  choose(desk, union([order, round]));
  return [
    ...(search === undefined ? [] : [{ name: text(search, 'search_seq_column'), value: order }]),
    ...['cycle_mark_column', 'cycle_path_column'].flatMap((field) =>
      cycle === undefined ? [] : [{ name: text(cycle, field), value: round }],
    ),
  ];
}

/** The environment with a WITH's names in it. */
export function withCtes(desk: Desk, body: JsonObject, env: Env): Env {
  const clause = part(body, 'withClause');
  if (clause === undefined) return env;
  const ctes = new Map(env.ctes);
  const all = list(clause, 'ctes').map((node) => bodyOf(node, 'CommonTableExpr') ?? {});
  const last = new Map(all.map((cte, at) => [text(cte, 'ctename'), at]));
  for (const [at, cte] of all.entries()) {
    const name = text(cte, 'ctename');
    const names = texts(list(cte, 'aliascolnames'));
    const query = own(cte, 'ctequery');
    const named = isTrue(clause, 'recursive') ? relationsIn(query) : [];
    // With RECURSIVE one may name another that stands behind it, and does not mean one around it.
    if (named.some((one) => (last.get(one) ?? -1) > at)) doubt(desk, 'a WITH that looks ahead');
    const around = { ...env, ctes };
    const columns = named.includes(name)
      ? recursive(desk, { name, names, query }, around)
      : renamed(desk.query(desk, query, around), names);
    ctes.set(name, [...columns, ...followed(desk, cte, columns)]);
  }
  return { ...env, ctes };
}

/** What a query names without a schema. */
const relationsIn = (query: Node): readonly string[] =>
  [...below(query)].flatMap(({ tag, body }) =>
    tag === 'RangeVar' && text(body, 'schemaname') === '' ? [text(body, 'relname')] : [],
  );
