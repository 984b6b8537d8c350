/** What is sent to a downstream: the arguments that policy saw, plus the kernel's own bounds. Nothing else of the call goes along. */

import type { Json, JsonObject } from '../call/json.js';
import { type Catalog, classesOf, datasetNamed } from '../catalog/catalog.js';
import type { Tool } from '../manifest/manifest.js';
import type { Obligation, SourceVersion } from './obligation.js';

export interface Bounds {
  readonly offset: number;
  readonly schema: string | undefined;
  readonly obligations: readonly Obligation[];
  /** Of a preview: the datasets that its statement would write, by its reading. */
  readonly preview?: readonly string[] | undefined;
  /** Of what the call touches: the columns that hold nothing classified, by dataset. */
  readonly clear: () => Readonly<Record<string, readonly string[]>>;
}

/** INVARIANT: what is not declared, and what a write has carried a class to, is not clear. */
export const clearOf = (catalog: Catalog, names: readonly string[]): ReturnType<Bounds['clear']> =>
  Object.fromEntries(
    [...new Set(names)].sort().map((name) => {
      const dataset = datasetNamed(catalog, name);
      const columns = Object.keys(dataset?.columns ?? {});
      return [name, columns.filter((column) => classesOf(dataset, column).length === 0)];
    }),
  );

const bound = (obligations: readonly Obligation[]) => {
  const bounds = obligations.filter((one) => one.kind === 'row-bound');
  if (bounds.length === 0) return undefined;
  return {
    rows: Math.min(...bounds.map((one) => one.rows)),
    share: Math.min(...bounds.map((one) => one.share)),
    dataset: bounds[0]?.dataset ?? '',
  };
};

const versionsIn = (obligations: readonly Obligation[]): readonly SourceVersion[] =>
  obligations.flatMap((one) => (one.kind === 'unchanged' ? one.versions : []));

function word(value: Json, tool: Tool, bounds: Bounds): Json | undefined {
  const rows = bound(bounds.obligations);
  switch (value) {
    case '$page-rows':
      // One row more than a page, so that the kernel can tell whether there is a next one.
      return tool.page.rows + 1;
    case '$offset':
      return bounds.offset;
    case '$schema':
      return bounds.schema;
    case '$row-bound':
      return rows?.rows;
    case '$row-share':
      return rows === undefined || rows.share >= 1 ? undefined : { table: rows.dataset, share: rows.share };
    case '$versions':
      return versionsIn(bounds.obligations).map(({ dataset, version }) => ({ table: dataset, version }));
    case '$preview':
      return bounds.preview;
    case '$clear':
      return bounds.clear();
    default:
      return value;
  }
}

/** Whether every bound the Permit owes can be handed to this tool. One that cannot is a denial. */
export const canBound = (tool: Tool, obligations: readonly Obligation[]): boolean =>
  bound(obligations) === undefined || Object.values(tool.fixed).includes('$row-bound');

/** Whether the tool can compare the versions that the Permit owes. A plan of the kernel's compares them itself. */
export const canCompare = (tool: Tool, obligations: readonly Obligation[]): boolean =>
  tool.audience === 'kernel' ||
  tool.system === 'aegis' ||
  versionsIn(obligations).length === 0 ||
  Object.values(tool.fixed).includes('$versions');

/** INVARIANT: without the word the tool would write what was to be previewed. */
export const canPreview = (tool: Tool): boolean => Object.values(tool.fixed).includes('$preview');

export const canPage = (tool: Tool): boolean => Object.values(tool.fixed).includes('$offset');

export function outgoing(tool: Tool, args: JsonObject, bounds: Bounds): JsonObject {
  const fixed = Object.entries(tool.fixed).flatMap(([name, value]): [string, Json][] => {
    const sent = word(value, tool, bounds);
    return sent === undefined ? [] : [[name, sent]];
  });
  const kept = tool.arguments.filter((one) => !one.isKernelOnly && Object.hasOwn(args, one.name));
  return Object.fromEntries([
    ...kept.map((one): [string, Json] => [one.name, args[one.name] ?? null]),
    ...fixed,
  ]);
}
