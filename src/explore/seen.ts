/** What is seen of a real kernel, put into the words that promises are stated in: versions become how often a dataset was changed. It asks nobody. */
import { isObject, type Json, own } from '../call/json.js';
import type { RawResult } from '../egress/released.js';
import { readStatement } from '../receipt/envelope.js';
import type { Cells, StoredCell } from './cells.js';
import type { ChildCall } from './child.js';
import { contentOf, type World } from './world.js';

/** By dataset: every version that was seen of it, the first one first. */
export type Versions = Readonly<Record<string, readonly string[]>>;

export const withVersion = (versions: Versions, dataset: string, version: string): Versions => {
  const known = versions[dataset] ?? [];
  return known.includes(version) ? versions : { ...versions, [dataset]: [...known, version] };
};

/** -1 for a version that nobody has seen there. */
const countOf = (versions: Versions, dataset: string, version: string): number =>
  (versions[dataset] ?? []).indexOf(version);

export const textAt = (value: Json | undefined, name: string): string => {
  const found = value !== undefined && isObject(value) ? own(value, name) : undefined;
  return typeof found === 'string' ? found : '';
};

/** A receipt's own word for its content, in place of the digest. */
function translated(value: Json, versions: Versions): Json {
  const envelope = isObject(value) ? own(value, 'envelope') : undefined;
  if (!isObject(value) || envelope === undefined || !isObject(envelope)) return value;
  const payload = textAt(envelope, 'payload');
  const terms = readStatement(payload);
  if (terms === undefined) return value;
  const { dataset, version } = terms;
  const said = `${dataset}@${countOf(versions, dataset, version)}`;
  const told = payload.replace(JSON.stringify(version), JSON.stringify(said));
  return { ...value, envelope: { ...envelope, payload: told } };
}

export const cellsOf = (
  stored: readonly (StoredCell & { readonly kind: string })[],
  versions: Versions,
): Cells =>
  Object.fromEntries(
    stored.map(({ kind, key, value, version }) => [
      `${kind} ${key}`,
      { kind, key, version, value: translated(value, versions) },
    ]),
  );

export interface Did {
  readonly world: World;
  readonly isRefused: boolean;
}

/** What a child has done with a call, by its own answer. `versions` are those after it. */
export function done(
  world: World,
  call: ChildCall,
  { result, versions }: { result: RawResult; versions: Versions },
): Did {
  const handed = { ...world.handed, [call.request]: 'done' as const };
  if (result.isError === true) return { world: { ...world, handed }, isRefused: true };
  const at = (dataset: string, version: string) => ({
    [call.request]: { dataset, content: countOf(versions, dataset, version) },
  });
  if (call.checks !== '') {
    const checked = at(call.checks, textAt(result.structuredContent, 'version'));
    return { world: { ...world, handed, checked: { ...world.checked, ...checked } }, isRefused: false };
  }
  const [read] = call.writes.length === 0 ? call.compares : [];
  const copied = read === undefined ? {} : at(read.dataset, read.version);
  return { world: { ...world, handed, copied: { ...world.copied, ...copied } }, isRefused: false };
}

/** What is in each dataset now; one whose versions nobody can ask for counts its writes. */
export const withContents = (
  world: World,
  now: Readonly<Record<string, number>>,
  written: readonly string[],
): World => ({
  ...world,
  contents: {
    ...world.contents,
    ...Object.fromEntries(written.map((name) => [name, contentOf(world, name) + 1])),
    ...now,
  },
});
