/** Whether a bare `name` in a record within a text is a thing's, as the keys beside it say. It refuses one that stands beside what only people have. */
import { isOfThings, isUntold, tellsGiven } from '../../detect/names/things.js';
import type { Span } from '../../detect/text/span.js';
import { namesGoods } from '../../detect/words/code.js';
import { hintOf, isOfPeople, partsOf, hint as says } from '../../detect/words/hint.js';

/** Right before its value, with the word that it is joined to: `Upstream-Name: `. */
const label =
  /(?<![\p{L}\p{N}_])(["']?)(?:([\p{L}\p{N}]{1,24})[-.])?(?:name|nombre|nome?|naam|namn|navn|nimi|nume|nama)["']?(?:\s{0,2}={1,2}|\s{0,2}:|>)\s{0,8}["'`]?$/iu;
/** How a record is written: where it ends to either side, and how its keys stand in it. */
interface Form {
  readonly ends: readonly string[];
  readonly key: RegExp;
}
const object: Form = { ends: ['{', '}'], key: /"([^"\\\n]{1,64})"\s{0,2}:(?!\s?(?:true|false)\b)/g };
const lines: Form = {
  ends: ['\n\n', '\n---', '\n\r\n'],
  key: /(?<![^\n])[ \t*-]{0,12}([\p{L}_][\p{L}\p{N}_ -]{0,40})\s{0,2}[:=](?!\s?(?:true|false)\b)/gu,
};
const tag: Form = { ends: ['<', '>'], key: /([\p{L}_][\p{L}\p{N}_:-]{0,40})\s?=/gu };
/** Which of them the place is in. */
function formAt(text: string, at: number, isQuoted: boolean): Form {
  if (isQuoted) return object;
  const left = text.slice(Math.max(0, at - reach), at);
  return left.lastIndexOf('<') > left.lastIndexOf('>') ? tag : lines;
}
/** No record is longer to either side. */
const reach = 1_500;

function recordAround(text: string, at: number, { ends }: Form): string {
  const left = text.slice(Math.max(0, at - reach), at);
  const right = text.slice(at, at + reach);
  const from = Math.max(0, ...ends.map((end) => left.lastIndexOf(end)));
  const to = Math.min(right.length, ...ends.map((end) => right.indexOf(end)).filter((found) => found >= 0));
  return left.slice(from) + right.slice(0, to);
}

/** What only substances, shares and stock have. */
const alone = new Set('formula symbol isin ticker stock smiles inchikey'.split(' '));
const isOfThing = (key: string): boolean =>
  alone.has(key.toLowerCase()) ||
  namesGoods(key) ||
  partsOf(key).some((part) => (hintOf(part) & says.thing) !== 0);
interface Key {
  readonly isThings: boolean;
  readonly hint: number;
}
/** What the keys of one text say, each read once: its records repeat them. */
export type Keys = Map<string, Key>;
function readKey(key: string, keys: Keys): Key {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const read = { isThings: isOfThing(key), hint: hintOf(key) };
  keys.set(key, read);
  return read;
}

/** What is told of what somebody made or runs, and seldom of anybody. */
const ofMade =
  /^(?:description|descri[cp]\w{3,5}|version|license|licence|homepage|repository|uses|run|runs-on|image|namespace|arn|kind|schema|engine|schedule|script|command|scope|severity|module|package|path|url|file|format|encoding|default|required)$/i;
/** Whether a `name` that stands there is a thing's. */
export function isThingsName(text: string, { start, end }: Span, known: Keys = new Map()): boolean {
  const found = label.exec(text.slice(Math.max(0, start - 60), start));
  if (found === null || (hintOf(found[2] ?? '') & (says.person | says.someone)) !== 0) return false;
  const form = formAt(text, start, found[1] === '"');
  const record = recordAround(text, start, form);
  const names = [...record.matchAll(form.key)].map(([, key = '']) => key);
  const keys = names.map((key) => readKey(key, known));
  const shown = text.slice(start, end);
  if (isOfPeople(keys.map(({ hint }) => hint))) return shown.includes(' ') && isOfThings(shown);
  if (keys.some(({ isThings }) => isThings)) return true;
  if (tellsGiven(shown)) return false;
  return names.some((key) => ofMade.test(key)) || isUntold(shown, text.slice(end, end + 40));
}
