/**
 * What a policy says of a call, weighed a second time: by the lines as they are written and by what the call was made to do. It shares
 * neither the engine's decision nor the reader's findings, so that they can be held against it; it decides nothing.
 */
import type { Capability } from '../intercept/effects.js';
import type { Witness } from '../witness/witness.js';
import { beneath, type Denied, no } from './beneath.js';
import { spentSays } from './budgets.js';
import { type Court, nothing, type Owed, phaseSays, type Sitting, type Unclear } from './lines.js';
import { shownAs } from './masks.js';
import { stepsOf } from './plans.js';
import type { Plea } from './plea.js';
import { fits, type GrantLine, type Reading } from './reading.js';

export type { Court } from './lines.js';
export { answerTo, type Plea } from './plea.js';

export interface Allowed {
  readonly verdict: 'allowed';
  readonly rules: readonly string[];
  readonly masks: Readonly<Record<string, string>>;
  /** By dataset and column, what stands there of what its plan moves. */
  readonly into: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Undefined where two lines bound one dataset: which of them is told is not the oracle's to say. */
  readonly bounds: Readonly<Record<string, { readonly rows: number; readonly share: number }>> | undefined;
  readonly unchanged: readonly string[];
  /** The tools that its plan asks, in order. */
  readonly inner: readonly string[];
}

export type Verdict = Allowed | Denied | Unclear;

export const isGrantedBy = (grant: GrantLine, role: string, { action, dataset }: Capability): boolean =>
  grant.to.includes(role) &&
  grant.can.includes(action) &&
  grant.datasets.some((pattern) => fits(pattern, dataset));

function ungranted({ witness, at }: Plea, { reading, owed }: Sitting): Denied | undefined {
  const { grants } = reading;
  const isCovered = (one: Capability): boolean => grants.some((grant) => isGrantedBy(grant, at.role, one));
  if (witness.needs.length === 0 || !witness.needs.every(isCovered))
    return no('capability', 'not-granted', 'kernel:default-deny');
  owed.rules.push(
    ...grants
      .filter((grant) => witness.needs.some((one) => isGrantedBy(grant, at.role, one)))
      .map(({ id }) => id),
  );
  return undefined;
}

/** Whether the manifest hands a word of the kernel's on to the tool. */
export const isFixed = ({ of }: Witness, word: string): boolean =>
  Object.values(of?.fixed ?? {}).includes(word);

/** What a tool cannot be held to is denied before it runs. */
function unheld({ witness }: Plea, { registry, owed }: Sitting): Denied | undefined {
  if (owed.bounds.length > 0 && !isFixed(witness, '$row-bound')) return no('argument', 'row-guard');
  const isPinned = witness.effects.writes.every(({ scope }) =>
    ['key-pinned', 'not-applicable'].includes(scope),
  );
  const system = witness.of === undefined ? undefined : registry.systems.get(witness.of.system);
  return isPinned || system?.kernelTools.snapshot !== undefined
    ? undefined
    : no('argument', 'unpinned-write');
}

const cannotCompare = ({ witness }: Plea, owed: Owed): boolean =>
  owed.unchanged.length > 0 &&
  witness.of?.system !== 'aegis' &&
  witness.of?.audience !== 'kernel' &&
  !isFixed(witness, '$versions');

function allowedAs({ witness, at }: Plea, owed: Owed, { masks }: Reading): Allowed {
  const names = owed.bounds.map(({ dataset }) => dataset);
  // Of a preview counts leave, and no column.
  const leaving = at.preview ? [] : witness.effects.egress;
  return {
    verdict: 'allowed',
    rules: owed.rules,
    masks: Object.fromEntries(leaving.map((column) => [column.name, shownAs(masks, column)])),
    into: Object.fromEntries(owed.stands.map(({ dataset, columns }) => [dataset, columns])),
    bounds:
      new Set(names).size < names.length
        ? undefined
        : Object.fromEntries(owed.bounds.map(({ dataset, ...bound }) => [dataset, bound])),
    unchanged: owed.unchanged,
    inner: owed.inner,
  };
}

/** Only of rows that come, change or go a preview has something to tell. */
const movesRows = ({ effects: { writes, created, dropped, altered } }: Witness): boolean =>
  writes.length > 0 &&
  dropped.length === 0 &&
  altered.length === 0 &&
  writes.every(
    ({ mode, dataset }) =>
      ['insert', 'update', 'delete', 'merge', 'replace'].includes(mode) ||
      created.includes(`table:${dataset}`),
  );

/** Of one call, whatever it plans. */
function callSays(plea: Plea, sitting: Sitting): Denied | Unclear | undefined {
  const { witness, at } = plea;
  if (witness.of === undefined) return no('resolve', 'unknown-tool');
  if (witness.isMalformed || (at.preview && !isFixed(witness, '$preview')))
    return no('resolve', 'bad-arguments');
  return (
    phaseSays('capability', plea, sitting) ??
    beneath(witness, sitting.reading.deniesFlows) ??
    ungranted(plea, sitting) ??
    (witness.holdsMask
      ? no(
          'argument',
          witness.effects.writes.length > 0 ? 'masked-value-in-write' : 'masked-value-in-argument',
        )
      : undefined) ??
    phaseSays('argument', plea, sitting) ??
    (at.preview && !movesRows(witness) ? no('argument', 'bad-arguments') : undefined) ??
    unheld(plea, sitting) ??
    phaseSays('precondition', plea, sitting) ??
    (cannotCompare(plea, sitting.owed) ? no('precondition', 'precondition-failed') : undefined) ??
    spentSays(plea, sitting)
  );
}

/** What the calls of its plan come to, one after the other. A denial ends the plan, where the plan is executed. */
function planSays(
  { witness, at }: Plea,
  { heard, ...sitting }: Sitting & { readonly heard: (inner: Plea) => void },
): Denied | Unclear | undefined {
  for (const [before, step] of stepsOf(witness, at, sitting).entries()) {
    if ('verdict' in step) return step;
    const owed = nothing();
    const plea = {
      witness: step.call,
      at: { ...at, preview: step.isPreview },
      asked: { before, unstated: step.unstated },
    };
    heard(plea);
    const said = callSays(plea, { ...sitting, owed });
    if (said?.verdict === 'unclear') return said;
    if (said !== undefined) return { ...said, phase: 'execute', inner: step.call.tool };
    sitting.owed.bounds.push(...owed.bounds);
    sitting.owed.unchanged.push(...owed.unchanged);
    sitting.owed.rules.push(...owed.rules);
    sitting.owed.inner.push(step.call.tool);
    if (step.stands !== undefined) sitting.owed.stands.push(step.stands);
  }
  return undefined;
}

/** `heard`: told each call that its plan asks. */
export function judge(court: Court, plea: Plea, heard: (inner: Plea) => void = () => undefined): Verdict {
  const sitting = { ...court, owed: nothing() };
  return (
    callSays(plea, sitting) ??
    planSays(plea, { ...sitting, heard }) ??
    allowedAs(plea, sitting.owed, court.reading)
  );
}

/** The same policy without one of its lines. */
export const lifted = (reading: Reading, id: string): Reading => ({
  ...reading,
  grants: reading.grants.filter((one) => one.id !== id),
  lines: reading.lines.filter((one) => one.id !== id),
  masks: reading.masks.map((section) => section.filter((one) => one.id !== id)),
  budgets: reading.budgets.map((section) => section.filter((one) => one.id !== id)),
});
