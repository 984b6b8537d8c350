/** A value of a schema that no masked value decides. It refuses to run a pattern, which is somebody else's: a text is read off it, or there is none. */
import { type Json, type JsonObject, own } from '../../call/json.js';
import { type Asked, accepts, isAllowed, numberAt, typesOf } from './schema.js';
import { witnessOf } from './witness.js';

const [address, place, host] = ['masked@masked.invalid', 'https://masked.invalid/', 'masked.invalid'];
const surrogates: Readonly<Record<string, string>> = {
  ...{ email: address, 'idn-email': address, hostname: host, 'idn-hostname': host },
  // A scheme alone is an address as well, and to some who check it none.
  ...{ uri: place, url: place, iri: place, 'uri-reference': place, 'iri-reference': place },
  date: '0001-01-01',
  'date-time': '0001-01-01T00:00:00Z',
  time: '00:00:00Z',
  duration: 'P0D',
  uuid: '00000000-0000-0000-0000-000000000000',
  ipv4: '0.0.0.0',
  ipv6: '::',
};

function zeroOf(schema: JsonObject): number | undefined {
  const step = numberAt(schema, 'multipleOf') ?? 1;
  const above = numberAt(schema, 'exclusiveMinimum');
  const below = numberAt(schema, 'exclusiveMaximum');
  const least = Math.max(
    numberAt(schema, 'minimum') ?? -Infinity,
    above === undefined ? -Infinity : above + step,
  );
  const most = Math.min(
    numberAt(schema, 'maximum') ?? Infinity,
    below === undefined ? Infinity : below - step,
  );
  const value = least > 0 ? Math.ceil(least / step) * step : most < 0 ? Math.floor(most / step) * step : 0;
  return value >= least && value <= most ? value : undefined;
}

/** A text of the asked length. */
function textOf(schema: JsonObject, readsPatterns: boolean): string | undefined {
  const format = own(schema, 'format');
  const pattern = own(schema, 'pattern');
  const plain =
    typeof format === 'string' && Object.hasOwn(surrogates, format) ? surrogates[format] : undefined;
  const least = numberAt(schema, 'minLength') ?? 0;
  const most = numberAt(schema, 'maxLength') ?? Infinity;
  if (pattern !== undefined && (format !== undefined || !readsPatterns)) return undefined;
  if (pattern !== undefined) return typeof pattern === 'string' ? witnessOf(pattern, least, most) : undefined;
  if ((format !== undefined && plain === undefined) || least > 4096) return undefined;
  const text = plain ?? '*'.repeat(Math.max(least, Math.min(most, 8)));
  return text.length >= least && text.length <= most ? text : undefined;
}

/** By the schema's own words; those that it puts together or names are asked one by one. */
export function emptyOf(schema: JsonObject, { readsPatterns }: Asked): Json | undefined {
  const types = typesOf(schema);
  if ((types.length === 0 || types.includes('null')) && isAllowed(null, schema)) return null;
  const candidates: readonly (Json | undefined)[] = [
    types.includes('number') || types.includes('integer') ? zeroOf(schema) : undefined,
    types.includes('string') ? textOf(schema, readsPatterns) : undefined,
    types.includes('boolean') ? false : undefined,
  ];
  return candidates.find((one) => one !== undefined && isAllowed(one, schema));
}

const together = new Set(['anyOf', 'oneOf', 'allOf', 'not', '$ref']);

/** Whether what was masked can stay as it is, by the schema's own words: a text under a pattern or format is taken for not fitting, and so is a number of steps. */
export function fitsAsMasked(masked: Json, schema: JsonObject, asked: Asked): boolean {
  const words = Object.entries(schema).filter(([key]) => !together.has(key));
  if (typeof masked === 'string' && ['pattern', 'format'].some((key) => own(schema, key) !== undefined))
    return false;
  if (typeof masked === 'number' && own(schema, 'multipleOf') !== undefined) return false;
  return masked !== null && accepts(masked, Object.fromEntries(words), asked);
}
