/** A manifest held against what its live server lists, for a person who decides: which tools drifted, in what, and what stands there now. It accepts nothing. */
import { canonical } from '../call/canonical.js';
import { isObject, type Json, type JsonObject, own } from '../call/json.js';
import type { Digest } from '../digest.js';
import type { Problem } from '../yaml/document.js';
import { escaped } from '../yaml/escaped.js';
import { writeKey } from '../yaml/write-key.js';
import type { CompileContext } from './compile.js';
import type { ManifestForm } from './form.js';
import { compileLaunch } from './launch.js';
import type { Launch } from './manifest.js';
import { byName, type Change, changesOf, formatPin, type Part, type Pin, pinOf } from './pin.js';
import { problemsOf, readManifests, type SourceFile } from './read.js';

type Hash = Pick<Digest, 'sha256'>;

/** A manifest as far as it can be compared: also one that `check` refuses because it has no pins yet. */
export interface Comparable {
  readonly source: SourceFile;
  readonly form: ManifestForm;
  readonly launch: Launch;
}

export interface ComparedTool {
  /** As the manifest writes it. */
  readonly tool: string;
  readonly remote: string;
  readonly state: 'same' | 'unpinned' | 'drifted';
  readonly changed: readonly Change[];
  /** What stands there now, escaped: one text a changed part. */
  readonly now: Readonly<Partial<Record<Part, string>>>;
  /** Where the arguments of manifest and live tool differ, in words. */
  readonly arguments: readonly string[];
  /** The pin of what is live; absent when there is nothing to pin. */
  readonly pin?: Pin;
}

export interface Compared {
  readonly tools: readonly ComparedTool[];
  /** Live tools that the manifest does not name, escaped: for an agent they do not exist. */
  readonly unnamed: readonly string[];
}

type ReadComparable = { readonly comparable: Comparable } | { readonly problems: readonly Problem[] };

/** What the catalog and the rest say is `check`'s to look at. */
export function readComparable(source: SourceFile, context: CompileContext): ReadComparable {
  const all = readManifests([source]);
  const [read] = all.reads;
  if (read === undefined || read.malformed.length > 0) return { problems: problemsOf([source], all) };
  const { form, tell } = read;
  if (form.launch === 'native') {
    tell.value(['launch'], 'the kernel’s own tools have no server to compare with', 'name another manifest');
    return { problems: tell.problems };
  }
  const launch = compileLaunch(form.launch, { places: context, dev: context.dev, tell });
  return tell.problems.length > 0 ? { problems: tell.problems } : { comparable: { source, form, launch } };
}

const longest = 2_000;
const field = {
  description: 'description',
  input: 'inputSchema',
  annotations: 'annotations',
  output: 'outputSchema',
};

function shown(live: JsonObject, part: Part): string {
  const value = own(live, field[part]);
  if (value === undefined) return '(none)';
  return escaped(typeof value === 'string' ? value : canonical(value), longest);
}

const isPart = (change: Change): change is Part => change in field;

const keysOf = (value: Json | undefined): readonly string[] =>
  value !== undefined && isObject(value) ? Object.keys(value) : [];

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

function argumentWords(written: ManifestForm['tools'][string], live: JsonObject): readonly string[] {
  const schema = own(live, 'inputSchema');
  const input = schema !== undefined && isObject(schema) ? schema : {};
  const taken = keysOf(own(input, 'properties'));
  const needed = listOf(own(input, 'required')).filter((name) => typeof name === 'string');
  const sent = [
    ...Object.entries(written.arguments).flatMap(([name, one]) =>
      one['kernel-only'] || one.value !== undefined ? [] : [name],
    ),
    ...Object.keys(written.fixed),
  ];
  const quoted = (name: string): string => `\`${escaped(name, 80)}\``;
  return [
    ...needed
      .filter((name) => !sent.includes(name))
      .map((name) => `it needs ${quoted(name)}, which the manifest does not send`),
    ...taken
      .filter((name) => !sent.includes(name) && !needed.includes(name))
      .map((name) => `it takes ${quoted(name)}, which the manifest does not send`),
    ...sent
      .filter((name) => !taken.includes(name))
      .map((name) => `the manifest sends ${quoted(name)}, which it does not take`),
  ];
}

interface Known {
  readonly tool: string;
  readonly written: ManifestForm['tools'][string];
}

function comparedTool({ tool, written }: Known, live: readonly JsonObject[], digest: Hash): ComparedTool {
  const remote = written.remote ?? tool;
  const nothing = { tool, remote, now: {}, arguments: [] };
  const [first, second] = live;
  if (first === undefined) return { ...nothing, state: 'drifted', changed: ['gone'] };
  if (second !== undefined) return { ...nothing, state: 'drifted', changed: ['twice'] };
  const pin = pinOf(first, digest);
  if (pin === undefined) return { ...nothing, state: 'drifted', changed: ['unreadable'] };
  const differing = argumentWords(written, first);
  if (written.pin === undefined)
    return { ...nothing, state: 'unpinned', changed: [], pin, arguments: differing };
  const changed = changesOf(written.pin, pin);
  const now = Object.fromEntries(changed.filter(isPart).map((part) => [part, shown(first, part)]));
  return {
    ...nothing,
    state: changed.length === 0 ? 'same' : 'drifted',
    changed,
    pin,
    now,
    arguments: differing,
  };
}

export function compareManifest({ form }: Comparable, listed: readonly JsonObject[], digest: Hash): Compared {
  const found = byName(listed);
  const tools = Object.entries(form.tools).map(([tool, written]) =>
    comparedTool({ tool, written }, found.get(written.remote ?? tool) ?? [], digest),
  );
  const named = new Set(tools.map(({ remote }) => remote));
  return {
    tools,
    unnamed: [...found.keys()].filter((name) => !named.has(name)).map((name) => escaped(name, 80)),
  };
}

/** The manifest's text with a pin for every tool that is live; undefined when it cannot be written into it. */
export function repinned({ source }: Comparable, { tools }: Compared): string | undefined {
  return tools.reduce<string | undefined>((text, { tool, pin }) => {
    if (text === undefined || pin === undefined) return text;
    return writeKey(text, { path: ['tools', tool], key: 'pin', value: formatPin(pin) });
  }, source.text);
}
