/** A configuration before the oracle: every call that its manifests and its catalog suggest, and what is said of each. It asks no engine, and there are as many calls as there are and no more. */

import type { Catalog } from '../catalog/catalog.js';
import { matches } from '../catalog/pattern.js';
import type { Registry } from '../manifest/manifest.js';
import type { Court } from '../oracle/judge.js';
import { readPolicies } from '../oracle/reading.js';
import type { PolicyText } from '../policy/compile.js';
import { type Stand, standsOf, thinned } from '../witness/alike.js';
import { witnessesOf } from '../witness/index.js';
import { rolesOf } from './circumstances.js';
import { probeOf } from './probe.js';
import { type Tried, tryAll } from './tried.js';
import { variantsOf } from './variants.js';

export interface Subject {
  readonly texts: readonly PolicyText[];
  readonly catalog: Catalog;
  readonly registry: Registry;
  /** What the agent behind the kernel is. */
  readonly role: string;
}

export interface Hearing {
  readonly court: Court;
  readonly all: readonly Tried[];
  /** Tools of which no call is known that fits them. */
  readonly withoutCall: readonly string[];
  /** Datasets that were asked about, with those that they stand for. */
  readonly stands: readonly Stand[];
}

export function hear({ texts, catalog, registry, role }: Subject): Hearing {
  const reading = readPolicies(texts);
  const probe = probeOf(reading.lines);
  const stands = standsOf(catalog, ({ name }) =>
    JSON.stringify([
      probe.words.has(name) ? name : '',
      ...reading.grants.flatMap(({ datasets }) => datasets.filter((pattern) => matches(pattern, name))),
    ]),
  );
  const court = { reading, catalog, registry };
  const thin = thinned(catalog, stands);
  const plain = witnessesOf({ registry, catalog: thin, columns: probe.words });
  const witnesses = [...plain.all, ...variantsOf(plain.all, { probe, catalog: thin })];
  const all = tryAll({ court, probe, witnesses, roles: rolesOf(reading, probe, role) });
  return { court, all, withoutCall: plain.withoutCall, stands };
}
