/** What becomes of a request, by the stages in their order and what each of them says. It knows no machine: it is what the machine is held against. */

export const stagesInOrder = [
  'resolve',
  'intercept',
  'capability',
  'argument',
  'precondition',
  'intending',
  'calling',
  'transform',
  'mint',
  'audit',
] as const;
type Stage = (typeof stagesInOrder)[number];

/** What a stage says when it is entered. */
export type Saying = 'on' | 'deny' | 'throw' | 'wait';

/** What comes to a request that waits: an answer for a stage, the end of its time, a cancel, or what nobody sends. */
export type Sent =
  | { readonly to: Stage; readonly says: 'on' | 'deny' }
  | { readonly event: 'cancel' | 'timeout' | 'stray' };

export interface Course {
  readonly says: Readonly<Record<Stage, Saying>>;
  readonly sent: readonly Sent[];
}

export interface Foretold {
  /** The states after the first, in order, each once. */
  readonly path: readonly string[];
  readonly verdict: string;
  readonly code: string;
  readonly endedIn: string;
  readonly executed: string;
  readonly ignored: number;
}

interface Going {
  at: Stage | 'done' | 'denied';
  path: string[];
  verdict: string;
  code: string;
  endedIn: string;
  executed: string;
  ignored: number;
}

const phaseOf = (stage: Stage): string => (stage === 'intending' || stage === 'calling' ? 'execute' : stage);

const isStage = (at: Going['at']): at is Stage => at !== 'done' && at !== 'denied';

function end(going: Going, stage: Stage, [verdict, code]: readonly [string, string]): void {
  if (going.verdict !== 'pending') return;
  going.verdict = verdict;
  going.code = code;
  going.endedIn = phaseOf(stage);
}

const move = (going: Going, to: Going['at']): void => {
  going.at = to;
  going.path.push(to);
};

/** What could not be recorded is not done, whatever was decided. */
function recorded(going: Going, isRecorded: boolean): void {
  if (!isRecorded) Object.assign(going, { verdict: 'errored', code: 'audit-failed', endedIn: 'audit' });
  move(going, isRecorded && going.verdict === 'allowed' ? 'done' : 'denied');
}

function answered(going: Going, stage: Stage, says: 'on' | 'deny' | 'throw'): void {
  if (stage === 'calling') going.executed = says === 'on' ? 'confirmed' : 'intended';
  if (stage === 'audit') {
    recorded(going, says === 'on');
    return;
  }
  if (says !== 'on') end(going, stage, says === 'throw' ? ['errored', 'defect'] : ['denied', 'forbidden']);
  else if (stage === 'mint' && going.verdict === 'pending') going.verdict = 'allowed';
  const next = stagesInOrder[stagesInOrder.indexOf(stage) + 1] ?? 'audit';
  move(going, says === 'on' ? next : 'audit');
}

/** Until a stage waits. */
function settle(going: Going, says: Course['says']): void {
  while (isStage(going.at)) {
    const saying = says[going.at];
    if (going.at === 'calling' && saying === 'wait') going.executed = 'intended';
    if (saying === 'wait') return;
    answered(going, going.at, saying);
  }
}

function take(going: Going, sent: Sent, says: Course['says']): void {
  const { at } = going;
  if (!isStage(at)) return;
  if ('to' in sent && sent.to === at) answered(going, at, sent.says);
  else if ('to' in sent || sent.event === 'stray' || at === 'audit') going.ignored += 1;
  else {
    if (at === 'calling') going.executed = 'unknown';
    end(going, at, sent.event === 'cancel' ? ['cancelled', 'cancelled'] : ['timedout', 'deadline-passed']);
    move(going, 'audit');
  }
  settle(going, says);
}

export function foretell({ says, sent }: Course): Foretold {
  const going: Going = {
    at: 'resolve',
    path: [],
    ...{ verdict: 'pending', code: '', endedIn: '', executed: 'no', ignored: 0 },
  };
  settle(going, says);
  for (const one of sent) take(going, one, says);
  const { at: _, ...told } = going;
  return told;
}
