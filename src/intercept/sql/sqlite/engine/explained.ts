/** An EXPLAIN: its statement is read and not run, and what it returns is a plan. It understands no plan, so it masks the whole of it. */
import { type Catalog, unknownClass } from '../../../../catalog/catalog.js';
import type { Effects } from '../../../effects.js';
import { isWord, isWordOf, type Token } from '../tokens/token.js';
import { columnIn, isClear, originsOf, unionClasses } from './known.js';

/** What may stand under it. Some of the others act while they are prepared. */
const explainable: ReadonlySet<string> = new Set(
  'select values with insert replace update delete'.split(' '),
);

export type Plan = 'query plan' | 'program';
const columns: Readonly<Record<Plan, readonly string[]>> = {
  'query plan': ['id', 'parent', 'notused', 'detail'],
  program: ['addr', 'opcode', 'p1', 'p2', 'p3', 'p4', 'p5', 'comment'],
};

/** Of a program, what may be an address in the memory of the server: that of a table function. */
const operand = 'p4';

/** Which plan is asked for, and the index of the statement under it; undefined when it is no EXPLAIN of a statement that may stand there. */
export function planIn(tokens: readonly Token[]): { readonly plan: Plan; readonly at: number } | undefined {
  if (!isWord(tokens[0], 'explain')) return undefined;
  const isQueryPlan = isWord(tokens[1], 'query') && isWord(tokens[2], 'plan');
  const at = isQueryPlan ? 3 : 1;
  return isWordOf(tokens[at], explainable) ? { plan: isQueryPlan ? 'query plan' : 'program', at } : undefined;
}

/** The effects of the statement under it, as of one that is planned alone. */
export function planned(effects: Effects, plan: Plan, catalog: Catalog): Effects {
  const written = effects.writes.filter(
    ({ dataset }) => !effects.reads.some((one) => one.dataset === dataset),
  );
  const named = new Map(written.map(({ dataset, tier }) => [dataset, { dataset, tier, columns: [] }]));
  const reads = [...effects.reads, ...named.values()];
  // INVARIANT: which plan is made depends on statistics, which are made of values.
  const classified = reads
    .flatMap((read) => read.columns.map((column) => columnIn(catalog, read.dataset, column)))
    .filter((column) => !isClear(column));
  const rest = { classes: unionClasses(classified), from: originsOf(catalog, classified) };
  const unsaid = { ...rest, classes: [...new Set([...rest.classes, unknownClass])] };
  return {
    ...effects,
    kind: 'select',
    reads,
    writes: [],
    flows: [],
    carries: [],
    // INVARIANT: a plan is made for the values that are bound: what it is made like may not be told by one that is hidden.
    marks: effects.marks.map(({ number }) => ({ number })),
    filtersOn: effects.filtersOn.map(({ by: _, ...filter }) => filter),
    shape: `EXPLAIN ${plan === 'program' ? '' : 'QUERY PLAN '}${effects.shape}`,
    egress: columns[plan].map((name) => ({
      name,
      how: 'transformed',
      ...(name === operand ? unsaid : rest),
    })),
  };
}
