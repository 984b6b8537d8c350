/** A statement as the journal may keep it: literals are `?`, names that nobody declared are `_`. It refuses to repeat a value. */
import type { Token } from './token.js';
import { keywords, pureFunctions } from './words.js';

const longest = 4_000;

function print(token: Token, known: ReadonlySet<string>): string {
  if (token.kind === 'op') return token.name;
  if (token.kind === 'word' && (keywords.has(token.name) || pureFunctions.has(token.name)))
    return token.name.toUpperCase();
  if (token.kind === 'word' || token.kind === 'quoted') return known.has(token.name) ? token.name : '_';
  return '?';
}

const tight = new Set(['.', '(', ')', ',', ';']);

export function shapeOf(tokens: readonly Token[], known: ReadonlySet<string>): string {
  let text = '';
  let before = '.';
  for (const token of tokens) {
    const next = print(token, known);
    const joins = text === '' || before === '.' || before === '(' || (tight.has(next) && next !== '(');
    text += joins ? next : ` ${next}`;
    before = next;
    if (text.length > longest) return `${text.slice(0, longest)}…`;
  }
  return text;
}
