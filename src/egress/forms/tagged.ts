/** Finds what stands in elements of some names, with all that is within them. It refuses to end a value before its own closing tag. */
import { asPattern, type Named } from './named.js';

const data = '<![CDATA[';

type Ends = Map<string, number>;

/** Where the next closing tag stands; at the end of the text where there is none. Many tags opened before one closed are a text read once. */
function endOf(
  text: string,
  start: number,
  { tag, ends }: { readonly tag: string; readonly ends: Ends },
): number {
  const known = ends.get(tag) ?? -1;
  if (known >= start) return known;
  const close = text.indexOf(`</${tag}`, start);
  const end = close < 0 ? text.length : close;
  ends.set(tag, end);
  return end;
}

/** From behind an opening tag to its closing one. */
function inside(text: string, start: number, end: number): Omit<Named, 'name'> {
  const isData = text.startsWith(data, start) && text.startsWith(']]>', end - 3);
  return isData ? { start: start + data.length, end: end - 3 } : { start, end };
}

/** Elements called so, in whatever namespace, and what follows an element that holds the name alone, as a property list does. */
export function taggedCells(text: string, names: readonly string[]): readonly Named[] {
  if (!text.includes('</')) return [];
  return names.flatMap((name) => {
    const word = asPattern(name);
    const element = new RegExp(`<((?:[\\w-]{1,40}:)?${word})(?:\\s[^<>]{0,300})?>`, 'giu');
    const keyed = new RegExp(
      `<(key|name|field|label|code)>\\s{0,20}${word}\\s{0,20}</\\1>\\s{0,40}<([\\w:-]{1,40})(?:\\s[^<>]{0,300})?>`,
      'giu',
    );
    return [element, keyed].flatMap((form) => {
      // Of one form they stand in the order of the text.
      const ends: Ends = new Map();
      return [...text.matchAll(form)].flatMap((found) => {
        if (found[0].endsWith('/>')) return [];
        const start = found.index + found[0].length;
        const tag = found.at(-1) ?? '';
        return [{ ...inside(text, start, endOf(text, start, { tag, ends })), name }];
      });
    });
  });
}
