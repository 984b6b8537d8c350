/** A state of an exploration, and the terms under which its calls meet. */
import type { Cells } from '../../src/explore/cells.js';
import type { StepTaken } from '../../src/explore/promises.js';
import type { Allowance } from '../../src/explore/step.js';
import type { World } from '../../src/explore/world.js';
import type { Pending } from './hands.js';
import type { Moment, Moments } from './moments.js';

export interface Party {
  readonly name: string;
  readonly kernel: string;
  /** Which start of which kernel serves it, under which policy. */
  readonly under: string;
  readonly moments: Moments;
  readonly datasets: readonly string[];
  /** It may bring a class into a column that is not declared to hold it. */
  readonly carries: boolean;
}

export interface Stand {
  readonly party: Party;
  readonly moment: Moment;
  readonly isDead: boolean;
}

/** One thing that happens. `at`: which hand of the call answers. */
export type Deed =
  | { readonly who: string; readonly does: 'begin' | 'cancel' | 'wait' }
  | { readonly who: string; readonly does: 'answer' | 'execute' | 'drop'; readonly at: Pending }
  | { readonly who: string; readonly does: 'outside'; readonly dataset: string }
  | { readonly who: string; readonly does: 'crash' | 'journal' | 'recover' };

/** What goes wrong once, at any moment, while the calls are under way. */
export type Upset =
  | { readonly kind: 'none' }
  | { readonly kind: 'cancel' | 'wait'; readonly of: string }
  | { readonly kind: 'outside'; readonly dataset: string }
  /** `policy`: it is started again under another policy, which serves the calls that have not begun. */
  | { readonly kind: 'crash' | 'journal' | 'policy'; readonly kernel: string };

export interface Terms {
  readonly parties: readonly Party[];
  readonly upset: Upset;
  /** Between two mint messages alone, or between any two of the store's answers: what two kernels on one state can do. */
  readonly grain: 'message' | 'cell';
  /** Orders that cannot differ are walked once. */
  readonly isReduced: boolean;
  readonly guardsGold: boolean;
  /** What the store holds when the walk begins. */
  readonly cells: Cells;
  readonly allowance?: Allowance;
  /** The start of a kernel again, after it has died. */
  readonly recovery: (kernel: string, open: readonly string[]) => Party;
  /** The same call where a kernel under another policy serves it. */
  readonly successor: (party: Party) => Party;
  /** One more thing to look for: why it has happened, or undefined. */
  readonly seeks?: (step: StepTaken) => string | undefined;
  /** No more states than this: what is left out is said. */
  readonly most: number;
}

export interface State {
  readonly world: World;
  readonly stands: readonly Stand[];
  /** How often the upset may still happen. */
  readonly left: number;
  /** By kernel: who is in the middle of a mint message. */
  readonly midst: Readonly<Record<string, string>>;
}

/** A deed, and every hand that answered in it, in words that do not depend on the names of requests. */
export interface Walked {
  readonly who: string;
  readonly does: Deed['does'];
  readonly hands: readonly string[];
}
