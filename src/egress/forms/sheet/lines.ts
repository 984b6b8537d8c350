/** What a text's lines are: where each ends, what stands within its blanks and quotes, and which of them hold no value. It refuses to say what a value is. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function lineEnd(text: string, at: number): number {
  let end = at;
  for (let code = text.charCodeAt(end); end < text.length; code = text.charCodeAt(end)) {
    if (code === 0x0a || code === 0x0d) break;
    end += 1;
  }
  return end;
}
/** Past the break at the end of a line. */
export const pastEnd = (text: string, end: number): number => end + (text.startsWith('\r\n', end) ? 2 : 1);
export const isLineStart = (text: string, at: number): boolean =>
  at === 0 || /[\r\n]/.test(text.charAt(at - 1));

const ofStrokes = /^[\s|+:=\-\u2500-\u257f]+$/;
const stroke = /[-=\u2500-\u257f]/;
const longRule = /--|==|[\u2500\u2501\u2550]{2}/;
/** A line under headings, or around rows. Between rows it is at least two strokes long. */
export const isRule = (line: string, isUnderHeadings: boolean): boolean =>
  ofStrokes.test(line) && (isUnderHeadings ? stroke : longRule).test(line);

const fence = /^\s*(?:```|~~~)[\w-]{0,20}\s*$/;
export const isFence = (line: string): boolean => fence.test(line);

const count =
  /^\s*\(?\d{1,15} rows?(?: (?:returned|affected|in set|selected))?(?: \(\d{1,9}(?:\.\d{1,9})? sec\))?\)?\.?\s*$/i;
const recordMark = /^(?:-\[ RECORD \d{1,15} \][-+]*|\*{3,80} \d{1,15}\. row \*{3,80})\s*$/;
export const isRecordMark = (line: string): boolean => recordMark.test(line);
/** Blank, a count of rows, or what stands around rows and records. */
export const isFrame = (line: string): boolean =>
  line.trim() === '' || fence.test(line) || count.test(line) || recordMark.test(line);

/** Without the blanks around it, and without the quotes that enclose it. */
export function trimmed(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  const quote = text.charAt(from);
  const isQuoted = to - from > 1 && (quote === '"' || quote === "'") && text.charAt(to - 1) === quote;
  return isQuoted ? { start: from + 1, end: to - 1 } : { start: from, end: to };
}
