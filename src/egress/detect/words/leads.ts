/** Where words stand that lead to something, of several lists in one pass over a text. It refuses to decide: whoever asks looks at the place itself. */

/** Whether no word goes on there; past ASCII whoever asks looks. */
const isInWord = Uint8Array.from({ length: 128 }, (_, code) =>
  /\w/.test(String.fromCharCode(code)) ? 1 : 0,
);
/** What stands between two bars, which a group may hold as well. */
const alternative = /(?:\(\?:[^()]*\)|[^|()])+/g;
/** A class, a group, or one character: of these one, or perhaps none. */
const choice = /\[([^[\]]{1,80})\](\??)|\(\?:([^()]*)\)(\??)|(\\?.)\?/;

function spelt(source: string): readonly string[] {
  const found = choice.exec(source);
  if (found === null) return [source.replaceAll('\\', '')];
  const [whole, letters, mayLackLetter, group, mayLackGroup, single] = found;
  const own = letters === undefined ? (group?.split('|') ?? [single ?? '']) : [...letters];
  const isSure = single === undefined && (mayLackLetter ?? mayLackGroup) === '';
  const [before, behind] = [source.slice(0, found.index), source.slice(found.index + whole.length)];
  return (isSure ? own : [...own, '']).flatMap((one) => spelt(before + one + behind));
}

/** Each spelling that a list of alternatives stands for. */
export const spellingsOf = (list: string): readonly string[] =>
  (list.match(alternative) ?? []).flatMap(spelt);

/** Of one that begins there, in which lists it is: a bit each. */
export interface Lead {
  readonly at: number;
  readonly lists: number;
}
interface Words {
  readonly text: string;
  lists: number;
}

/** Two characters as one number; of a single one, which goes on with anything, alone. */
const pair = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
const alone = (text: string, at: number): number => -text.charCodeAt(at);

/** Their two first characters, many to a place: most words of a text are told by it to begin like none. */
const places = 65_536;
const placeOf = (first: number, second: number): number => (first * 31 + second) % places;

/** By how they begin: next to no word of a text begins like one of them. */
function byBeginning(lists: readonly string[]): ReadonlyMap<number, readonly Words[]> {
  const words = new Map<string, Words>();
  for (const [i, list] of lists.entries())
    for (const text of spellingsOf(list)) {
      const same = words.get(text);
      if (same === undefined) words.set(text, { text, lists: 1 << i });
      else same.lists |= 1 << i;
    }
  const beginnings = new Map<number, Words[]>();
  for (const one of words.values()) {
    const key = one.text.length > 1 ? pair(one.text, 0) : alone(one.text, 0);
    const same = beginnings.get(key);
    if (same === undefined) beginnings.set(key, [one]);
    else same.push(one);
  }
  return beginnings;
}

const nowhere: readonly Lead[] = [];

/** INVARIANT: a pattern that begins with a word of a list, behind no other character of a word, stands nowhere but at these places. */
export function leadsOf(lists: readonly string[]): (text: string) => readonly Lead[] {
  const beginnings = byBeginning(lists);
  const mayBegin = new Uint8Array(places);
  for (const words of beginnings.values())
    for (const { text } of words)
      if (text.length > 1) mayBegin[placeOf(text.charCodeAt(0), text.charCodeAt(1))] = 1;
  const standing = (words: readonly Words[] | undefined, text: string, at: number): number => {
    let found = 0;
    for (const one of words ?? []) if (text.startsWith(one.text, at)) found |= one.lists;
    return found;
  };
  return (text) => {
    let leads: Lead[] | undefined;
    for (let at = 0, last = 0; at < text.length; at += 1) {
      const isInside = last < 128 && isInWord[last] === 1;
      last = text.charCodeAt(at);
      if (isInside) continue;
      if (last < 128 && mayBegin[placeOf(last, text.charCodeAt(at + 1))] !== 1) continue;
      const found =
        standing(beginnings.get(pair(text, at)), text, at) |
        (last < 128 ? 0 : standing(beginnings.get(alone(text, at)), text, at));
      if (found === 0) continue;
      leads ??= [];
      leads.push({ at, lists: found });
    }
    return leads ?? nowhere;
  };
}
