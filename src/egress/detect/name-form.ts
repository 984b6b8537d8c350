/** What a name of a person looks like where something leads to one, and which capitals are none. It refuses to know who is somebody. */

const part = "\\p{Lu}(?:['’]\\p{Lu})?[\\p{L}'’]{1,24}(?:-\\p{Lu}[\\p{L}'’]{1,24})?";
const initial = '\\p{Lu}\\. ?';
const small =
  '(?:van|von|vom|de|da|der|den|del|della|di|do|dos|das|du|la|le|bin|ibn|al|el|ter|ten|zu|zum|y|e|af) ';
const more = (least: number): string => `(?: (?:${small}){0,2}(?:${part}|${initial})){${least},4}`;
export const name = `(?:${initial}){0,2}${part}${more(0)}`;
export const fullName = `(?:(?:${initial}){1,2}${part}|${part}${more(1)})`;
/** Nothing but the name on the rest of its line. */
export const lineEnds = '(?=[ \\t]*(?:\\r?\\n|$|,))';
export const start = '(?<![\\p{L}\\p{N}_])';
/** Written with a capital where a name could stand. */
const others = new Set(
  'customer team all world sir madam everyone support service sales user admin there client friend friends colleague colleagues folks guys member members order invoice account street road january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday inc ltd llc corp gmbh the a an this that not none null true false yes no unknown error status id please thanks page section table total active good morning evening afternoon guten tag buenos buenas buongiorno dzień dobry bom boa dia bonjour hola hallo hello hi hey ciao merhaba und okay ok sure sorry well pending closed open new your our my we it he she they i'.split(
    ' ',
  ),
);
export const isName = (text: string): boolean =>
  !text.split(/[ -]/).some((one) => others.has(one.toLowerCase()));

/** Past the words that are no name, at the end: "Dear Ann Monday" is about Ann. */
export function trimmed(text: string): string {
  const parts = text.split(' ');
  while (parts.length > 0 && others.has((parts.at(-1) ?? '').toLowerCase())) parts.pop();
  return parts.join(' ').replace(/['’]$/, '');
}
