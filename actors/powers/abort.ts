/** An abort pair behind the port. It carries no reason: why a call ended is the supervisor's to say. */
import type { Powers } from '../powers.js';

type Listener = () => void;

/** As with any event: a listener that throws is a defect of its own, and keeps nobody else from hearing. */
function tell(listener: Listener): void {
  try {
    listener();
  } catch (problem) {
    queueMicrotask(() => {
      throw problem;
    });
  }
}

/** Three of these are made for each call; Node's own, with the first listener, costs about as much as the whole decision. */
export const createAbort: Powers['abort'] = () => {
  const listeners = new Set<Listener>();
  let aborted = false;
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      addEventListener: (_, listener) => void listeners.add(listener),
      removeEventListener: (_, listener) => void listeners.delete(listener),
    },
    abort: () => {
      if (aborted) return;
      aborted = true;
      const told = [...listeners];
      listeners.clear();
      for (const listener of told) tell(listener);
    },
  };
};
