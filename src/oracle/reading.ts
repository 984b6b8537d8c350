/** A policy as the oracle reads it: the lines as they are written, in the order in which their reasons are given. It compiles nothing. */
import { type ASTNode, syntaxOf } from '../policy/cel.js';
import type { PolicyText } from '../policy/compile.js';
import { type PolicyForm, policyForm } from '../policy/form.js';
import { fitPartly, readYaml } from '../yaml/document.js';

type Sections = Pick<PolicyForm, 'forbid' | 'limit' | 'require' | 'budget' | 'mask'>;
type Demand = PolicyForm['require'][number];

interface Spoken {
  readonly id: string;
  /** With the invariant that it belongs to, as a denial names it. */
  readonly fullId: string;
  readonly text: string;
  readonly node: ASTNode;
}

export type Line = Spoken &
  (
    | { readonly kind: 'forbid' }
    /** Bounds the rows of the writes that it is about. */
    | { readonly kind: 'bound'; readonly rows: number; readonly share: number }
    /** Denies where its condition does not hold. */
    | { readonly kind: 'unless' }
    | { readonly kind: 'require'; readonly demand: Demand }
  );

export type GrantLine = PolicyForm['grant'][number];

export interface MaskLine {
  readonly id: string;
  readonly class: string;
  readonly operator: PolicyForm['mask'][number]['with'];
  /** Of what is promoted into these datasets; empty: of what leaves to the agent. */
  readonly into: readonly string[];
  /** It lets an average stand, of which no statement that is made here asks. */
  readonly isLetting: boolean;
}

type Written = PolicyForm['budget'][number];

export interface BudgetLine extends Pick<Written, 'id' | 'class' | 'per' | 'soft' | 'hard'> {
  readonly fullId: string;
}

export interface Reading {
  readonly grants: readonly GrantLine[];
  readonly lines: readonly Line[];
  /** Those of each invariant, and of each file outside them, apart. */
  readonly masks: readonly (readonly MaskLine[])[];
  /** In the same parts. */
  readonly budgets: readonly (readonly BudgetLine[])[];
  readonly deniesFlows: boolean;
}

function spoken(id: string, invariant: string, text: string): readonly Spoken[] {
  const node = syntaxOf(text);
  const fullId = invariant === '' ? id : `${invariant}/${id}`;
  return node === undefined ? [] : [{ id, fullId, text, node }];
}

const linesOf = ({ forbid, limit, require }: Sections, invariant: string): readonly Line[] => [
  ...forbid.flatMap(({ id, when }) =>
    spoken(id, invariant, when).map((one): Line => ({ ...one, kind: 'forbid' })),
  ),
  ...limit.flatMap((written) => {
    if (!('when' in written))
      return spoken(written.id, invariant, written.unless).map((one): Line => ({ ...one, kind: 'unless' }));
    const { rows, share } = written['at-most'];
    return spoken(written.id, invariant, written.when).map(
      (one): Line => ({ ...one, kind: 'bound', rows, share }),
    );
  }),
  ...require.flatMap((demand) =>
    spoken(demand.id, invariant, demand.when).map((one): Line => ({ ...one, kind: 'require', demand })),
  ),
];

const nameless = (name: string): string => `mask-${name.replaceAll('*', 'any').replace(/[._]/g, '-')}`;

const masksOf = ({ mask }: Sections): readonly MaskLine[] =>
  mask.map(({ id, class: of, with: operator, into = [], unless }) => ({
    ...{ id: id ?? nameless(of), class: of, operator, into, isLetting: unless !== undefined },
  }));

const budgetsOf = ({ budget }: Sections, invariant: string): readonly BudgetLine[] =>
  budget.map(({ id, class: of, per, soft, hard }) => {
    const fullId = invariant === '' ? id : `${invariant}/${id}`;
    return { id, fullId, class: of, per, soft, hard };
  });

/** What does not have the form of a policy is left out: whoever asks has seen it compile. */
export function readPolicies(texts: readonly PolicyText[]): Reading {
  const forms = texts.flatMap(({ file, text }) => {
    const { value } = fitPartly(readYaml(text, file), { schema: policyForm, file, standIns: { version: 1 } });
    return value === undefined ? [] : [value];
  });
  const invariants = forms.flatMap((form) => Object.entries(form.invariants));
  return {
    grants: forms.flatMap((form) => form.grant),
    lines: [
      ...invariants.flatMap(([name, section]) => linesOf(section, name)),
      ...forms.flatMap((form) => linesOf(form, '')),
    ],
    masks: [...invariants.map(([, section]) => masksOf(section)), ...forms.map(masksOf)].filter(
      (section) => section.length > 0,
    ),
    budgets: [
      ...invariants.map(([name, section]) => budgetsOf(section, name)),
      ...forms.map((form) => budgetsOf(form, '')),
    ],
    deniesFlows: forms.some((form) => form['classified-flow'] === 'deny'),
  };
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** Whether a pattern of datasets means a name. */
export const fits = (pattern: string, name: string): boolean =>
  new RegExp(`^${escaped(pattern).replaceAll('*', '.*')}$`, 'is').test(name);
