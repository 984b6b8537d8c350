/** The link to a real child behind gates: a call is held before the child gets it, and its answer before the kernel hears it. The child is not changed. */
import type { RawResult } from '../../src/egress/released.js';
import type { ChildCall } from '../../src/explore/child.js';
import type { Line } from '../../src/explore/world.js';
import type { AbortSignalLike, Link, LinkFault } from '../powers.js';
import type { Trail } from '../powers-sandbox.js';
import type { Gates } from './gates.js';
import type { Whose } from './held-clock.js';
import type { Asked } from './held-officers.js';

/** Is told of each hand once it has done its work and before anybody knows. */
export interface Watch {
  stored(): Promise<void>;
  appended(lines: readonly Line[]): void;
  handed(call: ChildCall): void;
  dropped(call: ChildCall): void;
  did(call: ChildCall, result: RawResult): Promise<void>;
}

export interface LinkRoom {
  readonly gates: Gates;
  readonly trail: Trail<Whose>;
  readonly watch: Watch;
  readonly asked: WeakMap<object, Asked>;
  readonly isStart: (who: string) => boolean;
  readonly isDead: () => boolean;
}

const calm: AbortSignalLike = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

/** A call that a child was handed, until it has answered or given up. */
interface Handed extends Asked {
  readonly ask: () => Promise<RawResult>;
  readonly signal: AbortSignalLike;
  readonly settled: () => void;
}

/** Rejects as the link does: at once when the call is cut off, whatever the child still does with it. */
function heldCall(room: LinkRoom, handed: Handed): Promise<RawResult> {
  const { gates, watch, trail } = room;
  const { who, call, ask, signal } = handed;
  // Whatever comes of a late answer is on behalf of the same call.
  const settled = (): void => trail.within({ who, isWithin: false }, handed.settled);
  const words = (on: 'call' | 'answer'): string => `${on} ${call.tool}`;
  return new Promise((resolve, reject) => {
    const cut = (): void => reject({ fault: 'cancelled', started: true } satisfies LinkFault);
    signal.addEventListener('abort', cut);
    const tell = (say: () => void) => async (): Promise<void> => {
      settled();
      say();
    };
    const answered = (say: () => void): void => {
      if (!room.isDead())
        gates.park({ who, words: words('answer'), kind: 'hand', isWithin: false, go: tell(say) });
    };
    const go = async (): Promise<void> => {
      try {
        const result = await ask();
        await watch.did(call, result);
        answered(() => resolve(result));
      } catch (problem) {
        answered(() => reject(problem));
      }
    };
    const drop = (): void => {
      watch.dropped(call);
      if (room.isDead()) return;
      settled();
      cut();
    };
    gates.park({ who, words: words('call'), kind: 'hand', isWithin: false, go, drop });
    watch.handed(call);
  });
}

/** Longer than any call: what a child is given, it is given time for. */
const patience = 60_000;

export const heldLink = (room: LinkRoom, link: Link): Link => ({
  ...link,
  listTools: () => room.gates.under(link.listTools()),
  call: (tool, args, terms) => {
    const asked = room.asked.get(args);
    if (asked === undefined || room.isStart(asked.who)) return room.gates.under(link.call(tool, args, terms));
    const { signal, settled = () => undefined } = terms;
    const ask = (): Promise<RawResult> => link.call(tool, args, { signal: calm, deadline: patience });
    return heldCall(room, { ...asked, ask, signal, settled });
  },
});
