/** What SIGINT and SIGTERM do to a verb that is in the middle of something: it is told, takes away what it made, and its code is the signal's. It ends no process. */
type Signal = 'SIGINT' | 'SIGTERM';

/** As a shell tells of who ended by it. */
const codes: Readonly<Record<Signal, number>> = { SIGINT: 130, SIGTERM: 143 };

export interface Interrupts {
  /** Calls `then` once, with the first of them; at once where it has come already. From then on neither ends the process by itself. */
  readonly onInterrupt: (then: (signal: Signal) => void) => void;
  /** The exit code of a process that was told, whatever its verb answers; undefined of another. */
  readonly code: () => number | undefined;
}

/** @param on hears every signal of that name from then on, in place of the system's own answer to it. */
export function createInterrupts(on: (signal: Signal, then: () => void) => void): Interrupts {
  let told: Signal | undefined;
  const waiting: ((signal: Signal) => void)[] = [];
  const tell = (signal: Signal): void => {
    // A terminal tells a whole group, and whoever started us tells us again: what is under way is not broken off by that.
    if (told !== undefined) return;
    told = signal;
    for (const then of waiting.splice(0)) then(signal);
  };
  let hears = false;
  const hear = (): void => {
    if (hears) return;
    hears = true;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) on(signal, () => tell(signal));
  };
  return {
    onInterrupt: (then) => {
      hear();
      if (told === undefined) waiting.push(then);
      else then(told);
    },
    code: () => (told === undefined ? undefined : codes[told]),
  };
}
