/** A call whose effects are known because it was made to have them. Nothing of it was read by the reader that the kernel relies on. */
import type { JsonObject } from '../call/json.js';
import type { Capability, Effects } from '../intercept/effects.js';
import type { Tool } from '../manifest/manifest.js';

export interface Witness {
  /** What it does, whatever to: `update without WHERE`. */
  readonly kind: string;
  /** What it does to what: `update without WHERE of silver.orders`. */
  readonly name: string;
  readonly tool: string;
  readonly args: JsonObject;
  /** Undefined where an agent has no such tool. */
  readonly of: Tool | undefined;
  /** The arguments do not fit the tool. */
  readonly isMalformed: boolean;
  /** A value that it would write is one of the kernel's own masks. */
  readonly holdsMask: boolean;
  readonly effects: Effects;
  /** What somebody has to grant. */
  readonly needs: readonly Capability[];
  /** Of a preview: the write that it is of. */
  readonly previewed?: Witness;
}

export interface GivenReceipt {
  readonly dataset: string;
  readonly kind: string;
  /** Milliseconds. */
  readonly age: number;
  readonly died?: 'written' | 'other-session' | 'other-policy' | 'other-catalog';
}

/** What a session or a role has been given of a class; `sealed`: and it has asked for all that it may. */
export interface GivenSpent {
  readonly class: string;
  readonly per: 'session' | 'role';
  readonly values: number;
  readonly rows: number;
  readonly bytes: number;
  readonly probes: number;
  readonly sealed: boolean;
}

/** What holds when the call is made. */
export interface Circumstance {
  readonly role: string;
  /** Days after a Monday, and the hour of the day, in UTC. */
  readonly day: number;
  readonly hour: number;
  readonly session: {
    readonly calls: number;
    readonly denials: number;
    readonly writes: number;
    readonly rowsRead: number;
    readonly flags: Readonly<Record<string, boolean>>;
  };
  readonly receipts: readonly GivenReceipt[];
  readonly doubts: readonly string[];
  readonly spent: readonly GivenSpent[];
  /** It is asked to be rolled back. */
  readonly preview: boolean;
}

export const plainly = (role: string): Circumstance => ({
  role,
  day: 0,
  hour: 12,
  session: { calls: 0, denials: 0, writes: 0, rowsRead: 0, flags: {} },
  receipts: [],
  doubts: [],
  spent: [],
  preview: false,
});
