/** Names of people, where a title, a label, a greeting or an address beside them says so. It refuses to guess at capitalised words. */

import { defineDetector, type Reading, type Span } from './detector.js';
import { fullName, isName, lastFirst, lineEnds, name, start, titledName, trimmed } from './names/form.js';
import { given } from './names/given.js';
import { isOfMany, isTitle } from './names/many.js';
import { notPeople } from './names/not-people.js';
import { isOfThings, isSpeltAsCode } from './names/things.js';
import {
  being,
  blocks,
  closingLines,
  closings,
  filed,
  greetings,
  kin,
  labels,
  leads,
  lists,
  roles,
  sendings,
  tellings,
  titles,
} from './names/words.js';
import { find, shapeOf, standingAt } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue } from './words/cues.js';
import { hint } from './words/hint.js';
import { type Lead, leadsOf } from './words/leads.js';

/** The value ends with the name: what goes on in small letters is a sentence. */
const ends = `(?=[ \\t]*(?:[\\n\\r,;|<>"'()\\[\\]/]|\\.?$|\\.\\s|[–-] ))`;
const called = `(?: name| [Nn]ame)?["']?(?: is|:| ?=) ?["']?`;
const said = `(?: name| [Nn]ame)?["']?(?: is|:| ?=|,) ?["']?`;
/** Who signs for another: `i. A. Jana Weiss`. */
const inPlace = '(?:(?:i\\. ?[AV]\\.|gez\\.|ppa\\.|p\\.?p\\.|sgd\\.|/s/) )?';
/** Of what is cut short; behind a whole word it ends the sentence. */
const stop = '(?:(?<!\\p{L}{6})\\.)?';
/** Each: what leads to a name, and what goes on behind it, with the name. */
const leading: readonly (readonly [string, string, string?])[] = [
  [titles, `${stop} (?:(?:Dr|Prof)\\.? )?)(${titledName})`],
  [labels, `${called})(${name})`],
  [roles, `${said})(${name})${ends}`],
  [`${labels}|${roles}`, `,? (?=\\p{Lu}))(${fullName})`],
  [greetings, `,? )(${name})(?=[,!.;:\\n-]| here[,.]|$)`],
  [tellings, `\\s{1,3})(${name})`],
  [kin, ` )((?!\\p{Lu}{2})${name})`],
  [`${being}|${leads}`, ` )(${fullName})`],
  [lists, `: )(${fullName})`],
  [sendings, ` )(${fullName})(?=, [^\\n]{0,60}\\d)`],
  [closings, `[,.!:]?\\s{1,3}${inPlace})(${name})${lineEnds}`],
  [closingLines, `[,.!]?[ \\t]{0,3}\\r?\\n\\s{0,3})(${name})${lineEnds}`, '(?<![^\\n])'],
  [filed, `:? )(${lastFirst})(?=[;.)\\n]|,? (?:[a-z]|\\d|DOB|PNR)|$)`],
  [blocks, `:?[ \\t]{0,3}\\r?\\n[ \\t]{0,8})(${name})${lineEnds}`],
];
const shapes = leading.map(([words, rest, before = start]) => shapeOf(`${before}((?:${words})${rest}`, 'y'));
const leadsIn = leadsOf(leading.map(([words]) => words));
/** Of the shapes, the one with a label and no sign. */
const afterBlank = 3;
const [ofTitles, ofRoles] = [0, 2];
const ofLeads = leading.findIndex(([words]) => words.endsWith(leads));
/** The one with the family first. */
const ofLists = leading.findIndex(([words]) => words === filed);

/** Those without a sign behind the word. */
const unsigned = new Set([afterBlank, leading.findIndex(([words]) => words === tellings)]);
/** Behind a verb or a noun and no sign: a thing's, or the letters that something is called by. */
const isThingsBehind = (shown: string): boolean =>
  isOfThings(shown) || (/^\p{Lu}{2,}$/u.test(shown) && !given.has(shown.toLowerCase()));
/** Of a table in its schema: `crm.contact`. */
const ofSchema = /[a-z0-9_]\.$/;
const isDotted = (text: string, at: number): boolean =>
  /[a-z]/.test(text.charAt(at)) && ofSchema.test(text.slice(Math.max(0, at - 2), at));
/** `Contact Name: Ann`: what stands behind the sign is one. */
const isLabel = (shown: string, behind: string): boolean =>
  /^\s?[:=]/.test(behind) && describes.exec(shown)?.[0] === shown;

/** Every place of a shape, from left to right: tried where one of its words stands alone. */
function namedBy(at: number, found: readonly Lead[], reading: Reading): readonly RegExpExecArray[] {
  const shape = shapes[at];
  if (shape === undefined) return [];
  const all: RegExpExecArray[] = [];
  let free = 0;
  for (const lead of found) {
    if ((lead.lists & (1 << at)) === 0 || lead.at < free) continue;
    if (unsigned.has(at) && isDotted(reading.text, lead.at)) continue;
    const one = standingAt(shape, reading, lead.at);
    if (one === null) continue;
    free = one.index + one[0].length;
    all.push(one);
  }
  return all;
}
/** A thing's, or made of words of papers and offices alone: `National Insurance`. */
const isNobodys = (shown: string): boolean =>
  isOfThings(shown) || shown.split(' ').every((one) => notPeople.has(one.toLowerCase()));
/** Each one more of a row of them. */
const another = shapeOf(`^(?: \\([^()\\n]{1,30}\\))?(?:, |; | and | & )(${fullName})`);
function listedBehind({ text, isPlain }: Reading, end: number): readonly Span[] {
  const spans: Span[] = [];
  for (let at = end; spans.length < 40; ) {
    const [found] = find(another, { text: text.slice(at, at + 120), isPlain });
    const shown = found?.[1] ?? '';
    if (found === undefined || !isName(shown) || isTitle(shown) || isNobodys(shown)) return spans;
    at += found[0].length;
    spans.push({ start: at - shown.length, end: at });
  }
  return spans;
}
/** What is sold under a doctor's name, which alone may be somebody's: `Dr. Oetker`. */
const ofBrand =
  /^(?:Oetker|Martens|Pepper|Scholl|Hauschka|Bronner|Beckmann|Brown'?s|Best|Grandel|Schär|Theiss|Wolff|Becher|Jart)(?!\p{L})/u;
/** What a number is called, not whose it is: `RSA ID`. */
const ofNumber = /^\p{Lu}{2,5} (?:ID|Id|No|Nr|Number|Code|Key)$/u;

const whole = shapeOf(`^\\s{0,8}(?:${fullName}|${lastFirst})\\s{0,8}$`);
/** Of a script without capitals, nothing else and no more than a name has. */
const wholeScript =
  /^\s{0,8}[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2,8}\s{0,8}$/u;
const wholeName = /^\s*[\p{L}][\p{L}\p{M}'’., -]{0,79}\s*$/u;
/** Behind a comma something else is told, in a script that writes the family first without one. */
const goesOn = /\p{Script=Han}.{0,40},/u;
/** Nobody at all, what runs on a machine, and what a name is used for. */
const nobody =
  /^\s*(?:n\/?a|none|null|unknown|anonymous|test|admin|root|system|guest|ci|cd|bot|svc|service|deploy(?:er)?|jenkins|runner|automation|github-actions|dependabot|renovate|daemon|www-data|postgres|mysql|ubuntu|ec2-user|app|api|user|default|public|operator|builder|backup|monitoring|official|usual|temp|nickname|maiden|old|string|text|varchar|boolean|integer|object|array|texte|texto|testo|tekst|int|float|double|bool|date|datetime|uuid|enum|number|str|redacted|masked|password|passwd|anonymi[sz]ed|-+)\s*$/i;
/** What a column is called or holds, as schemas and translations say it: no name has the word for a name in it. */
const describes =
  /(?<![\p{L}\p{M}])(?:[Nn]ames?|[Vv]orname|[Nn]achname|[Nn]om(?=$| de )|[Pp]rénoms?|[Nn]ombre|[Aa]pellidos?|[Cc]ognome|[Nn]azwisk[oa]|[Vv]oornaam|[Aa]chternaam|[Ии]мя|[Фф]амилия|氏名|名前|姓名)(?![\p{L}\p{M}])/u;

/** The same in scripts without blanks, and before whose it is. */
const describesWhose =
  /姓名|氏名|名前|名称|이름|성명|ชื่อ|(?<![\p{L}\p{M}])(?:^Nome$|[Nn]om(?:e|bre)? d[aeiou]l?|[Tt]ên(?= |$)|[Nn]umele|[Nn]avnet?|[Nn]amnet?|[Jj]m[ée]no|[Nn]az(?:wa|iv)|[Nn]imi|[Aa]dı|[Νν]ομα|[Όό]νομα|[Іі]м['’ʼ]я|[Ии]м(?:е|ени)|اسم|שם|सं?नाम|नाम|სახელი|անուն)(?![\p{L}\p{M}])/u;
/** Small letters alone, of more words than are written so by somebody in a hurry. */
const phrase = /^\s*(?:\p{Ll}[\p{L}\p{M}'’-]*[ ,.]+){2,}\p{Ll}[\p{L}\p{M}'’-]*\.?\s*$/u;
const isPhrase = (text: string): boolean =>
  phrase.test(text) && !text.split(/[ ,.]+/).some((one) => given.has(one));

/** More than one word, as a family alone may be anything. */
const isThingsWhole = (text: string): boolean => / \S/.test(text.trim()) && isOfThings(text.trim());
/** Under a word for people who may be firms: the first word is one that people are given. */
const beginsGiven = (text: string): boolean => given.has((/^\s*(\S+)/.exec(text)?.[1] ?? '').toLowerCase());

const isDescription = ({ text, hint: bits }: Reading): boolean =>
  nobody.test(text) ||
  ((bits & hint.made) === 0 &&
    (describes.test(text) ||
      describesWhose.test(text) ||
      isPhrase(text) ||
      isSpeltAsCode(text) ||
      isThingsWhole(text)));

export const personName = defineDetector({
  kind: 'name',
  class: 'pii.name',
  tier: 'context',
  needs: trait.capital,
  speaks: cue.name,
  hinted: hint.name | hint.someone | hint.person,
  detect: (reading) => {
    const { text, hint: bits } = reading;
    if ((bits & hint.name) !== 0 && wholeName.test(text) && !goesOn.test(text) && !isDescription(reading))
      return [{ start: 0, end: text.length }];
    const isSomeone = (bits & hint.someone) !== 0 || ((bits & hint.person) !== 0 && beginsGiven(text));
    const isFirms =
      ((bits & hint.person) !== 0 && (isOfMany(text) || isTitle(text))) ||
      ((bits & hint.made) === 0 && isThingsWhole(text));
    if (isSomeone && !isFirms && (find(whole, reading).length > 0 || wholeScript.test(text)) && isName(text))
      return [{ start: 0, end: text.length }];
    const spans: Span[] = [];
    // "Dr. Oetker" under `product` is what is on the box.
    if ((bits & hint.thing) !== 0 && (bits & hint.name) === 0 && text.length <= 64) return spans;
    const places = leadsIn(text);
    if (places.length === 0) return spans;
    for (let at = 0; at < shapes.length; at += 1)
      for (const found of namedBy(at, places, reading)) {
        const shown = trimmed(found[2] ?? '');
        const start = found.index + (found[1] ?? '').length;
        if (
          shown !== '' &&
          isName(shown) &&
          !isLabel(shown, text.slice(start + shown.length, start + shown.length + 2)) &&
          !isOfMany(found[2] ?? '') &&
          !ofNumber.test(found[2] ?? '') &&
          !(
            at === ofTitles &&
            /^Dr/.test(found[1] ?? '') &&
            ofBrand.test(shown) &&
            text.trim() !== found[0].trim()
          ) &&
          !((at === afterBlank || at === ofLists) && isTitle(shown.replace(',', ''))) &&
          !(unsigned.has(at) && (isThingsBehind(shown) || text.charAt(start + shown.length) === '(')) &&
          !((at === ofRoles || at === ofLeads) && isOfThings(shown))
        )
          spans.push({ start, end: start + shown.length }, ...listedBehind(reading, start + shown.length));
      }
    return spans;
  },
});
