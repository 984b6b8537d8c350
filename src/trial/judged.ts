/** What came of a rehearsed call: the decision, what it owes, and the entry that the journal would begin with. It holds no value of the data. */
import type { EntryDraft } from '../audit/entry.js';
import { classesOf, planColumn } from '../egress/columns/columns.js';
import { chooser, masksOf } from '../egress/operators/choose.js';
import type { Effects, EgressColumn } from '../intercept/effects.js';
import type { Denial, Remedy } from '../policy/denial.js';
import type { Obligation } from '../policy/obligation.js';
import type { Trace } from '../policy/policy.js';

export interface Bound {
  readonly rows: number;
  readonly share: number;
}

/** Columns on their way into a dataset. */
export interface Moved {
  readonly dataset: string;
  /** Whether they leave the system that they were read from. */
  readonly leaves: boolean;
  readonly classes: readonly string[];
  /** What each stands as there, by its name. */
  readonly columns: Readonly<Record<string, string>>;
}

interface Seen {
  /** Of the call, and of what its plan asked. */
  readonly trace: readonly Trace[];
  /** What its plan asked, in order. */
  readonly inner: readonly Pick<Inner, 'tool' | 'verdict'>[];
  /** Lines that ask of a later call of the plan what an earlier one was answered, which no test states. */
  readonly unstated: readonly string[];
  /** Classes of what the call would return. */
  readonly classes: readonly string[];
  /** What its plan moves into datasets. */
  readonly moved: readonly Moved[];
  readonly audit: Pick<EntryDraft, 'type' | 'body'>;
}

export interface Allowed extends Seen {
  readonly verdict: 'allowed';
  /** By the name of each column that would leave. */
  readonly masks: Readonly<Record<string, string>>;
  /** By dataset and column, what stands there of what its plan moves. */
  readonly into: Readonly<Record<string, Moved['columns']>>;
  readonly bounds: Readonly<Record<string, Bound>>;
  readonly unchanged: readonly string[];
}

export interface Denied extends Seen {
  readonly verdict: 'denied';
  readonly code: string;
  readonly phase: string;
  /** '' where no rule decided, as with a tool that is not there. */
  readonly rule: string;
  readonly because: string;
  readonly facts: readonly string[];
  readonly remedies: readonly Remedy[];
  readonly help: string;
}

export type Judged = Allowed | Denied;

/** A call of a plan. */
export interface Inner {
  readonly tool: string;
  readonly verdict: 'allowed' | 'denied';
  readonly trace: readonly Trace[];
  readonly owed: readonly Obligation[];
  readonly moved: readonly Moved[];
}

/** What the journal begins with, and what was seen on the way there. */
export interface Way {
  readonly effects: Effects;
  readonly trace: readonly Trace[];
  readonly audit: Seen['audit'];
  readonly inner: readonly Inner[];
  readonly unstated: readonly string[];
}

const classesIn = (egress: readonly EgressColumn[]): readonly string[] =>
  [...new Set(egress.flatMap(classesOf))].sort();

const shownAs = (egress: readonly EgressColumn[], owed: readonly Obligation[]): Moved['columns'] => {
  const choose = chooser(masksOf(owed));
  const columns = egress.map((column) => planColumn(column.name, column, choose));
  return Object.fromEntries(columns.map(({ name, operator }) => [name, operator?.kind ?? 'clear']));
};

/** What a plan reads for a dataset goes there as it was masked for it. */
export const movedInto = (
  dataset: string,
  { egress, owed, leaves }: Pick<Inner, 'owed'> & Pick<Effects, 'egress'> & Pick<Moved, 'leaves'>,
): Moved => ({ dataset, leaves, classes: classesIn(egress), columns: shownAs(egress, owed) });

/** What was read for a dataset first is what is put there. */
const movedBy = (inner: readonly Inner[]): readonly Moved[] => {
  const all = inner.filter(({ verdict }) => verdict === 'allowed').flatMap((one) => one.moved);
  return all.filter(({ dataset }, at) => all.findIndex((one) => one.dataset === dataset) === at);
};

const seen = ({ effects, trace, audit, inner, unstated }: Way): Seen => ({
  trace: [...trace, ...inner.flatMap((one) => one.trace)],
  inner: inner.map(({ tool, verdict }) => ({ tool, verdict })),
  unstated,
  classes: classesIn(effects.egress),
  moved: movedBy(inner),
  audit,
});

/** A plan owes what its calls owe. */
export function allowedAs(way: Way, own: readonly Obligation[]): Allowed {
  const owed = [...own, ...way.inner.flatMap((one) => one.owed)];
  const bounds = owed.flatMap((one) => (one.kind === 'row-bound' ? [one] : []));
  const sources = owed.flatMap((one) =>
    one.kind === 'unchanged' ? one.versions.map(({ dataset }) => dataset) : [],
  );
  return {
    verdict: 'allowed',
    ...seen(way),
    masks: shownAs(way.effects.egress, own),
    into: Object.fromEntries(movedBy(way.inner).map(({ dataset, columns }) => [dataset, columns])),
    bounds: Object.fromEntries(bounds.map(({ dataset, rows, share }) => [dataset, { rows, share }])),
    unchanged: [...new Set(sources)],
  };
}

export const deniedAs = (way: Way, denial: Denial): Denied => ({
  verdict: 'denied',
  ...seen(way),
  code: denial.code,
  phase: denial.phase,
  rule: denial.rule?.id ?? '',
  because: denial.rule?.because ?? '',
  facts: denial.facts,
  remedies: denial.remedies,
  help: denial.help,
});
