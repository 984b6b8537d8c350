// Reads a statement's words before SQLite sees it, and refuses whatever would change the connection rather than a table.
import { refuse } from '../../tool.js';

/** SQLite's own lexical grammar: its five blanks, comments that do not nest, four kinds of quotes, words with any letter past ASCII, marks for values. */
const TOKEN =
  /(?<blank>[ \t\n\f\r]+|--[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?)|(?<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])|(?<word>[A-Za-z_\u0080-\u{10ffff}][\w$\u0080-\u{10ffff}]*)|(?<mark>\?\d*|[:@#$](?:[\w$\u0080-\u{10ffff}]|::)+)|(?<other>.)/gsu;

const MAX_CHARACTERS = 65_536;
// An allow-list: PRAGMA, ATTACH, DETACH, VACUUM, BEGIN, COMMIT, END, ROLLBACK, SAVEPOINT and RELEASE are not on it, nor is what SQLite adds next.
const OPENING_WORDS = new Set(
  'SELECT VALUES WITH INSERT REPLACE UPDATE DELETE CREATE DROP ALTER ANALYZE REINDEX'.split(' '),
);
const CONNECTION_WORDS = /^(?:pragma_\w*|load_extension)$/i;

/** `end`: the place behind it in the text. */
export type Token = {
  readonly kind: 'word' | 'quoted' | 'mark' | 'other';
  readonly text: string;
  readonly end: number;
};

export function readTokens(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { index, 0: whole, groups = {} } of sql.matchAll(TOKEN)) {
    const end = index + whole.length;
    if (groups.word !== undefined) tokens.push({ kind: 'word', text: groups.word, end });
    else if (groups.quoted !== undefined)
      tokens.push({ kind: 'quoted', text: groups.quoted.slice(1, -1), end });
    else if (groups.mark !== undefined) tokens.push({ kind: 'mark', text: groups.mark, end });
    else if (groups.other !== undefined) tokens.push({ ...readOther(groups.other), end });
  }
  return tokens;
}

/** A plan of a statement, which is not run. */
export const isExplain = (tokens: readonly Token[]): boolean =>
  tokens[0]?.kind === 'word' && tokens[0].text.toUpperCase() === 'EXPLAIN';

/** A quote that reaches here never closes; a NUL would end the text for SQLite and not for us. */
function readOther(text: string): Omit<Token, 'end'> {
  if ('\'"`['.includes(text) || text === '\0') refuse('statement-refused', { reason: 'unreadable' });
  return { kind: 'other', text };
}

function isTrigger(words: readonly string[]): boolean {
  return words[0] === 'CREATE' && words.slice(1, 3).includes('TRIGGER');
}

/** The words a statement opens with, EXPLAIN's prefix taken off: what follows decides, and preparing has the same side effects. */
function openingWords(tokens: readonly Token[]): readonly string[] {
  const opening = tokens.slice(0, 6).map((token) => (token.kind === 'word' ? token.text.toUpperCase() : ''));
  if (opening[0] !== 'EXPLAIN') return opening;
  return opening.slice(opening[1] === 'QUERY' && opening[2] === 'PLAN' ? 3 : 1);
}

function holdsSecondStatement(tokens: readonly Token[]): boolean {
  const end = tokens.findIndex((token) => token.text === ';' && token.kind === 'other');
  return end !== -1 && tokens.slice(end).some((token) => token.text !== ';');
}

// INVARIANT: called before prepare. `prepare('PRAGMA foreign_keys=OFF')` switches them off without being run.
export function admitStatement(sql: string): void {
  if (sql.length > MAX_CHARACTERS) refuse('statement-refused', { reason: 'too-long' });
  const tokens = readTokens(sql);
  const opening = openingWords(tokens);
  if (!OPENING_WORDS.has(opening[0] ?? '')) refuse('statement-refused', { reason: 'kind' });
  if (tokens.some((token) => token.kind !== 'other' && CONNECTION_WORDS.test(token.text)))
    refuse('statement-refused', { reason: 'connection' });
  // A trigger's body holds semicolons; the driver's own check for text after the statement covers it.
  if (!isTrigger(opening) && holdsSecondStatement(tokens)) refuse('one-statement');
}
