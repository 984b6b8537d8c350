/** SHA-256 and HMAC-SHA256 in hex, each as fast as Node has them. It holds no key but the one it is given. */
import * as crypto from 'node:crypto';
import { createHash, createHmac } from 'node:crypto';

/** One call where Node has it (20.12), about twice as fast on a line of the journal. */
export const sha256: (text: string) => string =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text, 'hex')
    : (text) => createHash('sha256').update(text).digest('hex');

/** Bytes of a text that the prepared block takes; a longer one goes the ordinary way. */
const room = 4_096;
const block = 64;
/** Most values have fewer bytes: what they take of the block is kept by its size. */
const usual = 96;

/** A short text is put there sooner than Node is asked to. Past ASCII, or longer: -1, and Node is. */
function putAscii(text: string, bytes: Uint8Array, at: number): number {
  if (text.length > usual) return -1;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return -1;
    bytes[at + i] = code;
  }
  return text.length;
}
/** A digest, a byte for each of its characters. */
function putBytes(binary: string, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < binary.length; i += 1) bytes[at + i] = binary.charCodeAt(i);
}

/** HMAC-SHA256 with the key's blocks prepared (RFC 2104): two digests in one call each, where Node has that; about half the cost. */
export function hmacWith(key: Uint8Array): (text: string) => string {
  const plain = (text: string): string => createHmac('sha256', key).update(text).digest('hex');
  if (typeof crypto.hash !== 'function' || key.length > block) return plain;
  const inner = Buffer.alloc(block + room, 0x36);
  const outer = Buffer.alloc(block + 32, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  // Not `subarray`: of a Buffer that costs as much as a third of a digest.
  const viewOf = (size: number): Uint8Array => new Uint8Array(inner.buffer, inner.byteOffset, block + size);
  const views: Uint8Array[] = [];
  const messageOf = (size: number): Uint8Array => {
    const message = views[size] ?? viewOf(size);
    if (size < usual) views[size] = message;
    return message;
  };
  return (text) => {
    // A character is three bytes at most.
    if (text.length * 3 > room) return plain(text);
    const put = putAscii(text, inner, block);
    const size = put < 0 ? inner.write(text, block) : put;
    const message = messageOf(size);
    putBytes(crypto.hash('sha256', message, 'binary'), outer, block);
    // What was digested does not stay.
    message.fill(0, block);
    return crypto.hash('sha256', outer, 'hex');
  };
}
