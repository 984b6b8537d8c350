/** `aegis__promote`: copies the validated version of a dataset to gold, or nothing. The version is compared inside the copy. */
import { datasetName, type ToolName } from '../call/id.js';
import { isArray, type Json, type JsonObject, own } from '../call/json.js';
import { classesOf, clear, type Dataset, unknownClass } from '../catalog/catalog.js';
import { chooser } from '../egress/operators/choose.js';
import type { Finding } from '../egress/released.js';
import type { Receipt } from '../receipt/receipt.js';
import { defineNative, type InnerResult, type NativeWorld, type PlanStep, passOn, refuse } from './plan.js';

const named = (args: JsonObject, name: string, world: NativeWorld): Dataset | undefined => {
  const asked = own(args, name);
  const dataset = typeof asked === 'string' ? datasetName(asked) : undefined;
  return dataset === undefined ? undefined : world.catalog.datasets.get(dataset);
};

/** RFC 4180, with a header line. */
export function csv(columns: readonly Json[], rows: readonly Json[]): string {
  const cell = (value: Json): string => {
    const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const line = (cells: readonly Json[]): string => `${cells.map(cell).join(',')}\r\n`;
  return [line(columns), ...rows.map((row) => line(isArray(row) ? row : [row]))].join('');
}

/** Columns, by declaration or by what was carried into them, that the target declares clear. Into the others the copy itself carries the classes. */
function loosened(source: Dataset, target: Dataset): readonly string[] {
  return Object.keys(source.columns).filter(
    (column) => classesOf(source, column).length > 0 && target.columns[column] === clear,
  );
}

interface Promotion {
  readonly source: Dataset;
  readonly target: Dataset;
  readonly receipt: Receipt;
  readonly key: string;
}

type Changes = (columnClass: string) => boolean;

const changesInto = ({ source, target }: Promotion, { masksInto }: NativeWorld): Changes => {
  const choose = chooser(masksInto({ dataset: target.name, isWithin: source.system === target.system }));
  return (columnClass) => choose(columnClass).kind !== 'pass';
};

const masked = ({ source }: Promotion, changes: Changes): readonly string[] =>
  Object.keys(source.columns).filter((column) => classesOf(source, column).some(changes));

/** A column that nobody declared may be there as well. */
const isMasked = (promotion: Promotion, world: NativeWorld): boolean => {
  const changes = changesInto(promotion, world);
  return changes(unknownClass) || masked(promotion, changes).length > 0;
};

const done = (
  { source, target }: Promotion,
  put: InnerResult & { readonly ok: true },
  more: JsonObject = {},
): PlanStep => ({
  done: {
    promoted: true,
    source: source.name,
    target: target.name,
    rows: own(put.content, 'rows') ?? null,
    ...more,
  },
  claims: [],
});

type Cells = { readonly columns: readonly Json[]; readonly rows: readonly Json[] };

/** All rows of the version that was validated, masked for where they go; or why there are none. */
function cellsOf({ content }: InnerResult & { readonly ok: true }): Cells | PlanStep {
  const { columns, rows, truncated } = content;
  if (columns === undefined || rows === undefined || !isArray(columns) || !isArray(rows))
    return refuse('withheld', 'the read tool answered in a form that is not known');
  if (truncated === true) return refuse('limit-exceeded', 'the dataset is too large to be masked on its way');
  return { columns, rows };
}

/** Columns in which something was masked, for where it came from or for what it looks like; undefined when it was masked elsewhere. */
function touchedIn(findings: readonly Finding[], columns: readonly Json[]): readonly string[] | undefined {
  const touched = findings.map(({ pointer }) => columns[Number(/^\/rows\/\*\/(\d+)$/.exec(pointer)?.[1])]);
  return touched.every((one) => typeof one === 'string') ? touched : undefined;
}

const readFor = (tool: ToolName, { source, target, receipt }: Promotion): PlanStep => ({
  call: { tool, args: { table: source.name, version: receipt.version }, into: target.name },
});

/** What is masked on its way passes through the kernel; the version is compared where it is read and again where it is put. */
function throughKernel(promotion: Promotion, world: NativeWorld, results: readonly InnerResult[]): PlanStep {
  const { source, target, receipt } = promotion;
  const { readVersion, load } = world.registry.systems.get(source.system)?.kernelTools ?? {};
  if (readVersion === undefined || load === undefined)
    return refuse('precondition-failed', 'the system offers no load of rows that were masked on their way');
  const [read, put] = results;
  if (read === undefined) return readFor(readVersion, promotion);
  if (!read.ok) return passOn(read);
  const cells = cellsOf(read);
  if (!('columns' in cells)) return cells;
  const touched = touchedIn(read.findings, cells.columns);
  if (touched === undefined) return refuse('withheld', 'what was masked is not told by columns');
  const changed = [...new Set([...masked(promotion, changesInto(promotion, world)), ...touched])];
  const args = { source: source.name, version: receipt.version, target: target.name, ...cells, changed };
  if (put === undefined) return { call: { tool: load, args } };
  return put.ok ? done(promotion, put, { masked: changed.length > 0, masked_columns: changed }) : passOn(put);
}

function toTable(promotion: Promotion, world: NativeWorld, results: readonly InnerResult[]): PlanStep {
  const { source, target, receipt } = promotion;
  if (source.system === target.system && isMasked(promotion, world))
    return throughKernel(promotion, world, results);
  const [copied] = results;
  if (copied !== undefined) return copied.ok ? done(promotion, copied) : passOn(copied);
  const tool = world.registry.systems.get(source.system)?.kernelTools.copy;
  if (tool === undefined || source.system !== target.system)
    return refuse('precondition-failed', 'the systems offer no copy that compares the version');
  return { call: { tool, args: { source: source.name, version: receipt.version, target: target.name } } };
}

function toObject(promotion: Promotion, world: NativeWorld, results: readonly InnerResult[]): PlanStep {
  const { source, target, key } = promotion;
  const [read, written] = results;
  const reader = world.registry.systems.get(source.system)?.kernelTools.readVersion;
  const writer = world.registry.systems.get(target.system)?.kernelTools.writeVersion;
  if (reader === undefined || writer === undefined)
    return refuse('precondition-failed', 'the systems offer no read and write that compare the version');
  if (read === undefined) return readFor(reader, promotion);
  if (!read.ok) return passOn(read);
  const cells = cellsOf(read);
  if (!('columns' in cells)) return cells;
  const { columns, rows } = cells;
  if (written === undefined)
    return { call: { tool: writer, args: { key, body: csv(columns, rows), source: source.name } } };
  if (!written.ok) return passOn(written);
  return done(promotion, written, { key, rows: rows.length, masked: read.findings.length > 0 });
}

export const promote = defineNative({
  kind: 'promote',
  step: (args, world, results) => {
    const source = named(args, 'source', world);
    const target = named(args, 'target', world);
    if (source === undefined || target === undefined)
      return refuse('unknown-dataset', 'source or target is not in the catalog');
    const receipt = world.receipts.find((one) => one.dataset === source.name);
    if (receipt === undefined) return refuse('precondition-failed', `no live receipt for ${source.name}`);
    const worse = target.form === 'table' ? loosened(source, target) : [];
    if (worse.length > 0)
      return refuse('classified-flow', `columns declared clear in the target: ${worse.join(', ')}`);
    const asked = own(args, 'key');
    const name = typeof asked === 'string' ? asked : `${source.name}.csv`;
    if (target.form === 'objects' && /[/\\\u0000-\u001f%]|^\.|\.\./u.test(name))
      return refuse('bad-arguments', 'the key is a file name without a path');
    const promotion = { source, target, receipt, key: `${target.prefix ?? ''}${name}` };
    return target.form === 'table' ? toTable(promotion, world, results) : toObject(promotion, world, results);
  },
});
