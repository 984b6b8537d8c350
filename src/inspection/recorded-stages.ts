/**
 * The stages of a call that the journal alone knows. Which were passed follows from the order of the machine: an intent is written when
 * all before it have let the call pass, a denial names the stage that did not. How long each took is in no entry, and is not made up.
 */

import type { Entry } from '../audit/read.js';
import { inner, objects, text, texts, whole } from '../call/fields.js';
import { type JsonObject, own } from '../call/json.js';
import { maskedIn, type RecordedCall, traceIn } from './recorded-call.js';
import type { RequestRow } from './row.js';
import { masked, type PhaseOfRule, readText, seen, writeText } from './seen.js';
import type { Seen, StageView } from './trip.js';

const before = ['resolve', 'intercept', 'capability', 'argument', 'precondition', 'intending'];
const after = ['calling', 'transform', 'mint'];

/** Undefined: the rules of that start are not known, and neither are their phases. */
export type RecordedPhase = PhaseOfRule | undefined;

const isStage = (phase: string, stage: string): boolean =>
  phase === stage || (phase === 'execute' && (stage === 'intending' || stage === 'calling'));

interface Passed {
  readonly stages: readonly string[];
  /** The one that it was stopped in, or stands in; '' for none. */
  readonly last: string;
}

/** From the first to the one that stopped it; all where none did. */
function upTo(stages: readonly string[], phase: string): Passed {
  const at = stages.findIndex((stage) => isStage(phase, stage));
  return at < 0 ? { stages, last: '' } : { stages: stages.slice(0, at + 1), last: stages[at] ?? '' };
}

function passedBy({ intent, end }: RecordedCall, { endedIn }: RequestRow): Passed {
  if (intent === undefined) {
    const passed = upTo(before, endedIn);
    // Turned away before the first stage.
    return passed.last === '' ? { stages: [], last: '' } : passed;
  }
  // How far it came after its intent nobody has written down.
  if (end === undefined || end.type === 'recovery')
    return { stages: [...before, 'calling'], last: 'calling' };
  const passed = upTo(after, endedIn);
  return { stages: [...before, ...passed.stages], last: passed.last };
}

function readings(body: JsonObject): readonly Seen[] {
  const effects = inner(body, 'effects');
  const one = (name: string): readonly string[] => [text(own(effects, name))].filter((said) => said !== '');
  return [
    ...seen('kind', one('kind')),
    ...seen('statement', one('statement')),
    ...seen(
      'reads',
      objects(own(effects, 'reads')).map((read) =>
        readText(text(own(read, 'dataset')), texts(own(read, 'columns'))),
      ),
    ),
    ...seen(
      'writes',
      objects(own(effects, 'writes')).map((write) => {
        const said = (name: string): string => text(own(write, name));
        return writeText({
          ...{ mode: said('mode'), dataset: said('dataset'), scope: said('scope') },
          sources: texts(own(write, 'sources')),
        });
      }),
    ),
    ...seen('drops', texts(own(effects, 'dropped'))),
    ...seen('alters', texts(own(effects, 'altered'))),
    ...seen('creates', texts(own(effects, 'created'))),
    ...seen('opaque', texts(own(effects, 'opaque'))),
  ];
}

function rulesIn(call: RecordedCall, phaseOf: RecordedPhase, stage: string): readonly Seen[] {
  // Where no phase is known they stand with the entry that names them.
  const phase = (rule: string): string => (phaseOf === undefined ? 'audit' : phaseOf(rule) || 'capability');
  return seen(
    'rules',
    traceIn(call)
      .filter(({ rule }) => phase(rule) === stage)
      .map(({ rule, said }) => `${rule}: ${said}`),
  );
}

const entryText = (entry: Entry | undefined): readonly Seen[] =>
  seen('entries', entry === undefined ? [] : [`${entry.type} ${entry.seq}`]);

function sawIn(call: RecordedCall, row: RequestRow, stage: string): readonly Seen[] {
  const { first, intent, end } = call;
  const result = end?.body ?? {};
  switch (stage) {
    case 'resolve':
      return seen('system', row.system === '' ? [] : [row.system]);
    case 'intercept':
      return readings(first.body);
    case 'capability':
      return seen('capabilities', texts(own(first.body, 'capabilities')));
    case 'precondition':
      return [
        ...seen('receipts', texts(own(first.body, 'receipts'))),
        ...seen('obligations', texts(own(first.body, 'obligations'))),
      ];
    case 'intending':
      return entryText(intent);
    case 'calling':
      return end === undefined ? [] : seen('executed', [row.executed]);
    case 'transform':
      return [
        ...seen('masked', masked(maskedIn(call))),
        ...seen('rows', row.system === 'aegis' ? [] : [String(whole(own(result, 'rows')))]),
        ...seen('truncated', own(result, 'truncated') === true ? ['yes'] : []),
      ];
    case 'mint':
      return seen('minted', texts(own(result, 'minted')));
    case 'audit':
      return entryText(end);
    default:
      return [];
  }
}

export function recordedStages(
  call: RecordedCall,
  row: RequestRow,
  phaseOf: RecordedPhase,
): readonly StageView[] {
  const { stages, last } = passedBy(call, row);
  const ended = row.ms ?? 0;
  const view = (stage: string, at: number): StageView => {
    const isLast = stage === last;
    const how = !isLast ? 'passed' : call.end === undefined ? 'here' : 'stopped';
    return {
      ...{ stage, at, how, ms: null },
      saw: [...sawIn(call, row, stage), ...rulesIn(call, phaseOf, stage)],
    };
  };
  return [
    // What came before the intent is told by it, what came after by the outcome.
    ...stages.map((stage) => view(stage, stage === 'transform' || stage === 'mint' ? ended : 0)),
    ...(call.end === undefined ? [] : [view('audit', ended)]),
  ];
}
