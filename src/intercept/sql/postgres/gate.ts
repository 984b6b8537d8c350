/** What is refused before PostgreSQL's parser sees a byte: what it would not see whole, and what is built to exhaust it. */
const mostCharacters = 65_536;
const deepest = 200;

/** Parentheses and brackets open at once, quotes or not: an upper bound. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const sign of text) {
    if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Why the text is not parsed; undefined when it may be. A NUL ends the text for the parser and for nobody else. */
export function pgProblem(text: unknown): string | undefined {
  if (typeof text !== 'string') return 'the statement is not a text';
  if (text.trim() === '') return 'no statement';
  if (text.length > mostCharacters) return 'text too long';
  if (/\p{Surrogate}/u.test(text)) return 'text is not valid unicode';
  if (text.includes('\ufeff')) return 'byte order mark';
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/.test(text)) return 'control character';
  return depthOf(text) > deepest ? 'nested too deeply' : undefined;
}
