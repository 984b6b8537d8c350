/** SQLite's own lexical rules, as a pure function. It refuses nothing: what SQLite would not lex becomes an `illegal` token. */

export type TokenKind = 'word' | 'quoted' | 'string' | 'blob' | 'number' | 'param' | 'op' | 'illegal';

export interface Token {
  readonly kind: TokenKind;
  /** Lower case (ASCII only, as SQLite folds) for words and quoted names; the content without quotes for strings. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Parentheses open around it; a pair carries the depth outside of it. */
  readonly depth: number;
}

/** SQLite folds ASCII alone; `toLowerCase` would also fold a Kelvin sign into a `k`. */
export const fold = (text: string): string =>
  capital.test(text) ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text;

const capital = /[A-Z]/;

const identifierStart = /[A-Za-z_\u0080-\uffff]/;
const identifier = /[A-Za-z0-9_$\u0080-\uffff]*/y;
const space = /[ \t\n\f\r]+/y;
const number =
  /(?:0[xX][0-9a-fA-F](?:_?[0-9a-fA-F])*|(?:\d(?:_?\d)*)?\.?(?:\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?)/y;
const operator = /->>|->|\|\||<=|<>|<<|>=|>>|==|!=|[()+\-*/%=<>,&~|.;]/y;

interface Piece {
  readonly kind: TokenKind;
  readonly end: number;
  readonly name: string;
}

const stick = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
};

/** The index past a `--` or block comment that starts here, or `from`. Comments do not nest; `--` ends at LF alone. */
function pastComment(text: string, from: number): number {
  if (text.startsWith('--', from)) {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end + 1;
  }
  if (!text.startsWith('/*', from) || from + 2 >= text.length) return from;
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? text.length : end + 2;
}

function quoted(text: string, from: number): Piece {
  const open = text.charAt(from);
  const close = open === '[' ? ']' : open;
  let content = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign !== close) content += sign;
    else if (open !== '[' && text.charAt(at + 1) === close) {
      content += close;
      at += 1;
    } else if (open === "'") return { kind: 'string', end: at + 1, name: content };
    else return { kind: 'quoted', end: at + 1, name: fold(content) };
  }
  return { kind: 'illegal', end: text.length, name: '' };
}

/** `:a`, `@a`, `#a`, `$a`, `$a::b(c)`: one bind parameter, `$$` included. */
function parameter(text: string, from: number): Piece {
  let signs = 0;
  let at = from + 1;
  for (; at < text.length; at += 1) {
    if (/[A-Za-z0-9_$\u0080-\uffff]/.test(text.charAt(at))) signs += 1;
    else if (text.charAt(at) === '(' && signs > 0) {
      const close = text.slice(at).search(/[\s)]/);
      const whole = close >= 0 && text.charAt(at + close) === ')';
      return { kind: whole ? 'param' : 'illegal', end: whole ? at + close + 1 : text.length, name: '' };
    } else if (text.startsWith('::', at)) at += 1;
    else break;
  }
  return { kind: signs > 0 ? 'param' : 'illegal', end: at, name: '' };
}

function numeric(text: string, from: number): Piece {
  const end = stick(number, text, from);
  const glued = stick(identifier, text, end);
  return { kind: glued > end ? 'illegal' : 'number', end: Math.max(end, glued), name: text.slice(from, end) };
}

function piece(text: string, from: number): Piece {
  const sign = text.charAt(from);
  if (/['"`[]/.test(sign)) return quoted(text, from);
  if (/[xX]/.test(sign) && text.charAt(from + 1) === "'") {
    const end = text.indexOf("'", from + 2);
    const hex = end < 0 ? 'z' : text.slice(from + 2, end);
    const fits = /^(?:[0-9a-fA-F]{2})*$/.test(hex);
    return { kind: fits ? 'blob' : 'illegal', end: end < 0 ? text.length : end + 1, name: '' };
  }
  if (/[0-9]/.test(sign) || (sign === '.' && /[0-9]/.test(text.charAt(from + 1)))) return numeric(text, from);
  if (sign === '?') {
    const digits = /[0-9]*/y;
    return { kind: 'param', end: stick(digits, text, from + 1), name: '' };
  }
  if (/[$@#:]/.test(sign)) return parameter(text, from);
  if (identifierStart.test(sign)) {
    const end = stick(identifier, text, from);
    return { kind: 'word', end, name: fold(text.slice(from, end)) };
  }
  const end = stick(operator, text, from);
  return end > from
    ? { kind: 'op', end, name: text.slice(from, end) }
    : { kind: 'illegal', end: from + 1, name: '' };
}

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const past = Math.max(stick(space, text, at), pastComment(text, at));
    if (past > at) {
      at = past;
      continue;
    }
    const { kind, end, name } = piece(text, at);
    if (kind === 'op' && name === ')') depth -= 1;
    tokens.push({ kind, name, start: at, end, depth });
    if (kind === 'op' && name === '(') depth += 1;
    at = end;
  }
  return tokens;
}

export const isOp = (token: Token | undefined, ...names: readonly string[]): boolean =>
  token?.kind === 'op' && names.includes(token.name);
export const isWord = (token: Token | undefined, ...names: readonly string[]): boolean =>
  token?.kind === 'word' && names.includes(token.name);
export const isWordOf = (token: Token | undefined, names: ReadonlySet<string>): boolean =>
  token?.kind === 'word' && names.has(token.name);
/** The FROM of a clause, and not that of `IS DISTINCT FROM`. */
export const isFrom = (tokens: readonly Token[], at: number): boolean =>
  isWord(tokens[at], 'from') && !isWord(tokens[at - 1], 'distinct');
export const isLiteral = (token: Token | undefined): boolean =>
  token !== undefined && ['string', 'blob', 'number', 'param'].includes(token.kind);
