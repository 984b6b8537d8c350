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

/** Their first characters, many to a place: most words of a text are told by the first two to begin like none, and nearly all by three. */
const places = 65_536;
const placed = (place: number, code: number): number => (place * 31 + code) & (places - 1);
const told = 3;

interface Beginnings {
  /** Whether one begins with those two, or is that one character and no more. */
  readonly mayBegin: Uint8Array;
  readonly mayBeAlone: Uint8Array;
  /** Whether one begins with those three. */
  readonly mayGoOn: Uint8Array;
  /** By as many of its characters as it is told by. */
  readonly words: ReadonlyMap<number, readonly Words[]>;
}
function beginningsOf(lists: readonly string[]): Beginnings {
  const all = new Map<string, Words>();
  for (const [i, list] of lists.entries())
    for (const text of spellingsOf(list)) {
      const same = all.get(text);
      if (same === undefined) all.set(text, { text, lists: 1 << i });
      else same.lists |= 1 << i;
    }
  const [mayBegin, mayBeAlone] = [new Uint8Array(places), new Uint8Array(places)];
  const mayGoOn = new Uint8Array(places);
  const words = new Map<number, Words[]>();
  for (const one of all.values()) {
    let place = one.text.charCodeAt(0);
    if (one.text.length === 1) mayBeAlone[place] = 1;
    for (let i = 1; i < told && i < one.text.length; i += 1) {
      place = placed(place, one.text.charCodeAt(i));
      (i === 1 ? mayBegin : mayGoOn)[place] = 1;
    }
    const same = words.get(place);
    if (same === undefined) words.set(place, [one]);
    else same.push(one);
  }
  return { mayBegin, mayBeAlone, mayGoOn, words };
}

const nowhere: readonly Lead[] = [];

/** INVARIANT: a pattern that begins with a word of a list, behind no other character of a word, stands nowhere but at these places. */
export function leadsOf(lists: readonly string[]): (text: string) => readonly Lead[] {
  const { mayBegin, mayBeAlone, mayGoOn, words } = beginningsOf(lists);
  const standing = (place: number, text: string, at: number): number => {
    let found = 0;
    for (const one of words.get(place) ?? []) if (text.startsWith(one.text, at)) found |= one.lists;
    return found;
  };
  return (text) => {
    let leads: Lead[] | undefined;
    for (let at = 0, last = 0; at < text.length; at += 1) {
      const isInside = last < 128 && isInWord[last] === 1;
      last = text.charCodeAt(at);
      if (isInside) continue;
      let found = mayBeAlone[last] === 1 ? standing(last, text, at) : 0;
      const second = placed(last, text.charCodeAt(at + 1));
      if (mayBegin[second] === 1) {
        const third = placed(second, text.charCodeAt(at + 2));
        found |= standing(second, text, at);
        if (third !== second && mayGoOn[third] === 1) found |= standing(third, text, at);
      }
      if (found === 0) continue;
      leads ??= [];
      leads.push({ at, lists: found });
    }
    return leads ?? nowhere;
  };
}
