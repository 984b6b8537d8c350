/** Postal addresses without a street's own word, where the words before one say that somebody lives there. It refuses a place that has no number, and one that nothing leads to. */
import { wholeAddress } from './addresses/tail.js';
import { defineDetector } from './detector.js';
import { find, shapeOf, spanOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue } from './words/cues.js';

/** Where somebody lives is told with a word between: "Live Aid 1985" is no address. */
const living = [
  '[Ll]iv(?:es?|ed|ing)|[Rr]esid(?:es?|ed|ing|ent)|[Ww]ohn(?:t|e|haft)|[Vv]iv[eo]|[Rr]eside|[Rr]esidente|[Dd]omiciliad[oa]',
  '[Hh]abite|[Dd]emeurant|[Dd]omiciliée?|[Aa]bita|[Mm]ora|[Ww]oon(?:t|achtig)|[Bb]or|[Bb]osatt|[Zz]amieszkał[ya]|[Zz]amieszkuje',
  '[Mm]ieszka|[Bb]ydlí|[Bb]ytom|[Пп]роживает|[Пп]рописан|[Жж]ивёт|[Мм]ешкає|[Κκ]ατοικεί',
].join('|');
const between =
  '(?:at|in|an|am|auf|en|au|aux|à|chez|op|aan|te|på|i|ved|w|przy|na|ve|v|em|no|via|по адресу|в|на|за адресою|στην|στο)';
const titles = [
  '[Hh]ome [Aa]ddress|[Pp]ostal [Aa]ddress|[Mm]ailing [Aa]ddress|[Ss]treet [Aa]ddress|[Aa]nschrift|[Aa]dresse',
  '[Dd]omicilio|[Dd]irecci[oó]n|[Ii]ndirizzo|[Mm]orada|[Ee]ndereço|[Aa]dres|[Oo]soite|[Bb]ydliště|[Cc]ím|[Aa]dresi',
  '[Аа]дреса?|[Δδ]ιεύθυνση',
].join('|');
const leads = `(?:${living}) ${between}|[Ww]ohnhaft|(?:${titles})(?: is|:)?`;
const number = '\\d{1,5}(?: ?[a-z](?![\\p{L}\\p{N}])|[A-Z](?![\\p{L}\\p{N}])|[-/]\\d{1,4})?';
const word = "\\p{Lu}[\\p{L}'’.-]{1,24}";
const place = `(?:\\p{L}{1,3} ){0,2}${word}(?: (?:\\p{L}{1,4} ){0,2}${word}){0,4}`;
const shape = shapeOf(
  `(?<=(?<![\\p{L}\\p{N}_])(?:${leads}) )(?:${place},? (?:[Nn]o\\.? ?|[Nn]r\\.? ?|č\\.? ?)?${number}(?![\\p{L}\\p{N}.:,]\\d)(?![\\p{L}\\p{N}])|${number},? ${place})`,
);

export const addressLed = defineDetector({
  kind: 'address-led',
  class: 'pii.address',
  tier: 'shape',
  needs: trait.capital | trait.numeral,
  speaks: cue.home,
  detect: (reading) => find(shape, reading).map((found) => wholeAddress(reading.text, spanOf(found))),
});
