/** The port to an engine that looks for personal values beside the built-in detectors. What it finds is added; it can take nothing away. */
import type { EngineFault, EngineSpan } from '../src/egress/net/engine/engine.js';

export interface EngineTerms {
  /** Milliseconds. */
  readonly within: number;
  /** What it knows us by, where it wants to. */
  readonly token?: string;
}
export interface Unavailable {
  readonly fault: EngineFault;
}
/** One list for each text, in order; offsets in UTF-16 units. */
export type EngineFound = readonly (readonly EngineSpan[])[];

/** INVARIANT: never rejects, answers in time, and answers either about every text or not at all. */
export interface PiiEngine {
  detect(texts: readonly string[], terms: EngineTerms): Promise<EngineFound | Unavailable>;
  close(): void;
}
