/** Locks of rows that a statement asks for by name. What it would hold and cannot be named is a doubt. */
import { type JsonObject, own } from '../../../../call/json.js';
import type { Lock } from '../../effects.js';
import { type Desk, doubt, type Env } from '../desk/ink.js';
import { below, bodyOf, list, type Node, text } from '../tree/tree.js';
import { reachedBy } from './reaching.js';
import { aliasOf } from './row-functions.js';
import { relationOf } from './sources.js';

type Strength = Lock['strength'];

const ofRows: Readonly<Record<string, Strength>> = {
  LCS_FORKEYSHARE: 'key-share',
  LCS_FORSHARE: 'share',
  LCS_FORNOKEYUPDATE: 'no-key-update',
  LCS_FORUPDATE: 'update',
};

export function hold(desk: Desk, range: JsonObject, strength: Strength | undefined): void {
  if (strength === undefined) doubt(desk, 'a lock of a kind that is not on the list');
  else for (const dataset of reachedBy(desk, range)) desk.ink.locks.add({ dataset, strength });
  // What a view shows is held as well, and what that shows.
  if (relationOf(desk, range)?.kind === 'view') doubt(desk, 'a lock on a view');
}

const isCte = (env: Env | undefined, name: string): boolean =>
  env !== undefined && (env.ctes.has(name) || isCte(env.outer, name));

const rangesIn = (from: readonly Node[]): readonly JsonObject[] =>
  from.flatMap((node) => [...below(node)].flatMap(({ tag, body }) => (tag === 'RangeVar' ? [body] : [])));

const namedBy = (range: JsonObject): string => aliasOf(range).name || text(range, 'relname');

/** `FOR UPDATE`, `FOR SHARE`. INVARIANT: whatever stands in the FROM is held, at any depth, but for what is named otherwise where names are given. */
export function lockRows(desk: Desk, body: JsonObject, env: Env): void {
  const ranges = rangesIn(list(body, 'fromClause')).filter(
    (range) => text(range, 'schemaname') !== '' || !isCte(env, text(range, 'relname')),
  );
  for (const node of list(body, 'lockingClause')) {
    const clause = bodyOf(node, 'LockingClause') ?? {};
    const names = list(clause, 'lockedRels').map((one) => text(bodyOf(one, 'RangeVar'), 'relname'));
    const isMeant = (range: JsonObject): boolean => names.length === 0 || names.includes(namedBy(range));
    const meant = ranges.filter(isMeant);
    if (meant.length === 0 || names.some((name) => !meant.some((range) => namedBy(range) === name)))
      doubt(desk, 'a lock on what is no table');
    const strength = own(clause, 'strength');
    for (const range of meant) hold(desk, range, typeof strength === 'string' ? ofRows[strength] : undefined);
  }
}
