/** Finds what stands in elements of some names, with all that is within them. It refuses to end a value before its own closing tag. */
import type { Named } from './named.js';

const escaped = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const data = '<![CDATA[';

/** From behind an opening tag to its closing one; to the end of the text where that is missing. */
function inside(text: string, start: number, tag: string): Omit<Named, 'name'> {
  const close = text.indexOf(`</${tag}`, start);
  const end = close < 0 ? text.length : close;
  const isData = text.startsWith(data, start) && text.startsWith(']]>', end - 3);
  return isData ? { start: start + data.length, end: end - 3 } : { start, end };
}

/** Elements called so, in whatever namespace, and what follows an element that holds the name alone, as a property list does. */
export function taggedCells(text: string, names: readonly string[]): readonly Named[] {
  if (!text.includes('</')) return [];
  return names.flatMap((name) => {
    const word = escaped(name);
    const element = new RegExp(`<((?:[\\w-]{1,40}:)?${word})(?:\\s[^<>]{0,300})?>`, 'giu');
    const keyed = new RegExp(
      `<(key|name|field|label|code)>\\s{0,20}${word}\\s{0,20}</\\1>\\s{0,40}<([\\w:-]{1,40})(?:\\s[^<>]{0,300})?>`,
      'giu',
    );
    return [
      ...[...text.matchAll(element)].map((found) => [found, found[1] ?? ''] as const),
      ...[...text.matchAll(keyed)].map((found) => [found, found[2] ?? ''] as const),
    ].flatMap(([found, tag]) => {
      const isClosed = found[0].endsWith('/>');
      return isClosed ? [] : [{ ...inside(text, found.index + found[0].length, tag), name }];
    });
  });
}
