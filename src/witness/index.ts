/** All witnesses of a configuration, in the order of its manifests. It says which tools it could make no call of. */
import type { Catalog } from '../catalog/catalog.js';
import { noEffects } from '../intercept/effects.js';
import type { Registry, Tool } from '../manifest/manifest.js';
import { canPreview, isPreview, previewsOf } from './previews.js';
import { besideProtected, columnRead, type Statement, selectsOf } from './selects.js';
import { type Dialect, nowhere, structuresOf, tablelessOf } from './structures.js';
import { type Table, tablesOf } from './table.js';
import { malformed, namings, statementOf, told } from './tools.js';
import type { Witness } from './witness.js';
import { keyedUpdate, writesOf } from './writes.js';

export interface World {
  readonly registry: Registry;
  readonly catalog: Catalog;
  /** Columns that a condition names. */
  readonly columns: ReadonlySet<string>;
}

export interface Witnesses {
  readonly all: readonly Witness[];
  /** Tools of which no call is known that fits them. */
  readonly withoutCall: readonly string[];
}

const someMask = '[REDACTED:pii.email]';

function ofTable(table: Table, tables: readonly Table[], { columns }: World): readonly Statement[] {
  const wall = tables.find((one) => one.dataset.isProtected && one !== table);
  const named = table.columns.filter((column) => columns.has(column));
  const masked = table.settable === undefined ? [] : keyedUpdate(table, table.settable, someMask);
  return [
    ...selectsOf(table),
    ...named.map((column) => columnRead(table, column)),
    ...(wall === undefined || table.dataset.isProtected ? [] : [besideProtected(table, wall)]),
    ...writesOf(table, tables),
    ...named
      .filter((column) => column !== table.settable)
      .flatMap((column) =>
        keyedUpdate(table, column).map((one) => ({ ...one, kind: `update of ${column} by key` })),
      ),
    ...masked.map((one) => ({ ...one, kind: 'update with a masked value', holdsMask: true })),
  ];
}

const doesNothingBut = (one: Witness, tool: Tool): boolean =>
  one.needs.every(({ action }) => tool.can.includes(action));

/** Each table once through the tool that can do least; through a wider one, or one that may not, the first of each kind. */
function spread(
  tools: readonly Tool[],
  statements: readonly Statement[],
  registry: Registry,
): readonly Witness[] {
  const narrowFirst = [...tools].sort((a, b) => a.can.length - b.can.length);
  return statements.flatMap((one, place) => {
    const isFirst = statements.findIndex(({ kind }) => kind === one.kind) === place;
    const made = narrowFirst.flatMap((tool) => told(tool, one, registry) ?? []);
    const fit = made.find((witness) => witness.of !== undefined && doesNothingBut(witness, witness.of));
    return made.filter((witness) => witness === fit || isFirst);
  });
}

function statementsFor(tools: readonly Tool[], world: World): readonly Witness[] {
  const [tool] = tools;
  const argument = tool === undefined ? undefined : statementOf(tool);
  if (tool === undefined || argument === undefined) return [];
  const dialect: Dialect = argument.readsAs === 'sql/postgres' ? 'postgres' : 'sqlite';
  const tables = tablesOf(world.catalog, tool.system);
  const statements = [
    ...tables.flatMap((table) => [...ofTable(table, tables, world), ...structuresOf(table, dialect)]),
    ...tablelessOf(tables, dialect),
  ];
  return spread(tools, statements, world.registry);
}

const bySystem = (tools: readonly Tool[]): readonly (readonly Tool[])[] =>
  [...new Set(tools.map(({ system }) => system))].map((name) =>
    tools.filter(({ system }) => system === name),
  );

const strangers = ({ manifests }: Registry): readonly Witness[] => {
  const names = manifests.flatMap(({ system, tools }) => [
    `${system}__${nowhere}`,
    ...tools.filter(({ audience }) => audience === 'kernel').map(({ name }) => name),
  ]);
  return names.map((tool) => ({
    kind: tool.endsWith(nowhere) ? 'a tool that is not there' : 'a tool of the kernel alone',
    name: tool,
    tool,
    args: {},
    of: undefined,
    isMalformed: false,
    holdsMask: false,
    effects: noEffects,
    needs: [],
  }));
};

export function witnessesOf(world: World): Witnesses {
  const tools = [...world.registry.tools.values()].filter(({ audience }) => audience === 'agent');
  const statements = bySystem(tools.filter((tool) => statementOf(tool) !== undefined)).flatMap((group) =>
    statementsFor(group, world),
  );
  const able = tools.filter(canPreview);
  const fitting = [
    ...statements,
    ...tools
      .filter((tool) => statementOf(tool) === undefined)
      .flatMap((tool) =>
        isPreview(tool) && able.length > 0
          ? previewsOf(tool, able, statements)
          : namings(tool, world.catalog),
      ),
  ];
  const firstOf = (tool: Tool): Witness | undefined => fitting.find((one) => one.tool === tool.name);
  return {
    all: [
      ...fitting,
      ...tools.flatMap((tool) => {
        const first = firstOf(tool);
        return first === undefined ? [] : malformed(tool, first.args);
      }),
      ...strangers(world.registry),
    ],
    withoutCall: tools.filter((tool) => firstOf(tool) === undefined).map(({ name }) => name),
  };
}
