/** A desk that holds each message of a call back on its way to the mint or the ledger. It answers for nobody. */
import { type ChildCall, childCall } from '../../src/explore/child.js';
import type { Manifest } from '../../src/manifest/manifest.js';
import { createDesk, type Desk, type Mailbox } from '../desk.js';
import type { DownstreamMessage, LedgerMessage, MintMessage } from '../messages.js';
import type { Clock } from '../powers.js';
import type { Trail } from '../powers-sandbox.js';
import type { Gates } from './gates.js';
import type { Whose } from './held-clock.js';

export interface Asked {
  readonly who: string;
  readonly call: ChildCall;
}

type Message = MintMessage | LedgerMessage | DownstreamMessage;

/** Of the officers' messages, each says what it is. */
const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** What the mint asks of the store first for it. */
function firstOf(message: MintMessage, isOurs: (dataset: string) => boolean): string {
  switch (message.type) {
    case 'mint.seal':
      return `list doubt ${message.claim.dataset}`;
    case 'mint.confirm':
    case 'mint.recover':
      return 'list receipt';
    case 'mint.live':
      return `get epoch ${message.standing.datasets.find(isOurs) ?? ''}`;
    case 'mint.intend':
      return `swap doubt ${message.datasets[0] ?? ''}`;
    case 'mint.settle':
      return message.deposited === undefined
        ? `get doubt ${message.datasets[0] ?? ''}`
        : `get deposit ${message.deposited.dataset}`;
    case 'mint.lease':
    case 'mint.free':
      return `get lease ${message.dataset}`;
  }
}

export interface HeldDeskInput {
  readonly clock: Clock;
  readonly gates: Gates;
  readonly trail: Trail<Whose>;
  readonly manifests: readonly Manifest[];
  readonly isOurs: (who: string, dataset: string) => boolean;
  /** A start of a kernel: of it the recovery alone is held. */
  readonly isStart: (who: string) => boolean;
  /** By the arguments that a child is sent. */
  readonly asked: WeakMap<object, Asked>;
}

const isMint = (message: Message): message is MintMessage => message.type.startsWith('mint.');

/** The words of what is held; undefined for what goes its way. */
function wordsFor(input: HeldDeskInput, who: string, message: Message): string | undefined {
  if (input.isStart(who) && isMint(message))
    return message.type === 'mint.recover' ? firstOf(message, () => true) : undefined;
  if (isMint(message)) return firstOf(message, (dataset) => input.isOurs(who, dataset));
  if (message.type !== 'ledger.append') return undefined;
  const { type, decision } = message.draft;
  const isHeld = input.isStart(who) ? ['config', 'recovery'].includes(type) : decision !== '';
  return isHeld ? `record ${type}` : undefined;
}

function note({ manifests, asked }: HeldDeskInput, who: string, message: Message): void {
  if (message.type !== 'downstream.call') return;
  const { permit, args } = message;
  const manifest = manifests.find(({ system }) => system === permit.tool.system);
  if (manifest !== undefined) asked.set(args, { who, call: childCall(permit, args, manifest) });
}

export function createHeldDesk(input: HeldDeskInput): Desk {
  const { gates, trail } = input;
  const desk = createDesk(input.clock);
  const holding = <M>(officer: Mailbox<M>, who: string): Mailbox<M> => ({
    getSnapshot: () => officer.getSnapshot(),
    send: (message) => {
      if (!isMessage(message)) return officer.send(message);
      note(input, who, message);
      const words = wordsFor(input, who, message);
      if (words === undefined) return officer.send(message);
      const isWithin = isMint(message);
      const go = async (): Promise<void> => trail.within({ who, isWithin }, () => officer.send(message));
      gates.park({ who, words, kind: 'message', isWithin, go });
    },
  });
  return {
    ...desk,
    ask: (officer, build, deadline) => {
      const whose = trail.current();
      const held = officer === undefined || whose === undefined ? officer : holding(officer, whose.who);
      return desk.ask(held, build, deadline);
    },
  };
}
