// Small files of each kind that can be taken apart, with and without what neither draws nor sounds. Nobody is in them.
import { crc32, deflateSync } from 'node:zlib';

export const secretText = 'Comment: ask Zorblatt Quux, qzvxk7jw@canary.example';

const bytes = (...parts: readonly (string | readonly number[] | Buffer)[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
const big = (value: number, width: number): Buffer => {
  const made = Buffer.alloc(width);
  made.writeUIntBE(value, 0, width);
  return made;
};
const little = (value: number, width: number): Buffer => Buffer.from(big(value, width)).reverse();

export const chunk = (name: string, held: Buffer): Buffer => {
  const body = bytes(name, held);
  return bytes(big(held.length, 4), body, big(crc32(body), 4));
};
export const signature = bytes([0x89], 'PNG\r\n', [0x1a, 0x0a]);
export const header = chunk('IHDR', bytes(big(2, 4), big(2, 4), [8, 2, 0, 0, 0]));
export const pixels = (raw = Buffer.alloc(14, 7)): Buffer => chunk('IDAT', deflateSync(raw));
export const end = chunk('IEND', Buffer.alloc(0));
export const png = (...between: readonly Buffer[]): Buffer =>
  bytes(signature, header, ...between, pixels(), end);

const segment = (marker: number, held: Buffer): Buffer =>
  bytes([0xff, marker], big(held.length + 2, 2), held);
const jfif = segment(0xe0, bytes('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]));
const drawn = bytes(
  segment(0xdb, Buffer.alloc(65, 1)),
  segment(0xc0, bytes([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
  segment(0xc4, bytes([0], Buffer.alloc(16), [])),
  segment(0xda, bytes([1, 1, 0, 0, 63, 0])),
  [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
);
export const jpeg = (...between: readonly Buffer[]): Buffer =>
  bytes([0xff, 0xd8], jfif, ...between, drawn, [0xff, 0xd9]);
export const exif = segment(0xe1, bytes('Exif\0\0', secretText));
export const comment = segment(0xfe, bytes(secretText));

const frame = bytes([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
export const gif = (...between: readonly Buffer[]): Buffer =>
  bytes('GIF89a', [1, 0, 1, 0, 0x80, 0, 0], Buffer.alloc(6, 9), ...between, frame, [0x3b]);
export const gifComment = bytes([0x21, 0xfe, secretText.length], secretText, [0]);
export const gifLoop = bytes([0x21, 0xff, 11], 'NETSCAPE2.0', [3, 1, 0, 0, 0]);

export const part = (name: string, held: Buffer): Buffer =>
  bytes(name, little(held.length, 4), held, Buffer.alloc(held.length % 2));
const riff = (form: string, ...parts: readonly Buffer[]): Buffer => {
  const body = bytes(form, ...parts);
  return bytes('RIFF', little(body.length, 4), body);
};
const picture = part('VP8L', bytes([0x2f, 0, 0, 0, 0]));
export const webp = (...more: readonly Buffer[]): Buffer => riff('WEBP', ...more, picture);
export const extended = (flags: number): Buffer => part('VP8X', bytes([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
export const wav = (...more: readonly Buffer[]): Buffer =>
  riff(
    'WAVE',
    part('fmt ', bytes([1, 0, 1, 0], little(8000, 4), little(8000, 4), [1, 0, 8, 0])),
    ...more,
    part('data', Buffer.alloc(5, 128)),
  );
export const noted = Buffer.from(secretText);
