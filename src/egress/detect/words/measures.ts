/** Words for what is counted, and for machines, where they stand beside a word that may name a telephone: `Mobile crane`, `phone_sessions`. It refuses words for whom one reaches: a centre, a desk, a driver. */

/** What is counted: behind a number, it is how many. */
const counts =
  'sessions views visits visitors clicks opens installs downloads attempts impressions failures requests hits rows records messages conversions users pages bytes units steps cycles events orders';
/** What is measured of calls, texts and pages. */
const measures =
  'rate rates ratio share shares volume volumes traffic revenue spend conversion latency duration width height depth';
const machines =
  'crane cranes tower towers booth booths pump pumps gauge gauges relay relays compressor compressors truck trucks vac vacs rack racks welder welders module modules sorter sorters culture cultures battery batteries charger chargers case cases stand stands cable cables plate plates breaker breakers grill grills furnace furnaces frame frames lens lenses bearing bearings';

const oneOf = (...lists: readonly string[]): string => lists.join(' ').replaceAll(' ', '|');
const end = '(?![A-Za-z0-9])';

/** Right behind a word: what it is a part of the name of. */
const compound = new RegExp(
  `(?:[ _-](?:${oneOf(counts, measures, machines)})|_ids?|(?: page|_page)[ _]views)${end}`,
  'iy',
);
const joints = new Set([' ', '_', '-']);
export function isOfMeasure(text: string, at: number): boolean {
  if (!joints.has(text.charAt(at))) return false;
  compound.lastIndex = at;
  return compound.test(text);
}

/** And what a telephone does, as often as a number says. */
const many = new RegExp(` (?:${oneOf(counts, 'calls texts contacts packets segments')})${end}`, 'iy');
/** The words that count there. */
const inChinese = /^ ?(?:行|条|條|件|笔|筆|个|個|次|건|행)/u;
/** Whether a number that ends there is how many there are. */
export function isCount(text: string, end: number): boolean {
  many.lastIndex = end;
  return many.test(text) || inChinese.test(text.slice(end, end + 3));
}

const ofKeys = new Set(
  [counts, measures, machines, 'checked synced scanned processed app'].join(' ').split(' '),
);
/** Whether the last word of a key says that its value is a count or a thing's. */
export const isMeasured = (word: string): boolean => ofKeys.has(word);
