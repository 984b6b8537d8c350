/** Foreign text for a person's eyes: printable ASCII only, on one line, cut. It refuses to let a server draw on a terminal or look like something else. */
const shownAs = (character: string): string => {
  if (/^[ -~]$/.test(character)) return character === '\\' ? '\\\\' : character;
  const known = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  return known ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
};

export function escaped(text: string, most: number): string {
  const start = [...text.slice(0, most)].map(shownAs).join('');
  return text.length > most ? `${start}... (${text.length} characters)` : start;
}
