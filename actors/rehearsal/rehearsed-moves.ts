/** What a call of a plan is to bring into a dataset: masked for it where it is read, and as it is where a system copies by itself. It looks at no row. */
import { type Dataset, datasetNamed } from '../../src/catalog/catalog.js';
import { type Moved, movedInto } from '../../src/trial/judged.js';
import type { Trip } from '../trip/trip.js';

const named = ({ catalog }: Trip, name = ''): Dataset | undefined => datasetNamed(catalog, name);

export function movedIn(trip: Trip): readonly Moved[] {
  const { call, effects, permit, tool } = trip;
  const owed = permit?.obligations ?? [];
  if (call.into !== undefined) {
    const leaves = named(trip, call.into)?.system !== tool?.system;
    return [movedInto(call.into, { egress: effects.egress, owed, leaves })];
  }
  return effects.writes.flatMap(({ dataset, mode, sources }) => {
    const source = named(trip, mode === 'promote' ? sources[0] : undefined);
    if (source === undefined) return [];
    const columns = Object.fromEntries(Object.keys(source.columns).map((name) => [name, 'clear']));
    return [{ dataset, leaves: false, classes: [], columns }];
  });
}
