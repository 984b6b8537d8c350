/** What a name of a person looks like where something leads to one, and which capitals are none. It refuses to know who is somebody. */
import { hint, hintOf } from '../words/hint.js';
import { titles } from './words.js';

/** Never the end of a request's first line: `GET /find?buyer=Ann%20Smith HTTP/1.1`. */
const part =
  "(?!HTTP/\\d)(?:d['’]|[ae]l-)?\\p{Lu}(?:['’]\\p{Lu})?[\\p{L}'’]{1,24}(?:-\\p{Lu}[\\p{L}'’]{1,24})?";
/** As many in Korea are given, before the family: `Ji-woo Park`. */
const korean =
  '[A-Z][a-z]{1,5}-[a-z]{2,6}(?= (?:Kim|Lee|Park|Choi|Jung|Jeong|Kang|Cho|Yoon|Jang|Lim|Han|Oh|Seo|Shin|Kwon|Hwang|Ahn|Song|Yoo|Hong)(?!\\p{L}))';
const initial = '\\p{Lu}\\. ?';
const small =
  '(?:van|von|vom|de|da|der|den|del|della|di|do|dos|das|du|la|le|las|los|des|op|bin|bint|ibn|al|el|ap|ter|ten|zu|zum|y|e|af|av|’t) ';
const more = (least: number): string => `(?: (?:${small}){0,2}(?:${part}|${initial})){${least},4}`;
/** Not the beginning of a code: `DB_PASSWORD`, `MP055277`. */
const over = '(?![\\p{L}\\p{N}_]|-\\d)';
/** Behind an initial a small word may stand: `S. de Vries`. */
export const name = `(?:(?:${initial}){1,2}(?:${small}){0,2})?${part}${more(0)}${over}`;
/** Behind a title it may begin with a small word: `Mr van Dyk`. */
export const titledName = `(?:${small}){0,2}${name}`;
export const fullName = `(?:(?:${initial}){1,2}${part}|(?:${korean}|${part})${more(1)})`;
/** As lists have it: `Feldstein, Desmond`. */
export const lastFirst = `(?:${small}){0,2}${part}, ${part}${over}`;
/** Nothing but the name on the rest of its line. */
export const lineEnds = '(?=[ \\t]*(?:\\r?\\n|$|,))';
export const start = '(?<![\\p{L}\\p{N}_])';
/** Written with a capital where a name could stand. */
const others = new Set(
  'dear customer team all world sir madam everyone support service sales user admin there client friend friends colleague colleagues folks guys member members order invoice account street road january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday inc ltd llc corp gmbh the a an this that not none null true false yes no unknown error status id please thanks page section table total active good morning evening afternoon guten tag buenos buenas buongiorno dzień dobry bom boa dia bonjour hola hallo hello hi hey ciao merhaba und okay ok sure sorry well pending closed open new your our my we it he she they i string varchar boolean integer me prezado prezada estimado estimada gentile egregio caro cara beste geachte geehrte geehrter sehr liebe lieber'.split(
    ' ',
  ),
);
/** A column, and a family. */
const both = new Set('nascimento street brand driver handy'.split(' '));
/** What names a column names nobody; of few letters it does so in capitals, as a name is not written. */
const tells = (word: string): boolean =>
  !both.has(word.toLowerCase()) &&
  (word.length > 4 || word === word.toUpperCase()) &&
  word.length > 1 &&
  hintOf(word) !== 0;
/** When, not who: `Mon Mar`. */
const inCalendar = /^(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i;
/** A title alone. */
const title = new RegExp(`^(?:${titles})\\.?$`, 'u');
/** The last word of what a number is called. */
const ofNumber = /(?:^(?:no|nr|num|id|n[úu]mero)\.?|numm?er|number)$/i;
const numbered = hint.national | hint.passport | hint.ssn | hint.birth | hint.account;

/** Small words of a language that writes every noun with a capital, as a sentence begins with them: `Ihre Bestellung`. */
const opening =
  /^(?:Bei|Ihre?[nmrs]?|Unsere?[nmrs]?|Meine?[nmrs]?|Deine?[nmrs]?|Seine?[nmrs]?|Eure?|Für|Wir|Sie|Bitte|Nach|Vom|Zum|Zur|Der|Die|Das|Dem|Eine?[nmrs]?|Keine?[nmrs]?|Mit|Aus|Auf|Laut|Wegen|Diese?[nmrs]?|Jede[nmrs]?|Alle[nr]?|Ohne|Gemäß|Wenn|Weil|Dass|Wo|Wie|Was) \S+$/u;

/** Of a statement about tables, in capitals: `ON contact TO ROLE analyst`. */
const statement =
  /^(?:(?:TO|ON|IS|AS|BY|SET|FOR|ADD|DROP)$|(?:\S+ ){0,3}(?:ROLE|COLUMN|MODIFY|SELECT|INSERT|UPDATE|DELETE|WHERE|GRANT|REVOKE|ALTER|RENAME|CASCADE|CONSTRAINT|REFERENCES|USING|ENABLE|DISABLE|VARCHAR|VALUES)(?: |$))/;

/** What somebody has, behind whose it is: `Son GSM`, `Meu WhatsApp`; and a fund's number. */
const owned =
  /^(?:(?:[MTS](?:on|a|es|eu|inha|ua|i|u|in)|Notre|Votre|Leur|Mijn|Zijn|Haar|Mitt|Ditt|Hans|Hennes|Nosso|Nossa) (?:GSM|[Ww]hats[Aa]pp|T[eé]l[eé]?\p{L}{0,8}|Handy|Mob\p{L}{0,6}|E-?mail|IBAN|Fax|SMS|Pix|CPF|NIF|DNI|RUT)|Fund (?:USI|ABN))$/u;

const weekday = /^(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)$/i;

export function isName(text: string): boolean {
  if (opening.test(text) || statement.test(text) || owned.test(text)) return false;
  const words = text.split(/[ -]/);
  if (words.length > 1 && words.every((one) => weekday.test(one))) return false;
  if (words.some((one) => others.has(one.toLowerCase()))) return false;
  const last = words.at(-1) ?? '';
  const isTelling = tells(last);
  if (ofNumber.test(last) || (isTelling && (hintOf(last) & numbered) !== 0)) return false;
  // The last alone rules most out.
  if (isTelling && words.every(tells)) return false;
  return !(
    (title.test(last) && words.every((one) => title.test(one))) ||
    (inCalendar.test(last) && words.every((one) => inCalendar.test(one)))
  );
}

/** Past the words that are no name, at the end: "Dear Ann Monday" is about Ann. */
export function trimmed(text: string): string {
  const parts = text.split(' ');
  while (parts.length > 0 && others.has((parts.at(-1) ?? '').toLowerCase())) parts.pop();
  return parts.join(' ').replace(/['’]$/, '');
}
