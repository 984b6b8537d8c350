/** A directory of its own for one run: the shipped policy, the measured system's manifest, an empty state. It is removed at the end. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Place {
  readonly directory: string;
  readonly config: string;
  remove(): void;
}

/** Where the package lies; this file runs from `dist/bench`. */
export const packageRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const configuration = `version: 1
about: What the benchmarks run on, under the policy that ships.
role: cleaner
manifests: ["{package}/bench/wire/manifest.yaml"]
policies: ["{package}/policies/default.yaml"]
state: "./state"
limits: { in-flight: 512, per-session: 512, waiting: 1024 }
`;

/** A directory in memory, where syncing is free: what the disk costs is the difference. */
export const inMemory = existsSync('/dev/shm') ? '/dev/shm' : undefined;

export function makePlace(base = tmpdir()): Place {
  const directory = mkdtempSync(join(base, 'aegis-bench-'));
  const config = join(directory, 'aegis.yaml');
  writeFileSync(config, configuration);
  return { directory, config, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
