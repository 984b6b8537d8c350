/** The kernel, for whoever composes one: the law in force, the kernel around it, and the request machine with its words. It exports no hand. */

export type { EntryDraft, EntryPlace } from '../src/audit/entry.js';
export type { RequestId } from '../src/call/id.js';
export { requestId } from '../src/call/id.js';
export type { JsonObject } from '../src/call/json.js';
export type { RawResult, ToolResult } from '../src/egress/released.js';
export { createMemoryStore } from './cells/memory-store.js';
export { createDesk, type Desk, isNoAnswer, type Mailbox } from './desk.js';
export { createKernel, type Kernel, type KernelStatus } from './kernel/assembly.js';
export type { BootReport, ConfigText } from './kernel/boot.js';
export type { KernelInput } from './kernel/staff.js';
export type { LoadOptions } from './law/configuration.js';
export { type Enacted, type Enactment, enact, renderProblems } from './law/law.js';
export type { LedgerMessage } from './messages.js';
export type { Observer } from './observer.js';
export { createLedger, type Ledger, type LedgerInput } from './officers/ledger.js';
export { createMasker, type MaskAnswer, type Masker, type MaskerMeans } from './outside/masker.js';
export type {
  CatalogWire,
  Clock,
  ConfigFiles,
  Journal,
  JournalStart,
  Link,
  LinkEvents,
  LinkFault,
  North,
  NorthFace,
  Powers,
  Reader,
  ReadRequest,
  Schema,
  Signer,
  Spawner,
} from './powers.js';
export { type Ran, runTrials, type TrialMeans, type TrialResult, type TrialRun } from './rehearsal/trials.js';
export {
  denied,
  type Executed,
  on,
  type Phases,
  type RequestContext,
  type RequestEvent,
  type RequestInput,
  requestMachine,
  type Stage,
  type Step,
  stages,
  type Verdict,
  wait,
} from './request.js';
export type { GateSize } from './trip/admission.js';
export { observedCourse, tableCourse } from './trip/course.js';
