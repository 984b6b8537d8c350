/** Which joins of classified columns stay joins for a role: those of data that it could not have written. It refuses to take a guess that was written first for anything but a probe. */
import type { Action, Effects } from '../intercept/effects.js';
import { settledJoins } from '../intercept/joins.js';
import { covers, type Grant } from '../rules/capability/grant.js';

const writing: readonly Action[] = ['insert', 'update', 'create', 'alter', 'promote'];

const datasetOf = (column: string): string => column.slice(0, column.lastIndexOf('.'));

export function withProbes(effects: Effects, grants: readonly Grant[], role: string): Effects {
  const isGuess = (column: string): boolean =>
    writing.some((action) =>
      grants.some((grant) => covers(grant, role, { action, dataset: datasetOf(column) })),
    );
  const filtersOn = settledJoins(effects.filtersOn, isGuess);
  return filtersOn === effects.filtersOn ? effects : { ...effects, filtersOn };
}
