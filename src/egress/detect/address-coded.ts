/** Postal addresses that end in a code and a town: words with capitals, a number, a code. It refuses a number that no code follows. */
import { wholeAddress } from './addresses/tail.js';
import { defineDetector } from './detector.js';
import { find, shapeOf, spanOf } from './text/shape.js';
import { trait } from './text/traits.js';

const word = "\\p{Lu}[\\p{L}'’.-]{1,24}";
const small = '(?:de|del|la|las|los|den|der|dem|des|du|do|da|dos|van|von|the)';
const street = `${word}(?: (?:${small} )?${word}){0,3}`;
const house = '\\d{1,4}(?:/\\d{1,4})?(?: ?[A-Za-z](?![\\p{L}\\p{N}]))?';
const flat =
  '(?:,? (?:[Aa]pto?|[Pp]iso|[Ll]gh|[Bb]is|[Bb]l|[Aa]p|m|Apt|Suite|Unit)\\.? ?[\\p{L}\\p{N}]{0,5}|, \\d{1,2}[ºªoa] ?[A-Z]?| -[A-Z]| - \\p{Lu}\\p{L}{2,20}){0,2}';
const code =
  '(?:(?:Τ\\.Κ\\. ?|[A-Z]{1,2}-)?(?:\\d{5}(?:-\\d{3})?|\\d{4}-\\d{3}|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4} [A-Z]{2}))(?!\\d)';
/** No town: what a number of five digits is called. */
const none = '(?!(?:\\p{L}{1,20}(?:konto|nummer)|Konto|Artikel|Auftrag|Vertrag|Order|Ticket|Invoice|Batch) )';
const british = '[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}(?![\\p{L}\\p{N}])';
const shape = shapeOf(
  `(?<![\\p{L}\\p{N}_.,/-])(?:\\d{1,5}[a-d]? ${street}, ${none}${word}(?: ${word})?,? (?:[A-Z]{2} |${word} )?\\d{5}(?:-\\d{4})?(?![\\d-])|${street} ${house}, (?!19|20)[1-9]\\d{3} ${none}${word}(?! \\d)|${street},? (?:[Nn][ºo°]\\.?:? ?|[Nn]r\\.? ?)?${house}${flat}, (?:${code} ${word}|${none}${word}(?: ${word})?,? (?:[A-Z]{2},? )?\\d{5,6}(?!\\d))|\\d{1,4}[A-Z]? ${street}, ${word}(?: ${word})?,? ${british})`,
);

export const addressCoded = defineDetector({
  kind: 'address-coded',
  class: 'pii.address',
  tier: 'shape',
  needs: trait.capital | trait.figures,
  detect: (reading) => find(shape, reading).map((found) => wholeAddress(reading.text, spanOf(found))),
});
