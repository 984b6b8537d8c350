/** Hardware addresses, six pairs of one separator or three fours between stops. It refuses the two that name no device. */
import { defineDetector, digitsIn } from './detector.js';
import { allOf } from './shape.js';
import { trait } from './traits.js';

const shape = /(?<![\w:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![\w:-])/g;
const nobody = /^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i;

const spansOf = (text: string, separator: string) =>
  allOf(shape, text)
    .filter((found) => found[1] === separator && !nobody.test(found[0]))
    .map((found) => ({ start: found.index, end: found.index + found[0].length }));

export const mac = defineDetector({
  kind: 'mac',
  class: 'pii.mac',
  tier: 'shape',
  needs: trait.colons,
  detect: ({ text }) => spansOf(text, ':'),
});

/** Written with dashes, it is one run of 17 characters. */
export const macDashed = defineDetector({
  kind: 'mac-dashed',
  class: 'pii.mac',
  tier: 'shape',
  needs: trait.run,
  detect: ({ text }) => spansOf(text, '-'),
});

const fours = /(?<![\w.-])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![\w-]|\.\w)/g;
/** Digits alone are a part of some number, letters alone are words. */
const isMixed = (text: string): boolean => digitsIn(text) >= 4 && /[a-f]/i.test(text);

/** As switches write them. */
export const macDotted = defineDetector({
  kind: 'mac-dotted',
  class: 'pii.mac',
  tier: 'shape',
  needs: trait.figures,
  detect: ({ text }) =>
    allOf(fours, text)
      .filter(([found]) => isMixed(found))
      .map((found) => ({ start: found.index, end: found.index + found[0].length })),
});
