/** Upkeep: what is tended, described or made anew, and of which table. What tends more than it names is a doubt. */
import { type JsonObject, own } from '../../../../call/json.js';
import { type Desk, doubt, emptyEnv } from '../desk/ink.js';
import { note } from '../desk/noted.js';
import type { Told } from '../desk/record.js';
import type { Relation } from '../schema/relation.js';
import { bodyOf, isTrue, itemsOf, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';
import { heardAll } from '../values/calls.js';
import { look } from '../values/reaching.js';
import { relationOf } from '../values/sources.js';
import { indexedBy } from '../writes/indexes.js';

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

const tended = new Set(['', 'REINDEX_OBJECT_TABLE', 'REINDEX_OBJECT_INDEX']);

/** An index is made anew of the rows of its table. */
function lookAt(desk: Desk, range: JsonObject, kind: string): void {
  const found = kind === 'REINDEX_OBJECT_INDEX' ? indexedBy(desk, range) : undefined;
  const [schemaname = '', relname = ''] = found?.table.name.split('.') ?? [];
  look(desk, found === undefined ? range : { ...range, schemaname, relname });
}

const tends =
  (verb: string) =>
  (desk: Desk, body: JsonObject): Told => {
    const range = part(body, 'relation');
    const kind = text(body, 'kind');
    desk.ink.control.add(verb);
    if (range === undefined || !tended.has(kind)) doubt(desk, unnamed);
    else lookAt(desk, range, kind);
    return told;
  };
export const reindex = tends('reindex');
export const cluster = tends('cluster');

/** How many names stand behind that of the table. */
const described: Readonly<Record<string, number>> = {
  OBJECT_TABLE: 0,
  OBJECT_VIEW: 0,
  OBJECT_MATVIEW: 0,
  OBJECT_INDEX: 0,
  OBJECT_COLUMN: 1,
  OBJECT_TABCONSTRAINT: 1,
  OBJECT_TRIGGER: 1,
};

/** What is no table's, by its kind. */
const apart: Readonly<Record<string, string>> = {
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
};

const namesIn = (node: Node): readonly string[] => {
  const { tag, body } = tagged(node);
  if (tag === 'String') return [textIn(node)];
  if (tag === 'ObjectWithArgs') return texts(list(body, 'objname'));
  return tag === 'TypeName' ? texts(list(body, 'names')) : texts(itemsOf(node));
};

function describe(desk: Desk, names: readonly string[], type: string): void {
  const [relname = '', schemaname = '', ...more] = [...names].reverse();
  if (more.length > 0) doubt(desk, 'a name in another database');
  const range = { schemaname, relname };
  const relation = type === 'OBJECT_INDEX' ? indexedBy(desk, range)?.table : relationOf(desk, range);
  if (relation === undefined) return;
  desk.ink.altered.push(`${relation.kind}:${relation.name}`);
  note(desk, relation.name, {});
}

/** COMMENT ON a table, a view, what stands on either, or what the user has named beside them. */
export function comment(desk: Desk, body: JsonObject): Told {
  const names = namesIn(own(body, 'object'));
  const type = text(body, 'objtype');
  const behind = described[type];
  const kind = apart[type];
  desk.ink.control.add('comment');
  if (behind !== undefined) describe(desk, names.slice(0, names.length - behind), type);
  else if (kind !== undefined) desk.ink.altered.push(`${kind}:${names.join('.')}`);
  else doubt(desk, 'a comment on what is no table');
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
