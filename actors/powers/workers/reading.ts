/**
 * What a reading is made of, for whatever thread it runs on: gates a statement, has the engine prepare it, reads the trace. It answers
 * every question; a failure is opaque. It has no deadline: who asks has one.
 */
import type { DatasetName, Sha256 } from '../../../src/call/id.js';
import { isArray, isObject, type Json, own } from '../../../src/call/json.js';
import type { Catalog, Dataset } from '../../../src/catalog/catalog.js';
import { type OverlayWire, readOverlay, withOverlay } from '../../../src/catalog/overlay.js';
import { type Effects, notLoaded, opaque } from '../../../src/intercept/effects.js';
import type { Judgement } from '../../../src/intercept/sql/index.js';
import { pgProblem, readPostgres, structureOf } from '../../../src/intercept/sql/postgres/index.js';
import { fold, isSchemaName, readText, replayOf } from '../../../src/intercept/sql/sqlite/index.js';
import type { CatalogWire, Schema } from '../../powers.js';
import type { PgParser } from '../reading/pg-query.js';
import { type Engine, openEngine, type Shadow } from '../reading/sqlite-wasm.js';

export type ReaderQuestion =
  | { readonly type: 'load'; readonly system: string; readonly schema: Schema; readonly catalog: CatalogWire }
  | {
      readonly type: 'read';
      readonly system: string;
      readonly dialect: string;
      readonly text: string;
      readonly overlay?: OverlayWire;
      /** The number under which the second parser has been told of the text. */
      readonly announced?: number | undefined;
    };

export type ReaderAnswer =
  | { readonly type: 'loaded'; readonly leftOut: readonly string[]; readonly version: string }
  | { readonly type: 'read'; readonly effects: Effects; readonly said?: Judgement['said'] }
  | { readonly type: 'failed'; readonly why: string };

interface Loaded {
  readonly dialect: string;
  readonly read: (text: string, catalog: Catalog) => Effects;
  readonly leftOut: Shadow['structure']['leftOut'];
  readonly version: string;
  close(): void;
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

function loadSqlite(engine: Engine, schema: Schema, catalog: Catalog): Loaded {
  const shadow = engine.load(schema);
  return {
    dialect: 'sqlite',
    catalog,
    overlaid: undefined,
    read: (text, now) => readText(text, { ...shadow, catalog: now }),
    leftOut: shadow.structure.leftOut,
    version: engine.version,
    close: () => shadow.close(),
  };
}

/** The cast is true: the parser answers with what JSON.parse made. */
const treeOf = (parser: PgParser, text: string): Json | undefined => parser.parse(text) as Json | undefined;

const newestGrammar = 18;
/** INVARIANT: a definition is parsed by itself. What one leaves open does not reach into the next, and the parser, whose memory never shrinks, holds one at a time. */
function treeOfAll(parser: PgParser, { statements }: Schema): Json {
  const stmts = statements.flatMap(({ schema, name, kind, sql }) => {
    const tree = treeOf(parser, sql);
    if (tree === undefined)
      throw new Error(`PostgreSQL cannot parse the definition of ${kind} ${schema}.${name}`);
    const found = isObject(tree) ? own(tree, 'stmts') : undefined;
    return found !== undefined && isArray(found) ? found : [];
  });
  return { stmts };
}

function loadPostgres(parser: PgParser, schema: Schema, catalog: Catalog): Loaded {
  // A newer server may mean something by a text that this grammar takes for something else.
  const major = Number.parseInt(schema.engine.version, 10);
  if (!(major <= newestGrammar)) throw new Error(`the reader knows PostgreSQL up to ${newestGrammar}`);
  const parse = (text: string, language?: 'plpgsql'): Json | undefined => {
    if (pgProblem(text) !== undefined) return undefined;
    // The cast is true, as above.
    return language === 'plpgsql' ? (parser.parseBody(text) as Json | undefined) : treeOf(parser, text);
  };
  const structure = structureOf(treeOfAll(parser, schema), schema.digest, parse);
  return {
    dialect: 'postgres',
    catalog,
    overlaid: undefined,
    read(text, now) {
      const problem = pgProblem(text);
      if (problem !== undefined) return opaque(problem);
      const parsed = treeOf(parser, text);
      if (parsed === undefined) return opaque('the parser does not understand it');
      return readPostgres({ tree: parsed, structure, catalog: now, parse });
    },
    leftOut: [],
    version: schema.engine.version,
    close: () => undefined,
  };
}

export interface ReadingMeans {
  /** PostgreSQL's own parser, where this thread has one. */
  readonly openParser?: () => Promise<PgParser>;
}

/** The engines of this thread; PostgreSQL's parser comes with the first system that needs it. */
interface Shop {
  readonly engine: Engine;
  readonly openParser: ReadingMeans['openParser'];
  parser: PgParser | undefined;
  readonly systems: Map<string, Loaded>;
}

type Read = Extract<ReaderQuestion, { type: 'read' }>;
type Load = Extract<ReaderQuestion, { type: 'load' }>;

function readIn({ systems }: Shop, { system, dialect, text, overlay }: Read): ReaderAnswer {
  const loaded = systems.get(system);
  const said = (effects: Effects): ReaderAnswer => ({ type: 'read', effects });
  if (loaded === undefined) return said(opaque(notLoaded));
  if (loaded.dialect !== dialect) return said(opaque('unknown dialect'));
  const catalog = catalogWith(loaded, overlay);
  return said(
    catalog === undefined ? opaque('the class overlay could not be read') : loaded.read(text, catalog),
  );
}

async function loadInto(shop: Shop, question: Load): Promise<ReaderAnswer> {
  const { system, schema } = question;
  shop.systems.get(system)?.close();
  shop.systems.delete(system);
  const catalog = catalogOf(question.catalog);
  const isPostgres = schema.engine.name === 'postgres';
  if (isPostgres) shop.parser ??= await shop.openParser?.();
  if (isPostgres && shop.parser === undefined) throw new Error('PostgreSQL is not read here');
  const loaded =
    isPostgres && shop.parser !== undefined
      ? loadPostgres(shop.parser, schema, catalog)
      : loadSqlite(shop.engine, schema, catalog);
  shop.systems.set(system, loaded);
  const leftOut = loaded.leftOut.map(({ schema: place, name, kind }) => `${kind}:${place}.${name}`);
  return { type: 'loaded', leftOut, version: loaded.version };
}

async function loadOrSay(shop: Shop, question: Load): Promise<ReaderAnswer> {
  try {
    return await loadInto(shop, question);
  } catch (thrown) {
    return {
      type: 'failed',
      why: thrown instanceof Error ? thrown.message : 'the schema could not be loaded',
    };
  }
}

export interface Reading {
  /** May throw on a read: what is left of the engine after it is not to be trusted. */
  answer(question: ReaderQuestion): ReaderAnswer | Promise<ReaderAnswer>;
}

export async function openReading({ openParser }: ReadingMeans = {}): Promise<Reading> {
  const engine = await openEngine({ fold, isSchemaName, replayOf });
  const shop: Shop = { engine, openParser, parser: undefined, systems: new Map() };
  return {
    answer: (question) => (question.type === 'read' ? readIn(shop, question) : loadOrSay(shop, question)),
  };
}
