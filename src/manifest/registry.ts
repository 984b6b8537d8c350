/** All manifests as one registry of tools and one catalog of datasets. It checks nothing: what is put together here has compiled. */
import type { Catalog } from '../catalog/catalog.js';
import { catalogDigest } from '../catalog/digest.js';
import type { Digest } from '../digest.js';
import type { Manifest, Registry } from './manifest.js';

export function registryOf(manifests: readonly Manifest[]): Registry {
  return {
    manifests,
    tools: new Map(manifests.flatMap(({ tools }) => tools.map((tool) => [tool.name, tool] as const))),
    systems: new Map(manifests.map((manifest) => [manifest.system, manifest])),
  };
}

export function catalogOf(manifests: readonly Manifest[], digest: Pick<Digest, 'sha256'>): Catalog {
  const datasets = manifests.flatMap((manifest) => manifest.datasets);
  const protectedPatterns = [...new Set(manifests.flatMap((manifest) => manifest.protectedPatterns))];
  return {
    version: catalogDigest({ datasets, protectedPatterns }, digest),
    datasets: new Map(datasets.map((dataset) => [dataset.name, dataset])),
    protectedPatterns,
  };
}
