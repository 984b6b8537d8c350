/** One call as its entries tell it: which they are, how it ended, what its rules said. It trusts no entry: a field that is not of its form is as if it were not there. */

import type { Entry } from '../audit/read.js';
import { inner, objects, text, texts, whole } from '../call/fields.js';
import { decisionId } from '../call/id.js';
import { own } from '../call/json.js';
import { type Code, codes, type Phase } from '../fault.js';
import { type Denial, deny } from '../policy/denial.js';
import type { Trace } from '../policy/policy.js';
import type { RequestRow } from './row.js';
import { slowFrom } from './sighting.js';

export interface RecordedCall {
  readonly first: Entry;
  readonly intent: Entry | undefined;
  /** `deny`, `outcome` or `recovery`; undefined for a call that has no end in the journal. */
  readonly end: Entry | undefined;
}

const ends: ReadonlySet<string> = new Set(['deny', 'outcome', 'recovery']);
export const isEnd = ({ type }: Entry): boolean => ends.has(type);

/** Of the entries of one decision, in their order; undefined where there is none. */
export function recordedCall(entries: readonly Entry[]): RecordedCall | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  return { first, intent: entries.find(({ type }) => type === 'intent'), end: entries.find(isEnd) };
}

const isCode = (word: string): word is Code => Object.hasOwn(codes, word);

/** A `deny` entry is the refusal; an `outcome` holds it. */
export function denialIn({ end }: RecordedCall): Denial | undefined {
  if (end === undefined) return undefined;
  const refusal = end.type === 'deny' ? end.body : inner(end.body, 'denial');
  const [code, rule] = [text(own(refusal, 'code')), text(own(refusal, 'rule'))];
  if (!isCode(code)) return undefined;
  const named = {
    id: rule,
    because: text(own(refusal, 'because')),
    policyHash: text(own(refusal, 'policy')),
  };
  return deny(decisionId(end.decision), {
    code,
    // `as`: the ledger's own word, shown and not decided by.
    phase: text(own(refusal, 'phase')) as Phase,
    facts: texts(own(refusal, 'facts')),
    ...(rule === '' ? {} : { rule: named }),
  });
}

/** As the machine has it: these codes are its own for what is no denial. */
const verdictOfCode: Readonly<Record<string, RequestRow['verdict']>> = {
  cancelled: 'cancelled',
  'deadline-passed': 'timedout',
  defect: 'errored',
  'audit-failed': 'errored',
};

// `as`, twice: the ledger's own words, shown and not decided by.
const verdictOf = ({ end }: RecordedCall): RequestRow['verdict'] => {
  if (end === undefined) return 'pending';
  if (end.type === 'deny') return verdictOfCode[text(own(end.body, 'code'))] ?? 'denied';
  return end.type === 'recovery' ? 'errored' : (text(own(end.body, 'verdict')) as RequestRow['verdict']);
};
const executedOf = ({ intent, end }: RecordedCall): RequestRow['executed'] => {
  const said = end === undefined ? '' : text(own(end.body, 'executed'));
  if (said !== '') return said as RequestRow['executed'];
  return intent === undefined ? 'no' : 'unknown';
};

const stateOf = (verdict: RequestRow['verdict']): string => {
  if (verdict === 'pending') return 'calling';
  return verdict === 'allowed' ? 'done' : 'denied';
};

export function rowOf(call: RecordedCall, n: number): RequestRow {
  const { first, intent, end } = call;
  const denial = denialIn(call);
  const verdict = verdictOf(call);
  const ms = intent === undefined || end === undefined ? null : Math.max(0, end.at - intent.at);
  return {
    ...{ n, id: first.decision, session: first.session, at: first.at, verdict, ms },
    parent: text(own(first.body, 'parent')),
    role: text(own(first.body, 'role')),
    tool: text(own(first.body, 'tool')),
    system: text(own(intent?.body ?? {}, 'system')),
    state: stateOf(verdict),
    code: denial?.code ?? '',
    endedIn: denial?.phase ?? '',
    rule: denial?.rule?.id ?? '',
    executed: executedOf(call),
    isSlow: ms !== null && ms >= slowFrom,
  };
}

/** What the rules said that spoke: an entry holds no others. */
export const traceIn = ({ first }: RecordedCall): readonly Trace[] =>
  texts(own(first.body, 'rules')).map((one) => {
    const at = one.lastIndexOf(':');
    return { rule: one.slice(0, at), said: one.slice(at + 1) === 'error' ? 'error' : 'match' };
  });

/** What was masked in the result, as the outcome has it. */
export const maskedIn = ({
  end,
}: RecordedCall): readonly {
  readonly class: string;
  readonly operator: string;
  readonly by: string;
  readonly count: number;
}[] =>
  objects(own(end?.body ?? {}, 'masked')).map((one) => ({
    class: text(own(one, 'class')),
    operator: text(own(one, 'operator')),
    by: text(own(one, 'by')),
    count: whole(own(one, 'count')),
  }));
