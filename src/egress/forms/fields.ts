/** How a line of a table falls into fields: at signs, at blanks, at the gaps of a rule, or as one. It refuses to know what a field is called. */
import { closing } from './csv.js';
import { lineEnd, type Span } from './lines.js';

export interface Fields {
  readonly fields: readonly Span[];
  /** Of the line; of one with a field between quotes, which may go on over lines, of that. */
  readonly end: number;
}
export type Split = (from: number) => Fields;

const bars = ['|', '│', '║', '┃'];
const signs = [...bars, '\t', ',', ';'];
const isBar = (sign: string): boolean => bars.includes(sign);

/** At its sign or the end of its line; one that begins with a quote goes on to the closing one. */
function fieldEnd(text: string, from: number, sign: string): number {
  let at = from;
  while (text.charAt(at) === ' ') at += 1;
  if (!isBar(sign) && text.charAt(at) === '"') {
    const close = closing(text, at + 1);
    if (close < 0) return text.length;
    at = close + 1;
  }
  for (let code = text.charCodeAt(at); at < text.length; code = text.charCodeAt(at)) {
    if (code === 0x0a || code === 0x0d) return at;
    if (text.startsWith(sign, at) && !(sign === '|' && text.charAt(at - 1) === '\\')) return at;
    at += 1;
  }
  return at;
}

function bySign(text: string, from: number, sign: string): Fields {
  const fields: Span[] = [];
  let [start, end] = [from, fieldEnd(text, from, sign)];
  for (; text.charAt(end) === sign; end = fieldEnd(text, start, sign)) {
    fields.push({ start, end });
    start = end + 1;
  }
  fields.push({ start, end });
  // Bars around a row have nothing outside of them.
  const isBlank = (field: Span | undefined): boolean =>
    field !== undefined && text.slice(field.start, field.end).trim() === '';
  const isFramed = fields.length > 2 && isBlank(fields[0]) && isBlank(fields.at(-1));
  return { fields: isBar(sign) && isFramed ? fields.slice(1, -1) : fields, end };
}

/** Columns of one width each, under a rule: what is written over a gap has none. */
function byRule(text: string, line: Span): Split {
  const starts = [...text.slice(line.start, line.end).matchAll(/-+/g)].map((run) => run.index);
  return (from) => {
    const end = lineEnd(text, from);
    const isOver = starts.some(
      (start, i) => i > 0 && from + start <= end && !/\s/.test(text.charAt(from + start - 1)),
    );
    const fields = starts.map((start, i) => ({
      start: Math.min(end, from + start),
      end: Math.min(end, from + (starts[i + 1] ?? end - from)),
    }));
    return { fields: isOver ? [] : fields, end };
  };
}

const byBlanks =
  (text: string): Split =>
  (from) => {
    const end = lineEnd(text, from);
    const fields = [...text.slice(from, end).matchAll(/\S+(?: \S+)*/g)].map((run) => ({
      start: from + run.index,
      end: from + run.index + run[0].length,
    }));
    return { fields, end };
  };

const asOne =
  (text: string): Split =>
  (from) => {
    const end = lineEnd(text, from);
    return { fields: [{ start: from, end }], end };
  };

const gaps = /^\s*-+(?:\s+-+)+\s*$/;

/** Every way in which a line may be headings of a table: by more than one field, and last as one. `below`: the line after it. */
export function waysToSplit(text: string, from: number, below: Span): readonly Split[] {
  const several = [
    ...signs.map(
      (sign): Split =>
        (at) =>
          bySign(text, at, sign),
    ),
    ...(gaps.test(text.slice(below.start, below.end)) ? [byRule(text, below)] : []),
    byBlanks(text),
  ];
  const end = lineEnd(text, from);
  return [
    ...several.filter((split) => {
      const found = split(from);
      return found.end <= end && found.fields.length > 1;
    }),
    asOne(text),
  ];
}
