/** Functions that take the name of a type as a text, and run whatever its input runs. It refuses every name but one of PostgreSQL's own, written out. */
import type { JsonObject } from '../../../../call/json.js';
import { bodyOf, list, part, text, texts } from './tree.js';
import { builtInTypes } from './words.js';

const telling = new Set(['pg_input_is_valid', 'pg_input_error_info']);

const written = new Set([
  'bit varying',
  'character varying',
  'double precision',
  'time with time zone',
  'time without time zone',
  'timestamp with time zone',
  'timestamp without time zone',
]);

/** Without a length and the brackets of a list. */
const bare = (name: string): string =>
  name
    .trim()
    .replace(/(?:\s*\[\])+$/, '')
    .replace(/\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\)$/, '');

/** INVARIANT: a domain of the user's runs its checks when a text is tried on it. */
export function isToldPlainly(call: JsonObject, types: ReadonlySet<string>): boolean {
  if (!telling.has(texts(list(call, 'funcname')).at(-1) ?? '')) return true;
  const [, type] = list(call, 'args');
  const name = bare(text(part(bodyOf(type, 'A_Const') ?? {}, 'sval'), 'sval'));
  return written.has(name) || (builtInTypes.has(name) && !types.has(name));
}
