/** What the kernel tells whoever observes it: requests step by step, officers by the types of their messages, the chain by places. An observer can neither throw into the kernel nor answer it. */
import type { InspectionEvent } from 'xstate';
import type { EntryDraft, EntryPlace } from '../src/audit/entry.js';
import type { Permit } from '../src/policy/permit.js';
import type { Standing } from './course.js';
import { type Desk, isNoAnswer, type Mailbox } from './desk.js';
import { isFailed } from './messages.js';
import type { Phases, RequestContext, Stage } from './request.js';
import type { Ended, Trip } from './trip.js';

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

/** Whoever watches an officer that is no machine: it has no states of its own, and an event of XState's for each message would cost more than the message. */
export interface OfficerWatch {
  /** A message was taken up, by its type. */
  took(type: string): void;
  /** How it can be asked whether it is still there. */
  stands(status: () => string): void;
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
      return { took: total((type) => watch.took(type)), stands: total((status) => watch.stands(status)) };
    },
    chain: {
      linked: total((draft, place) => chain.linked(draft, place)),
      durable: total((seq) => chain.durable(seq)),
      signed: total((seq) => chain.signed(seq)),
    },
  };
}

interface Named {
  readonly to: string;
  readonly type: string;
}

/** What of a message names it. */
interface Sent {
  readonly type: string;
  readonly draft?: Pick<EntryDraft, 'type'>;
  readonly permit?: Pick<Permit, 'tool'>;
}

/** Whose mailbox it is follows from the type; what is in the message stays in it. */
function nameOf({ type, draft, permit }: Sent): Named {
  const [officer = ''] = type.split('.');
  if (draft !== undefined) return { to: officer, type: `${type} ${draft.type}` };
  if (permit === undefined) return { to: officer, type };
  const { system } = permit.tool;
  return { to: system === 'aegis' ? 'native' : `downstream:${system}`, type };
}

/** Each name is made once: by the type of the message, and by what else there is of it. */
const names = new Map<string, Map<string, Named>>();

function named(message: unknown): Named {
  // `as`: whatever is sent to an officer is a message of `messages.ts`, and two kinds of those say more by name.
  const sent = message as Sent;
  const ofType = names.get(sent.type) ?? new Map<string, Named>();
  names.set(sent.type, ofType);
  const more = sent.draft?.type ?? sent.permit?.tool.system ?? '';
  const name = ofType.get(more) ?? nameOf(sent);
  ofType.set(more, name);
  return name;
}

const saidBy = (answer: unknown): string =>
  isNoAnswer(answer) ? 'no answer' : isFailed(answer) ? 'failed' : 'answer';

/** A desk that tells who was asked and whether there was an answer. */
export const tellingDesk = (desk: Desk, watch: () => RequestWatch): Desk => ({
  ...desk,
  ask: <A, M>(officer: Mailbox<M> | undefined, build: (ticket: number) => M, deadline: number) => {
    let to = '';
    const answer = desk.ask<A, M>(
      officer,
      (ticket) => {
        const message = build(ticket);
        const name = named(message);
        to = name.to;
        watch().told('request', to, name.type);
        return message;
      },
      deadline,
    );
    // Beside the answer and not in its way. An officer that is gone was told nothing.
    void answer.then((said) => to !== '' && watch().told(to, 'request', saidBy(said)));
    return answer;
  },
});

/** The same phases, each of which tells when it is asked. One object a request, and no closures. */
export class ToldPhases implements Phases {
  readonly #phases: Phases;
  readonly #watch: RequestWatch;

  constructor(phases: Phases, watch: RequestWatch) {
    this.#phases = phases;
    this.#watch = watch;
  }

  resolve(): ReturnType<Phases['resolve']> {
    this.#watch.entered('resolve');
    return this.#phases.resolve();
  }

  intercept(): ReturnType<Phases['intercept']> {
    this.#watch.entered('intercept');
    return this.#phases.intercept();
  }

  capability(): ReturnType<Phases['capability']> {
    this.#watch.entered('capability');
    return this.#phases.capability();
  }

  argument(): ReturnType<Phases['argument']> {
    this.#watch.entered('argument');
    return this.#phases.argument();
  }

  precondition(): ReturnType<Phases['precondition']> {
    this.#watch.entered('precondition');
    return this.#phases.precondition();
  }

  intending(): ReturnType<Phases['intending']> {
    this.#watch.entered('intending');
    return this.#phases.intending();
  }

  calling(): ReturnType<Phases['calling']> {
    this.#watch.entered('calling');
    return this.#phases.calling();
  }

  transform(): ReturnType<Phases['transform']> {
    this.#watch.entered('transform');
    return this.#phases.transform();
  }

  mint(): ReturnType<Phases['mint']> {
    this.#watch.entered('mint');
    return this.#phases.mint();
  }

  audit(): ReturnType<Phases['audit']> {
    this.#watch.entered('audit');
    return this.#phases.audit();
  }
}
