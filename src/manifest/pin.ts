/** A live tool's definition as digests, and what of it is no longer what was approved. It refuses to show the text: a change is named, never quoted. */
import { canonical } from '../call/canonical.js';
import { type Sha256, sha256Hex, type ToolName } from '../call/id.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import type { Digest } from '../digest.js';

type Hash = Pick<Digest, 'sha256'>;

/** What a pin knows apart, and the field of the live definition it stands for. */
const fields = {
  description: 'description',
  input: 'inputSchema',
  annotations: 'annotations',
  output: 'outputSchema',
} as const;
export type Part = keyof typeof fields;
const parts: readonly Part[] = ['description', 'input', 'annotations', 'output'];

export interface Pin {
  /** Over the canonical form of name, description, schemas and annotations together: this one decides. */
  readonly sha256: Sha256;
  /** The first twelve digits over each part: they only say which part it was. */
  readonly parts: Readonly<Record<Part, string>>;
}

export const changes = {
  description: 'its description has changed',
  input: 'its input schema has changed',
  annotations: 'its annotations have changed',
  output: 'its output schema has changed',
  definition: 'its definition is another',
  unreadable: 'its definition is too deep or too large to compare',
  twice: 'the system lists it more than once',
  gone: 'the system does not list it',
  unlisted: 'the system does not list its tools',
} as const;
export type Change = keyof typeof changes;

/** What only says that there was nothing to compare; a definition that was another stays quarantined. */
export const isPassing = (change: Change): boolean => change === 'gone' || change === 'unlisted';

const form =
  /^sha256:([0-9a-f]{64}) description:([0-9a-f]{12}) input:([0-9a-f]{12}) annotations:([0-9a-f]{12}) output:([0-9a-f]{12})$/;

export function parsePin(text: string): Pin | undefined {
  const [, whole, description, input, annotations, output] = form.exec(text) ?? [];
  if (whole === undefined || description === undefined || input === undefined) return undefined;
  if (annotations === undefined || output === undefined) return undefined;
  return { sha256: sha256Hex(whole), parts: { description, input, annotations, output } };
}

export const formatPin = (pin: Pin): string =>
  `sha256:${pin.sha256} ${parts.map((part) => `${part}:${pin.parts[part]}`).join(' ')}`;

/** Deeper or larger than this is no definition that a person has approved, and walking it could end the kernel. */
const deepest = 64;
const mostNodes = 10_000;
const mostCharacters = 262_144;

interface Size {
  nodes: number;
  characters: number;
}

const isWithin = (size: Size): boolean => size.nodes <= mostNodes && size.characters <= mostCharacters;

function fits(value: Json, size: Size, depth = 0): boolean {
  size.nodes += 1;
  if (typeof value === 'string') size.characters += value.length;
  if (typeof value === 'number' && !Number.isFinite(value)) return false;
  if (depth > deepest || !isWithin(size)) return false;
  if (isArray(value)) return value.every((item) => fits(item, size, depth + 1));
  if (!isObject(value)) return true;
  return Object.entries(value).every(([key, item]) => {
    size.characters += key.length;
    return fits(item, size, depth + 1);
  });
}

const isReadable = (live: JsonObject): boolean => fits(live, { nodes: 0, characters: 0 });

/** Undefined for a definition that is too deep or too large. What is not a part (title, icons, `_meta`) is shown to nobody and pinned by nobody. */
export function pinOf(live: JsonObject, { sha256 }: Hash): Pin | undefined {
  if (!isReadable(live)) return undefined;
  const names = ['name', ...Object.values(fields)];
  const definition = Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const value = own(live, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const short = (part: Part): string => {
    const value = own(live, fields[part]);
    return sha256(value === undefined ? '' : canonical(value)).slice(0, 12);
  };
  return {
    sha256: sha256(canonical(definition)),
    parts: {
      description: short('description'),
      input: short('input'),
      annotations: short('annotations'),
      output: short('output'),
    },
  };
}

/** Empty: nothing has changed. */
export function changesOf(pinned: Pin, live: Pin): readonly Change[] {
  if (pinned.sha256 === live.sha256) return [];
  const changed = parts.filter((part) => pinned.parts[part] !== live.parts[part]);
  return changed.length === 0 ? ['definition'] : changed;
}

export interface Pinned {
  readonly name: ToolName;
  readonly remote: string;
  readonly pin: Pin;
}

export interface Drift {
  readonly tool: ToolName;
  readonly changed: readonly Change[];
}

/** Every live definition by its name: under one name there may be several. */
export function byName(listed: readonly JsonObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  const found = new Map<string, JsonObject[]>();
  for (const live of listed) {
    const name = own(live, 'name');
    if (typeof name !== 'string') continue;
    const same = found.get(name);
    if (same === undefined) found.set(name, [live]);
    else same.push(live);
  }
  return found;
}

function driftOf({ pin }: Pinned, live: readonly JsonObject[], digest: Hash): readonly Change[] {
  const [first, second] = live;
  if (first === undefined) return ['gone'];
  if (second !== undefined) return ['twice'];
  const now = pinOf(first, digest);
  return now === undefined ? ['unreadable'] : changesOf(pin, now);
}

/** The tools that have drifted; undefined stands for a list that could not be had. What is listed and not pinned is not looked at. */
export function compare(
  pinned: readonly Pinned[],
  listed: readonly JsonObject[] | undefined,
  digest: Hash,
): readonly Drift[] {
  if (listed === undefined) return pinned.map(({ name }) => ({ tool: name, changed: ['unlisted'] }));
  const found = byName(listed);
  return pinned.flatMap((one) => {
    const changed = driftOf(one, found.get(one.remote) ?? [], digest);
    return changed.length === 0 ? [] : [{ tool: one.name, changed }];
  });
}
