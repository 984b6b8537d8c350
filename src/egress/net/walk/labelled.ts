/** The members of an object with what others of them, its labels, say of the values beside them. It refuses labels of a number, which count as often. */
import { isArray, type Json, type JsonObject, own } from '../../../call/json.js';
import { inherited, isMute } from '../../detect/words/hint.js';
import { namesOf, shownIn } from '../../forms/json/heads.js';
import type { Labelled } from '../../forms/json/labelled.js';
import { type Members, readKey, type Walk } from './place.js';

/** A text, one in a wrapper, or a list of such. */
function isText(value: Json | undefined): boolean {
  if (typeof value === 'string') return true;
  if (value === undefined || typeof value !== 'object' || value === null) return false;
  if (isArray(value)) return value.length > 0 && value.every((one) => typeof shownIn(one) === 'string');
  return typeof shownIn(value) === 'string';
}

interface Told {
  readonly values: readonly string[];
  readonly labels: readonly string[];
}
/** Which of its members are told of here, and by which others. */
function toldIn(value: JsonObject, { labels, values, others, isTyped }: Labelled): Told {
  const typed = isTyped && typeof value.type === 'string' ? value.type : '';
  if (typed !== '' && !labels.includes(typed) && isText(own(value, typed)))
    return { values: [typed], labels };
  const given = values.filter((key) => isText(value[key]));
  if (given.length > 0) return { values: given, labels: [...labels, ...others] };
  return { values: others.filter((key) => isText(value[key])), labels };
}

export function labelled(value: JsonObject, members: Members, walk: Walk): Members {
  const { labelled: found, keys, hint } = members;
  if (found === undefined) return members;
  const { values, labels } = toldIn(value, found);
  if (values.length === 0) return members;
  let says = 0;
  for (const key of labels) {
    const label = value[key];
    const names = label === undefined || isArray(label) ? [] : namesOf(label);
    for (const name of names) says |= readKey(name, hint, walk).hint;
  }
  if (isMute(says)) return members;
  const hints = members.hints.map((own, i) => (values.includes(keys[i] ?? '') ? inherited(own, says) : own));
  const looks = members.looks.map((one, i) =>
    hints[i] === members.hints[i] ? one : walk.net.column(hints[i] ?? 0),
  );
  return { ...members, hints, looks };
}
