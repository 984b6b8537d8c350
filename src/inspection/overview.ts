/** The kernel at a glance, and its machines as they may be drawn. */

export interface StateView {
  /** Unique within its machine, such as `execute.calling`; what `at` of requests and actors names is `name`. */
  readonly id: string;
  /** As `state` of a row or an actor has it. */
  readonly name: string;
  /** The id of the state around it; '' for none. */
  readonly parent: string;
  readonly kind: 'atomic' | 'compound' | 'final';
  readonly isInitial: boolean;
}

export interface EdgeView {
  readonly id: string;
  /** The id of a state; '' for the machine as a whole. */
  readonly from: string;
  /** The id of a state; its own for one that stays. */
  readonly to: string;
  /** '' for one that is taken by itself. */
  readonly event: string;
  /** '' for none. */
  readonly guard: string;
  /** Taken when the call is refused, cancelled or cut off. */
  readonly isDenied: boolean;
}

export interface MachineView {
  readonly id: 'request' | 'downstream' | 'kernel';
  readonly states: readonly StateView[];
  readonly edges: readonly EdgeView[];
}

/** A long-lived actor: the kernel root, an officer, a supervisor. */
export interface ActorView {
  /** `kernel`, `ledger`, `mint`, `vault`, `analyst`, or `downstream:` and a system. */
  readonly name: string;
  /** Which machine draws it; '' for one that is not a machine. */
  readonly machine: '' | 'downstream' | 'kernel';
  readonly state: string;
  /** Messages it was sent since the start, by type. */
  readonly received: Readonly<Record<string, number>>;
}

export interface RingView {
  readonly size: number;
  readonly held: number;
  readonly dropped: number;
}

/** Sequence numbers of the chain; -1 for none. */
export interface JournalView {
  readonly chain: string;
  /** The last entry that has its place. */
  readonly linked: number;
  /** The last that is on the disk. */
  readonly durable: number;
  /** The last that a signed head is over. */
  readonly signed: number;
}

/** How a journal was found that no kernel shows. */
export interface RecordedView {
  /** When it was read, in milliseconds since the epoch. */
  readonly read: number;
  /** Lines, whatever is in them, and the times of the first and the last that is an entry. */
  readonly lines: number;
  readonly from: number;
  readonly to: number;
  /** Starts of a kernel that it tells of. */
  readonly starts: number;
  /** The process that still writes it; 0 for none. */
  readonly writer: number;
  /** Where it does not hold and why; '' for one that is whole. */
  readonly broken: string;
  readonly signedHeads: number;
  /** Entries after the last signed head. */
  readonly unsigned: number;
  /** Heads that were found in the second place. */
  readonly keptHeads: number;
}

export interface Overview {
  /** Undefined for a kernel that runs. */
  readonly recorded?: RecordedView;
  readonly version: string;
  /** Of a kernel or, where its journal alone is known, `stopped`, `serving`, or `lost` for one that ended without a word. */
  readonly state: string;
  /** Why it is sealed; '' otherwise. */
  readonly why: string;
  readonly session: string;
  readonly role: string;
  /** Milliseconds since the epoch. */
  readonly started: number;
  readonly now: number;
  readonly policy: string;
  readonly catalog: string;
  readonly inFlight: number;
  /** A request is slow from so many milliseconds. */
  readonly slowFrom: number;
  readonly machines: readonly MachineView[];
  readonly actors: readonly ActorView[];
  readonly journal: JournalView;
  readonly requests: RingView;
  readonly events: RingView & { readonly next: number };
  /** Requests since the start by verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
}
