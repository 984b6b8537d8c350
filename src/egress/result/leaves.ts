/** Masks a result that has no rows: fixed paths by their class, the rest by the content net. It refuses to guess where a body went. */
import { isArray, isObject, type Json, type JsonObject } from '../../call/json.js';
import { isBodyOf } from '../../catalog/deposit.js';
import type { Deposited } from '../../intercept/effects.js';
import { type BodyTerms, maskBody } from '../columns/body.js';
import { maskCell } from '../columns/cell.js';
import { classesOf, isClassifiedEgress, isClear, planColumn, unionOf } from '../columns/columns.js';
import { hint as says } from '../detect/words/hint.js';
import { freeKey, maskText, noteWithheld } from '../net/walk/leaf.js';
import { type Place, top, under } from '../net/walk/place.js';
import { maskJson } from '../net/walk/walk.js';
import { type Owing, takesStatement } from '../owing.js';

interface Pattern {
  readonly path: readonly string[];
  readonly class: string;
}
export interface LeafTerms extends BodyTerms {
  readonly patterns: readonly Pattern[];
  /** What the kernel has put where the body stands. */
  readonly deposit: Deposited | undefined;
  /** What is said of everything in the result: of a tool that takes a statement, its names may be that one's words. */
  readonly said: number;
  /** Types of pictures and sounds that are declared clean. */
  readonly media: readonly string[];
  /** Characters that one of them may have. */
  readonly most: number;
}

export const leafTerms = (owing: Owing, terms: Pick<BodyTerms, 'choose' | 'cells'>): LeafTerms => ({
  ...terms,
  egress: owing.effects.egress,
  deposit: owing.effects.deposit,
  media: owing.obligations.flatMap((one) => (one.kind === 'media' ? one.media.map(({ type }) => type) : [])),
  most: owing.tool.page.bytes,
  ...(owing.effects.egressBy === undefined ? {} : { egressBy: owing.effects.egressBy }),
  patterns: Object.entries(owing.tool.result.classes).map(([path, columnClass]) => ({
    path: path
      .replace(/^\$\.?/, '')
      .split(/[./]/)
      .filter((key) => key !== ''),
    class: columnClass,
  })),
  said: takesStatement(owing.tool) ? says.made : 0,
});

/** Something in the result is known to be classified, so a value in an unexpected place is not let through on its looks. */
const isGuarded = (terms: LeafTerms): boolean =>
  isClassifiedEgress(terms.egress) ||
  (terms.egress.length === 0 && terms.patterns.some((each) => !isClear(each.class)));

/** What a manifest calls a secret is one whole, and no part of what the call has read. */
const isSecret = (columnClass: string): boolean => columnClass.startsWith('secret.');

/** INVARIANT: what the columns of a body are is known of the kernel's own alone; any other, whatever its header, owes what all of them owe. */
function termsOf(body: Json, terms: LeafTerms): BodyTerms {
  const { deposit, cells } = terms;
  if (deposit === undefined || typeof body !== 'string') return terms;
  if (!isBodyOf(deposit.parts, body, cells.digest)) return terms;
  return { ...terms, egress: deposit.egress, egressBy: 'name' };
}

/** A value that a manifest names: by the dataset's columns when the call read one, else whole, by the class it names. */
function maskNamed(
  value: Json,
  columnClass: string,
  at: { readonly place: Place; readonly terms: LeafTerms },
): Json {
  const { place, terms } = at;
  const isRead = !isSecret(columnClass);
  if (isRead && isClassifiedEgress(terms.egress)) return maskBody(value, place, termsOf(value, terms));
  if ((isRead && terms.egress.length > 0) || isClear(columnClass)) return maskJson(value, place, terms.cells);
  const plan = planColumn('', { name: '', classes: [columnClass], how: 'identity', from: [] }, terms.choose);
  return maskCell(value, { plan, pointer: place.pointer }, terms.cells);
}

interface Here {
  readonly place: Place;
  readonly open: readonly Pattern[];
}

function visit(value: Json, { place, open }: Here, terms: LeafTerms): Json {
  const named = open.find((pattern) => pattern.path.length === 0);
  if (named !== undefined) return maskNamed(value, named.class, { place, terms });
  if (open.length === 0) return maskJson(value, place, terms.cells);
  if (place.depth > 64) return noteWithheld(value, place, terms.cells);
  const along = (key: string): readonly Pattern[] =>
    open
      .filter((pattern) => pattern.path[0] === key || pattern.path[0] === '*')
      .map((pattern) => ({ path: pattern.path.slice(1), class: pattern.class }));
  if (isArray(value))
    return value.map((item) =>
      visit(item, { place: under(place, '*', terms.cells), open: along('*') }, terms),
    );
  if (!isObject(value)) return maskJson(value, place, terms.cells);
  const taken = new Set<string>();
  const entries = Object.entries(value).map(([key, item]): readonly [string, Json] => {
    const here = under(place, key, terms.cells);
    const name = freeKey(maskText(key, { ...here, hint: 0 }, terms.cells), taken);
    taken.add(name);
    return [name, visit(item, { place: here, open: along(key) }, terms)];
  });
  return Object.fromEntries(entries);
}

function reaches(value: Json, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  if (isArray(value)) return (key === '*' || /^\d+$/.test(key)) && value.some((item) => reaches(item, rest));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, item]) => (key === '*' || key === name) && reaches(item, rest));
}

/** When nothing stands where the manifest says, and the call read classified columns, every leaf is taken for one. */
export function maskLeaves(value: JsonObject, terms: LeafTerms): Json {
  const { _meta: _, ...shown } = value;
  // INVARIANT: that a digest stands in its place says nothing of where the body went.
  const read = terms.patterns.filter((one) => !isSecret(one.class));
  const isFound = (read.length > 0 ? read : terms.patterns).some(({ path }) => reaches(shown, path));
  if (isGuarded(terms) && !isFound) return maskBody(shown, top, terms);
  return visit(shown, { place: { ...top, hint: terms.said }, open: terms.patterns }, terms);
}

/** Text that stands beside a guarded result without being the same JSON. */
export function maskLooseText(text: string, place: Place, terms: LeafTerms): string {
  if (!isGuarded(terms)) {
    const masked = maskJson(text, { ...place, hint: terms.said }, terms.cells);
    return typeof masked === 'string' ? masked : '';
  }
  const whole = isClassifiedEgress(terms.egress)
    ? maskBody(text, place, termsOf(text, terms))
    : maskNamed(text, classesOf(unionOf(terms.patterns.map(asColumn))).join('+'), { place, terms });
  return typeof whole === 'string' ? whole : '';
}

const asColumn = (pattern: Pattern) =>
  ({ name: '', classes: [pattern.class], how: 'identity', from: [] }) as const;
