/** What SIGINT and SIGTERM do to a verb that is in the middle of something: it is told, takes away what it made, and its code is the signal's. It ends no process. */
type Signal = 'SIGINT' | 'SIGTERM';

/** As a shell tells of who ended by it. */
const codes: Readonly<Record<Signal, number>> = { SIGINT: 130, SIGTERM: 143 };

export interface Interrupts {
  /** Calls `then` once, with the first of them. */
  readonly onInterrupt: (then: (signal: Signal) => void) => void;
  /** The exit code of a process that was told, whatever its verb answers; undefined of another. */
  readonly code: () => number | undefined;
}

export function createInterrupts(): Interrupts {
  let told: Signal | undefined;
  const tell = (signal: Signal, then: (signal: Signal) => void): void => {
    // A terminal tells a whole group, and whoever started us tells us again: what is under way is not broken off by that.
    if (told !== undefined) return;
    told = signal;
    then(signal);
  };
  return {
    onInterrupt: (then) => {
      process.on('SIGINT', () => tell('SIGINT', then));
      process.on('SIGTERM', () => tell('SIGTERM', then));
    },
    code: () => (told === undefined ? undefined : codes[told]),
  };
}
