/** Calls of one tool, with arguments that fit it: of statements, of names, of neither, and two that do not fit. */
import type { JsonObject } from '../call/json.js';
import type { Catalog, Dataset } from '../catalog/catalog.js';
import { type Capability, type Effects, noEffects, opaque } from '../intercept/effects.js';
import { unreadable } from '../intercept/index.js';
import type { Argument, Registry, Tool } from '../manifest/manifest.js';
import { bodyOf, doneBy, placedOf } from './placed.js';
import { filledIn } from './samples.js';
import type { Statement } from './selects.js';
import { nowhere } from './structures.js';
import { needsOfWrites } from './table.js';
import type { Witness } from './witness.js';

const everywhere = (tool: Tool): readonly Capability[] =>
  tool.can.map((action) => ({ action, dataset: '*' }));

const bare = (object: string): string => object.slice(object.indexOf(':') + 1);

/** What somebody has to grant for a statement: each thing that it does, and to read what it only touches. */
function needsOf(effects: Effects, tool: Tool): readonly Capability[] {
  const done: readonly Capability[] = [
    ...effects.dropped.map((one): Capability => ({ action: 'drop', dataset: bare(one) })),
    ...effects.altered.map((one): Capability => ({ action: 'alter', dataset: bare(one) })),
    ...effects.created.map((one): Capability => ({ action: 'create', dataset: bare(one) })),
    ...needsOfWrites(effects.writes),
    ...effects.reads.map(({ dataset }): Capability => ({ action: 'read', dataset })),
  ];
  return done.length === 0 ? everywhere(tool) : done;
}

const witness = (tool: Tool, made: Pick<Witness, 'kind' | 'args'> & Partial<Witness>): Witness => ({
  name: made.kind,
  tool: tool.name,
  of: tool,
  isMalformed: false,
  holdsMask: false,
  effects: noEffects,
  needs: everywhere(tool),
  ...made,
});

export const statementOf = (tool: Tool): Argument | undefined =>
  tool.arguments.find(({ readsAs }) => readsAs.startsWith('sql/'));

/** Undefined where the tool asks for more than the statement and what a sample is known for. */
export function told(tool: Tool, one: Statement, registry: Registry): Witness | undefined {
  const argument = statementOf(tool);
  if (argument === undefined || placedOf(tool).length > 0 || bodyOf(tool) !== undefined) return undefined;
  const args = filledIn(tool, { [argument.name]: one.sql });
  if (args === undefined) return undefined;
  const why = unreadable(tool, registry);
  const effects = why === undefined ? one.effects : opaque(why);
  return witness(tool, {
    kind: one.kind,
    name: `${one.kind}: ${one.about}`,
    args,
    effects,
    needs: needsOf(effects, tool),
    holdsMask: one.holdsMask ?? false,
  });
}

interface Name {
  readonly text: string;
  readonly about: string;
  /** What it is one of: `silver table`. */
  readonly sort: string;
}

const sortOf = ({ tier, form, isProtected }: Dataset): string =>
  `${isProtected ? 'protected ' : ''}${tier} ${form === 'table' ? 'table' : 'objects'}`;

const strangeName = (text: string, about: string): Name => ({ text, about, sort: about });

/** What an argument can name: each dataset that fits it, one that is not there, and, of keys, one with two readings. */
function namesFor(tool: Tool, argument: Argument, { datasets }: Catalog): readonly Name[] {
  if (argument.value !== undefined) return [];
  const own = [...datasets.values()].filter(
    ({ system }) => tool.system === 'aegis' || system === tool.system,
  );
  if (argument.readsAs === 'dataset')
    return [
      ...own.map((one) => ({ text: one.name, about: one.name, sort: sortOf(one) })),
      strangeName(nowhere, 'a dataset that is not there'),
    ];
  const objects = own.filter(({ form }) => form === 'objects');
  const end = argument.readsAs === 'object-key' ? 'witness.txt' : '';
  const within = ({ prefix = '' }: Dataset): string => `${prefix}${end}`;
  const [first] = objects;
  return [
    ...objects.map((one) => ({ text: within(one), about: one.name, sort: sortOf(one) })),
    strangeName(`${nowhere}/${end}`, 'a key that belongs to nothing'),
    ...(first === undefined
      ? []
      : [strangeName(`${first.prefix ?? ''}../${end}`, 'a key with two readings')]),
  ];
}

/** More pairs than this are not all made: then each name of either side meets one of the other. */
const mostPairs = 200;

function combined(lists: readonly (readonly Name[])[]): readonly (readonly Name[])[] {
  const product = lists.reduce<readonly (readonly Name[])[]>(
    (rows, list) =>
      rows.length > mostPairs ? rows : rows.flatMap((row) => list.map((one) => [...row, one])),
    [[]],
  );
  if (product.length <= mostPairs && product.every((row) => row.length === lists.length)) return product;
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at % list.length] ?? []));
}

/** A call with these arguments; undefined where what it does is not known. */
export function called(tool: Tool, given: JsonObject, catalog: Catalog): Witness | undefined {
  const args = filledIn(tool, given);
  const done = args === undefined ? undefined : doneBy(tool, args, catalog);
  return args === undefined || done === undefined
    ? undefined
    : witness(tool, { kind: 'call', args, ...done });
}

export function namings(tool: Tool, catalog: Catalog): readonly Witness[] {
  const named = placedOf(tool).filter(({ value }) => value === undefined);
  const lists = named.map((argument) => namesFor(tool, argument, catalog));
  return combined(lists).flatMap((row) => {
    const given = Object.fromEntries(row.map(({ text }, at) => [named[at]?.name ?? '', text]));
    const made = called(tool, given, catalog);
    if (made === undefined) return [];
    if (row.length === 0) return [made];
    const [kind, name] = [row.map(({ sort }) => sort), row.map(({ about }) => about)];
    return [{ ...made, kind: kind.join(' to '), name: name.join(' to ') }];
  });
}

export function malformed(tool: Tool, args: JsonObject): readonly Witness[] {
  const required = tool.arguments.find(({ isRequired, value }) => isRequired && value === undefined)?.name;
  const wrong = (kind: string, given: JsonObject): Witness =>
    witness(tool, { kind, args: given, isMalformed: true });
  const less = Object.fromEntries(Object.entries(args).filter(([name]) => name !== required));
  return [
    wrong('an argument that it does not have', { ...args, [nowhere]: 1 }),
    ...(required === undefined ? [] : [wrong('without an argument that it needs', less)]),
  ];
}
