// What a court has against a reading: each sentence is something that the engine did and the reading did not say. It refuses to object to a
// reading that said too much.
import type { Effects } from '../../../src/intercept/effects.js';
import { answerOf } from '../../../src/intercept/sql/answer.js';
import { type Cells, type Deed, type Moved, seeded } from './court.js';
import { differs, knownAs, wholeOf } from './furniture.js';

/** What a statement takes that reads rows. */
const readLock = 'AccessShareLock';
/** What it takes that reads or writes rows. The rest are of those that change structure, which is looked up by itself. */
const rowLocks = new Set([readLock, 'RowShareLock', 'RowExclusiveLock']);

/** A plan locks as its statement would, and does nothing of it. */
const isPlan = ({ columns }: Deed): boolean => columns.length === 1 && columns[0] === 'QUERY PLAN';

const changes = (deed: Deed): readonly string[] => [
  ...[...deed.moved.keys()].map((name) => `rows of ${name}`),
  ...deed.created.map((name) => `created ${name}`),
  ...deed.dropped.map((name) => `dropped ${name}`),
  ...deed.rewritten.map((name) => `rewrote ${name}`),
  ...deed.touched,
  ...(isPlan(deed) ? [] : [...deed.locked])
    .filter(([, modes]) => modes.some((mode) => mode !== readLock))
    .map(([name]) => `locked ${name}`),
];

const without = (all: readonly string[], told: readonly string[]): readonly string[] =>
  all.filter((name) => !told.includes(name) && !told.includes(knownAs(name)));

/** Rows of a table are those of its parts. */
function movedInWhole({ moved }: Deed): readonly (readonly [string, Moved])[] {
  const all = new Map<string, Moved>();
  for (const [name, one] of moved) {
    const before = all.get(wholeOf(name)) ?? { brought: 0, changed: 0, gone: 0 };
    all.set(wholeOf(name), {
      brought: before.brought + one.brought,
      changed: before.changed + one.changed,
      gone: before.gone + one.gone,
    });
  }
  return [...all];
}

/** Tables of which every row was changed or went. */
const emptied = (deed: Deed): readonly string[] => [
  // A larger type has each row written again, as it was.
  ...deed.rewritten.filter((name) => !deed.kept.includes(name)),
  ...movedInWhole(deed)
    .filter(([, { changed, gone }]) => changed >= seeded || gone >= seeded)
    .map(([name]) => name),
];

const lines = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];

/** What each word of control says that it changes apart from tables: of a session, or of what the engine counts and where it keeps it. */
const parts: Readonly<Record<string, readonly string[]>> = {
  commit: ['person', 'settings', 'cursors'],
  rollback: ['person', 'settings', 'cursors'],
  set: ['settings', 'person'],
  reset: ['settings', 'person'],
  listen: ['channels'],
  unlisten: ['channels'],
  prepare: ['prepared'],
  deallocate: ['prepared'],
  declare: ['cursors'],
  close: ['cursors'],
  discard: ['settings', 'person', 'channels', 'prepared', 'cursors', 'advisory'],
  analyze: ['pg_class', 'pg_statistic'],
  vacuum: ['pg_class', 'pg_statistic'],
  reindex: ['pg_class', 'pg_index'],
  cluster: ['pg_class', 'pg_index'],
  sequence: ['sequences'],
};
const partsOf = ({ control }: Effects): readonly string[] => control.flatMap((word) => parts[word] ?? []);

/** Columns that leave by a file, by a program or for the client itself are none of the driver's. */
const showsAsTold = (egress: readonly string[], effects: Effects, { columns }: Deed): boolean =>
  JSON.stringify(egress) === JSON.stringify(columns) ||
  (columns.length === 0 &&
    effects.control.some((word) => word === 'copy' || word === 'prepare' || word === 'declare'));

/** Deeds of a statement that was understood, which may be let through: each must be in the reading. */
function unsaid(effects: Effects, deed: Deed): readonly string[] {
  const told = answerOf(effects);
  const reached = [...deed.locked].filter(([, modes]) => modes.some((mode) => rowLocks.has(mode)));
  const structure = [...effects.created, ...effects.dropped, ...effects.altered];
  const wrote = [...deed.moved.keys(), ...deed.rewritten, ...deed.dropped];
  const names = structure.map((label) => label.slice(label.indexOf(':') + 1));
  const egress = effects.egress.map(({ name }) => name);
  const lost = [...deed.dropped, ...emptied(deed)];
  return [
    ...lines(
      'read, but not said to be',
      without(
        reached.map(([name]) => name),
        [...told.reads, ...told.writes, ...names],
      ),
    ),
    ...lines('written, but not said to be', without(wrote, told.writes)),
    ...lines('created, but not said to be', without(deed.created, names)),
    ...lines('lost, but neither destructive nor held', told.destructive || told.row_guard ? [] : lost),
    ...lines(
      'apart from tables',
      structure.length + deed.rewritten.length > 0 ? [] : without(deed.touched, partsOf(effects)),
    ),
    ...lines('columns', showsAsTold(egress, effects, deed) ? [] : [...deed.columns, 'not', ...egress]),
  ];
}

const measured = /^ *(?:Buffers|Planning|I\/O Timings|Memory)\b/;

/** How long a plan took, and what stood in memory by then, is another each time. */
const timeless = (deed: Deed): Cells =>
  isPlan(deed)
    ? deed.rows
        .map(([line]) => [String(line).replace(/(\btime=|\bTime: )[\d.]+/g, '$1')])
        .filter(([line = '']) => !measured.test(line))
    : deed.rows;

const areSame = (one: Cells, other: Cells, at: number): boolean =>
  one.length === other.length && one.every((row, line) => row[at] === other[line]?.[at]);

/** In each room the engine has numbers of its own for what there is, and the law lets nobody read them. */
const isOfEngine = ({ reads }: Effects): boolean =>
  reads.some(({ dataset }) => dataset.startsWith('pg_catalog.'));

const columnsOf = (
  columns: readonly string[],
  one: Cells,
  other: Cells,
): readonly { readonly name: string; readonly at: number }[] =>
  columns.map((name, at) => ({ name, at })).filter(({ at }) => !areSame(one, other, at));

/** Whether the kernel would let it through by what it asks and where it writes. */
export const isPassing = ({ opaque, filtersOn, flows }: Effects): boolean =>
  opaque.length + filtersOn.length + flows.length === 0;

/** What two databases differ in that differ in classified values alone, and no class was announced for. */
export function leaks(
  effects: Effects,
  one: Deed,
  other: Deed,
  more: readonly string[] = [],
): readonly string[] {
  // Whoever asks about a classified column is denied; what cannot take its class along is denied.
  if (effects.filtersOn.length > 0 || effects.flows.length > 0 || isOfEngine(effects)) return [];
  if (one.code !== other.code) return [`fails in one alone: ${one.code} ${other.code}`];
  const [rows, others] = [timeless(one), timeless(other)];
  if (rows.length !== others.length) return ['other rows'];
  const shown = columnsOf(one.columns, rows, others).filter(
    ({ at }) => (effects.egress[at]?.classes.length ?? 0) === 0,
  );
  const carried = new Set(effects.carries.map(({ dataset, column }) => `${dataset}.${column}`));
  const left = [...one.left].flatMap(([table, { columns, rows }]) =>
    columnsOf(columns, rows, other.left.get(table)?.rows ?? []).map(
      ({ name }) => `${knownAs(table)}.${name}`,
    ),
  );
  return [
    ...lines(
      'differs without a class',
      shown.map(({ name }) => name),
    ),
    ...lines(
      'left behind without a class',
      left.filter((name) => ![...carried, ...differs, ...more].includes(name)),
    ),
  ];
}

/** What the engine calls a write in a transaction that may only read. */
const notARead = '25006';

export function objections(effects: Effects, deed: Deed, twin: Deed): readonly string[] {
  const told = answerOf(effects);
  if (told.readonly && deed.code === notARead) return ['called a read, and is none to the engine'];
  const leaked = told.understood ? leaks(effects, deed, twin) : [];
  if (deed.code !== '') return leaked;
  return [
    ...lines(
      'run, but not parsed',
      effects.opaque.includes('the parser does not understand it') ? ['all'] : [],
    ),
    ...lines('called a read', told.readonly ? changes(deed) : []),
    ...(told.understood ? unsaid(effects, deed) : []),
    ...leaked,
  ];
}
