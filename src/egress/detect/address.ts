/** Postal addresses: a number and a street's own word, in the order of the language. It refuses a place that has no number. */
import { wholeAddress } from './addresses/tail.js';
import { defineDetector, type Span } from './detector.js';
import { find, shapeOf, spanOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue } from './words/cues.js';
import { hint } from './words/hint.js';

const word = "\\p{Lu}[\\p{L}'’.-]{1,24}";
const words = `(?:${word} ){1,4}`;
const english =
  '(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Way|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Close|Crescent|Gardens|Grove|Mews|Row|Walk|Trail|Loop|Plaza|Alley|Turnpike|Hill|View|Park|Isle|Rise|Path|Fields?|Manor|Mills|Creek|Springs?|Valleys?|Views|Ridges?|Lea|Chase|Copse|Meads?|Bank|Summit|Estates?|Hills|Meadows?|Crossing|Hollow|Knolls?|Causeway|Expressway|Freeway|Bypass|Orchard|Canyon|Cove|Bluffs?|Crest|Glens?|Heights|Landing|Junction|Vista|Villages?|Viaduct|Mountains?|Spurs?|Squares|Shores?|Roads|Streets|Pike|Pines?|Passage|Lodge|Locks|Lakes?|Islands?|Harbors?|Haven|Groves|Forges?|Forks?|Fords?|Falls|Dale|Courts|Corners?|Cliffs?|Circles|Brooks?|Bridge|Bend|Beach|Stravenue|Skyway|Throughway|Trafficway|Turnpike|Underpass|Overpass|Ramp|Ranch|Rapids|Prairie|Parks|Parkways|Loop|Extensions?|Ferry|Parade|Approach|Vale|Glade|Brae|Drove|Croft|Paddock|Ways|Shoals?|Burgs?|Crossroads?|Quay|Yard|Ridings|Cres|Trl|Gate|Mount|Nagar|Marg|Colony|Enclave|Vihar)';
const flat = '(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|Room|Floor|#)\\.? ?[A-Z0-9-]{1,6})?';
/** A stop ends it, but behind a short one: `St. Gallen`. */
const ofTown = "\\p{Lu}(?:\\p{L}{0,3}\\.|[\\p{L}'’-]{1,24})(?![\\p{L}\\p{N}])";
const towns = `${ofTown}(?:[ -]${ofTown}){0,2}`;
const town = `(?:,? (?:[A-Z]{1,2}-)?\\d{4,6}(?: [A-Z]{2})? ${towns}|, ${towns})?`;
const code =
  '(?:,? [A-Z]{2},? \\d{5}(?:-\\d{4})?|,? [A-Z]{1,2}\\d[A-Z0-9]? \\d[A-Z]{2}|,? [A-Z]\\d[A-Z] \\d[A-Z]\\d|,? \\d{4,6})?';
const house = '\\d{1,5}(?: ?[a-z]|[A-Z](?![\\p{L}\\p{N}])|[-/]\\d{1,4})?';
const small = "(?:(?:de|du|des|del|della|dei|di|da|do|dos|das|la|las|los|le|les|el|l'|d') ?){0,3}";
const forms = [
  `\\d{1,6} (?:[NS]?[EW]|[NS])?\\.? ?\\d{1,3}(?:st|nd|rd|th) ${english}(?![\\p{L}\\p{N}_])\\.?(?: (?:[NSEW]{1,2}|North|South|East|West)(?![\\p{L}\\p{N}_]))?${flat}${town}${code}`,
  `(?:\\d{1,4}/)?\\d{1,6}(?:[A-Z]|[a-d](?= ))?(?:-\\d{1,5})?,? (?:[NSEW]\\.? )?${words}${english}(?![\\p{L}\\p{N}_])\\.?(?: (?:[NSEW]{1,2}|North|South|East|West)(?![\\p{L}\\p{N}_]))?${flat}${town}${code}`,
  `(?:${word} ){1,3}(?:Straße|Strasse|Str\\.|Weg|Platz|Allee|Ring|Damm|Ufer|Gasse|Väg|Gata|Vei|[Gg]ate|vei|Sokak|Sokağı|Sok\\.|Caddesi|Cad\\.|Bulvarı|utca|út|tér|körút|rakpart|sugárút|köz|sétány|fasor|tere|[Uu]lic[ae]|[Nn]áměstí|[Nn]ábřeží|[Tt]řída|[Cc]esta|[Tt]rg|iela|gatve|laukums|bulvāris|küçəsi|prospekti|ул\\.|наб\\.|пр\\.|пл\\.|пер\\.|майдан|площа|вулиця|провулок|улица|площадь|набережная|проспект),? (?:No:? ?|д\\. ?)?${house}(?![\\p{L}\\d])${town}`,
  `(?!\\d{1,5} ?x )${house}(?: bis| ter)?,? (?:[Rr]ue|[Vv]oie|[Aa]venida|[Aa]lameda|[Rr]odovia|[Tt]ravessa|[Pp]raça|[Mm]arginal|[Rr]ua|[Pp]assage|[Aa]venue|[Bb]oulevard|[Bb]d|[Pp]lace|[Cc]hemin|[Aa]llée|[Ii]mpasse|[Qq]uai|[Cc]ours|[Rr]oute) ${small}${word}(?:[ -]${small}${word}){0,3}${town}`,
  `(?:Calle|C/|Carrer|Passeig|Calzada|Blvd\\.|Str\\.|Bd\\.|B-dul|Șos\\.|Splaiul|Piața|Avenida|Av\\.|Avda\\.|Plaza|Paseo|Carrera|Camino|Ronda|Rua|Travessa|Praça|Via|Viale|Piazza|Corso|Largo|Vicolo|Strada|Borgo|Contrada|Incrocio|Glorieta|Travesía|Prolongación|Andador|Cerrada|Cda\\.|Privada|Priv\\.|Callejón|Rincón|Subida|Cuesta|Polígono|Masía|Acesso|Alameda|Beco|Azinhaga|Calçada|Urbanização|Rotonda|Lungomare|Salita|Οδός|Οδ\\.|Λεωφόρος|Λεωφ\\.|Πλατεία|Πλ\\.|Jl\\.|Jln\\.|Jalan|Gg\\.|Kpg\\.|[Nn]áměstí|[Nn]ábřeží|[Tt]řída|wyb\\.|[Ww]ybrzeże|[Rr]ondo|[Ss]kwer|[Ss]zosa|[Rr]ynek|bulw\\.|[Bb]ulwar|[Dd]roga|Pasaje|Rambla|Carretera|Urbanización|Barrio|Vía|Bulevardul|Aleea|Calea|Șoseaua|[Uu]l\\.|[Aa]l\\.|[Pp]l\\.|[Oo]s\\.|[Uu]lica|[Aa]leja|[Pp]lac|[Oo]siedle|улица|ул\\.|проспект|пр\\.|площадь|пл\\.|набережная|переулок|пер\\.|шоссе|бульвар|ал\\.|вул\\.|вулиця) ${small}${word}(?:[ -]${small}${word}){0,4},? ?(?:[nN][º°.]? ?|[Nn]o\\.? ?|[Nn]r\\.? ?|Bloc |д\\. ?)?${house}(?![\\p{L}\\d])${town}`,
  // As in India, Pakistan and Nigeria: `Flat 12, Shanti Residency, 13th Cross, Indiranagar`.
  `(?:Flat|House|Plot|Door)(?: No\\.?)? \\d{1,5}[A-Z]?, (?:${words}(?:Residency|Apartments|Towers|Society|Layout|Nagar|Colony|Enclave|Street|Road|Close|Avenue|Crescent)|Street \\d{1,3}|\\d{1,3}(?:st|nd|rd|th) (?:Cross|Main))(?![\\p{L}\\p{N}_])(?:, (?:\\d{1,3}(?:st|nd|rd|th) (?:Cross|Main)|[A-Z]-\\d{1,2}(?:/\\d{1,2})?|${towns})){0,3}${code}`,
  '\\d{1,3}丁目 ?\\d{1,3}番(?:地|(?:\\d{1,3}号)?)',
  '(?:P\\.? ?O\\.?|Post Office) ?Box \\d{1,6}',
];
const compound = shapeOf(
  `(?<![\\p{L}\\p{N}_.,/-])\\p{Lu}[\\p{L}-]{1,30}(?:straße|strasse|str\\.|weg|platz|allee|gasse|damm|ufer|straat|laan|plein|plantsoen|gracht|kade|dijk|singel|gatan|vägen|allén|gade|gaden|vej|vejen|torvet|pladsen|gata|gate|veien|vei|katu|tie|kuja|polku|penger|raitti|väylä|ranta|rinne|gärdet|gränden|parken|park|haven|vænget|tunet|bakken|svingen|stien|marken|stræde|-(?:Str\\.|Straße|Strasse|Weg|Platz|Allee|Ring|Damm|Ufer)) ${house}(?: [IVX]{1,4}\\b)?(?![\\p{L}\\d])${town}`,
);
const shape = shapeOf(`(?<![\\p{L}\\p{N}_.,/-])(?:${forms.join('|')})`);
/** What a program calls one, or what a page says of one: no house has its number in it. */
const spelt =
  /[{}$<>|[\]]|\w\(|->|=|^arn:|[a-z]_[a-z]|[A-Z]_[A-Z]|[a-z][A-Z][a-z]{2,}\d[A-Z]|^(?:typeof|const|char|new) /;
const says = /addr|adres|indirizz|direcci|endere[cç]o|osoite|anschrift|адрес|διεύθυνσ/iu;
const isTold = (text: string): boolean => spelt.test(text) || (!/\p{N}/u.test(text) && says.test(text));

export const address = defineDetector({
  kind: 'address',
  class: 'pii.address',
  tier: 'shape',
  needs: trait.capital | trait.numeral,
  speaks: cue.address,
  hinted: hint.address,
  detect: (reading) => {
    const { text, hint: bits } = reading;
    const isWhole =
      (bits & hint.address) !== 0 &&
      text.length <= 250 &&
      ((bits & hint.made) !== 0 || !isTold(text)) &&
      !/:\/\/|@|^\s*[\w-]+(?:\.[\w-]+)+(?::\d+)?\s*$|^\s*0x[\da-f]{1,16}\s*$/i.test(text);
    if (isWhole && /\p{L}{2}/u.test(text) && /[\d ]/.test(text.trim()))
      return [{ start: 0, end: text.length }];
    const spans: Span[] = [];
    for (const found of find(shape, reading)) spans.push(wholeAddress(text, spanOf(found)));
    return spans;
  },
});

/** Its street's own word is the end of a longer one. */
export const addressCompound = defineDetector({
  kind: 'address-compound',
  class: 'pii.address',
  tier: 'shape',
  needs: trait.capital | trait.numeral,
  detect: (reading) => find(compound, reading).map((found) => wholeAddress(reading.text, spanOf(found))),
});
