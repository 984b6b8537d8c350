/** Values that stand in parts, side by side: in the columns of a row, the items of a list, the ends of two texts. It refuses long parts, and borders at which nothing can go on. */
import type { Json } from '../../../call/json.js';
import { isUsualAddress } from '../../detect/text/halves.js';
import { hint as says } from '../../detect/words/hint.js';
import type { LeafHit } from '../replace.js';
import type { Hit } from '../text/hit.js';

/** What is found in the parts together, and what is left of each. */
export interface Across {
  readonly parts: readonly string[];
  readonly hits: readonly LeafHit[];
}
export interface Side {
  /** Undefined where nothing stands over the border of two parts. */
  readonly across: (parts: readonly string[], hint: number) => Across | undefined;
  readonly hintAt: (at: number) => number;
  readonly note: (at: number, hit: LeafHit) => void;
}

const longest = 64;
const most = 4;
const [at, dash, blank] = [0x40, 0x2d, 0x20];
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isEdge = (code: number): boolean => isDigit(code) || code === dash || code === blank;
/** A number goes on behind it. */
const goesOn = (one: string, other: string): boolean =>
  isEdge(one.charCodeAt(one.length - 1)) && isEdge(other.charCodeAt(0));
/** How an IBAN, a telephone, a card or a social security number begins. */
const beginning = /^(?:[A-Z]{2}\d{2}|\+\d|\d{4}(?:$|[ -]\d)|\d{3}-\d{2})/;
const longBeginning = /^[A-Z]{2}\d{2}[ A-Z0-9]*$/;

/** Where nothing of the first has a sign of an address, nothing goes on from it but with one of these. */
export function mayGoOn(other: Json): boolean {
  if (typeof other !== 'string') return false;
  const next = other.charCodeAt(0);
  return next === at || next === dash || isDigit(next);
}

/** Seen at the border, so that it costs next to nothing where nothing stands over it. `hint`: what the names of both say. */
export function mayJoin(one: Json | undefined, other: Json | undefined, hint: number): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  if (one.length < 2 || other.length < 2 || one.length > longest || other.length > longest) return false;
  const [last, next] = [one.charCodeAt(one.length - 1), other.charCodeAt(0)];
  if (next === at || last === at || one.indexOf('@') > 0) return true;
  if (!isDigit(next) && next !== dash) return false;
  if (!isEdge(last)) return longBeginning.test(one);
  return (hint & says.card) !== 0 || beginning.test(one);
}

/** Whether any one value may stand so in parts. Digits alone are no card but in four equal parts, or under its name. */
export function isSplit(
  { class: columnClass }: Hit,
  value: string,
  {
    parts,
    between,
    hint,
  }: { readonly parts: readonly string[]; readonly between: string; readonly hint: number },
): boolean {
  switch (columnClass) {
    case 'pii.email':
      return between === '' && isUsualAddress(value);
    case 'pii.iban':
    case 'pii.us_ssn':
      return true;
    case 'pii.card':
      return (hint & says.card) !== 0 || parts.length === most || parts.some((part) => /\d[ -]\d/.test(part));
    case 'pii.phone':
      return value.startsWith('+');
    default:
      return false;
  }
}

function acrossFrom(row: readonly Json[], from: number, side: Side): Across | undefined {
  const parts: string[] = [];
  for (let i = from; i < Math.min(row.length, from + most); i += 1) {
    const part = row[i];
    if (typeof part !== 'string' || part.length > longest) return undefined;
    if (i > from + 1 && !goesOn(parts.at(-1) ?? '', part)) return undefined;
    parts.push(part);
    const found = parts.length > 1 ? side.across(parts, side.hintAt(from) | side.hintAt(i)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of values that were masked one by one; the same, by identity, where nothing stands over a border. */
export function maskNeighbours(row: readonly Json[], side: Side): readonly Json[] {
  let out: Json[] | undefined;
  for (let i = 0; i + 1 < row.length; i += 1) {
    const isOne = mayJoin(row[i], row[i + 1], side.hintAt(i) | side.hintAt(i + 1));
    const found = isOne ? acrossFrom(row, i, side) : undefined;
    if (found === undefined) continue;
    out ??= [...row];
    for (const [j, part] of found.parts.entries()) {
      out[i + j] = part;
      for (const hit of found.hits) side.note(i + j, hit);
    }
    i += found.parts.length - 1;
  }
  return out ?? row;
}
