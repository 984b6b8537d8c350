/** `audio/wav`: the samples and what says how to play them. It drops lists, cues and every other note. */
import { defineMedia } from './media.js';
import { chunksOf, riffOf } from './riff.js';

const sounding: Readonly<Record<string, readonly number[] | 'any'>> = {
  'fmt ': [16, 18, 40],
  fact: [4],
  data: 'any',
};

export const wav = defineMedia({
  kind: 'audio/wav',
  block: 'audio',
  parts(bytes) {
    const chunks = chunksOf(bytes, 'WAVE');
    if (chunks === undefined) return undefined;
    const kept = chunks.filter(({ name }) => Object.hasOwn(sounding, name));
    const names = kept.map(({ name }) => name);
    const fits = kept.every(({ name, length }) => {
      const lengths = sounding[name];
      return lengths === 'any' || lengths?.includes(length) === true;
    });
    if (!fits || new Set(names).size !== names.length) return undefined;
    if (!names.includes('fmt ') || !names.includes('data')) return undefined;
    return riffOf(
      'WAVE',
      kept.map(({ whole }) => whole),
    );
  },
});
