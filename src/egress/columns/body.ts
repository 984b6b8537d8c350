/** Masks an object's body by the columns of its dataset: JSON, JSON lines or delimited text. It refuses every other format. */
import { isArray, isObject, type Json, type JsonObject } from '../../call/json.js';
import type { EgressColumn } from '../../intercept/effects.js';
import { parseCsv, renderCsv } from '../forms/sheet/csv.js';
import { freeKey, noteWithheld } from '../net/walk/leaf.js';
import { parseJson } from '../net/walk/parse.js';
import type { Place } from '../net/walk/place.js';
import type { Choose } from '../operators/choose.js';
import { withheld } from '../operators/mask-form.js';
import { utf8Length } from '../spelling/encode.js';
import { type Cells, maskCell } from './cell.js';
import { classesByName, declaredNames, isOfObjects, planColumn, safeName, undeclared } from './columns.js';

export interface BodyTerms {
  readonly egress: readonly EgressColumn[];
  /** The keys of a body are columns, and `*` is for the rest; absent, `*` makes every key everything. */
  readonly egressBy?: 'name';
  readonly choose: Choose;
  readonly cells: Cells;
}

/** Keys that hold records and are no column. */
const wrappers = new Set(['rows', 'items', 'records', 'results', 'data']);
const deepest = 64;

interface Named extends BodyTerms {
  /** Whether a key is a name, and may be shown. */
  readonly isName: (key: string) => boolean;
}

const planFor = (name: string, terms: BodyTerms) =>
  planColumn(name, classesByName(terms)(name) ?? undeclared, terms.choose);

/** INVARIANT: a key of what somebody has stored may be a value, and is shown where values are. What a system itself puts together, of columns that it names, has keys of its own. */
function named(terms: BodyTerms, isStored: boolean): Named {
  const isDeclared = declaredNames(terms.egress);
  const classes = classesByName(terms);
  const isKnown = (key: string): boolean => classes(key) !== undefined;
  const passes = (key: string): boolean => {
    const { label, operator } = planFor(key, terms);
    return label !== '' && operator === undefined;
  };
  const isValue = isStored || isOfObjects(terms.egress);
  return { ...terms, isName: isValue ? (key) => isDeclared(key) || passes(key) : isKnown };
}

/** Each leaf is of the class of the nearest key above it; a leaf under no key is of the unknown class. */
function maskByKey(value: Json, key: string, at: { readonly place: Place; readonly terms: Named }): Json {
  const { place, terms } = at;
  const deeper = { ...place, depth: place.depth + 1 };
  if (place.depth > deepest) return noteWithheld(value, place, terms.cells);
  if (isArray(value)) return value.map((item) => maskByKey(item, key, { place: deeper, terms }));
  if (isObject(value)) return maskKeys(value, { place: deeper, terms });
  return maskCell(value, { plan: planFor(key, terms), pointer: place.pointer }, terms.cells);
}

function maskKeys(
  value: JsonObject,
  { place, terms }: { readonly place: Place; readonly terms: Named },
): Json {
  const isClean = (text: string): boolean => terms.cells.net.leaf(text, 0) === undefined;
  const taken = new Set<string>();
  const entries = Object.entries(value).map(([key, item], i): readonly [string, Json] => {
    const isKnown = terms.isName(key) || (wrappers.has(key) && typeof item === 'object');
    const name = freeKey(isKnown ? safeName(key, i, isClean) : `column_${i + 1}`, taken);
    taken.add(name);
    return [name, maskByKey(item, key, { place: { ...place, pointer: `${place.pointer}/${name}` }, terms })];
  });
  return Object.fromEntries(entries);
}

function lines(text: string): readonly JsonObject[] | undefined {
  const objects = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseJson);
  // Each has just been seen to be an object.
  return objects.length > 0 && objects.every((each) => each !== undefined && isObject(each))
    ? (objects as readonly JsonObject[])
    : undefined;
}

function maskCsv(text: string, place: Place, terms: Named): string | undefined {
  for (const delimiter of [',', ';', '\t', '|']) {
    const table = parseCsv(text, delimiter);
    const header = table?.[0];
    if (table === undefined || header === undefined || !header.some(terms.isName)) continue;
    const isClean = (name: string): boolean => terms.cells.net.leaf(name, 0) === undefined;
    const names = header.map((name, i) =>
      terms.isName(name) ? safeName(name.trim(), i, isClean) : `column_${i + 1}`,
    );
    const plans = header.map((name) => planFor(name, terms));
    const unknown = planFor('', { ...terms, egress: [] });
    const rows = table.slice(1).map((row) => {
      const isWhole = row.length === header.length;
      return row.map((field, i) => {
        const plan = isWhole ? (plans[i] ?? unknown) : unknown;
        const name = isWhole ? (names[i] ?? '*') : '*';
        // INVARIANT: an empty field of a column is NULL, and tells as much.
        if (field === '' && !(isWhole && plan.hidesNull)) return '';
        const masked = maskCell(field, { plan, pointer: `${place.pointer}/*/${name}` }, terms.cells);
        return typeof masked === 'string' ? masked : '';
      });
    });
    return renderCsv([names, ...rows], delimiter) + (text.endsWith('\n') ? '\n' : '');
  }
  return undefined;
}

/** A body that is neither JSON nor delimited text with a header of known columns is withheld whole. */
export function maskBody(body: Json, place: Place, given: BodyTerms): Json {
  const terms = named(given, typeof body === 'string');
  if (typeof body !== 'string') return maskByKey(body, '', { place, terms });
  if (body === '') return body;
  const parsed = parseJson(body);
  if (parsed !== undefined) return JSON.stringify(maskByKey(parsed, '', { place, terms }));
  const objects = lines(body);
  if (objects !== undefined)
    return objects.map((each) => JSON.stringify(maskByKey(each, '', { place, terms }))).join('\n');
  const masked = maskCsv(body, place, terms);
  if (masked !== undefined) return masked;
  terms.cells.tally.add(place.pointer, {
    class: undeclared.classes.join('+'),
    operator: 'withhold',
    by: 'provenance',
  });
  return withheld(utf8Length(body));
}
