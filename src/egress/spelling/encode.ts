/** Text to bytes and back, in plain arithmetic: UTF-8, base64, hex. It refuses to fail: what is malformed becomes U+FFFD or nothing. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const hexDigits = '0123456789abcdef';

/** Six-bit value by character code, base64 and base64url alike; 255 for anything else. */
const sextet = ((): Uint8Array => {
  const table = new Uint8Array(128).fill(255);
  for (let i = 0; i < 64; i += 1) table[alphabet.charCodeAt(i)] = i;
  table[0x2d] = 62;
  table[0x5f] = 63;
  return table;
})();

export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i += 1;
    } else bytes += 3;
  }
  return bytes;
}

export function toUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let at = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point < 0xe000 ? 0xfffd : point;
    if (code < 0x80) bytes[at++] = code;
    else {
      const extra = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes[at++] = ([0, 0xc0, 0xe0, 0xf0][extra] ?? 0) | (code >> (6 * extra));
      for (let i = extra - 1; i >= 0; i -= 1) bytes[at++] = 0x80 | ((code >> (6 * i)) & 0x3f);
    }
  }
  return bytes;
}

/** How many bytes follow a first one; -1 where none begins with it. */
const follow = Int8Array.from({ length: 256 }, (_, lead) => {
  if (lead < 0x80) return 0;
  if (lead >= 0xf0 && lead < 0xf5) return 3;
  if (lead >= 0xe0 && lead < 0xf0) return 2;
  return lead >= 0xc2 && lead < 0xe0 ? 1 : -1;
});

export function fromUtf8(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at++] ?? 0;
    const extra = follow[lead] ?? -1;
    let code = extra === 0 ? lead : lead & (0x3f >> extra);
    let sound = extra >= 0;
    for (let i = 0; sound && i < extra; i += 1) {
      const next = bytes[at] ?? 0;
      sound = (next & 0xc0) === 0x80;
      if (sound) {
        code = (code << 6) | (next & 0x3f);
        at += 1;
      }
    }
    if (extra === 0) text += String.fromCharCode(lead);
    else text += sound && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

/** What is not UTF-8 was not text: only its ASCII is kept, so that binary costs little to scan. */
export function readable(bytes: Uint8Array): string {
  const text = fromUtf8(bytes);
  return text.includes('\ufffd') ? text.replace(/[^ -~]+/g, ' ') : text;
}

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const quad = [18, 12, 6, 0].map((shift) => alphabet[(word >> shift) & 63] ?? '');
    parts.push(
      left > 2
        ? quad.join('')
        : left === 2
          ? `${quad.slice(0, 3).join('')}=`
          : `${quad.slice(0, 2).join('')}==`,
    );
  }
  return parts.join('');
}

/** Stops at the first character that is not of the alphabet. */
export function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i += 1) {
    const value = sextet[text.charCodeAt(i)] ?? 255;
    if (value === 255) break;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes.subarray(0, at);
}

export function toHex(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (const byte of bytes) parts.push((hexDigits[byte >> 4] ?? '') + (hexDigits[byte & 15] ?? ''));
  return parts.join('');
}

/** Letters of either case are nine past their last four bits. */
const nibble = (code: number): number => (code < 0x3a ? code & 15 : (code & 15) + 9);

/** Of hex digits alone; the caller has checked that. An odd last digit is left out. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  for (let i = 0; i < bytes.length; i += 1)
    bytes[i] = (nibble(text.charCodeAt(2 * i)) << 4) | nibble(text.charCodeAt(2 * i + 1));
  return bytes;
}
