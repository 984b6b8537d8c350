/** A text, a key or a number through the content net, and what stands in the place of a value that is too deep to be read. It refuses to take a value apart. */
import type { Json } from '../../../call/json.js';
import { isMute, hint as says } from '../../detect/words/hint.js';
import { withheld } from '../../operators/mask-form.js';
import { utf8Length } from '../../spelling/encode.js';
import { saysNothing } from '../replace.js';
import { mayBeJson } from './parse.js';
import type { Place, Walk } from './place.js';

/** Of few digits: too short to be anybody's. */
const isSmall = (value: number): boolean =>
  Number.isInteger(value) ? value < 100_000 && value > -10_000 : false;

/** For any value, where nothing says whose it is. */
export const isTooShort = (text: string, hint: number): boolean => text.length < 4 && isMute(hint);

/** A leaf that stays as it is; anything else is for `maskJson`. Most leaves end here, so it makes nothing. */
export function isUntouched(value: Json, hint: number, { net }: Walk): boolean {
  if (typeof value === 'string')
    return isTooShort(value, hint) || (!mayBeJson(value) && net.leaf(value, hint) === undefined);
  if (typeof value === 'number') {
    if (isSmall(value) || (isMute(hint) && !Number.isInteger(value))) return true;
    const text = String(value);
    return text.length < 6 || net.leaf(text, hint) === undefined;
  }
  return value === null || typeof value === 'boolean';
}

/** Masks the plain text of a leaf and counts what was found. */
export function maskText(text: string, place: Place, walk: Walk): string {
  const leaf = walk.net.leaf(text, place.hint);
  if (leaf === undefined) return text;
  for (const hit of leaf.hits) walk.tally.add(place.pointer, hit);
  return leaf.text;
}

/** The same of a key, which is a value as well. */
export function maskKey(key: string, place: Place, walk: Walk): string {
  const leaf = walk.net.leaf(key, place.hint & says.made);
  if (leaf === undefined) return key;
  for (const hit of leaf.hits) walk.tally.add(place.pointer, { ...hit, in: 'key' });
  return leaf.text;
}

/** A number stays one, or becomes null where its mask says nothing of it; a token or a part of it is a text. */
export function maskNumber(value: number, place: Place, walk: Walk): Json {
  const text = String(value);
  const isShort = text.length < 6 || (isMute(place.hint) && !Number.isInteger(value));
  const leaf = isShort ? undefined : walk.net.leaf(text, place.hint);
  if (leaf === undefined) return value;
  for (const hit of leaf.hits) walk.tally.add(place.pointer, hit);
  return leaf.hits.every(({ operator }) => saysNothing.has(operator)) ? null : leaf.text;
}

/** Counts it, and tells how long it was. */
export const noteWithheld = (value: Json, place: Place, walk: Walk): string => {
  walk.tally.add(place.pointer, { class: 'pii.unscanned', operator: 'withhold', by: 'content' });
  return withheld(utf8Length(JSON.stringify(value)));
};

/** A key under which nothing stands yet, so that two masked keys never become one. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key;
  let i = 2;
  while (taken.has(`${key}#${i}`)) i += 1;
  return `${key}#${i}`;
}
