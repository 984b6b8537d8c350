/** A text without the tags and marks that draw a part of a word otherwise: whoever reads it reads on over them. It refuses to take out a tag that parts two cells or two blocks. */
import { trait } from '../detect/text/traits.js';
import { type Normalised, without } from './normalise.js';

const names =
  'a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr';
const tag = `<\\/?(?:${names})(?:\\s[^<>]{0,200})?\\/?>|<!--[^<>]{0,100}-->`;
const drawn = '\\x1b?\\[[0-9;]{1,12}m';
const mark = '\\*{1,3}|~~|__|`';
const piece = `(?:${tag}|${drawn}|${mark})`;
/** Between two characters of a value; several may stand together. */
const between = new RegExp(`(?<=[A-Za-z0-9@.+-])${piece}{1,6}(?=[A-Za-z0-9@.+-])`, 'gi');
const brackets = trait.bracket | trait.control;

/** Whether it has what any of them begins with. */
export const mayBeInlined = (text: string, traits: number): boolean =>
  (traits & brackets) !== 0 || /[*~_`]/.test(text);

/** Undefined where none stands within a word. */
export const inlined = (text: string, traits: number): Normalised | undefined =>
  mayBeInlined(text, traits) ? without(between, { text }) : undefined;
