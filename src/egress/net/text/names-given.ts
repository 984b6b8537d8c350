/** Names of people by what they are given, or by what somebody is called right before them, in a sentence or in a line that holds what people have. It refuses such a name alone, a cell of a table or a value that is nothing else, and one behind which a place, a firm, an office or what is called after somebody is named. */
import type { Span } from '../../detect/detector.js';
import { fullName, isName } from '../../detect/names/form.js';
import { given } from '../../detect/names/given.js';
import { isOfMany, isTitle } from '../../detect/names/many.js';
import { notPeople } from '../../detect/names/not-people.js';
import { isAscii, shapeOf, standingAt } from '../../detect/text/shape.js';
import { touchingAny } from '../../detect/text/within.js';
import { hintOfKey } from '../../detect/words/code.js';
import { hint as says } from '../../detect/words/hint.js';
import type { Named } from '../../forms/named.js';
import type { Ranked } from './ranked.js';

const whole = shapeOf(`(${fullName}(?<!['’]))(?![\\p{L}\\p{N}_@-]|[./]\\p{L}|\\(\\))`, 'y');
/** As lists have it, the family first. */
const familyFirst = /\p{Lu}[\p{L}'’-]{1,24}, (\p{Lu}[\p{L}'’]{1,24}(?:-\p{Lu}\p{L}{1,24})?)(?=[.,;)\n]|$)/uy;
/** Nothing but the beginning of a line or a sign before it. */
const opensField = (text: string, start: number): boolean =>
  /(?:^|[\n:(]) {0,2}$/.test(text.slice(Math.max(0, start - 3), start));

/** What is called after somebody, and where one lives. */
const calledAfter = new Set(
  'street st road rd avenue ave lane ln drive dr court ct square sq place pl way hill hills bay beach island islands lake lakes river mount mountain valley city town village county park parks gardens garden house hall tower towers building plaza mall arena stadium bridge airport station terminal port harbour harbor cathedral church chapel abbey temple library museum gallery theatre theater school academy institute clinic hospital foundation trust prize award awards medal cup open trophy championship lecture chair fund scholarship fellowship day days week festival show tour band orchestra quartet choir brothers bros sons co ltd theorem algorithm transform law laws effect test tests method model models distribution curve number numbers constant equation diagram machine principle paradox index scale series sequence function matrix filter process syndrome disease sign score criteria estate winery vineyard brewery bakery bar grill cafe coffee pizza kitchen jewelers jewellers shoes boots jeans cosmetics collection edition v vs platz straße strasse allee weg kirche schule brücke bahnhof haltestelle travaux construction constructions bâtiment immobilier transports frères cie costruzioni immobiliare trasporti fratelli construcciones obras inmobiliaria hermanos transportes construções imobiliária bau bauunternehmung hausverwaltung spedition apotheke verlag bouw bouwbedrijf stiftung gymnasium realschule klinik krankenhaus lycée collège école hôpital université gare stade bibliothèque médiathèque scuola liceo ospedale stazione piazza teatro escuela colegio instituto hospital universidad estación escola liceu universidade estação estádio station reports exhibition huis blend riesling stiftung'.split(
    ' ',
  ),
);
/** Of a place, or of a ship, right before it. */
const ofPlace =
  /(?<!\p{L})(?:San|Santa|Santo|São|St\.?|Saint|Sankt|Sint|Port|Fort|Mount|Lake|Cape|King|Queen|Pope|Hurricane|Storm|HMS|USS|RMS|MV|MS|Villa|Castle|Jack)[ -]$/u;
/** A stop, a school, a square, a way: called after somebody, and told before the name. */
const leadsToPlace =
  /(?<!\p{L})(?:arrêt|station|gare|métro|tram|terminus|place|square|rue|avenue|boulevard|quai|pont|stade|lycée|collège|école|hôpital|jusqu['’]à|haltestelle|bahnhof|schule|gymnasium|stadion|platz|parada|estaci[oó]n|calle|plaza|colegio|instituto|escuela|estadio|fermata|stazione|via|piazza|scuola|liceo|stadio|paragem|estação|rua|praça|escola|halte|school|stop|stadium|tournament|trofeo|copa|coupe|trophée|prix|premio|prêmio|preis|brand|marque|marca|marke|film|movie|novel|roman|author|starring|the|het|ulica|ul\.|plac|h[oô]tel|teatro|theat(?:er|re)|tug|ship|vessel|ferry|yacht|schiff|navire|barco|nave|linha|línea|ligne|linie|museum|museo|musée|gasthof|pension|weingut|château|castle|palace|palazzo|palais|villa|praia|playa|ilha|isla|island)\s(?:["“«]\s?)?$/iu;
/** Firms that are called as two people are. */
const firms = new Set(
  'arthur d. little,franklin templeton,bob marley,aunt jemima,harry potter,peter pan,sherlock holmes,oliver twist,anna karenina,james bond,mickey mouse,donald duck,santa claus,robinson crusoe,isabella stewart gardner,charles schwab,morgan stanley,johnson matthey,ralph lauren,calvin klein,hugo boss,tommy hilfiger,michael kors,jack daniels,johnnie walker,jim beam,harry winston,louis vuitton,christian dior,giorgio armani,paul smith,ted baker,karl lagerfeld,tom ford,kate spade,vera wang,marc jacobs,oscar mayer,betty crocker,john deere,robert bosch,carl zeiss,eli lilly,edward jones,raymond james,ernst young,arthur andersen,thomas cook,jean coutu,tim hortons,max mara,philip morris,harley davidson,martin marietta,robert half,robert walters,michael page,frank russell,charles river,henry schein,laura ashley,elizabeth arden,estée lauder,helena rubinstein,mary kay,yves rocher,jean paul gaultier,pierre cardin,guy laroche,nina ricci,sonia rykiel,emilio pucci,roberto cavalli,salvatore ferragamo,peter kaiser,otto bock,werner mertz,franz haniel,dr oetker,uncle ben,ben jerry,papa john,jimmy choo,alexander mcqueen,stella mccartney,vivienne westwood,patek philippe,tag heuer,steve madden,jack wolfskin,helly hansen,marco polo'.split(
    ',',
  ),
);
/** Right behind it: what is called after them, as two are in a firm's. */
const behindIt =
  /^(?: & (?:Co|Sons?|Söhne|Partners?|Cie|Fils|Figli|Hijos)(?!\p{L})| (\p{L}{2,16})(?!\p{L}))/u;
function isBeforeThing(text: string, end: number): boolean {
  const found = behindIt.exec(text.slice(end, end + 20));
  return found !== null && (found[1] === undefined || calledAfter.has(found[1]));
}
const isFirms = (shown: string): boolean => firms.has(shown.toLowerCase().replace(/['’]s?$/, ''));
const isOfThing = (one: string): boolean => calledAfter.has(one) || notPeople.has(one);
const isPerson = (shown: string): boolean =>
  isName(shown) &&
  !isOfMany(shown) &&
  !isTitle(shown) &&
  !shown.split(/[ -]/).some((one) => isOfThing(one.toLowerCase()));

const longest = 16;
const foreignCapital = /\p{Lu}/u;
const foreignLetter = /[\p{L}\p{M}]/u;
const isCapital = (code: number): boolean =>
  code < 0x80 ? code >= 0x41 && code <= 0x5a : foreignCapital.test(String.fromCharCode(code));
/** A letter, or what joins two names. */
const goesOn = (code: number): boolean =>
  code < 0x80
    ? (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x2d
    : foreignLetter.test(String.fromCharCode(code));
/** What no name stands right behind: a digit, and what paths, addresses and programs are written with. */
const isWithin = (code: number): boolean =>
  goesOn(code) || (code >= 0x30 && code <= 0x39) || '@_./\\$'.includes(String.fromCharCode(code));

const isGiven = (text: string, start: number, end: number): boolean =>
  end - start > 2 && given.has(text.slice(start, end).toLowerCase());

/** What somebody is, right before their name: a word under which a column holds people. */
function isCalled(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 0x20) return false;
  const end = start - (text.charCodeAt(start - 2) === 0x3a ? 2 : 1);
  let from = end;
  while (from > 0 && end - from < longestRole && goesOn(text.charCodeAt(from - 1))) from -= 1;
  return end - from > 2 && (hintOfKey(text.slice(from, end)) & says.someone) !== 0;
}
const longestRole = 24;

/** Where each capitalised word begins behind which more may stand of a name, and that tells of one. */
function beginnings(text: string): readonly number[] {
  const all: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x41 || (code > 0x5a && code < 0x80) || !isCapital(code)) continue;
    const start = at;
    at += 1;
    while (at < text.length && goesOn(text.charCodeAt(at))) at += 1;
    const next = text.charCodeAt(at);
    const isShort = at - start <= longest && (next === 0x20 || next === 0x2c || next === 0x2e);
    if (!isShort || (start > 0 && isWithin(text.charCodeAt(start - 1)))) continue;
    if (next === 0x2c ? opensField(text, start) : isGiven(text, start, at) || isCalled(text, start))
      all.push(start);
  }
  return all;
}

/** Of two words or more that stand there. */
function personAt(text: string, start: number, isPlain: boolean): Span | undefined {
  familyFirst.lastIndex = start;
  const [listed, first = ''] = familyFirst.exec(text) ?? [];
  const isListed = listed !== undefined && given.has(first.toLowerCase());
  const shown = isListed ? listed : (standingAt(whole, { text, isPlain }, start)?.[1] ?? '');
  if (shown === '' || !isPerson(shown.replace(',', ''))) return undefined;
  const ahead = text.slice(Math.max(0, start - 20), start);
  if (ofPlace.test(ahead.slice(-12)) || leadsToPlace.test(ahead) || isFirms(shown)) return undefined;
  if (isBeforeThing(text, start + shown.length)) return undefined;
  return { start, end: start + shown.length };
}

const peoples = new Set([
  ...['pii.birth_date', 'pii.passport', 'pii.national_id', 'pii.us_ssn', 'pii.phone', 'pii.email'],
  ...['pii.address', 'pii.iban', 'pii.card', 'pii.bank_account'],
]);
/** As a sentence has them: no key, no code. */
const small = /(?<![\p{L}\p{N}_=./"'-])\p{Ll}{2,24}(?![\p{L}\p{N}_=("':]|\.\p{L})/gu;
const fewest = 2;
function isSentence(text: string): boolean {
  small.lastIndex = 0;
  for (let i = 0; i < fewest; i += 1) if (!small.test(text)) return false;
  return true;
}
/** No more of a line is looked at to either side. */
const reach = 120;

const nobody: readonly Span[] = [];

/** None that touches what is found as something else. */
export function namesGiven(
  text: string,
  found: readonly Ranked[],
  cells: readonly Named[] = [],
): readonly Span[] {
  const starts = beginnings(text);
  if (starts.length === 0) return nobody;
  let names: Span[] | undefined;
  const isPlain = isAscii(text);
  for (const start of starts) {
    const span = (names?.at(-1)?.end ?? 0) > start ? undefined : personAt(text, start, isPlain);
    if (span === undefined) continue;
    names ??= [];
    names.push(span);
  }
  if (names === undefined) return nobody;
  // A part of a name is told whole.
  const isTaken = touchingAny(found.filter(({ class: other }) => other !== 'pii.name'));
  const isTold = toldBy(text, found, cells);
  return names.filter((name) => !isTaken(name) && isTold(name));
}

/** The cell that a place is in: those of a text do not overlap but where one is read in two ways. */
function cellsBy(cells: readonly Named[]): (name: Span) => Named | undefined {
  const sorted = [...cells].sort((a, b) => a.start - b.start);
  return ({ start, end }) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.start ?? 0) > start) high = middle;
      else low = middle + 1;
    }
    const cell = sorted[low - 1];
    return cell !== undefined && cell.end >= end ? cell : undefined;
  };
}

/** In a sentence, or in a line with what people have: in a table the cell alone is what stands around it. */
function toldBy(text: string, found: readonly Ranked[], cells: readonly Named[]): (name: Span) => boolean {
  const cellOf = cellsBy(cells);
  const isNear = touchingAny(found.filter((hit) => peoples.has(hit.class)));
  return (name) => {
    const cell = cellOf(name);
    const before = text.slice(Math.max(cell?.start ?? 0, name.start - reach), name.start);
    const behind = text.slice(name.end, Math.min(cell?.end ?? text.length, name.end + reach));
    const from = before.lastIndexOf('\n') + 1;
    const end = behind.indexOf('\n');
    const to = end < 0 ? behind.length : end;
    const line = { start: name.start - before.length + from, end: name.end + to };
    if (cell === undefined && isNear(line)) return true;
    return isSentence(`${before.slice(from)} ${behind.slice(0, to)}`);
  };
}
