/** The members of an object with what others of them, its labels, say of the value beside them. It refuses labels of a number, which count as often. */
import { isObject, type Json, type JsonObject, own } from '../../call/json.js';
import { inherited, isMute } from '../detect/hint.js';
import { type Members, readKey, type Walk } from './place.js';

const longest = 64;

/** Itself, or what it says of itself: `{"text": "BSN"}`. */
function labelOf(value: Json | undefined): string {
  const shown =
    value !== undefined && isObject(value)
      ? (own(value, 'text') ?? own(value, 'name') ?? own(value, 'ref') ?? own(value, 'label'))
      : value;
  return typeof shown === 'string' && shown.length <= longest ? shown : '';
}

export function labelled(value: JsonObject, members: Members, walk: Walk): Members {
  const { labelled: found, keys, hints, looks, hint } = members;
  if (found === undefined || typeof value[keys[found.at] ?? ''] !== 'string') return members;
  const says = found.labels.reduce((all, key) => {
    const label = labelOf(value[key]);
    return label === '' ? all : all | readKey(label, hint, walk).hint;
  }, 0);
  if (isMute(says)) return members;
  const told = inherited(hints[found.at] ?? 0, says);
  return {
    ...members,
    hints: hints.with(found.at, told),
    looks: looks.with(found.at, walk.net.column(told)),
  };
}
