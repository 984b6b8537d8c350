/** The desk and the phases of a request that is watched: they tell whoever watches what is asked of them, and do it as they would unwatched. */
import type { EntryDraft } from '../../src/audit/entry.js';
import type { Permit } from '../../src/policy/permit.js';
import { type Desk, isNoAnswer, type Mailbox } from '../desk.js';
import { isFailed } from '../messages.js';
import type { RequestWatch } from '../observer.js';
import type { Phases } from '../request.js';

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
