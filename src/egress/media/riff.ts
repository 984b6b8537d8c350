/** A RIFF file taken apart into its chunks. It refuses one that is of another form or ends within a chunk, and leaves out what lies behind its end. */
import { littleEndian, nameAt } from './media.js';

export interface Chunk {
  readonly name: string;
  readonly length: number;
  /** With its name, its length and what fills it up. */
  readonly whole: Uint8Array;
}

export function chunksOf(bytes: Uint8Array, form: string): readonly Chunk[] | undefined {
  const end = 8 + littleEndian(bytes, 4, 4);
  if (nameAt(bytes, 0, 4) !== 'RIFF' || nameAt(bytes, 8, 4) !== form || end > bytes.length) return undefined;
  const chunks: Chunk[] = [];
  for (let at = 12; at < end; ) {
    const length = littleEndian(bytes, at + 4, 4);
    const next = at + 8 + length + (length % 2);
    if (next > end) return undefined;
    chunks.push({ name: nameAt(bytes, at, 4), length, whole: bytes.subarray(at, next) });
    at = next;
  }
  return chunks;
}

/** A head that says how long they are together. */
export function riffOf(form: string, chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 4);
  const head = Uint8Array.from(`RIFF    ${form}`, (sign) => sign.charCodeAt(0));
  for (let i = 0; i < 4; i += 1) head[4 + i] = Math.floor(size / 256 ** i) % 256;
  return [head, ...chunks];
}
