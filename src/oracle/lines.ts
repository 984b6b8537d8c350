/** What the lines of one phase say of a call, in the order in which their reasons are given. */
import type { Catalog } from '../catalog/catalog.js';
import type { Write } from '../intercept/effects.js';
import type { Registry } from '../manifest/manifest.js';
import { type Denied, no } from './beneath.js';
import { met } from './demand.js';
import type { Stands } from './masks.js';
import { answerTo, type Plea, scopeOf } from './plea.js';
import type { Line, Reading } from './reading.js';
import { weigh } from './weigh.js';

/** A line whose condition the oracle cannot weigh would have had a say. */
export interface Unclear {
  readonly verdict: 'unclear';
  readonly rule: string;
}
export interface Court {
  readonly reading: Reading;
  readonly catalog: Catalog;
  readonly registry: Registry;
}

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
export interface Owed {
  readonly bounds: { readonly dataset: string; readonly rows: number; readonly share: number }[];
  readonly unchanged: string[];
  readonly rules: string[];
  readonly inner: string[];
  readonly stands: Stands[];
}

export const nothing = (): Owed => ({ bounds: [], unchanged: [], rules: [], inner: [], stands: [] });

export type Sitting = Court & { readonly owed: Owed };

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

function lineSays(line: Line, plea: Plea, court: Sitting): Denied | Unclear | undefined {
  const answer = answerTo(line, plea);
  if (answer === 'unclear') return unclear(line);
  if (answer === 'error') return said(line, 'rule-error');
  if (line.kind === 'unless') return answer ? undefined : said(line, 'limit-exceeded');
  if (!answer) return undefined;
  if (line.kind === 'forbid') return said(line, 'forbidden');
  return line.kind === 'bound' ? bounded(line, plea, court.owed) : required(line, plea, court);
}

export function phaseSays(phase: string, plea: Plea, court: Sitting) {
  for (const line of court.reading.lines) {
    if (phases[line.kind] !== phase) continue;
    const denial = lineSays(line, plea, court);
    if (denial !== undefined) return denial;
  }
  return undefined;
}
