/** CREATE FUNCTION in SQL that looks and does nothing else: its body is read as it will be run, of values that nobody has given it yet. It refuses any other, and one whose name another bears. */
import type { JsonObject } from '../../../../call/json.js';
import { beyondIn, type Desk, doubt, emptyEnv, freshInk } from '../desk/ink.js';
import { checkAll } from '../desk/listed.js';
import type { Told } from '../desk/record.js';
import { literal } from '../desk/value.js';
import { takeRoutine } from '../schema/definitions.js';
import { type Draft, emptyDraft } from '../schema/draft.js';
import type { Routine } from '../schema/routine.js';
import { along } from '../schema/settings.js';
import { isTrue, list, tagged, texts } from '../tree/tree.js';
import { heardAll, pour } from '../values/calls.js';
import { madeBeside } from './making.js';

const told: Told = { kind: 'create', columns: [] };

/** As the structure would hold it. */
function routineIn({ structure, parse }: Desk, body: JsonObject): Routine | undefined {
  const draft: Draft = { ...emptyDraft(parse), path: structure.path, types: new Set(structure.types) };
  takeRoutine(draft, body);
  return [...draft.routines.values()].at(0);
}

/** What it would read. */
function readIt(desk: Desk, routine: Routine): void {
  const ink = { ...freshInk(), heard: desk.ink.heard };
  const names = routine.parameters.map(({ name }) => name);
  const inside: Desk = {
    ...desk,
    ink,
    structure: along(desk.structure, routine.along),
    given: { name: routine.name, names, values: names.map(() => literal) },
    calling: [...desk.calling, routine],
  };
  for (const node of routine.body) {
    if (tagged(node).tag !== 'SelectStmt') doubt(desk, 'a function that does more than look');
    checkAll(inside, node);
    desk.query(inside, node, emptyEnv);
    heardAll(inside, node);
  }
  if (ink.writes.length + beyondIn(ink) > 0) doubt(desk, 'a function that does more than look');
  pour(desk, ink);
}

export function defineFunction(desk: Desk, body: JsonObject): Told {
  const names = texts(list(body, 'funcname'));
  const place = madeBeside(desk, 'function', names);
  const routine = routineIn(desk, body);
  const why = routine === undefined ? 'a function whose body cannot be read' : routine.why;
  if (why !== undefined || routine === undefined) doubt(desk, why ?? 'a function whose body cannot be read');
  else readIt(desk, routine);
  if (!desk.structure.everywhere.functions.has(names.at(-1) ?? '')) return told;
  // INVARIANT: beside one of its name it may be taken for that by whoever calls it; in its place it is that.
  if (isTrue(body, 'replace') && desk.structure.routines.has(place))
    desk.ink.dropped.add(`function:${place}`);
  else doubt(desk, 'a function whose name is borne by another');
  return told;
}
