/** Hardware addresses, six pairs of one separator or three fours between stops. It refuses the two that name no device. */
import { defineDetector, digitsIn } from './detector.js';
import { allBySign, allOf, spansOf } from './text/shape.js';
import { trait } from './text/traits.js';

const shape = /(?<![\w:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![\w:-])/g;
const nobody = /^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i;

const pairsBy = (separator: string, text: string) =>
  spansOf(allOf(shape, text), (found) => found[1] === separator && !nobody.test(found[0]));

export const mac = defineDetector({
  kind: 'mac',
  class: 'pii.mac',
  tier: 'shape',
  needs: trait.colons,
  detect: ({ text }) => pairsBy(':', text),
});

/** Written with dashes, it is one run of 17 characters. */
export const macDashed = defineDetector({
  kind: 'mac-dashed',
  class: 'pii.mac',
  tier: 'shape',
  needs: trait.run,
  detect: ({ text }) => pairsBy('-', text),
});

const fours = /(?<![\w.-])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![\w-]|\.\w)/y;
/** Digits alone are a part of some number, letters alone are words. */
const isMixed = (text: string): boolean => digitsIn(text) >= 3 && /[a-f]/i.test(text);

const [stop, apart] = [0x2e, 5];

/** From each stop with another one behind it. */
const foursIn = (text: string): readonly RegExpExecArray[] =>
  allBySign(fours, text, {
    sign: '.',
    startAt: (at) => (text.charCodeAt(at + apart) === stop ? at - apart + 1 : -1),
  });

/** As switches write them. */
export const macDotted = defineDetector({
  kind: 'mac-dotted',
  class: 'pii.mac',
  tier: 'shape',
  needs: trait.figures | trait.fours,
  detect: ({ text }) => spansOf(foursIn(text), ([found]) => isMixed(found)),
});
