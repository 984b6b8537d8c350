/** What would work in place of a statement that could not be read, by the readers' own words for why. What has no line here has the help of its code. */

const upkeep = 'leave it to an operator: upkeep is not an agent’s';

const helps: readonly (readonly [why: RegExp, help: string])[] = [
  [/^more than one statement$/, 'send one statement a call'],
  [
    /^(?:schema table|a system catalog|table function or unknown table)$/,
    'ask a tool that lists or describes tables; the engine’s own tables are not read',
  ],
  [
    /^(?:temporary or virtual object|a temporary object)$/,
    'use WITH, or a table of your own in a staging schema',
  ],
  [/^an unqualified name fits two tables$/, 'name the table as schema.table'],
  [
    /^(?:the engine does not understand it|a table that is not known|a name that no table in sight gives)$/,
    'check its syntax and its names: a tool describes the tables, and a table is named as schema.table',
  ],
  [/^function .* tells of another statement/, 'use RETURNING'],
  [/^function .* is not on the list$/, 'leave that function out'],
  [/^a lock on /, 'leave FOR UPDATE, FOR SHARE or LOCK out: each call is a transaction of its own'],
  [
    /^a setting that is not on the list$/,
    'ask for one that tells of the engine, such as TimeZone, or leave it out',
  ],
  [
    /^more values than are read of one statement$/,
    'send it in parts, or bring the values into a table of your own in a staging schema and join that',
  ],
  [/^upkeep of more than it names$/, upkeep],
  [/^control statement$/, 'leave it to an operator: the session, transactions and upkeep are not an agent’s'],
];

const ready = 'send the statement itself';
const beside = 'ask an operator: schemas, types, sequences and functions are not an agent’s';
const whole = 'leave it out: each call is a transaction of its own';

/** By the verbs of `control`. */
const controlHelps: Readonly<Record<string, string>> = {
  ...{ begin: whole, commit: whole, rollback: whole, savepoint: whole, release: whole, lock: whole },
  ...{ prepare: ready, execute: ready, deallocate: ready, declare: ready, fetch: ready, close: ready },
  ...{ vacuum: upkeep, analyze: upkeep, reindex: upkeep, cluster: upkeep, checkpoint: upkeep },
  ...{ comment: upkeep, refresh: upkeep },
  ...{ end: whole, attach: 'leave it out: the files of the engine are the operator’s' },
  pragma: 'ask a tool that lists or describes tables, and leave settings out: they are the operator’s',
  temp: 'use WITH, or a table of your own in a staging schema',
  copy: 'read rows with SELECT and bring them with INSERT; a tool of the manifest imports and exports',
  show: 'ask a function that tells of the engine: current_setting of TimeZone, or sqlite_version',
  set: 'leave it out: the settings of the session are the operator’s',
  reset: 'leave it out: the settings of the session are the operator’s',
  notify: 'leave it out: whom a statement tells something nobody has granted',
  listen: 'leave it out: no message comes to a call',
  ...{ create: beside, alter: beside },
  sequence:
    'leave the column out of the INSERT, so that its default draws the number: what a sequence has given is not taken back',
  explain: 'ask EXPLAIN without ANALYZE: with it the write is made, and nobody counts its rows',
};

export const controlHelp = (control: readonly string[]): string | undefined =>
  control.flatMap((verb) => (Object.hasOwn(controlHelps, verb) ? (controlHelps[verb] ?? []) : [])).at(0);

/** What would work in place of an object that the session or the engine itself holds. */
const strangeHelps: readonly (readonly [dataset: RegExp, help: string])[] = [
  [/^temp\./, 'use WITH, or a table of your own in a staging schema'],
  [
    /^(?:pg_catalog|information_schema)\.|\.sqlite_schema$/,
    'ask a tool that lists or describes tables; the engine’s own tables are not read',
  ],
];
export const strangeHelp = (datasets: readonly string[]): string | undefined =>
  datasets.flatMap((name) => strangeHelps.find(([of]) => of.test(name))?.[1] ?? []).at(0);

/** For the first of the reasons that has one. */
export const readingHelp = (why: readonly string[]): string | undefined =>
  why.flatMap((reason) => helps.find(([words]) => words.test(reason))?.[1] ?? []).at(0);
