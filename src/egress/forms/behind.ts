/** Finds the values that stand behind one of some names and a sign, within a line. It refuses to know a name by anything but its letters. */
import type { Named } from './named.js';

const escaped = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
/** What ends a value without quotes: the end of a clause, or the next name and its sign. */
const stop = /[\n,;|&<>()[\]{}]|[ \t]+[^\s:=]{1,40}[ \t]?[:=]|$/gm;

function valueFrom(text: string, from: number): { readonly start: number; readonly end: number } {
  const quote = text.charAt(from);
  const close = quote === '"' || quote === "'" ? text.indexOf(quote, from + 1) : -1;
  if (close >= 0) return { start: from + 1, end: close };
  stop.lastIndex = from;
  let end = stop.exec(text)?.index ?? text.length;
  while (end > from && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { start: from, end };
}

export function behindNames(text: string, names: readonly string[]): readonly Named[] {
  return names.flatMap((name) => {
    const led = new RegExp(
      `(?<![\\p{L}\\p{M}\\p{N}_])${escaped(name)}["'*]{0,2}[ \\t]{0,8}(?:=>|[:=])[ \\t*]{0,8}`,
      'giu',
    );
    const found: Named[] = [];
    for (let one = led.exec(text); one !== null; one = led.exec(text)) {
      const value = valueFrom(text, led.lastIndex);
      found.push({ ...value, name });
      // What stands in a value is no name.
      led.lastIndex = Math.max(led.lastIndex, value.end);
    }
    return found;
  });
}
