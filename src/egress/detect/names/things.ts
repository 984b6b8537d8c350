/** Whether what stands where a name could is written as programs and things are. It refuses to tell by a word that families are called by. */

import { given } from './given.js';
import { isOfMany, isTitle } from './many.js';

/** What families begin with before a capital of their own: `McDonald`, `DiCaprio`. */
const prefix =
  /^(?:ma?c|d[aeiou]|del|della|des|dos|l[aeo]|les|lo|v[ao]n|fitz|st|o|al|el|ja|jo|ter|ten|san|ap|ben|abu)$/i;
const hump = /^(\p{Lu}?\p{Ll}+)(?=\p{Lu})/u;
/** Capitals within, as programs join words: `RetryPolicy`, `LibYAML`. */
function isJoined(word: string): boolean {
  const first = hump.exec(word)?.[1] ?? '';
  if (first === '') return /^\p{Lu}{2,}\p{Ll}{2,}\p{Lu}/u.test(word) || /^\p{Lu}{3,}\p{Ll}{2,}/u.test(word);
  return !prefix.test(first) && !given.has(first.toLowerCase());
}
/** A part of a program's: `google.type.Money`, `std::string`. */
const inParts = /\p{Ll}{2}\.\p{L}{2,40}\.\p{L}|::|[_$]/u;
/** Whether it is spelt as no person is. */
export const isSpeltAsCode = (text: string): boolean =>
  inParts.test(text) || text.split(/[ -]/).some(isJoined);

/** Of programs, of what runs and of what is offered: no family is called so. */
const things = new Set(
  'functions methods objects mathematics proceedings apache amazon aws azure google ibm oracle cisco microsoft adobe debian ubuntu linux windows android github gitlab cloud cluster clusters server servers client bus daemon kernel module package class object method function variable parameter parameters argument query queries statement schema schemas index constraint trigger view cursor token tokens secret policy policies rule rules pools bucket buckets queue queues topic topics stream streams event events alarm alarms alert alerts metric metrics log logs monitor job jobs task tasks step steps stage stages state states pipeline pipelines workflow build builds release releases deploy deployment deployments install test tests check checks lint cache retry retries backup backups restore sync import export upload uploads download downloads load replica node nodes instance instances image images container containers volume volumes disk network subnet gateway router endpoint endpoints webhook resource resources template templates stacks environment environments setting settings option options config configuration configurations feature features flag flags property properties attribute attributes fields type types value values keys id ids name names label labels tag tags version versions format file files folder folders document documents report reports pages section sections chapter table tables column columns row rows record records item items entry entries list lists set sets graph graphs chart map tree menu button window dialog form forms input output inputs outputs message messages text strings number numbers integer boolean array binary default empty null true false sample example examples demo dummy foo source target destination main master beta alpha staging production sandbox development prod dev use run add remove delete create update get put send read write move copy convert parse reset repeat specify save open start stop enable disable validate verify publish setup cleanup initialize recommendation recommendations analyzer analysis architecture architectures library framework engine component components interface protocol drivers plugin plugins extension extensions editor compiler parser generator manager handler factory controller provider providers registry repository repositories authority certificate certificates encryption signature optimizer accelerator catalog marketplace storage database databases warehouse dashboard dashboards assessment budget budgets invoice invoices order orders product products item region regions zone zones country countries province district language languages currency project projects campaign campaigns channel channels category categories priority status standard premium basic pro plus lite starter enterprise bundle subscription'.split(
    ' ',
  ),
);
const hasGiven = (words: readonly string[]): boolean =>
  given.has(words[0] ?? '') || given.has(words.at(-1) ?? '');

/** Whether the first or the last of it is one that people are given. */
export const tellsGiven = (text: string): boolean => hasGiven(text.toLowerCase().split(/[ ,-]+/));

/** Whether it is told of something made or run, whatever leads to it: nobody is given one of its words. */
export function isOfThings(text: string): boolean {
  const words = text
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .split(/[ -]+/);
  if (hasGiven(words)) return false;
  return isSpeltAsCode(text) || isOfMany(text) || isTitle(text) || words.some((one) => things.has(one));
}

/** What ends a value. */
const ends = /^(?:["'`)\]}>*|,;]|\s*(?:$|[\n\r<|,;(–-]|\.(?:\s|$)|\p{L}[\p{L}_ -]{0,24}[:=]))/u;
/** Whether nothing of it tells of somebody: one word, or one that goes on as no name does, or all in capitals; or a thing's. */
export function isUntold(text: string, behind: string): boolean {
  const words = text.split(/[ ,]+/);
  return words.length < 2 || !ends.test(behind) || isOfThings(text) || !/\p{Ll}/u.test(text);
}
