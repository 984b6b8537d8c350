/** What the kernel tells whoever observes it: requests step by step, officers by the types of their messages, the chain by places. An observer can neither throw into the kernel nor answer it. */
import type { InspectionEvent } from 'xstate';
import type { EntryDraft, EntryPlace } from '../src/audit/entry.js';
import type { RequestContext, Stage } from './request.js';
import type { Standing } from './trip/course.js';
import type { Ended, Trip } from './trip/trip.js';

export type Inspect = (event: InspectionEvent) => void;

/** The option that an actor is made with; nothing where nobody observes. */
export const inspectedBy = (inspect: Inspect | undefined): { readonly inspect?: Inspect } =>
  inspect === undefined ? {} : { inspect };

/** The officer at work; whoever watches it is told how it stands. */
export function startOfficer<A extends Startable>(officer: A, watch: OfficerWatch | undefined): A {
  officer.start();
  watch?.stands(() => officer.getSnapshot().status);
  return officer;
}

interface Startable {
  start(): unknown;
  getSnapshot(): { readonly status: string };
}

/** Whoever watches one request from its arrival to its end. */
export interface RequestWatch {
  /** Just before the phase is asked. */
  entered(stage: Stage): void;
  stepped(state: string, context: RequestContext): void;
  stood(standing: Standing): void;
  /** A message from one actor to another, by its type. */
  told(from: string, to: string, type: string): void;
  ended(ended: Ended): void;
}

/** Whoever watches an actor that takes a message a call: three events of XState's for each would cost more than the message. */
export interface OfficerWatch {
  /** A message was taken up, by its type. */
  took(type: string): void;
  /** How it can be asked whether it is still there; of one that has no states of its own. */
  stands(status: () => string): void;
  /** It stands somewhere else, by an event of that type. */
  moved(state: string, by: string): void;
}

export interface ChainWatch {
  linked(draft: EntryDraft, place: EntryPlace): void;
  durable(seq: number): void;
  /** A signed head is over everything up to this. */
  signed(seq: number): void;
}

export interface Observer {
  begin(trip: Trip): RequestWatch;
  /** For the machine of that name, by XState's own inspection. */
  inspect(machine: string): Inspect;
  officer(name: string): OfficerWatch;
  readonly chain: ChainWatch;
}

const blind: RequestWatch = {
  entered: () => undefined,
  stepped: () => undefined,
  stood: () => undefined,
  told: () => undefined,
  ended: () => undefined,
};

/** A watch that throws nothing: one object, for there is one a request. */
class HarmlessWatch implements RequestWatch {
  readonly #watch: RequestWatch;
  readonly #failed: () => void;

  constructor(watch: RequestWatch, failed: () => void) {
    this.#watch = watch;
    this.#failed = failed;
  }

  entered(stage: Stage): void {
    try {
      this.#watch.entered(stage);
    } catch {
      this.#failed();
    }
  }

  stepped(state: string, context: RequestContext): void {
    try {
      this.#watch.stepped(state, context);
    } catch {
      this.#failed();
    }
  }

  stood(standing: Standing): void {
    try {
      this.#watch.stood(standing);
    } catch {
      this.#failed();
    }
  }

  told(from: string, to: string, type: string): void {
    try {
      this.#watch.told(from, to, type);
    } catch {
      this.#failed();
    }
  }

  ended(ended: Ended): void {
    try {
      this.#watch.ended(ended);
    } catch {
      this.#failed();
    }
  }
}

/** INVARIANT: XState lets an observer's throw out of the `send` that it saw, and the event is lost: nothing leaves from here. */
export function harmless(observer: Observer, failed: () => void): Observer {
  const total =
    <A extends readonly unknown[]>(tell: (...args: A) => void) =>
    (...args: A): void => {
      try {
        tell(...args);
      } catch {
        failed();
      }
    };
  const { chain } = observer;
  return {
    begin: (trip) => {
      try {
        return new HarmlessWatch(observer.begin(trip), failed);
      } catch {
        failed();
        return blind;
      }
    },
    inspect: (machine) => total(observer.inspect(machine)),
    officer: (name) => {
      const watch = observer.officer(name);
      return {
        took: total((type) => watch.took(type)),
        stands: total((status) => watch.stands(status)),
        moved: total((state, by) => watch.moved(state, by)),
      };
    },
    chain: {
      linked: total((draft, place) => chain.linked(draft, place)),
      durable: total((seq) => chain.durable(seq)),
      signed: total((seq) => chain.signed(seq)),
    },
  };
}
