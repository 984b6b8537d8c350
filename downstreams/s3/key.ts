// Reads an object key into its segments; a key is not a path, and refuses every spelling that some layer could read as another key.
import { refuse } from '../tool.js';

export type Key = { readonly name: string; readonly segments: readonly string[] };

/** Where the bucket keeps its own files; no key starts with it, in any case, as some file systems fold case. */
export const RESERVED_SEGMENT = '.bucket';

const MAX_KEY_BYTES = 512;
// The longest name that the usual file systems hold.
const MAX_SEGMENT_BYTES = 255;
// Control, format (zero-width, bidirectional), surrogate, private and unassigned characters.
const UNSEEN = /\p{C}/u;
const PERCENT_ESCAPE = /%[0-9a-f]{2}/i;
const DRIVE = /^[a-z]:/i;

function isOrdinarySegment(segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..') return false;
  return Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES;
}

/** Full-width and other compatibility forms of `/`, `\` and `.` must not appear once some layer has folded them. */
function keepsItsSegments(name: string): boolean {
  const folded = name.normalize('NFKC').split('/');
  return (
    folded.length === name.split('/').length &&
    folded.every(isOrdinarySegment) &&
    !folded.join('').includes('\\')
  );
}

function isReserved(segment: string | undefined): boolean {
  return segment?.normalize('NFKC').toLowerCase() === RESERVED_SEGMENT;
}

function isKey(name: string): boolean {
  if (Buffer.byteLength(name) > MAX_KEY_BYTES || name !== name.normalize('NFC')) return false;
  if (UNSEEN.test(name) || PERCENT_ESCAPE.test(name) || DRIVE.test(name) || name.includes('\\')) return false;
  return (
    name.split('/').every(isOrdinarySegment) && keepsItsSegments(name) && !isReserved(name.split('/')[0])
  );
}

export function findKey(name: string): Key | undefined {
  return isKey(name) ? { name, segments: name.split('/') } : undefined;
}

export function readKey(name: string): Key {
  return findKey(name) ?? refuse('bad-key');
}

/** A prefix is whole segments: `reports` and `reports/` cover `reports/q1`, never `reports-secret/q1`. */
export function readPrefix(prefix: string): readonly string[] {
  if (prefix === '') return [];
  return readKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix).segments;
}

export function isUnder(segments: readonly string[], prefix: readonly string[]): boolean {
  return segments.length >= prefix.length && prefix.every((segment, at) => segments[at] === segment);
}

/** S3's order: by the bytes of the key, not by the reader's language. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
