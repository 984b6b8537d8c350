/**
 * The rows of a dataset on their way through the kernel, part by part: each is read, masked and kept, and the last is put with all that was kept. It refuses
 * an answer that is no part, and parts that are not of one table.
 */
import { isArray, type Json } from '../call/json.js';
import type { Finding } from '../egress/released.js';
import { type InnerCall, type InnerResult, type PlanStep, passOn, refuse } from './plan.js';

type Answered = InnerResult & { readonly ok: true };

export interface Part {
  readonly columns: readonly Json[];
  readonly rows: readonly Json[];
  readonly findings: readonly Finding[];
  readonly isLast: boolean;
  /** How many rows there were, where they are forgotten. */
  readonly count: number;
}

/** All parts that have come so far, the one that is sent on being the last of them, and the rows before that one. */
export interface Sending {
  readonly parts: readonly Part[];
  readonly part: Part;
  readonly offset: number;
}
type Send = (sending: Sending) => InnerCall | PlanStep;

export interface Passage {
  /** From the row on that the parts before have left. */
  readonly read: (offset: number) => InnerCall;
  /** Undefined where the systems give or take all in one alone. */
  readonly keep: Send | undefined;
  readonly put: Send;
}

export interface Arrived {
  readonly parts: readonly Part[];
  readonly put: Answered;
}

const kindOf = ({ count: _, ...kind }: Finding): string => JSON.stringify(kind);

/** What was masked in all parts: one finding for each place, class and operator. */
export function findingsIn(parts: readonly Part[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of parts.flatMap(({ findings }) => findings)) {
    const count = (found.get(kindOf(finding))?.count ?? 0) + finding.count;
    found.set(kindOf(finding), { ...finding, count });
  }
  return [...found.values()];
}

export const rowsIn = (parts: readonly Part[]): number => parts.reduce((rows, { count }) => rows + count, 0);

/** A part of the version that was validated, masked for where it goes; or why it is none. */
function partOf({ content, findings, forgotten }: Answered): Part | PlanStep {
  const { columns, rows, truncated } = content;
  if (columns === undefined || rows === undefined || !isArray(columns) || !isArray(rows))
    return refuse('withheld', 'the read tool answered in a form that is not known');
  const count = forgotten ?? rows.length;
  const isLast = truncated !== true;
  if (!isLast && count === 0) return refuse('withheld', 'the read tool answered a part without a row');
  return { columns, rows, findings, isLast, count };
}

const isPart = (part: Part | PlanStep): part is Part => 'columns' in part;

const areParts = (parts: readonly Part[] | PlanStep): parts is readonly Part[] => Array.isArray(parts);

const columnsOf = ({ columns }: Part): string => JSON.stringify(columns);

/** Every other answer is a part; the others say that it was kept, or put. */
function partsIn(results: readonly InnerResult[]): readonly Part[] | PlanStep {
  const parts: Part[] = [];
  for (const [at, result] of results.entries()) {
    if (!result.ok) return passOn(result);
    const part = at % 2 === 0 ? partOf(result) : undefined;
    if (part === undefined) continue;
    if (!isPart(part)) return part;
    parts.push(part);
  }
  return parts;
}

function sendOn({ keep, put }: Passage, parts: readonly Part[], part: Part): PlanStep {
  const [first = part] = parts;
  if (columnsOf(part) !== columnsOf(first))
    return refuse('withheld', 'the parts of the dataset have not the same columns');
  const send = part.isLast ? put : keep;
  if (send === undefined) return refuse('limit-exceeded', 'the dataset is too large to be masked on its way');
  const sent = send({ parts, part, offset: rowsIn(parts) - part.count });
  return 'tool' in sent ? { call: sent, forgets: true } : sent;
}

/** INVARIANT: of all parts the last alone is put, and with it all of them or none. */
export function passOver(passage: Passage, results: readonly InnerResult[]): Arrived | PlanStep {
  const parts = partsIn(results);
  if (!areParts(parts)) return parts;
  const last = parts.at(-1);
  if (last === undefined) return { call: passage.read(0) };
  const put = results.at(-1);
  if (results.length % 2 === 1) return sendOn(passage, parts, last);
  if (!last.isLast) return { call: passage.read(rowsIn(parts)) };
  return put?.ok === true ? { parts, put } : refuse('defect');
}

/** Columns in which something was masked, for where it came from or for what it looks like; undefined when it was masked elsewhere. */
export function touchedIn(parts: readonly Part[]): readonly string[] | undefined {
  const touched = parts.flatMap(({ findings, columns }) =>
    findings.map(({ pointer }) => columns[Number(/^\/rows\/\*\/(\d+)$/.exec(pointer)?.[1])]),
  );
  return touched.every((one) => typeof one === 'string') ? [...new Set(touched)] : undefined;
}
