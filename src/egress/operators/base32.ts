/** The first bits of a hex digest in letters that a mask may hold. It refuses nothing: of a digest that is too short it makes a shorter text. */
const letters = [...'abcdefghijklmnopqrstuvwxyz234567'];
/** Two characters for each ten bits. */
const pairs = letters.flatMap((one) => letters.map((other) => one + other));

const nibble = (hex: string, at: number): number => {
  const code = hex.charCodeAt(at);
  return code < 58 ? code - 48 : code - 87;
};
const pair = (bits: number): string => pairs[bits & 1023] ?? '';

/** Four letters for five hex digits, which are twenty bits. */
export function shorten(hex: string, digits: number): string {
  let out = '';
  for (let i = 0; i < digits; i += 5) {
    let bits = 0;
    for (let at = i; at < i + 5; at += 1) bits = (bits << 4) | nibble(hex, at);
    out += pair(bits >> 10) + pair(bits);
  }
  return out;
}
