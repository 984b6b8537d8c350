/** `aegis__catalog`: what data there is, its tiers and column classes. Names only; it reads no row. */
import type { JsonObject } from '../call/json.js';
import type { Dataset } from '../catalog/catalog.js';
import { ofAllObjects } from '../catalog/objects.js';
import { defineNative } from './plan.js';

/** Beside what is declared: the classes that writes have brought along, and which of them were computed from. */
const carriedInto = ({ carried }: Dataset): JsonObject =>
  carried === undefined
    ? {}
    : {
        carried: Object.fromEntries(
          Object.entries(carried.columns).map(([column, { classes, isDerived }]) => [
            column,
            { classes: [...classes], derived: isDerived },
          ]),
        ),
      };

const describe = (dataset: Dataset): JsonObject => ({
  name: dataset.name,
  system: dataset.system,
  tier: dataset.tier,
  form: dataset.form,
  key: [...dataset.key],
  columns: { ...dataset.columns },
  ...carriedInto(dataset),
  ...(dataset.prefix === undefined ? {} : { prefix: dataset.prefix }),
  claims: Object.keys(dataset.checks),
});

export const catalog = defineNative({
  kind: 'catalog',
  step: (_args, world) => ({
    done: {
      datasets: [...world.catalog.datasets.values()]
        .filter((one) => !one.isProtected)
        .map((one) => describe(ofAllObjects(one))),
    },
    claims: [],
  }),
});
