/**
 * A picture or a sound in a result: put together again of what draws or sounds, where the manifest declares its type clean. It refuses every other: a
 * note in its place says why, how large it was, and a keyed digest by which it can be told from another.
 */
import type { Json } from '../../call/json.js';
import type { Pseudonyms } from '../../digest.js';
import { isClassifiedEgress } from '../columns/columns.js';
import { media } from '../media/index.js';
import { joinedParts, type MediaKind } from '../media/media.js';
import type { Place } from '../net/walk/place.js';
import { shorten } from '../operators/base32.js';
import { withheldBlock } from '../operators/mask-form.js';
import type { ContentBlock, TextBlock } from '../released.js';
import { fromBase64, fromUtf8, toBase64, utf8Length } from '../spelling/encode.js';
import type { LeafTerms } from './leaves.js';

/** As it came. */
export interface Given {
  readonly type: string;
  readonly bytes: Json;
  readonly mimeType: Json | undefined;
}

type Why =
  | 'undeclared'
  | 'unknown type'
  | 'link'
  | 'classified'
  | 'too large'
  | 'not base64'
  | 'not its type'
  | 'personal values';

const paddingOf = (base64: string): number => (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
const sizeOf = (base64: string): number => Math.floor(((base64.length - paddingOf(base64)) * 3) / 4);

/** In the place of what is not shown: why, how large it is, decoded where it is base64, and a digest by which it can be told from another. */
export function noteFor(
  { type, bytes }: Pick<Given, 'type' | 'bytes'>,
  why: Why,
  digest: Pseudonyms,
): TextBlock {
  const isBase64 = type !== 'block' && typeof bytes === 'string';
  const text = isBase64 ? bytes : JSON.stringify(bytes);
  // Keyed by the session: of what is short the bytes could be guessed by a plain one.
  const said = shorten(digest.pseudonym(`media\u0000${text}`), 15);
  const size = isBase64 ? sizeOf(bytes) : utf8Length(text);
  return { type: 'text', text: withheldBlock(type, { why, bytes: size, digest: said }) };
}

const withheld = (given: Given, why: Why, { cells }: LeafTerms): TextBlock =>
  noteFor(given, why, cells.digest);

/** INVARIANT: one text for the same bytes; in another something else could be written. */
function decoded(base64: string): Uint8Array | undefined {
  const bytes = fromBase64(base64);
  return toBase64(bytes) === base64 ? bytes : undefined;
}

/** Shorter ones come about in pixels by chance, and look like an address there once in a few pictures. */
const readable = /[^\x00-\x1f\x7f-\x9f\ufffd]{12,}/g;

/** What can be read in it, as text or letter by letter of two bytes, meets the net. */
function holdsText(bytes: Uint8Array, { cells }: LeafTerms): boolean {
  const text = fromUtf8(bytes);
  const thin = text.replace(/([^\x00])\x00|\x00([^\x00])/g, '$1$2');
  return [text, ...(thin === text ? [] : [thin])].some((one) =>
    (one.match(readable) ?? []).some((run) => cells.net.leaf(run, 0) !== undefined),
  );
}

const kindOf = ({ type, mimeType }: Given, terms: LeafTerms): MediaKind | undefined => {
  const kind = media.find((one) => one.kind === mimeType && terms.media.includes(one.kind));
  return kind !== undefined && (type === 'blob' || type === kind.block) ? kind : undefined;
};

export function showMedia(given: Given, place: Place, terms: LeafTerms): ContentBlock {
  const { bytes: base64 } = given;
  const kind = kindOf(given, terms);
  if (kind === undefined || typeof base64 !== 'string') return withheld(given, 'undeclared', terms);
  // INVARIANT: a type says nothing of what a call reads in classified columns.
  if (isClassifiedEgress(terms.egress)) return withheld(given, 'classified', terms);
  if (base64.length > terms.most) return withheld(given, 'too large', terms);
  const bytes = decoded(base64);
  if (bytes === undefined) return withheld(given, 'not base64', terms);
  const parts = kind.parts(bytes);
  if (parts === undefined) return withheld(given, 'not its type', terms);
  const whole = joinedParts(parts);
  if (holdsText(whole, terms)) return withheld(given, 'personal values', terms);
  if (whole.length < bytes.length)
    terms.cells.tally.add(place.pointer, { class: 'pii.unknown', operator: 'drop', by: 'content' });
  return { type: kind.block, data: toBase64(whole), mimeType: kind.kind };
}
