/** A call as the kernel understood it: who asks, for which tool, with which arguments. It carries no credential. */
import type { Deposit } from '../catalog/deposit.js';
import type { DatasetName, RequestId, SessionId, Sha256, ToolName } from './id.js';
import type { JsonObject } from './json.js';

export interface Principal {
  /** The role that `aegis.yaml` gives this kernel's agent; the only thing policy authorises on. */
  readonly role: string;
  readonly session: SessionId;
  /** What the client says it is called: recorded, never trusted. */
  readonly client: string;
}

export interface Call {
  readonly id: RequestId;
  readonly principal: Principal;
  readonly tool: ToolName;
  readonly arguments: JsonObject;
  /** Keyed HMAC over the canonical arguments: binds a Permit to them without storing them. */
  readonly digest: Sha256;
  /** The native call on whose plan this one stands; absent for what an agent asked itself. */
  readonly parent?: RequestId;
  /** To be judged and run like any other, and rolled back. Only the kernel's own plans ask for it. */
  readonly isPreview?: true;
  /** The dataset that what it returns goes into, in place of to the agent. Only the kernel's own plans say so. */
  readonly into?: DatasetName;
  /** The body that it puts into one object, all of it. Only the kernel's own plans say so. */
  readonly deposit?: Deposit;
  /** Milliseconds since the epoch, read once at admission. */
  readonly at: number;
}
