/** A manifest as the kernel uses it, after the YAML has been read and checked. A tool that is not named here does not exist. */
import type { Sha256, SystemName, ToolName } from '../call/id.js';
import type { Json, JsonObject } from '../call/json.js';
import type { Dataset, Vouched } from '../catalog/catalog.js';
import type { Action } from '../intercept/effects.js';
import type { Pin } from './pin.js';

/** How an argument is understood. `plain` values have no effect of their own; `parameters` are bound to the marks of the tool's statement. */
export const readings = [
  'plain',
  'sql/sqlite',
  'sql/postgres',
  'object-key',
  'object-prefix',
  'dataset',
  'body',
  'parameters',
] as const;
export type Reading = (typeof readings)[number];

export interface Argument {
  readonly name: string;
  readonly readsAs: Reading;
  /** What the named key or dataset is used for, when it differs from the tool's `can`. */
  readonly use: Action;
  readonly isRequired: boolean;
  /** Read by policy and never sent on, for instance the source of an object that a plan writes. */
  readonly isKernelOnly?: boolean;
  /** The manifest's own word, for a tool that takes no name: read by policy, never published, never the agent's to give. */
  readonly value?: string;
  /** JSON Schema of the argument as published. */
  readonly schema: JsonObject;
}

export interface Page {
  readonly rows: number;
  readonly bytes: number;
}

/** Where rows are in a result. `none`: the result holds no rows, only leaves. */
export interface ResultShape {
  readonly rows: 'arrays' | 'objects' | 'none';
  /** Path of keys to the rows in structuredContent, for instance `['rows']`; empty where the result itself is the list. */
  readonly rowsAt: readonly string[];
  /** Path to the column names, for `arrays`. */
  readonly columnsAt: readonly string[];
  /** Classes of fixed result paths for tools that are not SQL, for instance `{ body: 'pii.unknown' }`. */
  readonly classes: Readonly<Record<string, string>>;
  /** Types of pictures and sounds that hold none of the classes, on whose word and until when. */
  readonly cleanMedia?: Readonly<Record<string, Vouched>>;
}

export interface Tool {
  readonly name: ToolName;
  readonly system: SystemName;
  /** The name the downstream knows it by. */
  readonly remote: string;
  readonly audience: 'agent' | 'kernel';
  readonly description: string;
  readonly can: readonly Action[];
  readonly arguments: readonly Argument[];
  readonly result: ResultShape;
  readonly page: Page;
  /** Milliseconds. */
  readonly deadline: number;
  /** Arguments the kernel adds itself, by name, for instance `{ max_rows: 1000 }`; never the agent's to set. */
  readonly fixed: Readonly<Record<string, Json>>;
  /** What the live definition was when somebody approved it; absent only where the manifest says why. */
  readonly pin?: Pin;
}

export type SecretRef =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'exec'; readonly argv: readonly string[] }
  | { readonly kind: 'env'; readonly name: string };

export interface Launch {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Environment variable name to where its value is kept. */
  readonly secrets: Readonly<Record<string, SecretRef>>;
  /** Calls in flight at once, and calls waiting. */
  readonly concurrency: number;
  readonly queue: number;
}

/** What a system offers to the kernel beyond its agent tools, by the manifest's word; undefined means it has none. */
export interface KernelTools {
  readonly snapshot?: ToolName;
  readonly check?: ToolName;
  readonly copy?: ToolName;
  readonly load?: ToolName;
  /** Keeps a part of what is put later; a system that has it gives what it reads in parts, too. */
  readonly keepPart?: ToolName;
  readonly readVersion?: ToolName;
  readonly writeVersion?: ToolName;
}

export interface Manifest {
  readonly system: SystemName;
  /** `native`: the kernel's own tools, which have no process. */
  readonly launch: Launch | 'native';
  /** A dialect that no reader knows makes every statement opaque. */
  readonly dialect: 'sqlite' | 'postgres' | 'none';
  readonly tools: readonly Tool[];
  readonly kernelTools: KernelTools;
  readonly datasets: readonly Dataset[];
  readonly protectedPatterns: readonly string[];
  readonly digest: Sha256;
  readonly file: string;
  /** Why tools may stand in it without a pin. */
  readonly unpinnedBecause?: string;
}

export interface Registry {
  readonly manifests: readonly Manifest[];
  readonly tools: ReadonlyMap<ToolName, Tool>;
  readonly systems: ReadonlyMap<SystemName, Manifest>;
}
