/** An abort pair behind the port. It carries no reason: why a call ended is the supervisor's to say. */
import type { AbortSignalLike, Powers } from '../powers.js';

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

interface Signal extends AbortSignalLike {
  aborted: boolean;
}

/**
 * Three of these are made for each call; Node's own, with the first listener, costs about as much as the whole decision. `aborted` is a
 * plain property: a getter made anew with each signal would keep all that the signal reaches alive until the next full collection.
 */
export const createAbort: Powers['abort'] = () => {
  let listeners: readonly Listener[] = [];
  const signal: Signal = {
    aborted: false,
    addEventListener: (_, listener) => {
      if (!listeners.includes(listener)) listeners = [...listeners, listener];
    },
    removeEventListener: (_, listener) => {
      listeners = listeners.filter((one) => one !== listener);
    },
  };
  return {
    signal,
    abort: () => {
      if (signal.aborted) return;
      signal.aborted = true;
      const told = listeners;
      listeners = [];
      for (const listener of told) tell(listener);
    },
  };
};
