/** A large line as the threads look at it: its text, and the result in it. It refuses to read one strictly: that is done once, by the thread that reads lines. */
import { Buffer } from 'node:buffer';
import { type Json, type JsonObject, own } from '../../../src/call/json.js';

export const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');

/** `as`: only of a line that was read as a reply. */
export const resultIn = (line: Uint8Array): Json =>
  own(JSON.parse(textOf(line)) as JsonObject, 'result') ?? null;
