/** Gates before the hands of a real kernel: each hand that is asked stands still until it is let go. They change nothing of what it does. */
import type { Clock } from '../powers.js';

export interface Standing {
  readonly who: string;
  /** The words of a script; of a message, those of the hand that its officer asks first. */
  readonly words: string;
  /** `message`: an officer has not had it yet. */
  readonly kind: 'message' | 'hand';
  /** An officer is in the middle of a message. */
  readonly isWithin: boolean;
  /** Done when the hand has been; whoever asked may know it only then. */
  readonly go: () => Promise<void>;
  /** For a call to a child that it gives up. */
  readonly drop?: () => void;
}

export interface Gates {
  /** Something that is under way by itself: nothing settles before it is done. */
  under<T>(work: Promise<T>): Promise<T>;
  park(standing: Standing): void;
  /** In the order in which they were asked. */
  of(who: string): readonly Standing[];
  all(): readonly Standing[];
  go(standing: Standing): Promise<void>;
  drop(standing: Standing): void;
  /** Nobody lets these go any more. */
  forget(isGone: (standing: Standing) => boolean): void;
  /** Resolves when everybody stands still. */
  settle(): Promise<void>;
  /** Everybody stands still from now on, whoever lets them go and waits for them too. */
  shut(): void;
}

/** Turns in which nothing has moved. */
const calm = 3;

const never = new Promise<never>(() => undefined);

/** What is under way by itself. */
function createWork() {
  const open = new Set<Promise<unknown>>();
  return {
    under: <T>(work: Promise<T>): Promise<T> => {
      const settled = work.then(
        () => undefined,
        () => undefined,
      );
      open.add(settled);
      void settled.then(() => open.delete(settled));
      return work;
    },
    isDone: () => open.size === 0,
    done: async (): Promise<void> => void (await Promise.all(open)),
  };
}

export function createGates({ soon }: Pick<Clock, 'soon'>): Gates {
  const parked = new Set<Standing>();
  const work = createWork();
  let isShut = false;
  const settle = async (): Promise<void> => {
    if (isShut) return never;
    for (let still = 0; still < calm; still += 1) {
      await new Promise<void>((turned) => soon(turned));
      if (work.isDone()) continue;
      await work.done();
      still = -1;
    }
  };
  return {
    under: work.under,
    park: (standing) => void parked.add(standing),
    of: (who) => [...parked].filter((one) => one.who === who),
    all: () => [...parked],
    go: async (standing) => {
      if (isShut) return never;
      if (parked.delete(standing)) await standing.go();
    },
    drop: (standing) => {
      if (parked.delete(standing)) standing.drop?.();
    },
    forget: (isGone) => {
      for (const one of parked) if (isGone(one)) parked.delete(one);
    },
    settle,
    shut: () => {
      isShut = true;
    },
  };
}
