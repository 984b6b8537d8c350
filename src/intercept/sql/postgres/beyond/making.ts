/** CREATE of what is no table, view or index: schemas, types, sequences, statistics. It tells what is made and of what, and refuses what would run something of the user's or bear a name of PostgreSQL's own. */
import { type JsonObject, own } from '../../../../call/json.js';
import { isOdd } from '../desk/family.js';
import { type Desk, doubt, noteRead } from '../desk/ink.js';
import { checkType } from '../desk/listed.js';
import { note } from '../desk/noted.js';
import type { Told } from '../desk/record.js';
import { isOrdinary } from '../schema/ordinary.js';
import { placesOf } from '../schema/own-names.js';
import { isReaching } from '../tree/told-of.js';
import { bodyOf, itemsOf, list, type Node, part, text, texts } from '../tree/tree.js';
import { aggregates, builtInTypes, pure } from '../tree/words.js';
import { look } from '../values/reaching.js';
import { relationOf } from '../values/sources.js';

const engines = /^(?:pg_|information_schema$)/;
const isEngines = (name: string): boolean =>
  [builtInTypes, aggregates, pure].some((names) => names.has(name)) || isReaching(name);

/**
 * INVARIANT: a schema, a type or a function of an agent's may be found before another's by whoever looks along another path: it is control, and denied
 * beneath every policy.
 */
export function madeBeside(desk: Desk, kind: string, names: readonly string[]): string {
  const { ink, structure } = desk;
  const place = names.length > 1 ? names.join('.') : `${structure.path[0] ?? 'public'}.${names[0] ?? ''}`;
  if (names.length > 2) doubt(desk, 'a name in another database');
  if (names.some((name) => engines.test(name)) || isEngines(names.at(-1) ?? ''))
    doubt(desk, 'a name of PostgreSQL’s own');
  if (structure.hears) doubt(desk, 'an event trigger that cannot be read');
  ink.control.add('create');
  ink.created.push(`${kind}:${place}`);
  return place;
}

const told: Told = { kind: 'create', columns: [] };

export function schema(desk: Desk, body: JsonObject): Told {
  const name = text(body, 'schemaname');
  if (list(body, 'schemaElts').length > 0 || name === '') doubt(desk, 'more than one statement');
  if (engines.test(name)) doubt(desk, 'a name of PostgreSQL’s own');
  if (desk.structure.hears) doubt(desk, 'an event trigger that cannot be read');
  desk.ink.control.add('create');
  desk.ink.created.push(`schema:${name}`);
  return told;
}

const typeOf = (desk: Desk, names: readonly string[]): Told => {
  madeBeside(desk, 'type', names);
  return told;
};

export const enumeration = (desk: Desk, body: JsonObject): Told =>
  typeOf(desk, texts(list(body, 'typeName')));

const named = (range: JsonObject | undefined): readonly string[] =>
  [text(range, 'schemaname'), text(range, 'relname')].filter((name) => name !== '');

export const composite = (desk: Desk, body: JsonObject): Told => typeOf(desk, named(part(body, 'typevar')));

/** What a range is of. Functions of its author's would run wherever it is used. */
export function range(desk: Desk, body: JsonObject): Told {
  for (const one of list(body, 'params')) {
    const option = bodyOf(one, 'DefElem') ?? {};
    if (text(option, 'defname') === 'subtype') checkType(desk, bodyOf(own(option, 'arg'), 'TypeName'));
    else doubt(desk, 'a type that is not on the list');
  }
  return typeOf(desk, texts(list(body, 'typeName')));
}

const whole = (nodes: readonly Node[]): Node => ({ List: { items: nodes.map((one) => one ?? null) } });

export function domain(desk: Desk, body: JsonObject): Told {
  const made = { ...body, domainname: [] };
  if (!isOrdinary({ CreateDomainStmt: made }, desk.structure)) doubt(desk, 'a type that is not on the list');
  return typeOf(desk, texts(list(body, 'domainname')));
}

/** A value more, which no row holds. */
export function valueAdded(desk: Desk, body: JsonObject): Told {
  const isAdded = text(body, 'newVal') !== '' && text(body, 'oldVal') === '';
  if (!isAdded) doubt(desk, 'an alteration that is not on the list');
  if (desk.structure.hears) doubt(desk, 'an event trigger that cannot be read');
  desk.ink.control.add('alter');
  desk.ink.altered.push(`type:${texts(list(body, 'typeName')).join('.')}`);
  return { kind: 'alter', columns: [] };
}

/** What it is owned by goes with its table, and is that table's from here on. */
function ownedBy(desk: Desk, arg: Node): void {
  const [column = '', relname = '', schemaname = '', ...more] = [...texts(itemsOf(arg))].reverse();
  if (relname === '' && column === 'none') return;
  const relation = more.length > 0 ? undefined : relationOf(desk, { schemaname, relname });
  if (relation === undefined) doubt(desk, 'a table that is not known');
  else {
    noteRead(desk, relation.name);
    desk.ink.altered.push(`table:${relation.name}`);
  }
}

const counting = new Set('start increment minvalue maxvalue cache cycle restart'.split(' '));

function countedBy(desk: Desk, body: JsonObject): void {
  for (const one of list(body, 'options')) {
    const option = bodyOf(one, 'DefElem') ?? {};
    const name = text(option, 'defname');
    if (name === 'owned_by') ownedBy(desk, own(option, 'arg'));
    else if (name === 'as') checkType(desk, bodyOf(own(option, 'arg'), 'TypeName'));
    else if (!counting.has(name)) doubt(desk, 'an option that is not on the list');
  }
}

/** How it counts on, whose it is. What it has given no rollback takes back, nor where it starts again. */
export function sequenceAltered(desk: Desk, body: JsonObject): Told {
  const names = named(part(body, 'sequence'));
  const [name = '', schema = ''] = [...names].reverse();
  const { structure } = desk;
  const places = placesOf(structure, structure.sequences, { schema, name });
  if (places.length !== 1) doubt(desk, 'a sequence that is not known');
  countedBy(desk, body);
  desk.ink.control.add('sequence');
  for (const dataset of places) {
    desk.ink.altered.push(`sequence:${dataset}`);
    note(desk, dataset, { mode: 'update', columns: ['last_value'], scope: 'key-pinned' });
  }
  return { kind: 'alter', columns: [] };
}

export function sequence(desk: Desk, body: JsonObject): Told {
  const spot = part(body, 'sequence');
  if (text(spot, 'relpersistence') === 't') doubt(desk, 'a temporary object');
  countedBy(desk, body);
  note(desk, madeBeside(desk, 'sequence', named(spot)), {});
  return told;
}

/** What the planner is to count of the rows, the next time it looks at them. */
export function statistics(desk: Desk, body: JsonObject): Told {
  const names = texts(list(body, 'defnames'));
  const tables = list(body, 'relations').map((one) => bodyOf(one, 'RangeVar'));
  if (!isOrdinary(whole(list(body, 'exprs')), desk.structure)) doubt(desk, 'an index that cannot be read');
  for (const one of tables) {
    const relation = one === undefined ? undefined : look(desk, one);
    if (relation === undefined || isOdd(desk.structure, relation))
      doubt(desk, 'a table whose columns cannot be read');
    else note(desk, relation.name, {});
  }
  const [first] = tables;
  const beside =
    first === undefined ? [] : [text(first, 'schemaname') || (desk.structure.path[0] ?? 'public')];
  madeBeside(desk, 'statistics', names.length > 0 ? names : [...beside, '_']);
  return told;
}
