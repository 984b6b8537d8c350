/** Who is named in the columns of a row is looked for in the texts beside them. It refuses to look where no part of a name stands. */
import type { Json, JsonObject } from '../../../call/json.js';
import { plain } from '../../detect/name-mail.js';
import { isMute, hint as says } from '../../detect/words/hint.js';
import type { Leaf } from '../replace.js';
import type { Known } from '../text/again.js';
import type { Walk } from './place.js';

interface Beside {
  readonly names: string[];
  /** A first name and a last one, each in a column of its own. */
  readonly single: string[];
  readonly mailboxes: string[];
}
const longest = 80;
const least = 8;
/** A word with a capital, or of a script that may have none. */
const word = /[A-Z][a-z]|[^\x00-\x7f]/;
export const mayTell = (text: string, hint: number): boolean =>
  isMute(hint) && text.length >= least && text.includes(' ') && word.test(text);

/** A text that may speak of somebody; what is nested may have one as well. Asked first, as most rows have none, so it makes nothing. */
function hasText(row: JsonObject | readonly Json[], hints: readonly number[]): boolean {
  let i = 0;
  for (const key in row) {
    // `as`: the keys of a list are its positions.
    const item = (row as JsonObject)[key] ?? null;
    if (typeof item === 'string' ? mayTell(item, hints[i] ?? 0) : typeof item === 'object' && item !== null)
      return true;
    i += 1;
  }
  return false;
}

/** A sentence, whoever its key speaks of: `Fill prescription for a patient`. */
const sentence = /^\p{Lu}\S* (?:\S+ )*\p{Ll}{6,}/u;

function take(item: Json | undefined, hint: number, beside: Beside): void {
  if (typeof item !== 'string' || item.length > longest || mayTell(item, hint)) return;
  if ((hint & (says.name | says.someone)) !== 0 && !sentence.test(item))
    (item.includes(' ') ? beside.names : beside.single).push(item);
  else if (item.indexOf('@') > 2) beside.mailboxes.push(item.slice(0, item.indexOf('@')));
}

/** A mailbox as it is, and without the initial before a family. */
const familyIn = (part: string): readonly string[] => (part.length > 4 ? [part, part.slice(1)] : [part]);

/** Parts without which nothing in a text could be meant. */
function partsOf({ names, mailboxes }: Known): readonly string[] {
  const named = names.flatMap((name) => name.split(/[ ,]+/));
  const written = mailboxes.flatMap((one) => one.split(/[._+\d-]+/).flatMap(familyIn));
  return [...named, ...written].map(plain).filter((part) => part.length > 2);
}

function knownIn(beside: Beside): Known | undefined {
  const { names, single, mailboxes } = beside;
  if (names.length + single.length + mailboxes.length === 0) return undefined;
  return { names: single.length > 1 ? [...names, single.join(' ')] : names, mailboxes };
}

function gather(row: JsonObject | readonly Json[], hints: readonly number[]): Beside {
  const beside: Beside = { names: [], single: [], mailboxes: [] };
  let i = 0;
  for (const key in row) {
    // `as`: the keys of a list are its positions.
    take((row as JsonObject)[key], hints[i] ?? 0, beside);
    i += 1;
  }
  return beside;
}

/** Whether a text could speak of them: asked first, as most do not. */
function meant(known: Known): (text: string) => boolean {
  let parts: readonly string[] | undefined;
  return (text) => {
    parts ??= partsOf(known);
    const spelt = plain(text);
    for (const part of parts) if (spelt.includes(part)) return true;
    return false;
  };
}

/** The walk itself where nobody is known, or no text beside could speak of them. */
export const besideNames = (row: JsonObject | readonly Json[], hints: readonly number[], walk: Walk): Walk =>
  hasText(row, hints) ? besideTexts(row, hints, walk) : walk;

/** The same of a row in which one is known to be. */
export function besideTexts(row: JsonObject | readonly Json[], hints: readonly number[], walk: Walk): Walk {
  const known = knownIn(gather(row, hints));
  if (known === undefined) return walk;
  const isMeant = meant(known);
  const seen = new Map<string, Leaf | undefined>();
  const look = (text: string, hint: number): Leaf | undefined => {
    if (!seen.has(text)) seen.set(text, walk.net.knowing(known)(text, hint));
    return seen.get(text);
  };
  const leaf = (text: string, hint: number): Leaf | undefined =>
    mayTell(text, hint) && isMeant(text) ? look(text, hint) : walk.net.leaf(text, hint);
  return { ...walk, isBeside: true, net: { ...walk.net, leaf } };
}
