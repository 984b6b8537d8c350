/** What would work in place of a statement that could not be read, by the readers' own words for why. What has no line here has the help of its code. */

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
  [/^rows are locked$/, 'leave FOR UPDATE or FOR SHARE out'],
  [/^SELECT INTO$/, 'use CREATE TABLE … AS'],
  [/^control statement$/, 'leave it to an operator: the session, transactions and upkeep are not an agent’s'],
];

/** For the first of the reasons that has one. */
export const readingHelp = (why: readonly string[]): string | undefined =>
  why.flatMap((reason) => helps.find(([words]) => words.test(reason))?.[1] ?? []).at(0);
