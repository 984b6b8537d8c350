/** Finds the values that stand behind one of some names and a sign, within a line. It refuses to know a name by anything but its letters. */
import { asPattern, type Named } from './named.js';

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

/** What engines say of a key that is there already: `Key (a, email)=(1, x)`, `entry 'x' for key 't.email'`. */
const keyed = /\(([^()\n]{1,200})\)=\(([^()\n]{1,1000})\)/g;
const entered = /entry '([^'\n]{1,1000})' for key '([^'\n]{1,200})'/gi;

function inErrors(text: string, names: readonly string[]): readonly Named[] {
  const named = (list: string): string | undefined => {
    const words = list.toLowerCase().split(/[^\p{L}\p{M}\p{N}_]+/u);
    return names.find((name) => words.includes(name.toLowerCase()));
  };
  const keys = [...text.matchAll(keyed)].flatMap(({ 0: all, 1: list = '', 2: values = '', index }) => {
    const name = named(list);
    const end = index + all.length - 1;
    return name === undefined ? [] : [{ start: end - values.length, end, name }];
  });
  const entries = [...text.matchAll(entered)].flatMap(({ 1: value = '', 2: list = '', index }) => {
    const name = named(list.replace(/[_.]/g, ' ')) ?? named(list);
    const start = index + "entry '".length;
    return name === undefined ? [] : [{ start, end: start + value.length, name }];
  });
  return [...keys, ...entries];
}

/** A name with no sign, and a value between quotes right behind it; within doubled brackets a bar parts them. */
const quotedBehind = '(?:[ \\t]{1,8}\\.?[ \\t]{0,8}(?=")|\\|(?=[^|\\n]{0,400}\\}\\}))';

export function behindNames(text: string, names: readonly string[]): readonly Named[] {
  const behind = names.flatMap((name) => {
    const led = new RegExp(
      `(?<![\\p{L}\\p{M}\\p{N}_])${asPattern(name)}["'*]{0,2}(?:[ \\t]{0,8}(?:=>|[:=])[ \\t*]{0,8}|${quotedBehind})`,
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
  return [...behind, ...inErrors(text, names)];
}
