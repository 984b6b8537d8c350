/** The table that a statement writes, as its own expressions see it. A table that is not known is not written: the doubt has been told. */

import { type JsonObject, own } from '../../../../call/json.js';
import { datasetNamed } from '../../../../catalog/catalog.js';
import type { Scope } from '../../../effects.js';
import { hasFamily, isUnique, under } from '../desk/family.js';
import { choose, type Desk, type Env, type Source } from '../desk/ink.js';
import { byName, type Column, union, type Value } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';
import { bodyOf, isTrue, list, type Node, part, text } from '../tree/tree.js';
import type { Target } from '../values/condition.js';
import { derive } from '../values/expression.js';
import { targets } from '../values/select.js';
import { relationColumns } from '../values/showing.js';
import { relationOf } from '../values/sources.js';
import { basesOf, flow } from './strokes.js';

export interface Opened {
  readonly relation: Relation;
  /** ONLY: what its heirs hold is left out. */
  readonly isOnly: boolean;
  readonly source: Source;
}

export function open(desk: Desk, body: JsonObject): Opened | undefined {
  const range = part(body, 'relation') ?? {};
  const relation = relationOf(desk, range);
  if (relation === undefined) return undefined;
  const alias = text(part(range, 'alias'), 'aliasname');
  // Only what the statement names of the target is read; its columns are told when they are.
  const before = new Set(desk.ink.reads.keys());
  const columns = relationColumns(desk, relation);
  if (relation.kind === 'table')
    for (const name of desk.ink.reads.keys()) if (!before.has(name)) desk.ink.reads.delete(name);
  const dataset = alias === '' ? relation.name : '';
  return {
    relation,
    isOnly: !isTrue(range, 'inh'),
    source: { alias: alias || (relation.name.split('.')[1] ?? ''), dataset, columns, anything: undefined },
  };
}

/** What is put into columns, in their order. */
interface Put {
  readonly columns: readonly string[];
  readonly values: readonly Value[];
}

function rowOf(source: Source, { columns, values }: Put, isBeside: boolean): Source {
  const put = byName(values.map((value, at) => ({ name: columns[at] ?? '', value })));
  return {
    ...source,
    columns: source.columns.map(({ name, value }) => {
      const brought = put.get(name) ?? [];
      const [only = value, ...more] = isBeside ? [value, ...brought] : brought;
      return { name, value: more.length === 0 ? only : union([only, ...more]) };
    }),
  };
}

/** The row as it stands after the write: a column is what it was or what was put there. */
export const written = (source: Source, put: Put): Source => rowOf(source, put, true);

/** INVARIANT: of what is made of a default, or is not there, nothing is known but its class: no row decides it. */
const byDefault = ({ name, value }: Column): Column => ({
  name,
  value: { from: value.from, how: value.how },
});

/** The row that was to be inserted: what is brought. What is not given bears the class of its column, since no default is looked at. */
export const asBrought = (source: Source, put: Put): Source =>
  rowOf({ ...source, columns: source.columns.map(byDefault) }, put, false);

interface Returned {
  /** In the order in which `*` shows them. */
  readonly env: Env;
  readonly target: Source;
}

/** The row as it was and as it is, each of which may hold either value here. A bare column and `*` pass them by; a table of the usual name hides it. */
function wasAndIs(clause: JsonObject, { env, target }: Returned): readonly Source[] {
  const options = list(clause, 'options').map((one) => bodyOf(one, 'ReturningOption') ?? {});
  return ['old', 'new'].flatMap((usual) => {
    const given = options.find((one) => text(one, 'option') === `RETURNING_OPTION_${usual.toUpperCase()}`);
    const isHidden = given === undefined && env.sources.some(({ alias }) => alias === usual);
    const alias = given === undefined ? usual : text(given, 'value');
    return isHidden ? [] : [{ ...target, alias, dataset: '', shown: [] }];
  });
}

/** RETURNING sees the target and what stands beside it. */
export const returning = (desk: Desk, body: JsonObject, returned: Returned): readonly Column[] => {
  const { env } = returned;
  const clause = part(body, 'returningClause') ?? { exprs: [...list(body, 'returningList')] };
  const sources = [...env.sources, ...wasAndIs(clause, returned)];
  return targets(desk, list(clause, 'exprs'), { ...env, sources });
};

/** INVARIANT: the manifest says what the key is; where a table has a family, the structure must say that it holds throughout. */
function isKeyHeld(desk: Desk, { relation, isOnly }: Opened, key: readonly string[]): boolean {
  const { structure } = desk;
  if (relation.kind === 'view') return basesOf(desk, relation).every((one) => !hasFamily(one));
  const heirs = isOnly ? [] : under(structure, relation).filter(({ isPart }) => !isPart);
  return heirs.length === 0 && isUnique(structure, relation, key);
}

export const targetOf = (desk: Desk, opened: Opened, env: Env): Target => {
  const { relation } = opened;
  const key = datasetNamed(desk.catalog, relation.name)?.key ?? [];
  return { ...targetIn(opened, env), key, isUnique: isKeyHeld(desk, opened, key) };
};

const targetIn = ({ relation, source }: Opened, env: Env): Omit<Target, 'key' | 'isUnique'> => ({
  alias: source.alias,
  columns: new Set(relation.columns.length > 0 ? relation.columns : source.columns.map(({ name }) => name)),
  beside: new Set(
    env.sources.filter((one) => one !== source).flatMap(({ columns }) => columns.map(({ name }) => name)),
  ),
});

/** A function in FROM or a CTE may repeat no row of the target, but it is no pin either. */
export const loosened = (scope: Scope, env: Env): Scope =>
  scope === 'key-pinned' && env.sources.length > 1 ? 'predicate' : scope;

interface Into {
  readonly relation: Relation;
  readonly env: Env;
}

interface Assigned {
  readonly columns: readonly string[];
  readonly values: readonly Value[];
}

/** What the places in brackets of a target are made of. */
export const stepsOf = (desk: Desk, target: JsonObject, env: Env): readonly Value[] => {
  const steps = list(target, 'indirection');
  return steps.length === 0 ? [] : [derive(desk, { List: { items: [...steps] } }, env)];
};

/** INVARIANT: of `a[b] = c` what `b` is stands in `a` afterwards as well: a key of an object, a place in a list. */
export const placed = (value: Value, steps: readonly Value[]): Value =>
  steps.length === 0 ? value : union([value, ...steps]);

export function assign(desk: Desk, nodes: readonly Node[], { relation, env }: Into): Assigned {
  const pairs = nodes.map((node) => {
    const body = bodyOf(node, 'ResTarget') ?? {};
    const column = text(body, 'name');
    const value = placed(derive(desk, own(body, 'val'), env), stepsOf(desk, body, env));
    flow(desk, { relation, column }, value);
    return { column, value };
  });
  return { columns: pairs.map(({ column }) => column), values: pairs.map(({ value }) => value) };
}

export function conditioned(desk: Desk, body: JsonObject, env: Env): Node {
  const where = own(body, 'whereClause');
  if (where !== undefined) choose(desk, derive(desk, where, env));
  return where;
}
