/** The ports of the window: what the console's server is given to show. Whom it shows it to is the server's to say. */
import type { Gap, InspectionEvent } from '../src/inspection/event.js';
import type { Examined, Subject } from '../src/inspection/examined.js';
import type { Manifest } from '../src/manifest/manifest.js';

export type ConsoleAnswer =
  /** Plain JSON. */
  { readonly found: object } | { readonly problem: string; readonly status: 400 | 404 | 503 };

export interface ShownEvent {
  /** Undefined for a gap, which has no place of its own. */
  readonly index: number | undefined;
  readonly event: InspectionEvent | Gap;
}

export interface EventSource {
  /** The index that the next event will have. */
  next(): number;
  /** At most so many from an index on; a gap first where some have been let go. */
  since(index: number, most: number): readonly ShownEvent[];
  /** Calls `then` after each event; the answer ends it. */
  follow(then: () => void): () => void;
}

export interface ConsoleFace {
  /** What stands at a path such as `/overview`. */
  answer(path: string, query: ReadonlyMap<string, string>): Promise<ConsoleAnswer>;
  /** In Prometheus' text format; undefined where nothing is measured. */
  metrics(): string | undefined;
  readonly events: EventSource;
  /** For one reader: what each event is in Stately's protocol. */
  stately(): (shown: ShownEvent) => readonly object[];
}

export interface ConsoleServer {
  readonly port: number;
  /** Opens once, within a minute. */
  address(): string;
  close(): Promise<void>;
}

/** A configuration in a form that goes to another thread. */
export interface Examination extends Omit<Subject, 'registry'> {
  readonly manifests: readonly Manifest[];
}

export interface Examiner {
  /** Undefined when it takes too long or cannot be done. */
  examine(examination: Examination): Promise<Examined | undefined>;
}

/** The other side of what is handed on. */
export interface Collector {
  /** `path`: `/v1/traces` or `/v1/metrics`. False when too much waits already. */
  take(path: string, body: object): boolean;
  /** Bodies that were never taken. */
  dropped(): number;
  close(): Promise<void>;
}
