/**
 * What a policy says of a call, weighed a second time: by the lines as they are written and by what the call was made to do. It shares
 * neither the engine's decision nor the reader's findings, so that they can be held against it; it decides nothing.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { Capability, Effects, Write } from '../intercept/effects.js';
import type { Registry } from '../manifest/manifest.js';
import type { Circumstance, Witness } from '../witness/witness.js';
import { beneath, type Denied, no } from './beneath.js';
import { spentSays } from './budgets.js';
import { met } from './demand.js';
import { shownAs } from './masks.js';
import type { GrantLine, Line, Reading } from './reading.js';
import { type Answer, type Scope, type Watching, weigh } from './weigh.js';

export interface Allowed {
  readonly verdict: 'allowed';
  readonly rules: readonly string[];
  readonly masks: Readonly<Record<string, string>>;
  /** Undefined where two lines bound one dataset: which of them is told is not the oracle's to say. */
  readonly bounds: Readonly<Record<string, { readonly rows: number; readonly share: number }>> | undefined;
  readonly unchanged: readonly string[];
}

/** A line whose condition the oracle cannot weigh would have had a say. */
export interface Unclear {
  readonly verdict: 'unclear';
  readonly rule: string;
}

export type Verdict = Allowed | Denied | Unclear;

export interface Court {
  readonly reading: Reading;
  readonly catalog: Catalog;
  readonly registry: Registry;
}

export interface Plea {
  readonly witness: Witness;
  readonly at: Circumstance;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** 2026-01-05, in seconds: the day that the days of a circumstance are counted from. */
const monday = 1_767_571_200;

const scopeOf = ({ witness, at }: Plea, effects: Effects): Scope => ({
  names: {
    effects,
    call: { tool: witness.tool, system: witness.of?.system ?? '', preview: at.preview },
    principal: { role: at.role },
    session: { ...at.session, spent: at.spent },
    time: { hour: at.hour, weekday: weekdays[at.day], epoch: monday + at.day * 86_400 + at.hour * 3_600 },
    arguments: witness.args,
  },
  outer: undefined,
});

export const answerTo = (line: Pick<Line, 'node'>, plea: Plea, watching: Watching = {}): Answer =>
  weigh(line.node, scopeOf(plea, plea.witness.effects), watching);

/** The writes for which the condition holds alone; all of them where it holds of the whole only. */
function concerned(line: Line, plea: Plea): readonly Write[] | 'error' | 'unclear' {
  const { effects } = plea.witness;
  const answers = effects.writes.map((write) =>
    weigh(line.node, scopeOf(plea, { ...effects, writes: [write] })),
  );
  if (answers.includes('unclear')) return 'unclear';
  if (answers.includes('error')) return 'error';
  const alone = effects.writes.filter((_, at) => answers[at] === true);
  return alone.length > 0 ? alone : effects.writes;
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

const fits = (pattern: string, name: string): boolean =>
  new RegExp(`^${escaped(pattern).replaceAll('*', '.*')}$`, 'is').test(name);

export const isGrantedBy = (grant: GrantLine, role: string, { action, dataset }: Capability): boolean =>
  grant.to.includes(role) &&
  grant.can.includes(action) &&
  grant.datasets.some((pattern) => fits(pattern, dataset));

interface Owed {
  readonly bounds: { readonly dataset: string; readonly rows: number; readonly share: number }[];
  readonly unchanged: string[];
  readonly rules: string[];
}

const phases = {
  forbid: 'capability',
  bound: 'argument',
  unless: 'argument',
  require: 'precondition',
} as const;

const unclear = (line: Line): Unclear => ({ verdict: 'unclear', rule: line.id });

const said = (line: Line, code: string): Denied => no(phases[line.kind], code, line.fullId);

function bounded(line: Line & { kind: 'bound' }, plea: Plea, owed: Owed): Denied | Unclear | undefined {
  const writes = concerned(line, plea);
  if (writes === 'unclear') return unclear(line);
  if (writes === 'error') return said(line, 'rule-error');
  owed.bounds.push(...writes.map(({ dataset }) => ({ dataset, rows: line.rows, share: line.share })));
  owed.rules.push(line.id);
  return undefined;
}

function required(
  line: Line & { kind: 'require' },
  plea: Plea,
  { owed, catalog }: { readonly owed: Owed; readonly catalog: Catalog },
): Denied | Unclear | undefined {
  const writes = concerned(line, plea);
  if (writes === 'unclear') return unclear(line);
  if (writes === 'error') return said(line, 'rule-error');
  const answer = met(line, writes, { at: plea.at, catalog });
  if (typeof answer === 'string') return said(line, answer);
  owed.unchanged.push(...answer.sources);
  owed.rules.push(line.id);
  return undefined;
}

function lineSays(
  line: Line,
  plea: Plea,
  court: Court & { readonly owed: Owed },
): Denied | Unclear | undefined {
  const answer = answerTo(line, plea);
  if (answer === 'unclear') return unclear(line);
  if (answer === 'error') return said(line, 'rule-error');
  if (line.kind === 'unless') return answer ? undefined : said(line, 'limit-exceeded');
  if (!answer) return undefined;
  if (line.kind === 'forbid') return said(line, 'forbidden');
  return line.kind === 'bound' ? bounded(line, plea, court.owed) : required(line, plea, court);
}

function phaseSays(phase: string, plea: Plea, court: Court & { readonly owed: Owed }) {
  for (const line of court.reading.lines) {
    if (phases[line.kind] !== phase) continue;
    const denial = lineSays(line, plea, court);
    if (denial !== undefined) return denial;
  }
  return undefined;
}

function ungranted(
  { witness, at }: Plea,
  { reading, owed }: Court & { readonly owed: Owed },
): Denied | undefined {
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
function unheld({ witness }: Plea, { registry, owed }: Court & { readonly owed: Owed }): Denied | undefined {
  if (owed.bounds.length > 0 && !isFixed(witness, '$row-bound')) return no('argument', 'row-guard');
  const isPinned = witness.effects.writes.every(({ scope }) =>
    ['key-pinned', 'not-applicable'].includes(scope),
  );
  const system = witness.of === undefined ? undefined : registry.systems.get(witness.of.system);
  return isPinned || system?.kernelTools.snapshot !== undefined
    ? undefined
    : no('argument', 'unpinned-write');
}

/** Only of rows that come, change or go a preview has something to tell. */
const movesRows = ({ effects: { writes, created, dropped, altered } }: Witness): boolean =>
  writes.length > 0 &&
  dropped.length === 0 &&
  altered.length === 0 &&
  writes.every(
    ({ mode, dataset }) =>
      ['insert', 'update', 'delete'].includes(mode) || created.includes(`table:${dataset}`),
  );

const cannotCompare = ({ witness }: Plea, owed: Owed): boolean =>
  owed.unchanged.length > 0 && witness.of?.system !== 'aegis' && !isFixed(witness, '$versions');

function allowedAs({ witness, at }: Plea, owed: Owed, { masks }: Reading): Allowed {
  const names = owed.bounds.map(({ dataset }) => dataset);
  // Of a preview counts leave, and no column.
  const leaving = at.preview ? [] : witness.effects.egress;
  return {
    verdict: 'allowed',
    rules: owed.rules,
    masks: Object.fromEntries(leaving.map((column) => [column.name, shownAs(masks, column)])),
    bounds:
      new Set(names).size < names.length
        ? undefined
        : Object.fromEntries(owed.bounds.map(({ dataset, ...bound }) => [dataset, bound])),
    unchanged: owed.unchanged,
  };
}

export function judge(court: Court, plea: Plea): Verdict {
  const { witness, at } = plea;
  if (witness.of === undefined) return no('resolve', 'unknown-tool');
  if (witness.isMalformed || (at.preview && !isFixed(witness, '$preview')))
    return no('resolve', 'bad-arguments');
  const owed: Owed = { bounds: [], unchanged: [], rules: [] };
  const sitting = { ...court, owed };
  return (
    phaseSays('capability', plea, sitting) ??
    beneath(witness, court.reading.deniesFlows) ??
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
    (cannotCompare(plea, owed) ? no('precondition', 'precondition-failed') : undefined) ??
    spentSays(plea, court) ??
    allowedAs(plea, owed, court.reading)
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
