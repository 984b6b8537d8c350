/**
 * One request's way through its machine. Two that are equal to the last step: XState itself, and the table derived from it, which is what
 * the kernel runs. Neither does anything but what the machine says.
 */
import { createActor, type SnapshotFrom } from 'xstate';
import { type RequestContext, type RequestEvent, type RequestInput, requestMachine } from '../request.js';
import { type Arrow, type Change, type Given, type Row, tableOf } from './request-table.js';

/** Where a request stands when nothing more happens by itself. */
export interface Standing {
  readonly state: string;
  readonly isOver: boolean;
  readonly context: RequestContext;
}

export interface Course {
  /** Runs to the first stage that waits. */
  start(): void;
  /** Dropped when the request is over. */
  send(event: RequestEvent): void;
}

export interface Watchers {
  /** After the start and after each event. */
  readonly stood: (standing: Standing) => void;
  /** After each step between two standings. */
  readonly stepped?: (state: string, context: RequestContext) => void;
}

const leafOf = (value: unknown): string => {
  const inner = typeof value === 'object' && value !== null ? Object.values(value)[0] : value;
  return typeof inner === 'string' ? inner : leafOf(inner);
};

/** On XState, with its inspection: what the table is held to, step by step. */
export function observedCourse(input: RequestInput, { stood, stepped }: Watchers): Course {
  const actor = createActor(requestMachine, {
    input,
    ...(stepped === undefined
      ? {}
      : {
          inspect: (seen) => {
            if (seen.type !== '@xstate.microstep' || !('value' in seen.snapshot)) return;
            // `as`: the only actor of this system is the request machine, whose snapshots have its context.
            const { value, context } = seen.snapshot as unknown as SnapshotFrom<typeof requestMachine>;
            stepped(leafOf(value), context);
          },
        }),
  });
  actor.subscribe(({ value, status, context }) =>
    stood({ state: leafOf(value), isOver: status !== 'active', context }),
  );
  return {
    start: () => void actor.start(),
    // XState's development build would print an event that comes too late.
    send: (event) => {
      if (actor.getSnapshot().status === 'active') actor.send(event);
    },
  };
}

const table = tableOf(requestMachine);

interface Run {
  readonly given: Given;
  readonly watchers: Watchers;
  row: Row;
  /** Events that came while one was being taken. */
  readonly queue: RequestEvent[];
  isBusy: boolean;
}

/** Name by name: spreading the one over the other is what the table would spend most of its time on. */
const merged = (context: RequestContext, patch: Partial<RequestContext>): RequestContext => ({
  id: patch.id ?? context.id,
  phases: patch.phases ?? context.phases,
  step: patch.step ?? context.step,
  verdict: patch.verdict ?? context.verdict,
  code: patch.code ?? context.code,
  endedIn: patch.endedIn ?? context.endedIn,
  executed: patch.executed ?? context.executed,
  ignored: patch.ignored ?? context.ignored,
});

function change(given: Given, changes: readonly Change[]): void {
  for (const { update, params } of changes) given.context = merged(given.context, update(given, params));
}

const chosen = (arrows: readonly Arrow[], given: Given): Arrow | undefined => {
  for (const arrow of arrows) if (arrow.guard === undefined || arrow.guard(given, arrow.params)) return arrow;
  return undefined;
};

function step(run: Run, arrow: Arrow): void {
  change(run.given, arrow.changes);
  if (arrow.to !== undefined) run.row = table.rows.get(arrow.to) ?? run.row;
  run.watchers.stepped?.(run.row.name, run.given.context);
}

/** What goes on by itself, until something waits. */
function settle(run: Run): void {
  while (!run.row.isFinal) {
    const arrow = chosen(run.row.always, run.given);
    if (arrow === undefined) break;
    step(run, arrow);
  }
  run.watchers.stood({ state: run.row.name, isOver: run.row.isFinal, context: run.given.context });
}

function take(run: Run, event: RequestEvent): void {
  run.given.event = event;
  const arrow = chosen(run.row.on.get(event.type) ?? run.row.other, run.given);
  if (arrow !== undefined) step(run, arrow);
  settle(run);
}

/** One event after another, whoever sends from within. */
function drain(run: Run): void {
  run.isBusy = true;
  try {
    for (let event = run.queue.shift(); event !== undefined && !run.row.isFinal; event = run.queue.shift())
      take(run, event);
  } finally {
    run.isBusy = false;
  }
}

/** On the table: the same states, guards and updates in the same order, without XState's snapshots between them. */
export function tableCourse(input: RequestInput, watchers: Watchers): Course {
  const run: Run = {
    given: { context: table.context(input), event: { type: 'xstate.init', input } },
    watchers,
    row: table.first,
    queue: [],
    isBusy: true,
  };
  return {
    start: () => {
      change(run.given, table.entry);
      settle(run);
      drain(run);
    },
    send: (event) => {
      if (run.row.isFinal) return;
      run.queue.push(event);
      if (!run.isBusy) drain(run);
    },
  };
}
