/** Rows that are sorted for one aggregate come sorted to those beside it: `array_agg(DISTINCT email)` orders what `string_agg(country, ',')` puts together. It looks at the whole statement, not at one SELECT of it. */
import type { JsonObject } from '../../../../call/json.js';
import { isTrue } from '../tree/tree.js';
import { gathering } from '../tree/words.js';
import { choose, type Desk } from './ink.js';
import type { Value } from './value.js';

/** INVARIANT: what is sorted by a classified column beside what keeps the order of rows is a question about it, in whichever order they stand. */
export function sortsBeside(desk: Desk, body: JsonObject, taken: Value): void {
  const { functions, sorted } = desk.ink;
  if (isTrue(body, 'agg_distinct')) sorted.add(taken);
  if ([...functions].some((name) => gathering.has(name))) for (const one of sorted) choose(desk, one);
}
