/** A trip as the journal alone knows it: what its entries say, at the times they say. What no entry says, such as the messages between officers, is left out and not made up. */
import type { Entry } from '../audit/read.js';
import { decisionId } from '../call/id.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import { type Code, codes, type Phase } from '../fault.js';
import { type Denial, deny } from '../policy/denial.js';
import { denialOf } from './passage.js';
import type { RequestRow } from './row.js';
import type { Seen, StageView, StepView, TripView } from './trip.js';

/** An entry and the hash of its line. */
export interface Written {
  readonly entry: Entry;
  readonly hash: string;
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const inner = (body: JsonObject, name: string): JsonObject => {
  const found = own(body, name);
  return found !== undefined && isObject(found) ? found : {};
};
const texts = (value: Json | undefined): readonly string[] =>
  value !== undefined && isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const isCode = (word: string): word is Code => Object.hasOwn(codes, word);

/** A `deny` entry is the refusal; an `outcome` holds it. */
function denialIn({ type, body, decision }: Entry): Denial | undefined {
  const refusal = type === 'deny' ? body : inner(body, 'denial');
  const [code, rule] = [text(own(refusal, 'code')), text(own(refusal, 'rule'))];
  if (!isCode(code)) return undefined;
  return deny(decisionId(decision), {
    code,
    // `as`: the ledger's own word, shown and not decided by.
    phase: text(own(refusal, 'phase')) as Phase,
    facts: texts(own(refusal, 'facts')),
    ...(rule === ''
      ? {}
      : {
          rule: {
            id: rule,
            because: text(own(refusal, 'because')),
            policyHash: text(own(refusal, 'policy')),
          },
        }),
  });
}

const seen = (what: string, values: readonly string[]): readonly Seen[] =>
  values.length === 0 ? [] : [{ what, values }];

function sawIn(body: JsonObject): readonly Seen[] {
  const statement = text(own(inner(body, 'effects'), 'statement'));
  return [
    ...seen('statement', statement === '' ? [] : [statement]),
    ...seen('capabilities', texts(own(body, 'capabilities'))),
    ...seen('rules', texts(own(body, 'rules'))),
    ...seen('receipts', texts(own(body, 'receipts'))),
    ...seen('obligations', texts(own(body, 'obligations'))),
    ...seen('minted', texts(own(body, 'minted'))),
  ];
}

interface Recorded {
  readonly first: Entry;
  readonly intent: Entry | undefined;
  /** `deny`, `outcome` or `recovery`; undefined for a call that has no end in the journal. */
  readonly end: Entry | undefined;
}

function recordedOf(entries: readonly Entry[]): Recorded | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  const ends = new Set(['deny', 'outcome', 'recovery']);
  return {
    first,
    intent: entries.find(({ type }) => type === 'intent'),
    end: entries.find(({ type }) => ends.has(type)),
  };
}

// `as`, twice: the ledger's own words, shown and not decided by.
const verdictOf = ({ end }: Recorded): RequestRow['verdict'] => {
  if (end === undefined) return 'pending';
  if (end.type === 'deny') return 'denied';
  return end.type === 'recovery' ? 'errored' : (text(own(end.body, 'verdict')) as RequestRow['verdict']);
};
const executedOf = ({ intent, end }: Recorded): RequestRow['executed'] => {
  const said = end === undefined ? '' : text(own(end.body, 'executed'));
  if (said !== '') return said as RequestRow['executed'];
  return intent === undefined ? 'no' : 'unknown';
};

function rowOf(recorded: Recorded, denial: Denial | undefined): RequestRow {
  const { first, intent, end } = recorded;
  const verdict = verdictOf(recorded);
  return {
    ...{ n: 0, id: first.decision, session: first.session, at: first.at },
    parent: text(own(first.body, 'parent')),
    role: text(own(first.body, 'role')),
    tool: text(own(first.body, 'tool')),
    system: text(own(intent?.body ?? {}, 'system')),
    state: verdict === 'pending' ? 'calling' : verdict === 'allowed' ? 'done' : 'denied',
    verdict,
    code: denial?.code ?? '',
    endedIn: denial?.phase ?? '',
    rule: denial?.rule?.id ?? '',
    executed: executedOf(recorded),
    ms: (end ?? first).at - first.at,
    isSlow: false,
  };
}

function stagesOf({ first, intent, end }: Recorded, row: RequestRow): readonly StageView[] {
  const stage = (name: string, at: number, how: StageView['how']): StageView => ({
    ...{ stage: name, at, how },
    ms: name === 'calling' ? row.ms : 0,
    saw: name === 'audit' ? sawIn(end?.body ?? {}) : sawIn(first.body),
  });
  const isStopped = row.verdict !== 'allowed' && row.verdict !== 'pending';
  const called = end === undefined ? 'here' : isStopped ? 'stopped' : 'passed';
  return [
    ...(intent === undefined
      ? [stage(row.endedIn, 0, 'stopped')]
      : [stage('intending', 0, 'passed'), { ...stage('calling', 0, called), saw: [] }]),
    ...(end === undefined ? [] : [stage('audit', row.ms, 'passed')]),
  ];
}

function stepsOf(
  stages: readonly StageView[],
  { verdict, executed, state, ms }: RequestRow,
): readonly StepView[] {
  const steps = stages.map(
    (one): StepView => ({ at: one.at, state: one.stage, verdict: 'pending', executed: 'no' }),
  );
  return verdict === 'pending' ? steps : [...steps, { at: ms, state, verdict, executed }];
}

/** `written`: the entries of one decision, in their order. Undefined when there is none. */
function tripOf(written: readonly Written[], children: readonly RequestRow[]): TripView | undefined {
  const recorded = recordedOf(written.map(({ entry }) => entry));
  if (recorded === undefined) return undefined;
  const denial = recorded.end === undefined ? undefined : denialIn(recorded.end);
  const row = rowOf(recorded, denial);
  const stages = stagesOf(recorded, row);
  return {
    ...{ row, children, stages, messages: [] },
    steps: stepsOf(stages, row),
    denial: denial === undefined ? null : denialOf(denial, () => undefined),
    entries: written.map(({ entry, hash }) => ({ seq: entry.seq, type: entry.type, hash, proof: 'durable' })),
  };
}

/** The trip of a decision, and those of what its plan asked for. Empty when the journal has none of it. */
export function tripsIn(written: readonly Written[], decision: string): readonly TripView[] {
  const ids = [...new Set(written.map(({ entry }) => entry.decision))].filter((id) => id !== decision);
  const of = (id: string): readonly Written[] => written.filter(({ entry }) => entry.decision === id);
  const inside = ids.flatMap((id) => tripOf(of(id), []) ?? []);
  const outer = tripOf(
    of(decision),
    inside.map(({ row }) => row),
  );
  return outer === undefined ? [] : [outer, ...inside];
}
