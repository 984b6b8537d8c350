/** The reader's own thread: gates a statement, has the engine prepare it, reads the trace. It answers every message; a failure is opaque. */
import { parentPort } from 'node:worker_threads';
import type { DatasetName, Sha256 } from '../../../src/call/id.js';
import type { Catalog, Dataset } from '../../../src/catalog/catalog.js';
import { type OverlayWire, readOverlay, withOverlay } from '../../../src/catalog/overlay.js';
import { type Effects, notLoaded, opaque } from '../../../src/intercept/effects.js';
import { isDialect } from '../../../src/intercept/sql/index.js';
import {
  fold,
  gate,
  innerText,
  isSchemaName,
  readSqlite,
  replayOf,
} from '../../../src/intercept/sql/sqlite/index.js';
import type { CatalogWire, Schema } from '../../powers.js';
import { type Engine, openEngine, type Shadow } from '../sqlite-wasm.js';

export type ReaderQuestion =
  | { readonly type: 'load'; readonly system: string; readonly schema: Schema; readonly catalog: CatalogWire }
  | {
      readonly type: 'read';
      readonly system: string;
      readonly dialect: string;
      readonly text: string;
      readonly overlay?: OverlayWire;
    };

export type ReaderAnswer =
  | { readonly type: 'loaded'; readonly leftOut: readonly string[]; readonly version: string }
  | { readonly type: 'read'; readonly effects: Effects }
  | { readonly type: 'failed'; readonly why: string };

interface Loaded {
  readonly shadow: Shadow;
  readonly catalog: Catalog;
  /** The catalog with the overlay of the last count that was asked with. */
  overlaid: { readonly count: number; readonly catalog: Catalog } | undefined;
}

/** The casts are true: the wire was made from a Catalog on the other side of the thread. */
const catalogOf = (wire: CatalogWire): Catalog => ({
  version: wire.version as Sha256,
  datasets: new Map(wire.datasets as readonly (readonly [DatasetName, Dataset])[]),
  protectedPatterns: wire.protectedPatterns,
});

/** Undefined for an overlay that is not of its form: what was carried must not be lost here. */
function catalogWith(loaded: Loaded, wire: OverlayWire | undefined): Catalog | undefined {
  if (wire === undefined) return loaded.catalog;
  if (loaded.overlaid?.count === wire.count) return loaded.overlaid.catalog;
  const overlay = readOverlay(wire.value);
  if (overlay === undefined) return undefined;
  loaded.overlaid = { count: wire.count, catalog: withOverlay(loaded.catalog, overlay) };
  return loaded.overlaid.catalog;
}

function readText(loaded: Loaded | undefined, text: string, wire: OverlayWire | undefined): Effects {
  if (loaded === undefined) return opaque(notLoaded);
  const catalog = catalogWith(loaded, wire);
  if (catalog === undefined) return opaque('the class overlay could not be read');
  const gated = gate(text);
  if (!gated.passes) return gated.effects;
  const { shadow } = loaded;
  const outer = shadow.trace(text);
  const inner = outer.error === '' ? innerText(text, gated.tokens) : undefined;
  const trace = inner === undefined ? outer : { ...outer, inner: shadow.trace(inner) };
  return readSqlite({ text, tokens: gated.tokens, trace, structure: shadow.structure, catalog });
}

function answerTo(engine: Engine, systems: Map<string, Loaded>, question: ReaderQuestion): ReaderAnswer {
  if (question.type === 'read') {
    const { system, dialect, text, overlay } = question;
    const effects = isDialect(dialect)
      ? readText(systems.get(system), text, overlay)
      : opaque('unknown dialect');
    return { type: 'read', effects };
  }
  systems.get(question.system)?.shadow.close();
  systems.delete(question.system);
  const shadow = engine.load(question.schema);
  systems.set(question.system, { shadow, catalog: catalogOf(question.catalog), overlaid: undefined });
  const leftOut = shadow.structure.leftOut.map(({ schema, name, kind }) => `${kind}:${schema}.${name}`);
  return { type: 'loaded', leftOut, version: engine.version };
}

function loadOrSay(engine: Engine, systems: Map<string, Loaded>, question: ReaderQuestion): ReaderAnswer {
  try {
    return answerTo(engine, systems, question);
  } catch (thrown) {
    return {
      type: 'failed',
      why: thrown instanceof Error ? thrown.message : 'the schema could not be loaded',
    };
  }
}

async function serve(): Promise<void> {
  const engine = await openEngine({ fold, isSchemaName, replayOf });
  const systems = new Map<string, Loaded>();
  parentPort?.on('message', ({ id, question }: { id: number; question: ReaderQuestion }) => {
    // A read that throws ends the thread: what is left of the engine after it is not to be trusted.
    const answer =
      question.type === 'read' ? answerTo(engine, systems, question) : loadOrSay(engine, systems, question);
    parentPort?.postMessage({ id, answer });
  });
  parentPort?.postMessage({ ready: true });
}

await serve();
