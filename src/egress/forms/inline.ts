/** A text without the tags and marks that draw a part of a word otherwise: whoever reads it reads on over them. It refuses to take out a tag that parts two cells or two blocks. */
import { trait } from '../detect/traits.js';
import type { Normalised } from './normalise.js';

const names =
  'a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr';
const tag = `<\\/?(?:${names})(?:\\s[^<>]{0,200})?\\/?>|<!--[^<>]{0,100}-->`;
const drawn = '\\x1b?\\[[0-9;]{1,12}m';
const mark = '\\*{1,3}|~~|__|`';
const piece = `(?:${tag}|${drawn}|${mark})`;
/** Between two characters of a value; several may stand together. */
const between = new RegExp(`(?<=[A-Za-z0-9@.+-])${piece}{1,6}(?=[A-Za-z0-9@.+-])`, 'gi');
const brackets = trait.bracket | trait.control;

/** Undefined where none stands within a word. */
export function inlined(text: string, traits: number): Normalised | undefined {
  const mayBe = (traits & brackets) !== 0 || /[*~_`]/.test(text);
  if (!mayBe) return undefined;
  const parts: string[] = [];
  const at: number[] = [];
  let from = 0;
  const take = (to: number): void => {
    parts.push(text.slice(from, to));
    for (let i = from; i < to; i += 1) at.push(i);
  };
  for (const { 0: gap, index } of text.matchAll(between)) {
    take(index);
    from = index + gap.length;
  }
  if (from === 0) return undefined;
  take(text.length);
  at.push(text.length);
  return { text: parts.join(''), at: Int32Array.from(at) };
}
