/** What a call does that names its data in arguments: datasets, keys and prefixes. What such a name means is read from the catalog alone. */
import { type JsonObject, own } from '../call/json.js';
import { type Catalog, classOf, clear, type Dataset, unknownClass } from '../catalog/catalog.js';
import {
  type Action,
  type Capability,
  type Effects,
  type EgressColumn,
  noEffects,
  opaque,
  type Write,
} from '../intercept/effects.js';
import type { Argument, Tool } from '../manifest/manifest.js';
import { isCleanKey, oneOf, type Put, passed } from './passed.js';
import { needsOfWrites, touched } from './table.js';

const placedReadings = ['dataset', 'object-key', 'object-prefix'];
const looking: readonly Action[] = ['read', 'validate', 'list', 'describe', 'explain'];
const showing: readonly Action[] = ['read', 'validate'];
const modes: readonly Write['mode'][] = ['insert', 'update', 'create', 'promote', 'truncate'];

export const placedOf = (tool: Tool): readonly Argument[] =>
  tool.arguments.filter(({ readsAs }) => placedReadings.includes(readsAs));

export const bodyOf = (tool: Tool): Argument | undefined =>
  tool.arguments.find(({ readsAs }) => readsAs === 'body');

interface Use {
  readonly argument: Argument;
  readonly name: string;
  /** Undefined for a name that no manifest has. */
  readonly dataset: Dataset | undefined;
  /** Where the name is the key of one object. */
  readonly key: string | undefined;
}

/** How a name that nobody declared is told; the agent's own text is not. */
const unknown = '(unknown)';

/** The dataset that a name means; undefined for one that means none. */
function datasetMeant(
  { readsAs }: Argument,
  text: string,
  { all, system }: { readonly all: readonly Dataset[]; readonly system: string },
): Dataset | undefined {
  if (readsAs === 'dataset') return all.find(({ name }) => name === text.toLowerCase());
  return all
    .filter(
      (one) => one.form === 'objects' && one.system === system && text.startsWith(one.prefix ?? '\u0000'),
    )
    .sort((a, b) => (b.prefix?.length ?? 0) - (a.prefix?.length ?? 0))[0];
}

/** Column by column for a table; an object shows everything that it may hold. */
function shownOf(dataset: Dataset): readonly EgressColumn[] {
  const columns = Object.entries(dataset.columns);
  const named = (column: string) => `${dataset.name}.${column}`;
  if (dataset.form === 'table')
    return [
      ...columns.map(
        ([column, name]): EgressColumn => ({
          name: column,
          classes: name === clear ? [] : [name],
          how: 'identity',
          from: [named(column)],
        }),
      ),
      { name: '*', classes: [unknownClass], how: 'unknown', from: [] },
    ];
  const classes = columns.length === 0 ? [unknownClass] : columns.map(([column]) => classOf(dataset, column));
  const held = [...new Set(classes)].filter((name) => name !== clear).sort();
  return [
    {
      name: '*',
      classes: held,
      how: held.length === 0 ? 'transformed' : 'unknown',
      from: columns.map(([column]) => named(column)),
    },
  ];
}

const merged = (lists: readonly (readonly EgressColumn[])[]): readonly EgressColumn[] => {
  const [only = [], ...more] = lists;
  if (more.length === 0) return only;
  const all = lists.flat();
  const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
  return [
    {
      name: '*',
      classes: sorted(all.flatMap(({ classes }) => classes)),
      how: 'unknown',
      from: sorted(all.flatMap(({ from }) => from)),
    },
  ];
};

const modeOf = (use: Action): Write['mode'] => modes.find((mode) => mode === use) ?? 'delete';

const scopeOf = (mode: Write['mode'], { readsAs }: Argument): Write['scope'] => {
  if (mode !== 'update' && mode !== 'delete') return 'not-applicable';
  return readsAs === 'object-key' ? 'key-pinned' : 'none';
};

const is =
  (actions: readonly Action[]) =>
  ({ argument }: Use): boolean =>
    actions.includes(argument.use);

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

const namesOf = (uses: readonly Use[], action: Action): readonly string[] =>
  unique(uses.filter(is([action])).map(({ name }) => `dataset:${name}`));

const datasetsOf = (uses: readonly Use[]): readonly Dataset[] => uses.flatMap(({ dataset }) => dataset ?? []);

const isClean = ({ dataset, key }: Use): boolean =>
  dataset !== undefined && key !== undefined && isCleanKey(dataset, key);

const takesAway = ({ argument }: Use): boolean => argument.use === 'delete';

const putsOf = (uses: readonly Use[]): readonly Put[] =>
  uses.flatMap(({ dataset, key }) =>
    dataset === undefined ? [] : [{ dataset, ...(key === undefined ? {} : { key }) }],
  );

const shownBy = (use: Use): readonly (readonly EgressColumn[])[] => {
  if (use.dataset === undefined) return [];
  return [isClean(use) ? [{ name: '*', classes: [], how: 'identity', from: [] }] : shownOf(use.dataset)];
};

const touchesOf = (uses: readonly Use[]): Effects['touches'] => [
  ...(uses.some(({ dataset }) => dataset === undefined)
    ? [{ dataset: unknown, tier: '', protected: false, known: false } as const]
    : []),
  ...touched(datasetsOf(uses).map((dataset) => ({ dataset }))),
];

const tierOf = ({ dataset }: Use) => dataset?.tier ?? '';

/** The one object that a write is of, where its dataset is known. */
const objectOf = ({ dataset, key }: Use): Pick<Write, 'object'> =>
  dataset === undefined || key === undefined ? {} : { object: oneOf(key) };

/** `isOwn`: the content is the agent's. */
function effectsOf(tool: Tool, uses: readonly Use[], isOwn: boolean): Effects {
  const looks = uses.filter(is(looking));
  const written = uses.filter((use) => !is(looking)(use));
  const shows = looks.filter(is(showing));
  const isSilent = written.length > 0 && tool.result.rows === 'none';
  const sources = isOwn ? [] : unique(shows.map(({ name }) => name));
  return {
    ...noEffects,
    kind: uses.some(({ argument }) => argument.readsAs !== 'dataset') ? 'object' : 'dataset',
    reads: [...new Map(looks.map((use) => [use.name, use])).values()].map((use) => ({
      dataset: use.name,
      tier: tierOf(use),
      columns: [],
    })),
    writes: written.map((use): Write => {
      const mode = modeOf(use.argument.use);
      return {
        dataset: use.name,
        tier: tierOf(use),
        mode,
        columns: [],
        scope: scopeOf(mode, use.argument),
        sources: mode === 'delete' ? [] : sources,
        ...objectOf(use),
      };
    }),
    dropped: namesOf(written, 'drop'),
    altered: namesOf(written, 'alter'),
    touches: touchesOf(uses),
    ...passed(
      datasetsOf(uses.filter((use) => (is(looking)(use) || takesAway(use)) && !isClean(use))),
      putsOf(written.filter((use) => !takesAway(use))),
    ),
    egress: isSilent ? [] : merged(shows.flatMap(shownBy)),
  };
}

function needsOf(effects: Effects, uses: readonly Use[]): readonly Capability[] {
  const looks = uses.filter(is(looking)).map(({ argument }) => argument.use);
  const bare = (object: string): string => object.slice(object.indexOf(':') + 1);
  return [
    ...effects.dropped.map((one): Capability => ({ action: 'drop', dataset: bare(one) })),
    ...effects.altered.map((one): Capability => ({ action: 'alter', dataset: bare(one) })),
    ...needsOfWrites(effects.writes),
    ...effects.reads.flatMap(({ dataset }) => looks.map((action): Capability => ({ action, dataset }))),
  ];
}

export interface Done {
  readonly effects: Effects;
  readonly needs: readonly Capability[];
}

const everything = (tool: Tool, dataset: string): readonly Capability[] =>
  tool.can.map((action) => ({ action, dataset }));

const isStrange = (text: string): boolean => text.split('/').some((part) => part === '..' || part === '.');

/** Undefined where the oracle does not say what a name means, as for one that is no text. */
export function doneBy(tool: Tool, args: JsonObject, catalog: Catalog): Done | undefined {
  const uses: Use[] = [];
  const all = [...catalog.datasets.values()];
  for (const argument of placedOf(tool)) {
    const text = argument.value ?? own(args, argument.name);
    if (text === undefined) continue;
    if (typeof text !== 'string' || text === '') return undefined;
    if (argument.readsAs !== 'dataset' && isStrange(text))
      return { effects: opaque('a name with two readings'), needs: everything(tool, '*') };
    const dataset = datasetMeant(argument, text, { all, system: tool.system });
    const key = argument.readsAs === 'object-key' ? text : undefined;
    uses.push({ argument, name: dataset?.name ?? unknown, dataset, key });
  }
  if (uses.length === 0) return { effects: noEffects, needs: everything(tool, '*') };
  const body = bodyOf(tool);
  // What a tool of the kernel alone is given was read where its source says.
  const isOwn = tool.audience === 'agent' && body !== undefined && own(args, body.name) !== undefined;
  const effects = effectsOf(tool, uses, isOwn);
  return { effects, needs: needsOf(effects, uses) };
}
