/** IP addresses of both versions. It refuses loopback, the unspecified address, masks, networks of many, and version numbers of four parts. */

import { cue, said } from './cues.js';
import { defineDetector, isWord, type Span } from './detector.js';
import { hint } from './hint.js';
import { allOf } from './shape.js';
import { trait } from './traits.js';

const four = /(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d)/g;

function isAddress(octets: readonly number[]): boolean {
  const first = octets[0] ?? 0;
  return octets.every((octet) => octet < 256) && first !== 0 && first !== 127 && first !== 255;
}

/** Of so many addresses that it is nobody's. */
const isNetwork = (text: string, end: number, octets: readonly number[]): boolean =>
  octets[3] === 0 && /^\/24(?!\d)/.test(text.slice(end, end + 4));

const version =
  /(?:version|release|build|firmware|kernel|patch|(?:up(?:grad|dat)ed?|bumped) to|\bver|\bv)[\s.:=]{0,4}$/i;
const isVersion = (text: string, at: number): boolean => version.test(text.slice(Math.max(0, at - 20), at));

export const ipV4 = defineDetector({
  kind: 'ip-v4',
  class: 'pii.ip',
  tier: 'shape',
  needs: trait.dots,
  detect: (reading) => {
    const { text } = reading;
    const spans: Span[] = [];
    for (const found of allOf(four, text)) {
      const span = { start: found.index, end: found.index + found[0].length };
      const octets = found.slice(1, 5).map(Number);
      if (isNetwork(text, span.end, octets)) continue;
      if (!isAddress(octets) || (reading.hint & hint.version) !== 0 || isVersion(text, span.start)) continue;
      if (/[A-Za-z]\/$/.test(text.slice(Math.max(0, span.start - 2), span.start))) continue;
      const isSmall = octets[0] !== 10 && octets.every((octet) => octet < 20);
      if (isSmall && (reading.hint & hint.ip) === 0 && !said(reading.cues, cue.ip, span)) continue;
      spans.push(span);
    }
    return spans;
  },
});

/** Of a whole run of its characters, and only where the first group ends in time: most runs are words. */
const six = /(?<![0-9A-Fa-f:])(?=[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{3,39}/g;

function isSix(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || text.includes(':::')) return false;
  const groups = text.split(':').filter((group) => group !== '');
  if (groups.some((group) => !/^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  if (halves.length === 1) return groups.length === 8;
  const hasWide = /^[0-9A-Fa-f]{3,4}:/.test(text);
  return groups.length >= 2 && groups.length <= 7 && hasWide;
}

export const ipV6 = defineDetector({
  kind: 'ip-v6',
  class: 'pii.ip',
  tier: 'shape',
  needs: trait.six,
  detect: ({ text }) => {
    const spans: Span[] = [];
    for (const found of allOf(six, text)) {
      const value = found[0].replace(/(?<!:):$/, '');
      const end = found.index + value.length;
      const isFree =
        !isWord(text, found.index - 1) && !isWord(text, end) && text.charAt(found.index - 1) !== ':';
      const isMany = value.endsWith('::') && /^\/48(?!\d)/.test(text.slice(end, end + 4));
      if (isFree && !isMany && isSix(value)) spans.push({ start: found.index, end });
    }
    return spans;
  },
});
