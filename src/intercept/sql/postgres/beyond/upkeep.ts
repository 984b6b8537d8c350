/** Upkeep: what is tended, described or made anew, and of which table. What tends more than it names is a doubt. */
import { type JsonObject, own } from '../../../../call/json.js';
import { type Desk, doubt, emptyEnv } from '../desk/ink.js';
import { note } from '../desk/noted.js';
import type { Told } from '../desk/record.js';
import type { Relation } from '../schema/relation.js';
import { bodyOf, isTrue, itemsOf, list, part, text, texts } from '../tree/tree.js';
import { heardAll } from '../values/calls.js';
import { look } from '../values/reaching.js';
import { relationOf } from '../values/sources.js';

const told: Told = { kind: 'unknown', columns: [] };
const unnamed = 'upkeep of more than it names';

/** VACUUM, ANALYZE: rows are looked at, and moved; none is lost. */
export function vacuum(desk: Desk, body: JsonObject): Told {
  desk.ink.control.add(isTrue(body, 'is_vacuumcmd') ? 'vacuum' : 'analyze');
  const tables = list(body, 'rels').map((one) => part(bodyOf(one, 'VacuumRelation') ?? {}, 'relation'));
  if (tables.length === 0) doubt(desk, unnamed);
  for (const range of tables) if (range !== undefined) look(desk, range);
  return told;
}

const tends =
  (verb: string) =>
  (desk: Desk, body: JsonObject): Told => {
    const range = part(body, 'relation');
    const kind = text(body, 'kind');
    desk.ink.control.add(verb);
    if (range === undefined || (kind !== '' && kind !== 'REINDEX_OBJECT_TABLE')) doubt(desk, unnamed);
    else look(desk, range);
    return told;
  };
export const reindex = tends('reindex');
export const cluster = tends('cluster');

const described: Readonly<Record<string, number>> = {
  OBJECT_TABLE: 0,
  OBJECT_VIEW: 0,
  OBJECT_MATVIEW: 0,
  OBJECT_COLUMN: 1,
};

/** COMMENT ON a table, a view, or a column of either. */
export function comment(desk: Desk, body: JsonObject): Told {
  const names = texts(itemsOf(own(body, 'object')));
  const behind = described[text(body, 'objtype')];
  desk.ink.control.add('comment');
  if (behind === undefined) doubt(desk, 'a comment on what is no table');
  const [relname = '', schemaname = '', ...more] = names.slice(0, names.length - (behind ?? 0)).reverse();
  if (more.length > 0) doubt(desk, 'a name in another database');
  const relation = behind === undefined ? undefined : relationOf(desk, { schemaname, relname });
  if (relation !== undefined) desk.ink.altered.push(`${relation.kind}:${relation.name}`);
  return { kind: 'alter', columns: [] };
}

/** All rows that it shows give way to those that its query gives now; `WITH NO DATA`, to none. */
export function refresh(desk: Desk, body: JsonObject): Told {
  desk.ink.control.add('refresh');
  const view: Relation | undefined = relationOf(desk, part(body, 'relation') ?? {});
  if (view === undefined) return told;
  if (view.query === undefined) doubt(desk, 'a view that cannot be read');
  else {
    desk.query(desk, view.query, emptyEnv);
    heardAll(desk, view.query);
  }
  // Those that its query still gives are there again.
  note(desk, view.name, { mode: 'replace', scope: isTrue(body, 'skipData') ? 'none' : 'predicate' });
  return told;
}
