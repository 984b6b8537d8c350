/** What the names of columns say of their cells, and what is owed on each. It refuses to hear a name against what all of its cells are. */
import type { Json } from '../../../call/json.js';
import { rowIn, shownIn } from '../../forms/json/heads.js';
import { aboutPeople, type Columns, hintsOf, type Place, readKey, type Walk } from './place.js';
import { outvoted } from './vote.js';

export function columnsOf(
  rows: readonly Json[],
  names: readonly string[],
  { place, walk }: { readonly place: Place; readonly walk: Walk },
): Columns {
  const above = place.hint | aboutPeople(names, walk);
  const own = names.map((name) => readKey(name, above, walk).hint);
  const hints = hintsOf(own, above).map((hint, j) =>
    outvoted(hint, () => rows.map((row) => shownIn(rowIn(row, names.length)?.cells[j] ?? null))),
  );
  return {
    above,
    names,
    hints,
    owed: names.map((name, at) => walk.owed?.under(name, { at, of: names.length })),
  };
}
