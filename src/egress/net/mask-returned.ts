/** Finds our own masks in what an agent sends, plain, spelt otherwise or put together by a statement. It refuses to read how deep nobody writes. */
import { isArray, isObject, type Json } from '../../call/json.js';
import { traitsOf } from '../detect/text/traits.js';
import { asStep, holdsForm } from '../operators/mask-form.js';
import { decodings } from '../spelling/decode.js';
import { normalise } from '../spelling/normalise.js';

/** Longer texts are looked through as they are. */
const mostDecoded = 65_536;
/** Of encodings, one in another. */
const mostLayers = 2;
/** `'[EMAIL:' || 'k7f3…]'`, and the same as the arguments of a function. */
const seam = /'\s{0,64}(?:\|\||,)\s{0,64}'/g;

function isMasked(text: string, depth = 0): boolean {
  if (holdsForm(text)) return true;
  if (text.length > mostDecoded) return false;
  const plain = normalise(text).text;
  if (holdsForm(plain) || holdsForm(plain.replace(seam, ''))) return true;
  if (depth === mostLayers) return false;
  for (const decoded of decodings(plain, traitsOf(plain))) if (isMasked(decoded, depth + 1)) return true;
  return false;
}

/** JSON pointers of the leaves (and keys) that hold one of our masks, inside a longer text as well. */
export function holdsMask(args: Json): readonly string[] {
  const found: string[] = [];
  const visit = (value: Json, pointer: string, depth: number): void => {
    if (typeof value === 'string') {
      if (isMasked(value)) found.push(pointer);
    } else if (depth > 64) found.push(pointer);
    else if (isArray(value))
      for (const [i, item] of value.entries()) visit(item, `${pointer}/${i}`, depth + 1);
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) {
        const here = `${pointer}/${asStep(key)}`;
        if (isMasked(key)) found.push(here);
        visit(item, here, depth + 1);
      }
  };
  visit(args, '', 0);
  return found;
}
