/** A write in the ink, of which most is not told: a table is made or altered, and no row of it is named. It decides nothing. */
import type { Write } from '../../../effects.js';
import { tierOf } from '../../../touches.js';
import type { Desk } from './ink.js';

export function note(desk: Desk, dataset: string, write: Partial<Write>): void {
  const { catalog, ink } = desk;
  const usual: Write = {
    dataset,
    tier: tierOf(catalog, dataset),
    mode: 'create',
    columns: [],
    scope: 'not-applicable',
    sources: [],
  };
  ink.writes.push({ ...usual, ...write });
}
