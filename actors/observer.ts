/** What the kernel tells whoever observes it: requests step by step, officers by the types of their messages, the chain by places. An observer can neither throw into the kernel nor answer it. */
import type { InspectionEvent } from 'xstate';
import type { EntryDraft, EntryPlace } from '../src/audit/entry.js';
import type { Permit } from '../src/policy/permit.js';
import type { Standing } from './course.js';
import { type Desk, isNoAnswer, type Mailbox } from './desk.js';
import { isFailed } from './messages.js';
import { type Phases, type RequestContext, type Stage, stages } from './request.js';
import type { Ended, Trip } from './trip.js';

export type Inspect = (event: InspectionEvent) => void;

/** The option that an actor is made with; nothing where nobody observes. */
export const inspectedBy = (inspect: Inspect | undefined): { readonly inspect?: Inspect } =>
  inspect === undefined ? {} : { inspect };

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

export interface ChainWatch {
  linked(draft: EntryDraft, place: EntryPlace): void;
  durable(seq: number): void;
  /** A signed head is over everything up to this. */
  signed(seq: number): void;
}

export interface Observer {
  begin(trip: Trip): RequestWatch;
  /** For the XState actor of that name. */
  inspect(actor: string): Inspect;
  readonly chain: ChainWatch;
}

const blind: RequestWatch = {
  entered: () => undefined,
  stepped: () => undefined,
  stood: () => undefined,
  told: () => undefined,
  ended: () => undefined,
};

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
  const watchOf = (watch: RequestWatch): RequestWatch => ({
    entered: total((stage) => watch.entered(stage)),
    stepped: total((state, context) => watch.stepped(state, context)),
    stood: total((standing) => watch.stood(standing)),
    told: total((from, to, type) => watch.told(from, to, type)),
    ended: total((ended) => watch.ended(ended)),
  });
  const { chain } = observer;
  return {
    begin: (trip) => {
      try {
        return watchOf(observer.begin(trip));
      } catch {
        failed();
        return blind;
      }
    },
    inspect: (actor) => total(observer.inspect(actor)),
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
function named(message: unknown): Named {
  // `as`: whatever is sent to an officer is a message of `messages.ts`, and two kinds of those say more by name.
  const sent = message as Sent;
  const [officer = ''] = sent.type.split('.');
  if (sent.draft !== undefined) return { to: officer, type: `${sent.type} ${sent.draft.type}` };
  if (sent.permit === undefined) return { to: officer, type: sent.type };
  const { system } = sent.permit.tool;
  return { to: system === 'aegis' ? 'native' : `downstream:${system}`, type: sent.type };
}

/** A desk that tells who was asked and whether there was an answer. */
export const tellingDesk = (desk: Desk, watch: () => RequestWatch): Desk => ({
  ...desk,
  ask: async <A, M>(officer: Mailbox<M> | undefined, build: (ticket: number) => M, deadline: number) => {
    let to = '';
    const answer = await desk.ask<A, M>(
      officer,
      (ticket) => {
        const message = build(ticket);
        const { type, ...rest } = named(message);
        to = rest.to;
        watch().told('request', to, type);
        return message;
      },
      deadline,
    );
    const said = isNoAnswer(answer) ? 'no answer' : isFailed(answer) ? 'failed' : 'answer';
    // An officer that is gone was told nothing.
    if (to !== '') watch().told(to, 'request', said);
    return answer;
  },
});

/** The same phases, each of which tells when it is asked. */
export function tellingPhases(phases: Phases, watch: RequestWatch): Phases {
  const told = (stage: Stage) => () => {
    watch.entered(stage);
    return phases[stage]();
  };
  // `as`: the list of stages is what the record is keyed by.
  return Object.fromEntries(stages.map((stage) => [stage, told(stage)])) as unknown as Phases;
}
