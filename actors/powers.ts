/** The ports: everything the officers need of the world. Hands in `actors/powers/` implement them; tests fake them. */
import type { Flaw, FlawName, RpcError } from '../src/call/flaw.js';
import type { Json, JsonObject } from '../src/call/json.js';
import type { ReadMessage } from '../src/call/message.js';
import type { Digest } from '../src/digest.js';
import type { RawResult, ToolResult } from '../src/egress/released.js';
import type { Launch, SecretRef } from '../src/manifest/manifest.js';
import type { PiiEngine } from './powers-engine.js';
import type { Masking, Reader } from './powers-threads.js';

export type { PiiEngine } from './powers-engine.js';
export {
  type CatalogWire,
  catalogWire,
  type Masking,
  type Reader,
  type ReadRequest,
  type Schema,
} from './powers-threads.js';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds, never running backwards. */
  monotonic(): number;
  /** Runs `then` once after `ms`; the answer cancels it. */
  after(ms: number, then: () => void): () => void;
  /** Runs `then` when the current turn is over. */
  soon(then: () => void): void;
}

export interface Chance {
  /** 128 random bits as 26 lower-case base32 characters. */
  id(): string;
}

export interface Signer {
  /** Ed25519 over the UTF-8 text; base64. */
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
  /** Names the public key, in hex. */
  readonly keyId: string;
  /** SPKI PEM. */
  readonly publicKey: string;
}

export interface JournalStart {
  /** The last whole line's sequence number and hash; -1 and 64 zeros for a new chain. */
  readonly seq: number;
  readonly hash: string;
  /** Decisions with an intent and no outcome, oldest first, with the line's parsed body. */
  readonly open: readonly { readonly decision: string; readonly seq: number; readonly body: JsonObject }[];
  /** A torn tail that was moved aside, if there was one. */
  readonly torn?: { readonly bytes: number; readonly sha256: string };
  /** Calls that the last run answered as sealed without a line. */
  readonly sealedCount: number;
}

/** A chain that a dead kernel has left. */
export interface Orphan {
  readonly journal: Journal;
  readonly start: JournalStart;
}

/** One append-only chain, one writer. A rejected append is final: the ledger seals the kernel. */
export interface Journal {
  /** Name of this chain, unique among the kernels that share a state directory. */
  readonly name: string;
  open(): Promise<JournalStart>;
  /** Whole lines, each ending in a newline. Resolves when they are durable. */
  append(lines: string): Promise<void>;
  /** Keeps a text by its digest (policies, manifests, catalog), once. Durable when it resolves. */
  keep(digest: string, text: string): Promise<void>;
  /** Copies a signed head to the second place. */
  publishHead(note: string): Promise<void>;
  /** Best effort, when nothing else can be written any more. */
  countSealed(count: number): void;
  /**
   * Once open: hands over each other chain of the place whose writer is gone, one after the other, open and held until
   * `each` is done with it. Answers why one could not be opened; it stays as it is.
   */
  adopt(each: (orphan: Orphan) => Promise<void>): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Cell {
  readonly key: string;
  readonly value: Json;
  /** Grows by one with each swap. */
  readonly version: number;
}

/** `expected` 0: the cell must not exist. `value` null deletes. */
export interface Change {
  readonly expected: number;
  readonly value: Json;
}

/** Keyed cells with compare-and-swap, shared by every kernel on the state directory. Kinds: receipt, epoch, doubt, lease, overlay. */
export interface StateStore {
  get(kind: string, key: string): Promise<Cell | undefined>;
  list(kind: string, prefix: string): Promise<readonly Cell[]>;
  /** False when another writer was first. */
  swap(kind: string, key: string, change: Change): Promise<boolean>;
  close(): Promise<void>;
}

/** Resolves references to secret values. The value never leaves the vault but to a spawn. */
export interface Secrets {
  resolve(ref: SecretRef): Promise<string>;
  /** Calls `changed` when a `file:` secret's content changes; the answer stops watching. */
  watch(ref: SecretRef, changed: () => void): () => void;
}

export interface CallTerms {
  readonly signal: AbortSignalLike;
  /** Milliseconds from now. */
  readonly deadline: number;
  /** Called once for a call that was written, when the child has answered it or is gone: also after the call was cancelled or timed out. */
  readonly settled?: () => void;
}

/** A live connection to one downstream process. */
export interface Link {
  /** Calls a tool by the name the downstream knows. Rejects with a `LinkFault` only. */
  call(tool: string, args: JsonObject, options: CallTerms): Promise<RawResult>;
  listTools(): Promise<readonly JsonObject[]>;
  /** SIGTERM to the group, SIGKILL after `grace` milliseconds; resolves when it is gone. */
  close(grace: number): Promise<void>;
  readonly pid: number;
}

export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** `started`: whether the call had been written to the child when it failed, so that its effect is unknown. */
export interface LinkFault {
  readonly fault: 'closed' | 'timeout' | 'cancelled' | 'protocol' | 'oversize';
  /** What was wrong with the answer, where that is why. */
  readonly flaw?: FlawName;
  readonly started: boolean;
}

export interface Spawner {
  /** Exact env, own process group, no shell. Rejects when the child does not answer `initialize`. */
  connect(launch: Launch, env: Readonly<Record<string, string>>, on: LinkEvents): Promise<Link>;
}
export interface LinkEvents {
  /** The law for what the child says. */
  readonly read: ReadMessage;
  /** `isQuarantined`: it was cut off for what it said, and would say it again. */
  readonly exit: (why: string, isQuarantined?: boolean) => void;
  /** How many lines meant nothing so far: told at the first, the tenth, the hundredth and so on. */
  readonly junk?: (count: number) => void;
  /** What it asked of the kernel and was refused, and how often it has asked so far: told as often. */
  readonly asked?: (method: string, count: number) => void;
  /** One scrubbed line of stderr, at most 500 characters. */
  readonly stderr: (line: string) => void;
  readonly toolsChanged: () => void;
  /** Gives up the attempt: what was started is killed. Without effect once connected. */
  readonly signal?: AbortSignalLike;
}

/** The agent's side of the wire. */
export interface NorthRequest {
  readonly tool: string;
  readonly args: JsonObject;
  readonly signal: AbortSignalLike;
}
export interface NorthFace {
  readonly name: string;
  readonly version: string;
  instructions(): string;
  listTools(): readonly JsonObject[];
  callTool(request: NorthRequest): Promise<ToolResult>;
  /** The law for what the agent says; one reader a connection. */
  reader(): ReadMessage;
  errorFor(flaw: Flaw): RpcError;
  /** A method that is not served, or the name of a flaw: counted and recorded. */
  refused(what: string): void;
  connected(client: string, version: string): void;
}
export interface North {
  /** Serves until the agent's side closes; resolves then. */
  serve(face: NorthFace): Promise<void>;
  close(): Promise<void>;
}

/** Reads the configuration at start. Nothing here is read again while the kernel serves. */
export interface ConfigFiles {
  /** UTF-8, at most 1 MiB. `why` is for the operator: `is missing`, `cannot be read`. */
  read(path: string): { readonly text: string } | { readonly why: string };
  /** Absolute; a relative `path` is taken from the directory `base`. */
  resolve(base: string, path: string): string;
  directoryOf(path: string): string;
  /** Where the installed package lies: `dist/` and `manifests/` are in it. */
  readonly packageRoot: string;
}

/** Words for the operator, on stderr; never on stdout. */
export interface Log {
  line(level: 'info' | 'warn' | 'error', text: string): void;
}

export interface Powers {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly digest: Digest;
  readonly signer: Signer;
  readonly journal: Journal;
  readonly store: StateStore;
  readonly secrets: Secrets;
  readonly spawner: Spawner;
  readonly reader: Reader;
  readonly masking: Masking;
  /** Absent where the configuration names none: the built-in detectors look alone. */
  readonly engine?: PiiEngine;
  readonly log: Log;
  /** A fresh abort pair, for one call. */
  abort(): { readonly signal: AbortSignalLike; abort(): void };
}
