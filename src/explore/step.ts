/** One step of a walk or of a real kernel, as promises look at it, and the shape of a promise. It judges nothing. */
import type { ChildCall } from './child.js';
import type { Line, World } from './world.js';

/** What was told to the agent, in the end. */
export interface Reply {
  readonly request: string;
  /** `allowed`, or the code of the denial. */
  readonly code: string;
}

export interface StepTaken {
  readonly before: World;
  readonly after: World;
  /** The child did this call; undefined when it compared and did nothing, and for other steps. */
  readonly did?: ChildCall;
  /** The child holds this call from here on, or has done it. */
  readonly took?: ChildCall;
  readonly appended: readonly Line[];
  readonly replied?: Reply;
  /** Gold is written from what was validated alone: the policy says so. */
  readonly guardsGold: boolean;
  /** Where budgets come in. */
  readonly allowance?: Allowance;
}

/** How many questions of a class had been answered when the walk began, and how many budgets give. */
export interface Allowance {
  readonly class: string;
  readonly given: number;
  readonly most: number;
}

export interface Vow {
  readonly id: string;
  readonly says: string;
  /** Why it is broken; undefined while it holds. */
  readonly broken: (step: StepTaken) => string | undefined;
}
