/** The law of a configuration over a sandbox: the same policy, catalog and tools, and our own programs on invented rows. Nothing that is somebody's own is started. */
import { datasetNamed } from '../../src/catalog/catalog.js';
import { rowOf, type Sample, type SampleTable, sampleKeys, sampleTables } from '../../src/explore/lake.js';
import type { Manifest } from '../../src/manifest/manifest.js';
import type { OutsideWrite, Sandbox } from '../powers-sandbox.js';
import type { Law } from '../trip/trip.js';

export const tablesOf = ({ registry, catalog }: Law): readonly SampleTable[] =>
  registry.manifests
    .filter(({ dialect }) => dialect === 'sqlite')
    .flatMap(({ system }) => sampleTables(catalog, system));

export const sampleOf = (law: Law): Sample => ({ tables: tablesOf(law), keys: sampleKeys(law.catalog) });

export interface Sandboxed {
  readonly law: Law;
  /** Of the systems that are needed, those that no sandbox can stand in for. */
  readonly lacking: readonly string[];
}

/** A system that is not needed is not started, as one that no sandbox can stand in for. */
export function sandboxed(law: Law, sandbox: Pick<Sandbox, 'launch'>, needed: readonly string[]): Sandboxed {
  const { registry } = law;
  const over = (manifest: Manifest): readonly Manifest[] => {
    if (manifest.launch === 'native') return [manifest];
    const isFit = manifest.dialect !== 'postgres' && needed.includes(manifest.system);
    const launch = isFit ? sandbox.launch(manifest.launch) : undefined;
    return launch === undefined ? [] : [{ ...manifest, launch }];
  };
  const manifests = registry.manifests.flatMap(over);
  const lacking = needed.filter((name) => !manifests.some(({ system }) => system === name));
  const systems = new Map(
    [...registry.systems].flatMap(([name, manifest]) =>
      over(manifest).map((one): [typeof name, Manifest] => [name, one]),
    ),
  );
  return { law: { ...law, registry: { ...registry, manifests, systems } }, lacking };
}

/** Of the tools that are called and the datasets that are named. */
export function systemsOf(
  { registry, catalog }: Law,
  named: { readonly tools: readonly string[]; readonly datasets: readonly string[] },
): readonly string[] {
  const tools = [...registry.tools.values()].filter(({ name }) => named.tools.includes(name));
  const datasets = [...catalog.datasets.values()].filter(({ name }) => named.datasets.includes(name));
  return [...new Set([...tools, ...datasets].map(({ system }) => system))];
}

/** Rows that nobody else has written: far from those that calls are written about. */
const farRow = 1_000;

/** How somebody writes to a dataset past every kernel; undefined for one that has no place in a sandbox. */
export function outsideWrite(
  { catalog }: Law,
  dataset: string,
  { tables, times }: { readonly tables: readonly SampleTable[]; readonly times: number },
): OutsideWrite | undefined {
  const known = datasetNamed(catalog, dataset);
  const table = tables.find((one) => one.dataset === dataset);
  if (known === undefined) return undefined;
  if (table !== undefined) return { table, row: rowOf(known, farRow + times) };
  return known.prefix === undefined ? undefined : { key: `${known.prefix}explored.csv` };
}
