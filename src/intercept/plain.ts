/** Every argument of a call that is not SQL, read by what the manifest says it is. What it cannot place is opaque or an unknown touch. */
import { type JsonObject, own } from '../call/json.js';
import { type Catalog, classesOf, type Dataset, holdsDerived, unknownClass } from '../catalog/catalog.js';
import { anyColumn } from '../catalog/overlay.js';
import type { Tool } from '../manifest/manifest.js';
import { combine } from './combine.js';
import { type Action, type Effects, type EgressColumn, noEffects, opaque, type Write } from './effects.js';
import { type Landing, passedOn } from './passed-on.js';
import { type Use, useOf, valuesOf } from './place.js';
import { tierOf, touchesOf } from './touches.js';

const readActions: readonly Action[] = ['read', 'validate', 'list', 'describe', 'explain'];

/** Objects have no fixed columns: whatever leaves carries every class of the dataset, and `pii.unknown` where none is declared. */
const objectEgress = (dataset: Dataset): EgressColumn => {
  const columns = Object.keys(dataset.columns);
  const undeclared = dataset.carried?.columns[anyColumn]?.classes ?? [];
  const classes = [...columns.flatMap((column) => classesOf(dataset, column)), ...undeclared];
  return {
    name: '*',
    classes: columns.length === 0 ? [unknownClass] : [...new Set(classes)].sort(),
    how: classes.length === 0 && columns.length > 0 ? 'transformed' : 'unknown',
    from: columns.map((column) => `${dataset.name}.${column}`),
  };
};

/** No class of the dataset is in it, on the manifest's word: it meets the content net alone. */
const cleanEgress: EgressColumn = { name: '*', classes: [], how: 'identity', from: [] };

const tableEgress = (dataset: Dataset): readonly EgressColumn[] => [
  ...Object.keys(dataset.columns).map(
    (column): EgressColumn => ({
      name: column,
      classes: classesOf(dataset, column),
      how: holdsDerived(dataset, column) ? 'transformed' : 'identity',
      from: [`${dataset.name}.${column}`],
    }),
  ),
  { name: '*', classes: [unknownClass], how: 'unknown', from: [] },
];

/** Names and sizes leave a listing or a description, not rows. */
const showsRows = (use: Action): boolean => use === 'read' || use === 'validate';

function egressOf(uses: readonly Use[]): readonly EgressColumn[] {
  const shown = uses.filter((use) => showsRows(use.argument.use) && use.unknown === undefined);
  const lists = shown.flatMap((use) =>
    use.datasets.map((one): readonly EgressColumn[] => {
      if (use.object?.isClean === true) return [cleanEgress];
      return one.form === 'table' ? tableEgress(one) : [objectEgress(one)];
    }),
  );
  if (lists.length < 2) return lists[0] ?? [];
  return lists.map((list): Effects => ({ ...noEffects, egress: list })).reduce(combine).egress;
}

/** Of several it could not be told which came back. */
function shownBy(tool: Tool, uses: readonly Use[]): Pick<Effects, 'shows'> {
  const [use, ...others] = uses;
  const [dataset] = use?.datasets ?? [];
  if (use?.object === undefined || dataset === undefined || others.length > 0) return {};
  if (use.argument.use !== 'read' || tool.result.rows !== 'none') return {};
  return { shows: { dataset: dataset.name, object: use.object.column } };
}

const modeOf = (action: Action): Write['mode'] =>
  action === 'insert' ||
  action === 'update' ||
  action === 'create' ||
  action === 'promote' ||
  action === 'truncate'
    ? action
    : 'delete';

/** A key names one object whole; a dataset or prefix names them all. */
const scopeOf = ({ argument }: Use, mode: Write['mode']): Write['scope'] => {
  if (mode !== 'update' && mode !== 'delete') return 'not-applicable';
  return argument.readsAs === 'object-key' ? 'key-pinned' : 'none';
};

const named = (uses: readonly Use[]): readonly string[] => [
  ...new Set(
    uses.flatMap((use) => (use.unknown !== undefined ? [use.unknown] : use.datasets.map((one) => one.name))),
  ),
];

const isRead = (use: Use): boolean => readActions.includes(use.argument.use);
const takesAway = ({ argument }: Use): boolean => argument.use === 'delete';

/** What is clean has no class that it could pass on. What takes away and puts in one step may have moved it. */
const sourcesOf = (uses: readonly Use[]): readonly Dataset[] =>
  uses
    .filter((use) => isRead(use) || takesAway(use))
    .flatMap((use) => (use.object?.isClean === true ? [] : use.datasets));

const landingsOf = (uses: readonly Use[]): readonly Landing[] =>
  uses
    .filter((use) => !takesAway(use))
    .flatMap(({ datasets, object }) =>
      datasets.map((dataset) => ({ dataset, ...(object === undefined ? {} : { object }) })),
    );

function writeOf(catalog: Catalog, use: Use, sources: readonly string[]): readonly Write[] {
  const mode = modeOf(use.argument.use);
  return named([use]).map((dataset) => ({
    dataset,
    tier: tierOf(catalog, dataset),
    mode,
    columns: [],
    scope: scopeOf(use, mode),
    sources: mode === 'delete' ? [] : sources,
    ...(use.object === undefined ? {} : { object: use.object.column }),
  }));
}

function effectsOf(tool: Tool, uses: readonly Use[], catalog: Catalog): Effects {
  const reads = uses.filter(isRead);
  const written = uses.filter((use) => !isRead(use));
  const sources = named(reads.filter((use) => showsRows(use.argument.use)));
  const ofAction = (action: Action): readonly string[] =>
    named(written.filter((use) => use.argument.use === action)).map((dataset) => `dataset:${dataset}`);
  // What a copy reads lands in its target; its result holds no rows, by the manifest's word.
  const returns = written.length === 0 || tool.result.rows !== 'none';
  const egress = returns ? egressOf(uses) : [];
  return {
    ...noEffects,
    kind: uses.some((use) => use.argument.readsAs !== 'dataset') ? 'object' : 'dataset',
    reads: named(reads).map((dataset) => ({ dataset, tier: tierOf(catalog, dataset), columns: [] })),
    writes: written.flatMap((use) => writeOf(catalog, use, sources)),
    dropped: ofAction('drop'),
    altered: ofAction('alter'),
    touches: touchesOf(catalog, named(uses)),
    ...passedOn(sourcesOf(uses), landingsOf(written)),
    egress,
    ...(egress.length > 0 ? { egressBy: 'name' } : {}),
    ...shownBy(tool, uses),
  };
}

const placed = ['object-key', 'object-prefix', 'dataset'];

/** Whether an argument names data, so that its classes count. */
export const isPlaced = (tool: Tool): boolean =>
  tool.arguments.some((argument) => placed.includes(argument.readsAs));

export function interceptPlain(tool: Tool, args: JsonObject, catalog: Catalog): Effects {
  const uses: Use[] = [];
  const problems: string[] = [];
  for (const argument of tool.arguments) {
    const value = argument.value ?? own(args, argument.name);
    if (value === undefined || !placed.includes(argument.readsAs)) continue;
    for (const found of valuesOf(value).map(useOf(tool, argument, catalog))) {
      if (typeof found === 'string') problems.push(found);
      else uses.push(found);
    }
  }
  if (problems.length > 0) return opaque(...new Set(problems));
  const effects = uses.length === 0 ? noEffects : effectsOf(tool, uses, catalog);
  return withBody(tool, args, effects);
}

/** Content that an agent supplies has no source, whatever else the call reads. In a tool of the kernel's own the read argument is its source. */
function withBody(tool: Tool, args: JsonObject, effects: Effects): Effects {
  const holdsBody = tool.arguments.some(
    (argument) => argument.readsAs === 'body' && own(args, argument.name) !== undefined,
  );
  if (!holdsBody) return effects;
  if (tool.audience === 'kernel' && effects.writes.length > 0) return effects;
  if (effects.writes.length === 0) return { ...effects, opaque: ['a body without a place to be written to'] };
  return { ...effects, writes: effects.writes.map((write) => ({ ...write, sources: [] })) };
}
