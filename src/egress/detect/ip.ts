/** IP addresses of both versions. It refuses loopback, the unspecified address, masks, networks of many, and version numbers of four parts. */

import { defineDetector, isWord, type Reading, type Sighting, type Span } from './detector.js';
import { allBySign, allOf, spanOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { cue, said } from './words/cues.js';
import { hint } from './words/hint.js';

const four = /(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d)/g;

function isAddress(octets: readonly number[]): boolean {
  const first = octets[0] ?? 0;
  return octets.every((octet) => octet < 256) && first !== 0 && first !== 127 && first !== 255;
}

/** Of so many addresses that it is nobody's. */
const isNetwork = (text: string, end: number, octets: readonly number[]): boolean =>
  octets[3] === 0 && /^\/24(?!\d)/.test(text.slice(end, end + 4));

/** Words and signs right before a version, whatever its numbers are. */
const version = /(?:version|release|build|firmware|\bfw|bios|\btag(?:_name)?|\bver|\bv)[\s.:="'([v]{0,5}$/i;
/** Those that stand before an address as often: before the tag of an image, in what names a part. */
const either = /(?:driver|kernel|patch|section|chapter|figure|clause)[\s.:="'([v]{0,5}$|\/[\w.-]{1,64}:v?$/i;
/** The heading of a log of changes; one below a heading of addresses is an address. */
const headed = /(?:^|\n)#{1,4} \[?v?$/i;
const ofAddresses =
  /(?:^|\n)(?:#{1,6} |\*\*)[^\n]{0,60}\b(?:ips?|ipv4|address(?:es)?|hosts|peers|visitors|block(?:ed|list)|allow(?:ed|list))\b/i;
/** A verb, and what it leads from and to. */
const changed =
  /(?:(?:upgrad|updat|downgrad|migrat|chang)(?:e[ds]?|ing)|bump(?:ed|s|ing)?|(?:went|mov(?:ed?|ing)|roll(?:ed|ing)? back))\b[^\n]{0,60}\s(?:from|to|->|=>|→)\s{1,2}v?$|(?:version|release|driver|firmware)\b[^\n]{0,40}\s(?:->|=>|→)\s{1,2}v?$/i;
/** Along which versions are gone through. */
const path = /(?:upgrade|update|migration|release) (?:path|steps|chain|order)\b[^\n]{0,60}$/i;
/** A bound behind another one: `>= 1.2.3.4, < 2.0.0.0`. */
const bound = /[<>=~^]=?\s?[\w.]{1,20},\s?<=?\s?$/;
/** What is compared with a version, and with an address where a word says so. `name<1.2.3.4` is a bound; between angles it is somebody's. */
const compared = /(?:==|>=|<=|~=|!=|~>|\^)\s?["']?v?$/;
const isCompared = (text: string, { start, end }: Span, first: number): boolean =>
  compared.test(text.slice(Math.max(0, start - 6), start)) ||
  (isEarly(first) && /\w<$/.test(text.slice(Math.max(0, start - 2), start)) && text.charAt(end) !== '>');
/** What follows one: the build of a package, or the name of its file. */
const packaged =
  /^(?:-\d{1,3}(?:\.(?:el|fc|amzn|suse|mga|module)|[+~](?:deb|ubuntu|b\d|git)|ubuntu|build)|[-+.]?(?:rc|alpha|beta|snapshot|final|ga)\b|\.(?:nupkg|tar|tgz|zip|jar|war|whl|exe|msi|dll|so|deb|rpm|apk|dmg|gz)\b|@sha256:)/i;
/** The folder of a package: `/gems/rack-2.2.6.4/lib`. */
const folder = /[\w)]\/[A-Za-z][\w.]{0,40}-$/;
/** In brackets behind the name of its package, with its revision: `libxcb (1.1.90.1-2)`. */
const revised = /^-\d{1,2}(?:[.+~][a-z\d.+~]{1,20})?\)/;
/** Bounds as packages write them, and the number of a kind of object. */
const bounds = /(?:<<|>>|[<>]=) ?$|(?:oid|object ?identifier)\W{1,4}$/i;
/** One of three parts right beside it. */
const besideVersion = /^ ?,? ?\d{1,3}\.\d{1,3}\.\d{1,4}(?![\d.])/;
const behindVersion = /(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,4} ?,? ?$/;
/** The heading of a list of changes: nothing else in its line, and a list below. */
const heads = /^\r?\n\s{0,4}[-*] /;
function isOfPackage(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end, end + 24);
  if (bounds.test(before) || besideVersion.test(after) || behindVersion.test(before)) return true;
  if (revised.test(after) && /[\w.+-] \($/.test(before)) return true;
  return heads.test(after) && /(?:^|\n)$/.test(before);
}
/** Few versions have come so far, and most addresses begin past it. */
const isEarly = (first: number): boolean => first < 40;

/** Whether it is a version's: by what is right before it, or right behind. */
function isVersion(text: string, { start, end }: Span, first: number): boolean {
  if (packaged.test(text.slice(end, end + 16))) return true;
  const before = text.slice(Math.max(0, start - 100), start);
  const near = before.slice(-70);
  if (
    isEarly(first) &&
    ((text.charAt(end) === '/' && folder.test(near)) ||
      path.test(near) ||
      bound.test(near) ||
      (first !== 10 && isOfPackage(text, { start, end })))
  )
    return true;
  if (version.test(near) || (isEarly(first) && either.test(near)) || changed.test(before)) return true;
  return (
    isEarly(first) && headed.test(near) && !ofAddresses.test(text.slice(Math.max(0, start - 1_000), start))
  );
}

/** Whether what stands around it says that it is none. INVARIANT: in what a statement made, nothing does. */
function isRuledOut(reading: Reading, span: Span, first: number): boolean {
  const { text, hint: bits } = reading;
  if ((bits & hint.made) !== 0) return false;
  if ((bits & hint.version) !== 0 || isVersion(text, span, first)) return true;
  if (isCompared(text, span, first) && !isSaid(reading, span)) return true;
  return /[A-Za-z]\/$/.test(text.slice(Math.max(0, span.start - 2), span.start));
}
const isSaid = ({ hint: bits, cues }: Reading, span: Span): boolean =>
  (bits & hint.ip) !== 0 || said(cues, cue.ip, span);

/** How an address of one's own networks is told. It is masked like every other one, unless a policy lets it pass. */
export const ofOwnNetwork = 'ip-private';
/** What a name may say of an address that is not somebody's. */
const impersonal =
  hint.ip | hint.address | hint.label | hint.version | hint.code | hint.goods | hint.thing | hint.made;
/** A word for people is the name of a program's part as often (`TaskSetManager: …`): it speaks of an address that it stands right before. */
const peopled = hint.person | hint.someone;
const sentence = /\p{L}{2}/u;
function isSomebodys({ start }: Span, { text, hint: bits }: Reading): boolean {
  const says = bits & ~impersonal;
  return (
    (says & ~peopled) !== 0 ||
    (says !== 0 && ((bits & hint.ip) !== 0 || !sentence.test(text.slice(0, start))))
  );
}
const told = (span: Span, isPrivate: boolean, reading: Reading): Sighting =>
  isPrivate && !isSomebodys(span, reading) ? { ...span, kind: ofOwnNetwork } : span;
/** RFC 1918, and RFC 3927 for one link. Not RFC 6598: behind an address that carriers share stand their subscribers. */
const isPrivate = ([first = 0, second = 0]: readonly number[]): boolean =>
  first === 10 ||
  (first === 172 && second >= 16 && second < 32) ||
  (first === 192 && second === 168) ||
  (first === 169 && second === 254);

export const ipV4 = defineDetector({
  kind: 'ip-v4',
  class: 'pii.ip',
  tier: 'shape',
  needs: trait.dots,
  detect: (reading) => {
    const { text } = reading;
    const spans: Sighting[] = [];
    for (const found of allOf(four, text)) {
      const span = spanOf(found);
      const octets = found.slice(1, 5).map(Number);
      if (isNetwork(text, span.end, octets)) continue;
      if (!isAddress(octets) || isRuledOut(reading, span, octets[0] ?? 0)) continue;
      const isSmall = octets[0] !== 10 && octets.every((octet) => octet < 20);
      if (isSmall && !isSaid(reading, span)) continue;
      spans.push(told(span, isPrivate(octets), reading));
    }
    return spans;
  },
});

/** Of a whole run of its characters, and only where the first group ends in time: most runs are words. */
const six = /(?<![0-9A-Fa-f:])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{3,39}/y;
const isHex = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);

const isSixPart = (code: number): boolean => code === 0x3a || isHex(code);

/** From the beginning of the group before each colon. */
const sixesIn = (text: string): readonly RegExpExecArray[] =>
  allBySign(six, text, {
    sign: ':',
    startAt(at) {
      let start = at;
      while (at - start < 5 && isHex(text.charCodeAt(start - 1))) start -= 1;
      // A word and its sign, as nearly all are: too short for one.
      return isSixPart(text.charCodeAt(at + 1)) || at - start > 1 ? start : -1;
    },
  });

function isSix(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || text.includes(':::')) return false;
  const groups = text.split(':').filter((group) => group !== '');
  if (groups.some((group) => !/^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  if (halves.length === 1) return groups.length === 8;
  const hasWide = /^[0-9A-Fa-f]{3,4}:/.test(text);
  return groups.length >= 2 && groups.length <= 7 && hasWide;
}

/** RFC 4193, and RFC 4291 for one link. One that ends in a hardware address (its `ff:fe`) says whose device it is. */
const isPrivateSix = (text: string): boolean =>
  /^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/i.test(text) && !/ff:fe[0-9a-f]{2}:[0-9a-f]{1,4}$/i.test(text);

/** Longer than a group: behind an address in no brackets. */
const port = /(?<=:[0-9A-Fa-f]{1,4}):\d{5}$/;

export const ipV6 = defineDetector({
  kind: 'ip-v6',
  class: 'pii.ip',
  tier: 'shape',
  needs: trait.six,
  detect: (reading) => {
    const { text } = reading;
    const spans: Sighting[] = [];
    for (const found of sixesIn(text)) {
      const value = found[0].replace(port, '').replace(/(?<!:):$/, '');
      const end = found.index + value.length;
      const isFree =
        !isWord(text, found.index - 1) && !isWord(text, end) && text.charAt(found.index - 1) !== ':';
      const isMany = value.endsWith('::') && /^\/48(?!\d)/.test(text.slice(end, end + 4));
      if (isFree && !isMany && isSix(value))
        spans.push(told({ start: found.index, end }, isPrivateSix(value), reading));
    }
    return spans;
  },
});
