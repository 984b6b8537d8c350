/** The ports to what is done off the main thread: reading statements, masking large results. What has no answer is denied or not shown. */
import type { Catalog } from '../src/catalog/catalog.js';
import type { OverlayWire } from '../src/catalog/overlay.js';
import type { MaskAnswer, MaskJob, Unmasked } from '../src/egress/result/job.js';
import type { Effects } from '../src/intercept/effects.js';

export interface ReadRequest {
  readonly system: string;
  readonly dialect: string;
  readonly text: string;
  /** What writes have carried into columns since the structure was loaded, as JSON; absent when nothing. */
  readonly overlay?: OverlayWire;
}
/** Reads opaque arguments off the main thread, with a deadline. A reading that fails is `opaque`, never silence. */
export interface Reader {
  /** Loads or replaces what is known of one system's structure. `statements`: CREATE texts in order. */
  load(system: string, schema: Schema, catalog: CatalogWire): Promise<void>;
  read(request: ReadRequest): Promise<Effects>;
  close(): Promise<void>;
}
/** Masks large results off the main thread. A job past its budget ends its thread; what has no answer is not shown. */
export interface Masking {
  /** Milliseconds of the thread's work, counted from when it takes it. Never rejects. */
  mask(job: MaskJob, budget: number): Promise<MaskAnswer | Unmasked>;
  close(): Promise<void>;
}
/** What `snapshot_schema` told: untrusted structure. */
export interface Schema {
  readonly digest: string;
  readonly engine: { readonly name: string; readonly version: string };
  readonly statements: readonly {
    readonly schema: string;
    readonly name: string;
    readonly kind: string;
    readonly sql: string;
  }[];
}
/** A catalog in a form that crosses a thread. */
export type CatalogWire = {
  readonly version: string;
  readonly datasets: readonly (readonly [string, unknown])[];
  readonly protectedPatterns: readonly string[];
};
export const catalogWire = (catalog: Catalog): CatalogWire => ({
  version: catalog.version,
  datasets: [...catalog.datasets.entries()],
  protectedPatterns: catalog.protectedPatterns,
});
