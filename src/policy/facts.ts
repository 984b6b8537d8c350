/** Everything a rule may ask about, gathered before `decide`; immutable while a request lives. */
import type { Spent } from '../budget/budget.js';
import type { Call } from '../call/call.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Capability, Effects } from '../intercept/effects.js';
import type { Tool } from '../manifest/manifest.js';
import type { Receipt } from '../receipt/receipt.js';
import type { SessionFacts } from '../session/session.js';

/** As conditions see the facts. */
export type Bindings = Readonly<Record<string, unknown>>;

export interface Facts {
  readonly call: Call;
  readonly tool: Tool;
  readonly effects: Effects;
  readonly capabilities: readonly Capability[];
  readonly catalog: Catalog;
  readonly session: SessionFacts;
  /** What has been given of each class, as far as the policy's budgets count it. */
  readonly spent?: readonly Spent[];
  /** Receipts that mint has admitted as live, for the datasets this call touches. Filled before the precondition phase. */
  readonly receipts: readonly Receipt[];
  /** Why a receipt for a dataset is not live any more, newest first, as `dataset: reason`. */
  readonly lapsed: readonly string[];
  /** Datasets with a write whose outcome is not known. */
  readonly doubts: readonly string[];
  /** Of the values that are bound, by number, the class of each that is a seal; '' where its session holds none such. */
  readonly sealed?: ReadonlyMap<number, string>;
  /** Made once for the three phases of a call; made anew by each phase when it is absent. Receipts, lapses and doubts are not in it. */
  readonly bindings?: Bindings;
}
