/** `aegis__preview`: what a write would touch. The write itself is judged, run and rolled back; counts come back, and never a value. */
import { type JsonObject, own } from '../call/json.js';
import { type Catalog, classesOf, type Dataset, datasetNamed } from '../catalog/catalog.js';
import type { Write } from '../intercept/effects.js';
import type { Registry, Tool } from '../manifest/manifest.js';
import type { Obligation } from '../policy/obligation.js';
import { canPreview } from '../policy/outgoing.js';
import { defineNative, type InnerResult, type Judged, type PlanStep, passOn, refuse } from './plan.js';
import { type Moved, previewedIn } from './previewed.js';

const statementOf = (tool: Tool) => tool.arguments.find(({ readsAs }) => readsAs.startsWith('sql/'));

const previewable = ({ tools }: Registry): readonly Tool[] =>
  [...tools.values()].filter(
    (tool) => tool.audience === 'agent' && canPreview(tool) && statementOf(tool) !== undefined,
  );

/** Of an update, the classes of what it sets; of a row that comes or goes, those of all that it holds. */
function classesIn(dataset: Dataset | undefined, writes: readonly Write[]): readonly string[] {
  if (dataset === undefined) return [];
  const set = writes.flatMap(({ columns }) => columns);
  const isWhole = writes.some(({ mode, columns }) => mode === 'delete' || columns.length === 0);
  const columns = isWhole ? Object.keys(dataset.columns) : set;
  return [...new Set(columns.flatMap((column) => classesOf(dataset, column)))].sort();
}

function touched(catalog: Catalog, { table, ...counts }: Moved, { effects }: Judged): JsonObject {
  const writes = effects.writes.filter(({ dataset }) => dataset === table);
  return {
    dataset: table,
    tier: writes[0]?.tier ?? '',
    ...counts,
    scope: [...new Set(writes.map(({ scope }) => scope))],
    classes: [...classesIn(datasetNamed(catalog, table), writes)],
  };
}

const boundOf = (obligations: readonly Obligation[]): JsonObject => {
  const bounds = obligations.filter((one) => one.kind === 'row-bound');
  return bounds.length === 0
    ? {}
    : {
        bound: {
          rows: Math.min(...bounds.map(({ rows }) => rows)),
          share: Math.min(...bounds.map(({ share }) => share)),
        },
      };
};

const carriedBy = ({ effects: { carries } }: Judged): JsonObject =>
  carries.length === 0
    ? {}
    : { carries: carries.map(({ dataset, column, class: name }) => ({ dataset, column, class: name })) };

function report(catalog: Catalog, tool: Tool, result: InnerResult & { readonly ok: true }): PlanStep {
  const { judged, content } = result;
  const names = [...new Set(judged?.effects.writes.map(({ dataset }) => dataset))];
  const previewed = previewedIn(content, names);
  if (judged === undefined || previewed === undefined)
    return refuse('withheld', 'the system told no counts of the preview');
  const { moved, kept } = previewed;
  const rows = moved.reduce((sum, one) => sum + one.inserted + one.updated + one.deleted, 0);
  return {
    done: {
      previewed: true,
      rolled_back: true,
      tool: tool.name,
      rows,
      touches: moved.map((one) => touched(catalog, one, judged)),
      ...boundOf(judged.obligations),
      ...carriedBy(judged),
      ...(kept.length === 0 ? {} : { not_rolled_back: [...kept] }),
    },
    claims: [],
  };
}

export const preview = defineNative({
  kind: 'preview',
  step: (args, { registry, catalog }, results) => {
    const tools = previewable(registry);
    const asked = own(args, 'tool');
    const named = asked === undefined ? tools : tools.filter(({ name }) => name === asked);
    const [tool, ...others] = named;
    const sql = own(args, 'sql');
    if (tool === undefined || others.length > 0 || typeof sql !== 'string')
      return refuse(
        'bad-arguments',
        `\`tool\` is one of ${tools.map(({ name }) => name).join(', ') || 'none'}`,
      );
    const [result] = results;
    if (result === undefined)
      return {
        call: { tool: tool.name, args: { [statementOf(tool)?.name ?? '']: sql }, isPreview: true },
      };
    if (result.ok) return report(catalog, tool, result);
    // The denial of the write itself, with its rule and its remedies.
    return result.refusal === undefined ? passOn(result) : { refuse: result.refusal };
  },
});
