/** Whether a number that is no more than a run of digits stands behind a noun of its own: `Fax server 848337738`. It refuses a word that leads on to a number, or says of which kind a telephone is. */

import type { Span } from '../text/span.js';
import { type Cues, cue, isLabelled, said, valueBefore } from './cues.js';

/** As machines, orders and counts are written, and telephones of few countries. */
const formless = /^(?:[1-9]\d*|\d{3}-\d{4}|\d{1,2}\.\d{1,2}\.\d{1,3}(?:-\d{1,3})?)$/;
export const isFormless = (shown: string): boolean => formless.test(shown);
const noun = /(?<![\p{L}\p{M}\p{N}_@./-])\p{Ll}{4,24}(?=(?:\s(?:no|nr|num)\.)?\s{1,12}$)/u;
const reach = 44;

/** The noun's own: `gasket no. 33571757 (contact side)`. */
const isNumbered = (text: string, at: number, start: number): boolean => /\S/.test(text.slice(at, start));

/** What is said of a number right behind it: `unit 57028930 reached 88 kWh`. */
const another = /^,? \p{Ll}{2,24} \d/u;

/** In the languages of the words that name a telephone, as they are written small. */
const leading = new Set(
  [
    'number numbers numero número numéro nummer numer numeru numerze numerem numret nummeret numara numarası numarayı numaram číslo čísle číslem szám száma számon numărul номер номера номеру номером under unter über sous sobre sotto pour para from into pelo pela através through than that this these those your ours mine just only also even either both before after around until between when where then here there back again please bitte gern gerne kindly via',
    'home work office private mobile cell phone telephone landline line direct main personal business primary secondary second first alternate alternative other another extra current former emergency daytime evening night nights weekend contact desk hotline helpline reception extension switchboard urgent always anytime',
    'privat dienstlich geschäftlich zuhause arbeit mobil festnetz durchwahl lautet oder auch sind wird wäre nämlich jetzt neue neuer alte direkt sowie',
    'privé privée perso personnel professionnel domicile maison bureau travail fixe portable joignable appelant soit suivant depuis avec mais direct standard',
    'casa trabajo oficina particular fijo móvil siguiente desde trabalho escritório pessoal fixo seguinte ufficio lavoro privato fisso cellulare seguente presso oppure sono como anche',
    'prive thuis werk zakelijk vast mobiel nieuwe volgende hjem jobb arbete hemma arbejde privata hemmet domowy służbowy prywatny praca komórka albo lub pod otthon munka vagy acasă serviciu birou domů práce domu nebo koti työ joko evde işte veya mama papa mamá papá mutti vati mother father mom daughter brother sister wife husband spouse neighbor neighbour dispatch support sales',
  ]
    .join(' ')
    .split(' '),
);

/** What somebody gave, and is kept: `phone on file 5154285248`. */
const kept = / on file[:,]? {0,2}$/i;
export const isKept = (text: string, start: number): boolean =>
  kept.test(text.slice(Math.max(0, start - 12), start));

export function isOfItsNoun(text: string, { start, end }: Span, cues: Cues): boolean {
  if (!isFormless(text.slice(start, end))) return false;
  const from = Math.max(0, start - reach);
  const found = noun.exec(text.slice(from, start));
  if (found === null || leading.has(found[0]) || isKept(text, start)) return false;
  const at = from + found.index + found[0].length;
  const isCue = isLabelled(cues, cue.phone, { start: at, end: at });
  // INVARIANT: what calls it a telephone behind it is heard, whatever stands before it.
  const behind = { bits: cues.bits, found: cues.found, text, from: end };
  const isApart = isNumbered(text, at, start) || another.test(text.slice(end, end + reach));
  return !isCue && (isApart || !said(behind, cue.phone, { start, end }));
}

/** A word right before a number, and no more than signs to it. */
const word = /(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}]{2,24})(?: n\.?o?)?[.:#№°º]{0,2} {0,2}\(?$/u;
const joining = /^(?:and|or|und|oder|et|ou|y|o|e|ed|of|en|og|och|eller|i|a|lub|ve|veya|и|или|sau|és|ja)$/iu;

/** What stands in a text, and the words that speak in it. */
interface Spoken {
  readonly text: string;
  readonly cues: Cues;
}
/** The cues that still speak of a number behind a word of its own, where the value that stands before the word is whose they are: `mobiel 06 12345678. Kenmerk 73883180`. */
export function cuesPast({ text, cues }: Spoken, last: Span | undefined, { start }: Span): Cues {
  const end = valueBefore(text, last, start);
  if (end < 0 || end > start || start - end > reach) return cues;
  const own = word.exec(text.slice(end, start))?.[1];
  if (own === undefined || joining.test(own) || leading.has(own.toLowerCase())) return cues;
  return { bits: cues.bits, found: cues.found, text: cues.text, from: end };
}
