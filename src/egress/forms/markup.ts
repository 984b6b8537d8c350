/** Finds the values in a text of tags that stand under a name: rows below a head, terms beside what they mean, elements by their own names. It refuses to read tags within a value. */
import type { Named } from './named.js';

const cellTag = /<(\/?)(table|tr|th|td|dt|dd)(?![A-Za-z0-9])[^<>]{0,300}>/gi;
const element = /<([\p{L}_][\p{L}\p{M}\p{N}_.:-]{0,60})(?:\s[^<>]{0,300})?>([^<>]{1,400})(?=<\/)/gu;
/** What an attribute calls a value: its element's, of the element within, or one in another attribute. */
const called = '(?:name|key|id|label|field|k|friendlyname)=["\']([^"\'<>]{1,64})["\']';
const attributed = [
  new RegExp(
    `<[^<>/]{1,200}\\s${called}[^<>/]{0,200}>\\s{0,80}(?:<[^<>/][^<>]{0,200}>)?([^<>]{1,400})(?=</)`,
    'gi',
  ),
  new RegExp(
    `<[^<>]{1,200}\\s${called}[^<>]{0,200}\\s(?:value|val|v|content)=["']([^"<>]{1,400})(?=["'])`,
    'gi',
  ),
] as const;

interface Piece {
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

function trimmed(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

/** Each cell from its tag to the next one, and an empty piece where a table or a row begins. */
function piecesOf(text: string): readonly Piece[] {
  const tags = [...text.matchAll(cellTag)];
  return tags.flatMap((found, i) => {
    const tag = (found[2] ?? '').toLowerCase();
    if (found[1] === '/') return [];
    const after = found.index + found[0].length;
    if (tag === 'table' || tag === 'tr') return [{ tag, start: after, end: after }];
    return [{ tag, ...trimmed(text, after, tags[i + 1]?.index ?? text.length) }];
  });
}

const plain = (text: string): string => text.replace(/<[^<>]{0,300}>/g, '').trim();

/** Rows of one table: under its head where it has one, else what follows a name within a row is that name's. */
function rowCells(text: string, pieces: readonly Piece[]): readonly Named[] {
  const cells: Named[] = [];
  let head: readonly string[] = [];
  let row: Piece[] = [];
  const close = (): void => {
    const names = row.map(({ start, end }) => plain(text.slice(start, end)));
    const isHead = row.length > 1 && row.every(({ tag }) => tag === 'th');
    if (isHead) head = names;
    else
      for (const [i, { start, end }] of row.entries()) {
        const name = head[i] ?? (i === 0 ? '' : names[i - 1]) ?? '';
        if (end > start) cells.push({ start, end, name });
      }
    row = [];
  };
  for (const piece of pieces) {
    if (piece.tag === 'td' || piece.tag === 'th') row.push(piece);
    else close();
    if (piece.tag === 'table') head = [];
  }
  close();
  return cells;
}

function termCells(text: string, pieces: readonly Piece[]): readonly Named[] {
  return pieces.flatMap(({ tag, start, end }, i) => {
    const term = pieces[i - 1];
    const isMeant = tag === 'dd' && term?.tag === 'dt' && end > start;
    return isMeant ? [{ start, end, name: plain(text.slice(term.start, term.end)) }] : [];
  });
}

const elementCells = (text: string): readonly Named[] =>
  [...text.matchAll(element)].map((found) => {
    const end = found.index + found[0].length;
    return { start: end - (found[2] ?? '').length, end, name: found[1] ?? '' };
  });

const attributedCells = (text: string): readonly Named[] =>
  attributed.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((found) => {
      const end = found.index + found[0].length;
      return { start: end - (found[2] ?? '').length, end, name: found[1] ?? '' };
    }),
  );

export function markupCells(text: string): readonly Named[] {
  if (!text.includes('</') && !text.includes('/>')) return [];
  const pieces = piecesOf(text);
  const named = [...rowCells(text, pieces), ...termCells(text, pieces)];
  return [...named, ...elementCells(text), ...attributedCells(text)];
}
