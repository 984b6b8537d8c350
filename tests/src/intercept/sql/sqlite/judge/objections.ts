// What a court has against a reading: each sentence is something that the engine did, or that two lakes differ in, and the reading did not say. It
// refuses to object to a reading that said too much.
import type { Effects } from '../../../../../../src/intercept/effects.js';
import { answerOf } from '../../../../../../src/intercept/sql/answer.js';
import { type Deed, isSame, type Moved, type Rows } from './court.js';

type Cells = readonly (readonly unknown[])[];

/** Rows of a table before anything was done to any. */
const seeded = 9;

const lines = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
const without = (all: readonly string[], told: readonly string[]): readonly string[] =>
  all.filter((name) => !told.includes(name));
const afterColon = (label: string): string => label.slice(label.indexOf(':') + 1);

const changes = ({ moved, objects, touched }: Deed): readonly string[] => [
  ...[...moved.keys()].map((name) => `rows of ${name}`),
  ...objects,
  ...touched,
];

const emptied = ({ moved }: Deed): readonly string[] =>
  [...moved].filter(([, { changed, went }]) => changed + went >= seeded).map(([name]) => name);

/** Columns that changed and are not among those that the reading says are written. What the engine computes follows what it is computed from. */
function silent({ writes }: Effects, name: string, { columns }: Moved): readonly string[] {
  const sets = writes.filter(({ dataset, mode }) => dataset === name && mode === 'update');
  if (sets.some((one) => one.columns.length === 0)) return [];
  const named = new Set([...sets.flatMap((one) => one.columns), 'loud', 'quiet']);
  return columns.filter((column) => !named.has(column)).map((column) => `${name}.${column}`);
}

/** Deeds of a statement that was understood, which may be let through: each must be in the reading. */
function unsaid(effects: Effects, deed: Deed): readonly string[] {
  const told = answerOf(effects);
  const structure = [...effects.created, ...effects.dropped, ...effects.altered];
  const names = structure.map(afterColon);
  const isStructural = structure.length > 0;
  const lost = [...deed.objects.filter((label) => label.startsWith('table:')), ...emptied(deed)];
  const isHeld = told.destructive || told.row_guard || effects.created.length + effects.altered.length > 0;
  // What checks every table finds them by the list of them, and is denied as control whatever it reads.
  const isListed = isStructural || effects.control.length > 0;
  const opened = deed.opened.filter((name) => !(isListed && name.endsWith('.sqlite_schema')));
  const egress = effects.egress.map(({ name }) => name);
  const sets = isStructural ? [] : [...deed.moved].flatMap(([name, one]) => silent(effects, name, one));
  return [
    ...lines('read, but not said to be', without(opened, [...told.reads, ...told.writes, ...names])),
    ...lines('written, but not said to be', without([...deed.moved.keys()], [...told.writes, ...names])),
    ...lines('changed, but not said to be', sets),
    ...lines('structure, but not said to be', isStructural ? [] : deed.objects),
    ...lines('lost, but neither destructive nor held', isHeld ? [] : lost),
    // That it is control says that of the session.
    ...lines('apart from tables', effects.control.length > 0 ? [] : deed.touched),
    ...lines(
      'columns',
      JSON.stringify(egress) === JSON.stringify(deed.columns) ? [] : [...deed.columns, 'not', ...egress],
    ),
  ];
}

const areSame = (one: Cells, other: Cells, at: number): boolean =>
  one.length === other.length && one.every((row, line) => isSame(row[at], other[line]?.[at]));

/** Columns of tables that differ between the lakes, as `table.column`; a table with other rows differs in all. */
export function differing(one: Rows, other: Rows): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, { columns, rows }] of one) {
    const twin = other.get(name)?.rows ?? new Map<string, readonly unknown[]>();
    const [left, right] = [[...rows.values()], [...twin.values()]];
    for (const [at, column] of columns.entries())
      if (!areSame(left, right, at)) found.add(`${name}.${column}`);
  }
  return found;
}

/** Whether the kernel would let it through by what it asks and where it writes. */
export const isPassing = ({ opaque, control, filtersOn, flows }: Effects): boolean =>
  opaque.length + control.length + filtersOn.length + flows.length === 0;

/** What two lakes differ in that differ in classified values alone, and no class was announced for. */
export function leaks(
  effects: Effects,
  [one, other]: readonly Deed[],
  before: ReadonlySet<string>,
): readonly string[] {
  if (one === undefined || other === undefined) return ['there are not two lakes'];
  // Whoever asks about a classified column is denied; what cannot take its class along is denied.
  if (effects.filtersOn.some(({ keyed }) => !keyed) || effects.flows.length > 0) return [];
  // Under its key a row may be asked, so often: it is there or not.
  if (effects.filtersOn.length > 0 && one.rows.length !== other.rows.length) return [];
  if (one.code !== other.code) return [`fails in one alone: ${one.code} ${other.code}`];
  if (one.rows.length !== other.rows.length) return ['other rows'];
  const shown = one.columns
    .map((name, at) => ({ name, at }))
    .filter(({ at }) => !areSame(one.rows, other.rows, at))
    .filter(({ at }) => (effects.egress[at]?.classes.length ?? 0) === 0);
  const carried = new Set(effects.carries.map(({ dataset, column }) => `${dataset}.${column}`));
  const left = [...differing(one.after, other.after)].filter(
    (name) => !before.has(name) && !carried.has(name),
  );
  return [
    ...lines(
      'differs without a class',
      shown.map(({ name }) => name),
    ),
    ...lines('left behind without a class', left),
  ];
}

/** What the engine says to a write where it may only read. */
const notARead = 'SQLITE_READONLY';

export function objections(
  effects: Effects,
  deeds: readonly Deed[],
  before: ReadonlySet<string>,
): readonly string[] {
  const told = answerOf(effects);
  const [deed] = deeds;
  if (deed === undefined) return ['there is no deed'];
  if (told.readonly && deed.code === notARead) return ['called a read, and is none to the engine'];
  const leaked = told.understood ? leaks(effects, deeds, before) : [];
  if (deed.code !== '') return leaked;
  return [
    ...lines('called a read', told.readonly ? changes(deed) : []),
    ...(told.understood ? unsaid(effects, deed) : []),
    ...leaked,
  ];
}
