/** The shape of a native tool: a pure plan over inner calls. It holds no connection; the kernel runs each inner call as a request. */
import type { DatasetName, ToolName } from '../call/id.js';
import type { JsonObject } from '../call/json.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Finding } from '../egress/released.js';
import type { Code } from '../fault.js';
import type { Effects } from '../intercept/effects.js';
import type { Registry } from '../manifest/manifest.js';
import type { Refusal } from '../policy/denial.js';
import type { Disclosure } from '../policy/disclosure.js';
import type { Obligation } from '../policy/obligation.js';
import type { Policy } from '../policy/policy.js';
import type { Claim, Receipt } from '../receipt/receipt.js';

export interface InnerCall {
  readonly tool: ToolName;
  readonly args: JsonObject;
  readonly isPreview?: true;
  /** The dataset that what it returns goes into. */
  readonly into?: DatasetName;
}

/** What a call was read and allowed to do, in names. */
export interface Judged {
  readonly effects: Effects;
  readonly obligations: readonly Obligation[];
}

/** What an inner call came to: its released (masked) result, or its denial. */
export type InnerResult =
  | {
      readonly ok: true;
      readonly content: JsonObject;
      readonly findings: readonly Finding[];
      readonly judged?: Judged;
    }
  | {
      readonly ok: false;
      readonly code: Code;
      readonly facts: readonly string[];
      /** The whole of the denial, of a call that was denied as a request. */
      readonly refusal?: Refusal;
    };

/** What a plan may know. Snapshots taken when the native call was permitted. */
export interface NativeWorld {
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly receipts: readonly Receipt[];
  readonly lapsed: readonly string[];
  readonly epochs: Readonly<Record<string, number>>;
  readonly now: number;
  /** Summaries of this session's decisions, by id. */
  readonly decisions: ReadonlyMap<string, JsonObject>;
  /** How much of one is told. */
  readonly disclosure: Disclosure;
  /** How what is moved into a dataset is masked. */
  readonly masksInto: Policy['masksInto'];
}

export type PlanStep =
  | { readonly call: InnerCall }
  | { readonly done: JsonObject; readonly claims: readonly Claim[] }
  | { readonly refuse: Refusal };

export interface NativeTool {
  /** The tool's name within the system `aegis`. */
  readonly kind: string;
  /** The next step, from the results so far. Called again after each inner call; never more than eight times. */
  readonly step: (args: JsonObject, world: NativeWorld, results: readonly InnerResult[]) => PlanStep;
}

export const defineNative = (tool: NativeTool): NativeTool => tool;

export const refuse = (code: Code, ...facts: readonly string[]): PlanStep => ({
  refuse: { code, phase: 'execute', facts },
});

/** An inner call that was denied ends the plan with the same code, and the rule that denied it is told. */
export const passOn = ({ code, facts, refusal }: InnerResult & { readonly ok: false }): PlanStep => ({
  refuse: {
    code,
    phase: 'execute',
    facts,
    ...(refusal?.rule === undefined ? {} : { rule: refusal.rule }),
    ...(refusal?.help === undefined ? {} : { help: refusal.help }),
  },
});
