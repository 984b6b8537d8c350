/** Makes what was masked fit the published schema again: null where the schema allows it, else a value that says nothing. It refuses what it cannot make fit. */
import { isArray, isObject, type Json, type JsonObject } from '../../call/json.js';
import { emptyOf, fitsAsMasked } from './empty.js';
import { type Asked, accepts, asking, further, isKnown, listAt, memberAt, referred } from './schema.js';

const misfit: unique symbol = Symbol('misfit');
type Fitted = Json | typeof misfit;
type At = string | number;

/** A value as it is masked, and as it was. */
interface Pair {
  readonly masked: Json;
  readonly raw: Json;
}

function items(masked: readonly Json[], raw: readonly Json[], below: (pair: Pair, at: At) => Fitted): Fitted {
  const fitted = masked.map((item, at) => below({ masked: item, raw: raw[at] ?? null }, at));
  // `as`: none of them is the mark, as has just been seen.
  return fitted.includes(misfit) ? misfit : (fitted as readonly Json[]);
}

/** Keys are masked in place: the nth of both are one. */
function members(masked: JsonObject, raw: JsonObject, below: (pair: Pair, at: At) => Fitted): Fitted {
  const before = Object.values(raw);
  const entries = Object.entries(masked).map(
    ([key, item], at) => [key, below({ masked: item, raw: before[at] ?? null }, key)] as const,
  );
  // `as`: none of them is the mark, as has just been seen.
  return entries.some(([, item]) => item === misfit)
    ? misfit
    : Object.fromEntries(entries as readonly (readonly [string, Json])[]);
}

function byItself({ masked, raw }: Pair, schema: JsonObject, asked: Asked): Fitted {
  const below = (pair: Pair, at: At): Fitted => suit(pair, memberAt(schema, at), asked);
  if (isArray(masked) && isArray(raw)) return items(masked, raw, below);
  if (isObject(masked) && isObject(raw)) return members(masked, raw, below);
  if (fitsAsMasked(masked, schema, asked)) return masked;
  const empty = emptyOf(schema, asked);
  return empty === undefined ? misfit : empty;
}

/** The first choice is what was masked as it stands, the second null. Of what holds others only a form that it had is one. */
function byOneOf({ masked, raw }: Pair, options: readonly Json[], asked: Asked): Fitted {
  const isHolder = typeof raw === 'object' && raw !== null;
  const fitted = options
    .filter((one) => !isHolder || accepts(raw, one, asked))
    .map((one): readonly [Fitted, Json] => [suit({ masked, raw }, one, asked), one])
    .filter(([found, one]) => found !== misfit && accepts(found, one, asked))
    .map(([found]) => found);
  const [first = misfit] = fitted;
  if (fitted.includes(masked)) return masked;
  return fitted.includes(null) ? null : first;
}

function suit(pair: Pair, schema: Json | undefined, asked: Asked): Fitted {
  const { masked, raw } = pair;
  if (masked === raw || schema === undefined || !isObject(schema)) return masked;
  if (!isKnown(schema, asked.root)) return misfit;
  return further<Fitted>(asked, misfit, () => byAll(pair, schema, asked));
}

function byAll(pair: Pair, schema: JsonObject, asked: Asked): Fitted {
  const { raw } = pair;
  let found = byItself(pair, schema, asked);
  for (const one of [referred(schema, asked.root), ...listAt(schema, 'allOf')])
    if (found !== misfit) found = suit({ masked: found, raw }, one, asked);
  for (const name of ['anyOf', 'oneOf'] as const) {
    const options = listAt(schema, name);
    if (found !== misfit && options.length > 0) found = byOneOf({ masked: found, raw }, options, asked);
  }
  return found;
}

/** Null when nothing fits: the whole of it is withheld then. */
export function fits(masked: Json, raw: Json, schema: JsonObject): Json {
  if (masked === raw) return masked;
  const found = suit({ masked, raw }, schema, asking(schema));
  // INVARIANT: what is sent is one of the schema, however it was found.
  return found !== misfit && accepts(found, schema, asking(schema)) ? found : null;
}
