/** How a line of a table falls into fields: at signs, at blanks, at the gaps of a rule, or as one. It refuses to know what a field is called. */
import { closing } from './csv.js';
import { lineEnd, pastEnd, type Span } from './lines.js';

export interface Fields {
  readonly fields: readonly Span[];
  /** Of the line; of one with a field between quotes, which may go on over lines, of that. */
  readonly end: number;
}
export type Split = (from: number) => Fields;

const bars = ['|', '│', '║', '┃', '┆', '┊', '╎', '¦'];
const signs = [...bars, '\t', ',', ';'];
/** Seldom met, and met in sentences and between a name and its value: in three fields, and the line below must fall apart at them as well. */
const rareSigns = ['||', '!!', '~', '^', '\x1f', '\x01', '，', '&', '->', ' / ', ' - ', '•', '·', ':'];
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
  for (; text.startsWith(sign, end); end = fieldEnd(text, start, sign)) {
    fields.push({ start, end });
    start = end + sign.length;
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
  const starts = [...text.slice(line.start, line.end).matchAll(/[-=]+/g)].map((run) => run.index);
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

const runsOf = (text: string, from: number, run: RegExp): readonly Span[] =>
  [...text.slice(from, lineEnd(text, from)).matchAll(run)].map((one) => ({
    start: from + one.index,
    end: from + one.index + one[0].length,
  }));

/** What is printed in a column stands above or below its heading, at one of its edges at least. */
const isBelow = (field: Span, heading: Span, shift: number): boolean =>
  field.start < heading.end + shift && heading.start + shift < field.end;

/** INVARIANT: as many fields as headings may fall apart elsewhere: one that begins below the heading of its neighbour is not its own. */
const byBlanks = (text: string, head: number): Split => {
  const run = /\S+(?: \S+)*/g;
  const headings = runsOf(text, head, run);
  return (from) => {
    const fields = runsOf(text, from, run);
    const isAt = (field: Span, of: number): boolean =>
      isBelow(field, headings[of] ?? { start: 0, end: 0 }, from - head);
    const isMoved = fields.some((field, at) =>
      headings.some((_, of) => isAt(field, of) && (of < at || !isAt(field, at))),
    );
    return { fields: isMoved ? [] : fields, end: lineEnd(text, from) };
  };
};

const asName = /^[\s"'`*[\]#(]*[\p{L}_][\p{L}\p{M}\p{N}_ .()/#"'`*[\]\\-]{0,60}\s*$/u;
const mayName = (text: string, { start, end }: Span): boolean => asName.test(text.slice(start, end));

/** How many lines are looked at for whether columns of one width stand under a heading. */
const looked = 50;

/** The lines under a heading, up to a blank one. */
function below(text: string, head: number, most: number): readonly number[] {
  const starts: number[] = [];
  let at = pastEnd(text, lineEnd(text, head));
  while (at < text.length && starts.length < most && text.slice(at, lineEnd(text, at)).trim() !== '') {
    starts.push(at);
    at = pastEnd(text, lineEnd(text, at));
  }
  return starts;
}

/** Columns of one width with one blank between them: every line has one at each edge, left or right. */
function byEdges(text: string, head: number): readonly Split[] {
  const words = runsOf(text, head, /\S+/g);
  const [last] = words.slice(-1);
  if (last === undefined || words.length < 2 || !words.every((word) => mayName(text, word))) return [];
  const isBlank = (at: number, end: number): boolean => at >= end || text.charAt(at) === ' ';
  const reach = last.start - head;
  const isLong = (from: number): boolean => lineEnd(text, from) - from > reach;
  // Nearly every line of a sentence is ruled out by the one below it.
  const fits = (edges: readonly number[]): boolean =>
    [1, looked].every((most) => {
      const lines = below(text, head, most);
      const areBlank = (from: number): boolean => {
        const end = lineEnd(text, from);
        return edges.every((edge) => isBlank(from + edge, end));
      };
      return lines.every(areBlank) && (most === 1 || lines.some(isLong));
    });
  const lefts = words.slice(1).map(({ start }) => start - 1 - head);
  const rights = words.slice(0, -1).map(({ end }) => end - head);
  return [lefts, rights].filter(fits).map((edges): Split => {
    const cuts = [0, ...edges.map((edge) => edge + 1)];
    return (from) => {
      const end = lineEnd(text, from);
      const fields = cuts.map((cut, at) => ({
        start: Math.min(end, from + cut),
        end: Math.min(end, from + (cuts[at + 1] ?? end - from)),
      }));
      const isOver = edges.some((edge) => !isBlank(from + edge, end));
      return { fields: isOver ? [] : fields, end };
    };
  });
}

const asOne =
  (text: string): Split =>
  (from) => {
    const end = lineEnd(text, from);
    return { fields: [{ start: from, end }], end };
  };

const gaps = /^\s*[-=]+(?:\s+[-=]+)+\s*$/;

/** Every field may be a name, and the line below falls apart as its headings do. */
function isTable(text: string, split: Split, from: number): boolean {
  const { fields } = split(from);
  return (
    fields.every((field) => mayName(text, field)) &&
    below(text, from, 2).some((line) => split(line).fields.length === fields.length)
  );
}

/** Every way in which a line may be headings of a table: by more than one field, and last as one. `next`: the line after it. */
export function* waysToSplit(text: string, from: number, next: Span): Generator<Split> {
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  const isFramed = isBar(line.trimStart().charAt(0));
  const by =
    (sign: string): Split =>
    (at) =>
      bySign(text, at, sign);
  const isParted = (split: Split, least: number): boolean => {
    const found = split(from);
    return found.end <= end && found.fields.length >= least;
  };
  for (const sign of signs.filter((one) => line.includes(one)))
    if (isParted(by(sign), isFramed ? 1 : 2)) yield by(sign);
  if (gaps.test(text.slice(next.start, next.end))) yield byRule(text, next);
  const blanks = byBlanks(text, from);
  if (isParted(blanks, 2)) yield blanks;
  for (const sign of rareSigns.filter((one) => line.includes(one)))
    if (isParted(by(sign), 3) && isTable(text, by(sign), from)) yield by(sign);
  for (const split of byEdges(text, from)) if (isTable(text, split, from)) yield split;
  yield asOne(text);
}
