/** Functions of extensions that come with PostgreSQL, written in C: they touch nothing but their arguments and chance. A server says which it has; which are taken is said here. */
import type { Json } from '../../../../call/json.js';
import { tagged } from '../tree/tree.js';

const split = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const extensions: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['pg_trgm', split('similarity word_similarity strict_word_similarity show_trgm')],
  ['unaccent', split('unaccent')],
  [
    'fuzzystrmatch',
    split('levenshtein levenshtein_less_equal soundex difference metaphone dmetaphone dmetaphone_alt'),
  ],
  ['pgcrypto', split('digest hmac gen_random_uuid')],
  ['citext', split('citext')],
  [
    'uuid-ossp',
    split(
      'uuid_nil uuid_ns_dns uuid_ns_url uuid_ns_oid uuid_ns_x500 uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5',
    ),
  ],
]);

/** Of these every value is an answer, in work and length that grow with its own alone. */
const steady = split(
  'similarity word_similarity strict_word_similarity soundex difference dmetaphone dmetaphone_alt unaccent',
);
/** Of these as well, where what stands behind the first is written down. */
const steadyBy = split('digest hmac');

export const isSteadyExtension = (name: string, args: readonly Json[]): boolean =>
  steady.has(name) || (steadyBy.has(name) && args.slice(1).every((one) => tagged(one).tag === 'A_Const'));
