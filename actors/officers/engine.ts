/** The officer who asks the PII engine: batches, one time for all of them, and a breaker. It sends what masking has gathered and nothing else, and its silence is an answer. */
import { assign, createActor, setup } from 'xstate';
import type { EngineFault, EngineSpan } from '../../src/egress/net/engine/engine.js';
import { type PresidioTerms, presidioBody, readPresidio } from '../../src/egress/net/engine/presidio.js';
import { type Engine, type EngineAnswer, isUnavailable } from '../messages.js';
import { type Inspect, inspectedBy } from '../observer.js';
import type { Clock } from '../powers.js';
import type { PiiEngine } from '../powers-engine.js';
import { breakerLimit, cooldown } from './breaker.js';

export interface EngineInput {
  readonly engine: PiiEngine;
  readonly clock: Clock;
  /** Milliseconds that it has for one result, whatever that holds. */
  readonly within: number;
  /** Absent when it wants no credential; undefined when it could not be had. */
  readonly token?: () => Promise<string | undefined>;
  readonly inspect?: Inspect | undefined;
}

/** What one result may ask about, and what goes in one question. */
const most = { texts: 2_048, characters: 262_144 };
const batch = { texts: 64, characters: 65_536 };
/** Milliseconds past its time after which a hand that says nothing has failed. */
const grace = 500;

type BreakerEvent =
  | { readonly type: 'engine.answered' }
  | { readonly type: 'engine.failed'; readonly why: EngineFault }
  | { readonly type: 'engine.asked' }
  | { readonly type: 'engine.rested' };

interface Breaker {
  readonly failures: number;
  readonly why: EngineFault | '';
}

// `as` is how XState is told its types; the values are never read.
const breaker = setup({
  types: { context: {} as Breaker, events: {} as BreakerEvent },
  guards: { isLast: ({ context }) => context.failures + 1 >= breakerLimit },
  actions: {
    count: assign({
      failures: ({ context }) => context.failures + 1,
      why: ({ context, event }) => (event.type === 'engine.failed' ? event.why : context.why),
    }),
    forget: assign({ failures: 0, why: '' }),
  },
}).createMachine({
  id: 'engine',
  context: { failures: 0, why: '' },
  initial: 'well',
  states: {
    well: {
      on: {
        'engine.answered': { actions: 'forget' },
        'engine.failed': [{ guard: 'isLast', target: 'resting', actions: 'count' }, { actions: 'count' }],
      },
    },
    resting: { on: { 'engine.rested': 'trying' } },
    trying: { on: { 'engine.asked': 'probing' } },
    /** One result asks; the others are answered as if it rested still. */
    probing: {
      on: {
        'engine.answered': { target: 'well', actions: 'forget' },
        'engine.failed': { target: 'resting', actions: 'count' },
      },
    },
  },
});

/** Cut where a batch would pass either measure; undefined when a result asks too much. */
function batchesOf(texts: readonly string[]): readonly (readonly string[])[] | undefined {
  const batches: string[][] = [];
  let [size, all] = [0, 0];
  for (const text of texts) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= batch.texts || size + text.length > batch.characters) {
      batches.push([text]);
      size = 0;
    } else last.push(text);
    size += text.length;
    all += text.length;
  }
  return texts.length > most.texts || all > most.characters ? undefined : batches;
}

/** A hand that does not keep its time, or rejects, is one that has no answer. */
function held(answer: Promise<EngineAnswer>, within: number, clock: Clock): Promise<EngineAnswer> {
  return new Promise((resolve) => {
    const stop = clock.after(within + grace, () => resolve({ fault: 'late' }));
    const end = (one: EngineAnswer): void => {
      stop();
      resolve(one);
    };
    answer.then(end, () => end({ fault: 'unreachable' }));
  });
}

async function askAll(input: EngineInput, batches: readonly (readonly string[])[]): Promise<EngineAnswer> {
  const { engine, clock, within, token } = input;
  const until = clock.monotonic() + within;
  const lent = await token?.();
  if (token !== undefined && lent === undefined) return { fault: 'credential' };
  const found: (readonly EngineSpan[])[] = [];
  for (const texts of batches) {
    const left = until - clock.monotonic();
    if (left <= 0) return { fault: 'late' };
    const terms = { within: left, ...(lent === undefined ? {} : { token: lent }) };
    const answer = await held(engine.detect(texts, terms), left, clock);
    if (isUnavailable(answer)) return answer;
    // INVARIANT: an answer about fewer texts than were asked is none.
    if (answer.length !== texts.length) return { fault: 'malformed' };
    found.push(...answer);
  }
  return found;
}

/** Rests whenever its machine does. */
function startBreaker({ clock, inspect }: EngineInput) {
  const actor = createActor(breaker, inspectedBy(inspect)).start();
  let [state, stop] = ['well', (): void => undefined];
  actor.subscribe(({ value }) => {
    if (value === 'resting' && state !== 'resting')
      stop = clock.after(cooldown, () => actor.send({ type: 'engine.rested' }));
    state = value;
  });
  return {
    actor,
    close: () => {
      stop();
      actor.stop();
    },
  };
}

export function createEngine(input: EngineInput): Engine {
  const { actor, close } = startBreaker(input);
  return {
    async ask(texts) {
      const batches = batchesOf(texts);
      // Its own result is at fault, and no other.
      if (batches === undefined) return { fault: 'large' };
      const { value } = actor.getSnapshot();
      if (value === 'resting' || value === 'probing') return { fault: 'resting' };
      actor.send({ type: 'engine.asked' });
      const answer = await askAll(input, batches).catch((): EngineAnswer => ({ fault: 'unreachable' }));
      actor.send(
        isUnavailable(answer) ? { type: 'engine.failed', why: answer.fault } : { type: 'engine.answered' },
      );
      return answer;
    },
    status: () => {
      const { value, context } = actor.getSnapshot();
      return { state: value, ...context };
    },
    close: () => {
      close();
      input.engine.close();
    },
  };
}

/** What the hand that asks Presidio is told of its wire. */
export const presidioWire = (terms: PresidioTerms) => ({
  body: (texts: readonly string[]) => presidioBody(texts, terms),
  read: (answer: string, texts: readonly string[]) => readPresidio(answer, texts, terms),
});
