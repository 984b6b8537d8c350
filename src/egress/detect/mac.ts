/** Hardware addresses, six pairs of one separator. It refuses the two that name no device. */
import { defineDetector } from './detector.js';
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
