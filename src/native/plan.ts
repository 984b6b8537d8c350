/** The shape of a native tool: a pure plan over inner calls. It holds no connection; the kernel runs each inner call as a request. */
import type { DatasetName, ToolName } from '../call/id.js';
import { isArray, type JsonObject, own } from '../call/json.js';
import type { Catalog } from '../catalog/catalog.js';
import type { BodyPart, Deposit } from '../catalog/deposit.js';
import type { Digest } from '../digest.js';
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
  /** The part of a body that it brings, and with the last of them the whole that it puts. */
  readonly part?: BodyPart;
  readonly deposit?: Deposit;
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
      /** The part of a body that it has brought. */
      readonly part?: BodyPart;
      /** How many rows it had, which the plan needs no more. */
      readonly forgotten?: number;
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
  /** The request that the plan is for: no other has its name. */
  readonly request: string;
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
  readonly digest: Pick<Digest, 'lasting'>;
}

/** Of all parts of what a plan has moved, for the journal. */
export interface MovedRows {
  readonly rows: number;
  readonly findings: readonly Finding[];
}

export type PlanStep =
  /** `forgets`: once it is made, the rows of the answer before it are needed no more. */
  | { readonly call: InnerCall; readonly forgets?: true }
  | { readonly done: JsonObject; readonly claims: readonly Claim[]; readonly moved?: MovedRows }
  | { readonly refuse: Refusal };

export interface NativeTool {
  /** The tool's name within the system `aegis`. */
  readonly kind: string;
  /** So many calls at the most; eight where nothing is said. More is a defect. */
  readonly mostSteps?: number;
  /** The next step, from the results so far. Called again after each inner call. */
  readonly step: (args: JsonObject, world: NativeWorld, results: readonly InnerResult[]) => PlanStep;
}

/** With the part that its call has brought. */
export const withPart = (result: InnerResult, { part }: InnerCall): InnerResult =>
  result.ok && part !== undefined ? { ...result, part } : result;

/** A result without its rows, and how many there were. */
export function withoutRows(result: InnerResult): InnerResult {
  const rows = result.ok ? own(result.content, 'rows') : undefined;
  if (!result.ok || rows === undefined || !isArray(rows)) return result;
  return { ...result, content: { ...result.content, rows: [] }, forgotten: rows.length };
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
