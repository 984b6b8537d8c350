/** The ports of a sandbox: a lake, a bucket and a state directory that are made for one run and gone with it. Nothing of anybody's own is among them. */
import type { Sample, SampleTable } from '../src/explore/lake.js';
import type { Launch } from '../src/manifest/manifest.js';
import type { Powers } from './powers.js';

/** On whose behalf code runs, kept across everything that it waits for. */
export interface Trail<T> {
  within<R>(whose: T, act: () => R): R;
  /** Undefined where nobody has said. */
  current(): T | undefined;
}

/** What somebody writes past every kernel. */
export type OutsideWrite =
  | { readonly table: SampleTable; readonly row: readonly number[] }
  | { readonly key: string };

export interface Sandbox {
  readonly directory: string;
  /** The hands of one start of a kernel, all of them real; each start has its own. */
  powers(): Powers;
  /** The same program over the lake or bucket of the sandbox, without a secret; undefined for one that is not ours. */
  launch(launch: Launch): Launch | undefined;
  write(outside: OutsideWrite): void;
  /** Everything of it is gone afterwards. */
  close(): Promise<void>;
}

export interface SandboxHands {
  readonly sandbox: (sample: Sample) => Sandbox;
  readonly trail: <T>() => Trail<T>;
}
