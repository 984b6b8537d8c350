/** The law, for whoever applies it outside the kernel: a site, a check in a pipeline, a tool. It hands out no maker of permits or receipts but `decide`'s own. */
export type { Entry } from './audit/read.js';
export { readLine } from './audit/read.js';
export { createVerifier, type Verified, type Verifier, type VerifyMeans } from './audit/verify.js';
export type { Call, Principal } from './call/call.js';
export { canonical } from './call/canonical.js';
export type { DatasetName, DecisionId, RequestId, SessionId, Sha256, ToolName } from './call/id.js';
export { askedTool, decisionId, requestId, sessionId } from './call/id.js';
export type { Json, JsonObject } from './call/json.js';
export { createStrictReader, type Line, type Strict, type StrictReader } from './call/strict-json.js';
export { agentRules, type StrictRules, systemRules } from './call/strict-rules.js';
export type { Catalog, Dataset, Tier } from './catalog/catalog.js';
export { configJsonSchema } from './config/form.js';
export { type Config, type ReadConfig, readConfig } from './config/read.js';
export type { Digest } from './digest.js';
export type { Finding, RawResult, Released, ToolResult } from './egress/released.js';
export { doJob, type MaskAnswer, type MaskJob } from './egress/result/job.js';
export { isReleased, type ReleaseMeans, release } from './egress/result/release.js';
export { type Code, codes, type Phase } from './fault.js';
export {
  type Action,
  type Capability,
  type Effects,
  isEffects,
  noEffects,
  opaque,
} from './intercept/effects.js';
export { combine, interceptPlain, validateArguments } from './intercept/index.js';
export { type Compiled, compileManifests, type SourceFile } from './manifest/compile.js';
export { manifestJsonSchema } from './manifest/form.js';
export { listing } from './manifest/listing.js';
export type { Manifest, Registry, Tool } from './manifest/manifest.js';
export { capabilitiesOf } from './policy/capabilities.js';
export { type CompiledPolicy, compilePolicy } from './policy/compile.js';
export { couldEverAllow } from './policy/could-ever.js';
export { type Denial, denialText, deny, type Refusal } from './policy/denial.js';
export type { Facts } from './policy/facts.js';
export { policyJsonSchema } from './policy/form.js';
export type { Obligation } from './policy/obligation.js';
export { isPermit, type Permit } from './policy/permit.js';
export type { DecidePhase, PhaseVerdict, Policy, Trace } from './policy/policy.js';
export { readsLike } from './policy/prose.js';
export type { Receipt } from './receipt/receipt.js';
export { sessionStart } from './session/reduce.js';
export type { SessionFacts } from './session/session.js';
export { trialJsonSchema } from './trial/form.js';
export { type Problem, renderProblems } from './yaml/document.js';
