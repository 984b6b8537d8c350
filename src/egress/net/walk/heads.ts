/** Which names are in force below an object that gives them, and the rows that they head. It refuses names of which none tells. */
import { isArray, type Json, type JsonObject } from '../../../call/json.js';
import { hintOfKey } from '../../detect/words/code.js';
import { isMute, hint as says } from '../../detect/words/hint.js';
import type { Grid } from '../../forms/json/grid.js';
import { callsItself, headsOf, namesOf, rowIn, shownIn } from '../../forms/json/heads.js';
import type { Heading, Members, Walk } from './place.js';

const tells = (name: string): boolean => !isMute(hintOfKey(name));

/** Each is compared with every list below. */
const most = 8;

/** The walk below such an object; the same one where none of its names says anything. */
export function headedWalk(value: JsonObject, grid: Grid | undefined, walk: Walk): Walk {
  const heads: Heading[] = [];
  for (const { list, names: all } of headsOf(value)) {
    const names = all.map((each) => each.find(tells) ?? each[0] ?? '');
    const isTelling = walk.owed !== undefined || names.some(tells) || grid !== undefined;
    if (isTelling) heads.push({ list, names });
  }
  return heads.length === 0 ? walk : { ...walk, heads: heads.slice(0, most) };
}

/** A list whose items are rows as wide as names above it, or one column each. */
export function gridBelow(value: readonly Json[], { heads = [] }: Walk): Grid | undefined {
  for (const { names } of heads) {
    const width = names.length;
    if (value.some((item) => rowIn(item, width) !== undefined)) return { rowsKey: '', names };
    const isByColumn =
      value.length === width && value.every((item) => isArray(item) && item.every((one) => !isArray(one)));
    if (isByColumn) return { rowsKey: '', names, isByColumn };
  }
  return undefined;
}

/** Whether a row is the names themselves, as some print them above what they head. */
export function isHeading(row: Json, names: readonly string[]): boolean {
  const cells = rowIn(row, names.length)?.cells ?? [];
  return (
    cells.length > 0 &&
    cells.every((cell, i) => shownIn(cell) === names[i] || namesOf(cell).includes(names[i] ?? ''))
  );
}

/** As columns are named, and people are not. */
const identifier = /^(?:[a-z][a-z0-9_.]*|[A-Z][A-Z0-9_.]*)$/;
const isColumn = (value: Json | undefined): boolean =>
  typeof value === 'string' && (identifier.test(value) || tells(value));

/** The members of a heading: what calls it as a column is called says nothing of that text. */
export function mutedNames(value: JsonObject, members: Members, { net }: Walk): Members {
  const look = net.column(0);
  const isMuted = members.keys.map((key) => callsItself(key) && isColumn(value[key]));
  return {
    ...members,
    hints: members.hints.map((hint, i) => (isMuted[i] === true ? hint & says.made : hint)),
    looks: members.looks.map((one, i) => (isMuted[i] === true ? look : one)),
  };
}
