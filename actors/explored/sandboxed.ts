/** The law of a configuration over a sandbox: the same policy, catalog and tools, and our own programs on invented rows. Nothing that is somebody's own is started. */
import { rowOf, type SampleTable, sampleTables } from '../../src/explore/lake.js';
import type { Manifest } from '../../src/manifest/manifest.js';
import type { OutsideWrite, Sandbox } from '../powers-sandbox.js';
import type { Law } from '../trip.js';

export const tablesOf = ({ registry, catalog }: Law): readonly SampleTable[] =>
  registry.manifests
    .filter(({ dialect }) => dialect === 'sqlite')
    .flatMap(({ system }) => sampleTables(catalog, system));

export interface Sandboxed {
  readonly law: Law;
  /** Systems that no sandbox can stand in for: they are not started, and their calls find nobody. */
  readonly left: readonly string[];
}

export function sandboxed(law: Law, sandbox: Pick<Sandbox, 'launch'>): Sandboxed {
  const { registry } = law;
  const over = (manifest: Manifest): readonly Manifest[] => {
    if (manifest.launch === 'native') return [manifest];
    const launch = manifest.dialect === 'postgres' ? undefined : sandbox.launch(manifest.launch);
    return launch === undefined ? [] : [{ ...manifest, launch }];
  };
  const manifests = registry.manifests.flatMap(over);
  const systems = new Map(
    [...registry.systems].flatMap(([name, manifest]) =>
      over(manifest).map((one): [typeof name, Manifest] => [name, one]),
    ),
  );
  const left = registry.manifests.filter(({ system }) => !systems.has(system)).map(({ system }) => system);
  return { law: { ...law, registry: { ...registry, manifests, systems } }, left };
}

/** Rows that nobody else has written: far from those that calls are written about. */
const farRow = 1_000;

/** How somebody writes to a dataset past every kernel; undefined for one that has no place in a sandbox. */
export function outsideWrite(
  { catalog }: Law,
  dataset: string,
  { tables, times }: { readonly tables: readonly SampleTable[]; readonly times: number },
): OutsideWrite | undefined {
  const known = [...catalog.datasets.values()].find(({ name }) => name === dataset);
  const table = tables.find((one) => one.dataset === dataset);
  if (known === undefined) return undefined;
  if (table !== undefined) return { table, row: rowOf(known, farRow + times) };
  return known.prefix === undefined ? undefined : { key: `${known.prefix}explored.csv` };
}
