/** From a text to its effects: the gate, the engine's prepare, the reading. Whoever reads SQLite reads it by this; it prepares nothing that the gate has not passed. */
import { type Catalog, unknownClass } from '../../../catalog/catalog.js';
import { type Effects, opaque } from '../../effects.js';
import { tierOf, touchesOf } from '../../touches.js';
import { tooMuch } from '../bounds.js';
import type { StructureAsked } from './engine/control.js';
import { expandsFreely } from './engine/expanding.js';
import { planIn, planned } from './engine/explained.js';
import { gate } from './engine/gate.js';
import { columnIn } from './engine/known.js';
import { schemasAsked, structureOf, tellsStructure } from './engine/structure-tables.js';
import type { EngineTrace, Structure } from './engine/trace.js';
import { tablesTended, type Upkeep } from './engine/upkeep.js';
import { readSqlite } from './read.js';
import { withComputed } from './schema/computed.js';
import { withoutLimit } from './tokens/limited.js';
import { innerText } from './tokens/statement.js';
import { type Token, tokenize } from './tokens/token.js';

export interface Sight {
  readonly structure: Structure;
  readonly catalog: Catalog;
  /** Has the engine prepare one statement on the structure. */
  trace(text: string): EngineTrace;
}

function readOne(text: string, tokens: readonly Token[], { trace, ...known }: Sight): Effects {
  const outer = trace(withoutLimit(text, tokens) ?? text);
  const inner = outer.error === '' ? innerText(text, tokens) : undefined;
  const whole = inner === undefined ? outer : { ...outer, inner: trace(inner) };
  return readSqlite({ text, tokens, trace: whole, ...known });
}

type Looked = { readonly dataset: string; readonly columns: readonly string[] };

/** How something is called and laid out, by lists that nobody has catalogued. */
const isStructure = (catalog: Catalog, reads: readonly Looked[], name: string): boolean =>
  reads.length > 0 &&
  reads.every(
    ({ dataset }) => tellsStructure(dataset, name) && columnIn(catalog, dataset, name).classes.length === 0,
  );

/** What the engine is told to look at by itself, and what it answers of that, which is hidden but for the structure's own names. */
const answered = (
  effects: Effects,
  { structure, catalog }: Sight,
  { reads, columns }: { readonly reads: readonly Looked[]; readonly columns: readonly string[] },
): Effects => ({
  ...effects,
  reads: reads.map((one) => ({ ...one, tier: tierOf(catalog, one.dataset) })),
  touches: touchesOf(
    catalog,
    reads.map(({ dataset }) => dataset),
  ),
  egress: columns.map((name) => ({
    name,
    ...(isStructure(catalog, reads, name)
      ? { classes: [], how: 'identity' }
      : { classes: [unknownClass], how: 'unknown' }),
    from: [],
  })),
  schema: structure.digest,
});

/** As a read of the engine's own list, which nobody has catalogued. */
function askedStructure(
  effects: Effects,
  { schema, object, columns }: StructureAsked,
  sight: Sight,
): Effects {
  const datasets = schemasAsked(sight.structure, schema, object).map(structureOf);
  return answered(effects, sight, { reads: datasets.map((dataset) => ({ dataset, columns })), columns });
}

/** Every row is looked at, whatever of it is answered. */
function tended(effects: Effects, asked: Upkeep, sight: Sight): Effects {
  const tables = tablesTended(sight.structure, asked);
  if (tables === undefined)
    return { ...opaque('upkeep of what is no table'), statements: 1, control: effects.control };
  const reads = tables.map(({ schema, name, columns }) => ({ dataset: `${schema}.${name}`, columns }));
  return answered(effects, sight, { reads, columns: asked.columns });
}

export function readText(text: string, given: Sight): Effects {
  const gated = gate(text);
  if (!gated.passes) {
    if (gated.tends !== undefined) return tended(gated.effects, gated.tends, given);
    return gated.asks === undefined ? gated.effects : askedStructure(gated.effects, gated.asks, given);
  }
  const sight = { ...given, catalog: withComputed(given.catalog, given.structure) };
  if (expandsFreely(gated.tokens, sight.structure)) return { ...opaque(tooMuch), statements: 1 };
  const explained = planIn(gated.tokens);
  const start = gated.tokens[explained?.at ?? 0]?.start;
  if (explained === undefined || start === undefined) return readOne(text, gated.tokens, sight);
  const under = text.slice(start);
  return planned(readOne(under, tokenize(under), sight), explained.plan, sight.catalog);
}
