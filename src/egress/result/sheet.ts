/** Masks a text that holds rows by what each of their columns owes, and puts masks where values stood alone. It refuses, under a statement, to show what is of no column. */
import { type Cells, maskCell } from '../columns/cell.js';
import { closed } from '../columns/closed.js';
import { type ColumnPlan, isClassifiedEgress, planColumn, unionOf } from '../columns/columns.js';
import type { Known, PlanFor } from '../columns/provenance.js';
import { behindNames } from '../forms/behind.js';
import { insertCells } from '../forms/inserts.js';
import { respelt } from '../forms/json/json-text.js';
import { markupCells } from '../forms/markup.js';
import { rowsSaid, saidOf } from '../forms/said.js';
import type { Cell, Part, Reads } from '../forms/sheet/part.js';
import { sheetOf } from '../forms/sheet/sheet.js';
import { taggedCells } from '../forms/tagged.js';
import { before } from '../net/replace.js';
import { jsonWithin } from '../net/walk/json-within.js';
import type { Place } from '../net/walk/place.js';
import type { Choose } from '../operators/choose.js';
import { type ExactFinding, type ExactTally, inText } from './exact.js';

export interface SheetTerms {
  readonly known: Known;
  readonly choose: Choose;
  readonly planFor: PlanFor;
  readonly cells: Cells;
  readonly tally: ExactTally;
}
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly found: readonly ExactFinding[];
}
interface Sheet extends SheetTerms {
  readonly given: string;
  readonly place: Place;
}

/** A statement was read that shows something classified: what is of none of its columns may be of any. */
const isClosed = ({ known }: SheetTerms): boolean => isClassifiedEgress(known.egress ?? []);

const namesOf = ({ known: { columns, egress = [] } }: SheetTerms): readonly string[] => [
  ...Object.keys(columns),
  ...egress.map(({ name }) => name),
];

function readsFor({ given, ...terms }: Sheet): Reads {
  const { planFor, known } = terms;
  const owes = (name: string): boolean => planFor(name)?.operator !== undefined;
  const names = known.egress?.map(({ name }) => name.toLowerCase());
  const isHeading = isClosed(terms)
    ? (given: readonly string[]) =>
        given.length === names?.length && given.every((name, i) => name.toLowerCase() === names[i])
    : (given: readonly string[]) => given.some(owes);
  const isName = isClosed(terms) ? (name: string) => planFor(name) !== undefined : owes;
  const said = namesOf(terms).map((name) => name.toLowerCase());
  const mayName = (line: string): boolean => {
    const folded = line.toLowerCase();
    return said.some((name) => folded.includes(name));
  };
  const owing = new Set(said.filter(owes));
  const owingIn = (line: string): readonly string[] =>
    line
      .toLowerCase()
      .split(/[^\p{L}\p{M}\p{N}_]+/u)
      .filter((word) => owing.has(word));
  const isAllNames = (line: string): boolean => {
    const words = line.trim().toLowerCase().split(/\s+/);
    return words.length > 1 && words.every((word) => said.includes(word));
  };
  return { mayName, owingIn, isAllNames, isHeading, isName, jsonIn: jsonWithin(given) };
}

function cellEdit(
  { start, end }: Pick<Cell, 'start' | 'end'>,
  plan: ColumnPlan,
  sheet: Sheet,
): readonly Edit[] {
  const { given, place, cells, tally } = sheet;
  // INVARIANT: an empty cell of what was made from values is a NULL, and tells as much.
  if (plan.operator === undefined || (end <= start && !plan.hidesNull)) return [];
  const raw = given.slice(start, end);
  const value = given.charAt(start - 1) === '"' ? raw.replaceAll('""', '"') : raw;
  const { value: masked, found } = tally.during(() =>
    maskCell(value, { plan, pointer: place.pointer }, cells),
  );
  const text = masked === null ? '' : String(masked);
  return [{ start, end, text, found: found.map((one) => ({ ...one, start, end })) }];
}

/** Of whatever column a value is. */
function unionPlan(names: readonly string[], { planFor, known, choose }: SheetTerms): ColumnPlan | undefined {
  const egress = known.egress ?? [];
  if (isClassifiedEgress(egress)) return planColumn('', unionOf(egress), choose);
  const owing = names.map((name) => planFor(name)).filter((plan) => plan?.operator !== undefined);
  return owing.length < 2
    ? owing[0]
    : planColumn(
        '',
        {
          name: '',
          classes: owing.flatMap((plan) => plan?.label.split('+') ?? []),
          how: 'unknown',
          from: [],
        },
        choose,
      );
}

function jsonEdit(part: Part & { readonly kind: 'json' }, sheet: Sheet): readonly Edit[] {
  const { given, place, tally } = sheet;
  const text = given.slice(part.start, part.end);
  const { value: masked, found } = tally.during(() => closed(part.value, place, sheet));
  if (masked === part.value) return [];
  const shift = inText(text, found, place.pointer).map(({ start, end, ...one }) => ({
    ...one,
    pointer: place.pointer,
    start: start + part.start,
    end: end + part.start,
  }));
  return [{ start: part.start, end: part.end, text: respelt(text, part.value, masked), found: shift }];
}

function partEdits(part: Part, sheet: Sheet): readonly Edit[] {
  if (part.kind === 'json') return jsonEdit(part, sheet);
  if (part.kind === 'frame') return [];
  if (part.kind === 'row') {
    const { cells } = part;
    const width = cells.filter(({ at }) => at !== undefined).length;
    return cells.flatMap((cell) => {
      const column = cell.at === undefined ? undefined : { at: cell.at, of: width };
      const plan = sheet.planFor(cell.name, column);
      return plan === undefined ? [] : cellEdit(cell, plan, sheet);
    });
  }
  const names = part.kind === 'ragged' ? part.names : [];
  const plan = part.kind === 'ragged' || isClosed(sheet) ? unionPlan(names, sheet) : undefined;
  return plan === undefined ? [] : cellEdit(part, plan, sheet);
}

/** What the columns given by name owe in markup, in rows of SQL and within sentences. */
function namedEdits(sheet: Sheet): readonly Edit[] {
  if (isClosed(sheet)) return [];
  const { given, planFor } = sheet;
  const names = Object.keys(sheet.known.columns).filter((name) => planFor(name)?.operator !== undefined);
  const cells = [
    ...taggedCells(given, names),
    ...markupCells(given),
    ...insertCells(given),
    ...behindNames(given, names),
    ...saidOf(given, names),
  ].flatMap((cell) => {
    const plan = planFor(cell.name);
    return plan === undefined ? [] : cellEdit(cell, plan, sheet);
  });
  const plan = unionPlan(names, sheet);
  return plan === undefined
    ? cells
    : [...cells, ...rowsSaid(given).flatMap((row) => cellEdit(row, plan, sheet))];
}

/** In their order, none over another: what stands first and reaches further counts, and of what reaches past it the rest. */
function inOrder(edits: readonly Edit[]): readonly Edit[] {
  const sorted = [...edits].sort((one, other) => one.start - other.start || other.end - one.end);
  let [at, empty] = [0, -1];
  return sorted.flatMap((edit) => {
    const isEmpty = edit.start === edit.end;
    if (isEmpty ? edit.start < at || edit.start === empty : edit.end <= at) return [];
    const start = Math.max(edit.start, at);
    [at, empty] = [edit.end, isEmpty ? edit.start : empty];
    return [{ ...edit, start }];
  });
}

function spliced(text: string, edits: readonly Edit[]): string {
  let [out, at] = ['', 0];
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** With its masks in their places, and the rest through the net. */
function shown({ given, place, tally, cells }: Sheet, edits: readonly Edit[]): string {
  for (const { found } of edits)
    for (const one of found) tally.add(place.pointer, { ...one, by: 'provenance' });
  const text = spliced(given, edits);
  const leaf = cells.net.leaf(text, place.hint);
  if (leaf === undefined) return text;
  const done = edits.map(({ start, end, text: { length } }) => ({ start, end, shown: length }));
  for (const hit of leaf.hits)
    tally.add(place.pointer, { ...hit, start: before(hit.start, done), end: before(hit.end, done) });
  return leaf.text;
}

/** Undefined where the text holds no rows that a statement speaks of: all of it may be anything. */
export function maskSheet(given: string, place: Place, terms: SheetTerms): string | undefined {
  const sheet: Sheet = { ...terms, given, place };
  const parts = namesOf(terms).length === 0 ? [] : sheetOf(given, readsFor(sheet));
  if (isClosed(terms) && !parts.some(({ kind }) => kind === 'row' || kind === 'json')) return undefined;
  return shown(sheet, inOrder([...parts.flatMap((part) => partEdits(part, sheet)), ...namedEdits(sheet)]));
}

/** What of an edit lies between two offsets, as that piece has it. */
function within(edit: Edit, start: number, end: number): readonly Edit[] {
  if (edit.start > end || edit.end < start || (edit.end === start && edit.start < start)) return [];
  const place = { start: Math.max(edit.start, start) - start, end: Math.min(edit.end, end) - start };
  const found = edit.found.map((one) => ({ ...one, ...place }));
  return [{ ...edit, ...place, found }];
}

/** Lines that a list holds, as one text that they are; undefined where no column is found in that. */
export function maskLines(
  lines: readonly string[],
  placeOf: (i: number) => Place,
  terms: SheetTerms,
): readonly string[] | undefined {
  const given = lines.join('\n');
  const sheet: Sheet = { ...terms, given, place: placeOf(0) };
  const parts = sheetOf(given, readsFor(sheet));
  const edits = inOrder([...parts.flatMap((part) => partEdits(part, sheet)), ...namedEdits(sheet)]);
  if (edits.length === 0) return undefined;
  let from = 0;
  return lines.map((line, i) => {
    const start = from;
    from += line.length + 1;
    const own = edits.flatMap((edit) => within(edit, start, start + line.length));
    return shown({ ...terms, given: line, place: placeOf(i) }, own);
  });
}
