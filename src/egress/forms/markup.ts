/** Finds the values in a text of tags that stand under a name: rows below a head, terms beside what they mean, elements by their own names. It refuses to read tags within a value. */
import { hintOf } from '../detect/words/hint.js';
import type { Named } from './named.js';

const cellTag = /<(\/?)(?:ss:)?(table|tr|th|td|dt|dd|row|data)(?![A-Za-z0-9-])[^<>]{0,300}>/gi;
const element = /<([\p{L}_][\p{L}\p{M}\p{N}_.:-]{0,60})(?:\s[^<>]{0,300})?>([^<>]{1,400})(?=<\/)/gu;
/** It holds nothing, and names what is written into it. */
const empty = '(?:input|meta|img|br|hr|link|param|source|col|area|embed|wbr)(?![A-Za-z0-9-])';
/** What an attribute calls a value: its element's, of the element within, or one in another attribute. */
const called = '(?:name|key|id|label|field|k|friendlyname)=["\']([^"\'<>]{1,64})["\']';
const attributed = [
  new RegExp(
    `<(?!${empty})[^<>/]{1,200}\\s${called}[^<>/]{0,200}>\\s{0,80}(?:<[^<>/][^<>]{0,200}>)?([^<>]{1,400})(?=</)`,
    'gi',
  ),
  new RegExp(
    `<[^<>]{1,200}\\s${called}[^<>]{0,200}\\s(?:value|val|v|content)=["']([^"<>]{1,400})(?=["'])`,
    'gi',
  ),
] as const;

/** What stands in a field of a form, behind the words before it. */
const labelledField =
  /<label(?:\s[^<>]{0,200})?>([^<>]{1,64})(?:<\/label>)?(?:\s|<br ?\/?>|<\/?(?:div|span|p|td)(?:\s[^<>]{0,80})?>){0,12}<(?:input|textarea)(?:\s[^<>]{0,200})?\svalue=["']([^"<>]{1,400})(?=["'])/gi;
/** The name of an entry, what stands under it, and the end of those. */
const listed =
  /<key>([^<>]{1,64})<\/key>|<(?:string|date|integer|real)>([^<>]{1,400})(?=<\/)|<\/(?:array|dict)>/g;

interface Piece {
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

/** Within the blanks and the tags around it. */
function trimmed(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  let [from, to] = [start, end];
  for (;;) {
    while (from < to && /\s/.test(text.charAt(from))) from += 1;
    while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
    const after = text.charAt(from) === '<' ? text.indexOf('>', from) + 1 : 0;
    const before = text.charAt(to - 1) === '>' ? text.lastIndexOf('<', to - 1) : -1;
    if (after > from && after < to) from = after;
    else if (before > from) to = before;
    else return { start: from, end: to };
  }
}

/** Each cell from its tag to the next one, and an empty piece where a table or a row begins. */
function piecesOf(text: string): readonly Piece[] {
  const tags = [...text.matchAll(cellTag)];
  return tags.flatMap((found, i) => {
    const tag = (found[2] ?? '').toLowerCase();
    if (found[1] === '/') return [];
    const after = found.index + found[0].length;
    if (tag === 'table' || tag === 'tr' || tag === 'row') return [{ tag, start: after, end: after }];
    return [{ tag: tag === 'data' ? 'td' : tag, ...trimmed(text, after, tags[i + 1]?.index ?? text.length) }];
  });
}

const plain = (text: string): string => text.replace(/<[^<>]{0,300}>/g, '').trim();

const tells = (name: string): boolean => hintOf(name) !== 0;
const hasNumber = (name: string): boolean => /\d{3}/.test(name);

/** Rows of one table: under its head where it has one, else what follows a name within a row is that name's. */
function rowCells(text: string, pieces: readonly Piece[]): readonly Named[] {
  const cells: Named[] = [];
  let head: readonly string[] = [];
  let row: Piece[] = [];
  const close = (): void => {
    const names = row.map(({ start, end }) => plain(text.slice(start, end)));
    const isHeads = row.every(({ tag }) => tag === 'th');
    // A table may name its columns in cells like any other; and a line may begin with its name.
    const mayBeFirst = head.length === 0 && !names.some(hasNumber) && new Set(names).size === names.length;
    const isHead = row.length > 1 && (isHeads || (mayBeFirst && names.filter(tells).length > 1));
    const line = row[0]?.tag === 'th' && tells(names[0] ?? '') ? names[0] : undefined;
    if (isHead) head = names;
    else
      for (const [i, { start, end }] of row.entries()) {
        const above = head[i] ?? (i === 0 ? '' : names[i - 1]) ?? '';
        const name = i > 0 && line !== undefined && !tells(above) ? line : above;
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

const fieldCells = (text: string): readonly Named[] =>
  text.includes('<label')
    ? [...text.matchAll(labelledField)].map(({ 0: all, 1: name = '', 2: value = '', index }) => {
        const end = index + all.length;
        return { start: end - value.length, end, name };
      })
    : [];

/** Of a property list: several may stand under one name, in a list of their own. */
function listedCells(text: string): readonly Named[] {
  if (!text.includes('<key>')) return [];
  let name = '';
  return [...text.matchAll(listed)].flatMap(({ 0: all, 1: key, 2: value, index }) => {
    if (value === undefined) name = key ?? '';
    const end = index + all.length;
    return value === undefined || name === '' ? [] : [{ start: end - value.length, end, name }];
  });
}

export function markupCells(text: string): readonly Named[] {
  if (!text.includes('</') && !text.includes('/>')) return [];
  const pieces = piecesOf(text);
  const named = [...rowCells(text, pieces), ...termCells(text, pieces)];
  return [
    ...named,
    ...elementCells(text),
    ...attributedCells(text),
    ...fieldCells(text),
    ...listedCells(text),
  ];
}
