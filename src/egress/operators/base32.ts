/** The first bits of a hex digest in letters that a mask may hold. It refuses nothing: of a digest that is too short it makes a shorter text. */
const letters = [...'abcdefghijklmnopqrstuvwxyz234567'];
/** Two characters for each ten bits. */
const pairs = letters.flatMap((one) => letters.map((other) => one + other));

const nibbles = Uint8Array.from(
  { length: 128 },
  (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0,
);
const nibble = (hex: string, at: number): number => nibbles[hex.charCodeAt(at) & 127] ?? 0;
const pair = (bits: number): string => pairs[bits & 1023] ?? '';

/** Four letters for five hex digits, which are twenty bits. Written out: a result has thousands. */
export function shorten(hex: string, digits: number): string {
  let out = '';
  for (let at = 0; at < digits; at += 5) {
    const high = (nibble(hex, at) << 8) | (nibble(hex, at + 1) << 4) | nibble(hex, at + 2);
    const bits = (high << 8) | (nibble(hex, at + 3) << 4) | nibble(hex, at + 4);
    out += pair(bits >> 10) + pair(bits);
  }
  return out;
}
