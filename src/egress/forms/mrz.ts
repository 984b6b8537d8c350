/** Finds who holds a travel document in the lines that machines read of it: passports, cards, visas. It refuses lines of capitals in which no check digit is right, unless a line of names stands with them. */
import { longRunsBy } from '../detect/text/runs.js';
import type { Named } from './named.js';

const runsIn = longRunsBy(/[A-Z0-9<]/, 28);
const longest = 92;

type Part = 'names' | 'number' | 'personal' | 'birth' | 'day' | 'check' | 'other';
interface Layout {
  readonly form: RegExp;
  /** What each group is; a check is of the group before it. */
  readonly parts: readonly Part[];
  /** How many checks have to be right where no line of names stands in the text; a line of names needs none. */
  readonly least: number;
}
const [state, day, holder] = ['([A-Z][A-Z<]{2})', '([0-9<]{6})([0-9<])', '([MFX<])'];
const given = '[A-Z]{0,40}(?:<[A-Z]{1,40}){0,12}';
const layouts: readonly Layout[] = [
  {
    form: new RegExp(
      `^([PVIAC][A-Z<])${state}(?=.*<<$|.{25}$|.{31}$|.{39}$)([A-Z]{1,40}(?:<[A-Z]{1,40}){0,12}(?:<<${given})?)<{0,40}$`,
    ),
    ...{ parts: ['other', 'other', 'names'], least: 0 },
  },
  {
    form: new RegExp(`^(?=.{28,32}$)([A-Z]{1,28}(?:<[A-Z]{1,28}){0,12}<<${given})<{1,28}$`),
    ...{ parts: ['names'], least: 0 },
  },
  {
    form: new RegExp(
      `^([A-Z0-9][A-Z0-9<]{8})([0-9<])${state}${day}${holder}${day}([A-Z0-9<]{5,14}?)([0-9<]{0,2})<?$`,
    ),
    parts: ['number', 'check', 'other', 'birth', 'check', 'other', 'day', 'check', 'personal', 'other'],
    least: 2,
  },
  {
    form: new RegExp(`^([ACI][A-Z0-9<])${state}([A-Z0-9][A-Z0-9<]{8})([0-9<])([A-Z0-9<]{15})<?$`),
    ...{ parts: ['other', 'other', 'number', 'check', 'personal'], least: 1 },
  },
  {
    form: new RegExp(`^${day}${holder}${day}${state}([A-Z0-9<]{11})([0-9])<?$`),
    ...{ parts: ['birth', 'check', 'other', 'day', 'check', 'other', 'personal', 'other'], least: 2 },
  },
  {
    // The card that France gave out until 2021.
    form: new RegExp(`^([0-9A-Z]{12})([0-9])([A-Z][A-Z<]{13})${day}${holder}[0-9]$`),
    ...{ parts: ['number', 'check', 'names', 'birth', 'check', 'other'], least: 2 },
  },
];

const weights = [7, 3, 1];
const worthOf = (one: string): number =>
  one === '<' ? 0 : /\d/.test(one) ? Number(one) : one.charCodeAt(0) - 55;
const isChecked = (part: string, check: string): boolean =>
  /^\d$/.test(check) &&
  [...part].reduce((sum, one, i) => sum + worthOf(one) * (weights[i % 3] ?? 1), 0) % 10 === Number(check);

/** Lines that nothing parts are as long as each other. */
function linesOf(
  text: string,
  start: number,
  end: number,
): readonly { readonly line: string; readonly at: number }[] {
  const count = { 72: 2, 88: 2, 90: 3 }[end - start] ?? 1;
  const size = (end - start) / count;
  return Array.from({ length: count }, (_, i) => {
    const at = start + i * size;
    return { line: text.slice(at, at + size), at };
  });
}

interface Read {
  readonly layout: Layout;
  readonly groups: readonly string[];
  readonly at: number;
}
function readLine({ line, at }: { readonly line: string; readonly at: number }): readonly Read[] {
  for (const layout of layouts) {
    const groups = layout.form.exec(line)?.slice(1);
    if (groups !== undefined) return [{ layout, groups, at }];
  }
  return [];
}
const rightChecks = ({ layout, groups }: Read): number =>
  layout.parts.filter((part, i) => part === 'check' && isChecked(groups[i - 1] ?? '', groups[i] ?? ''))
    .length;

const names: Readonly<Partial<Record<Part, string>>> = { names: 'surname', number: 'passport', birth: 'dob' };
/** A personal number without as many digits as one has is told like a document's. */
const nameOf = (part: Part, value: string): string | undefined =>
  part === 'personal' ? (/(?:\d.*){5}/.test(value) ? 'national_id' : 'passport') : names[part];

/** Each of its words, without what fills the line. */
function cellsOf({ layout, groups, at }: Read): readonly Named[] {
  let from = at;
  return layout.parts.flatMap((part, i) => {
    const value = groups[i] ?? '';
    const start = from;
    from += value.length;
    const name = nameOf(part, value);
    if (name === undefined) return [];
    return [...value.matchAll(/[A-Z0-9]+/g)].map(
      ({ 0: word, index }): Named => ({ start: start + index, end: start + index + word.length, name }),
    );
  });
}

export function mrzCells(text: string): readonly Named[] {
  if (!text.includes('<')) return [];
  const read = runsIn(text)
    .filter(({ start, end }) => end - start <= longest)
    .flatMap(({ start, end }) => linesOf(text, start, end))
    .flatMap(readLine);
  const isNamed = read.some(({ layout }) => layout.least === 0);
  return read.filter((one) => isNamed || rightChecks(one) >= one.layout.least).flatMap(cellsOf);
}
