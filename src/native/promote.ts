/** `aegis__promote`: copies the validated version of a dataset to gold, or nothing. The version is compared inside the copy. */
import { datasetName } from '../call/id.js';
import { isArray, type Json, type JsonObject, own } from '../call/json.js';
import { classesOf, clear, type Dataset } from '../catalog/catalog.js';
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

function toTable(
  { source, target, receipt }: Promotion,
  world: NativeWorld,
  results: readonly InnerResult[],
): PlanStep {
  const [copied] = results;
  if (copied !== undefined) {
    if (!copied.ok) return passOn(copied);
    return {
      done: {
        promoted: true,
        source: source.name,
        target: target.name,
        rows: own(copied.content, 'rows') ?? null,
      },
      claims: [],
    };
  }
  const tool = world.registry.systems.get(source.system)?.kernelTools.copy;
  if (tool === undefined || source.system !== target.system)
    return refuse('precondition-failed', 'the systems offer no copy that compares the version');
  return { call: { tool, args: { source: source.name, version: receipt.version, target: target.name } } };
}

function toObject(
  { source, target, receipt, key }: Promotion,
  world: NativeWorld,
  results: readonly InnerResult[],
): PlanStep {
  const [read, written] = results;
  const reader = world.registry.systems.get(source.system)?.kernelTools.readVersion;
  const writer = world.registry.systems.get(target.system)?.kernelTools.writeVersion;
  if (reader === undefined || writer === undefined)
    return refuse('precondition-failed', 'the systems offer no read and write that compare the version');
  if (read === undefined)
    return { call: { tool: reader, args: { table: source.name, version: receipt.version } } };
  if (!read.ok) return passOn(read);
  const { columns, rows, truncated } = read.content;
  if (columns === undefined || rows === undefined || !isArray(columns) || !isArray(rows))
    return refuse('withheld', 'the read tool answered in a form that is not known');
  if (truncated === true)
    return refuse('limit-exceeded', 'the dataset is too large to be promoted to an object');
  if (written === undefined)
    return { call: { tool: writer, args: { key, body: csv(columns, rows), source: source.name } } };
  if (!written.ok) return passOn(written);
  return {
    done: {
      promoted: true,
      source: source.name,
      target: target.name,
      key,
      rows: rows.length,
      masked: read.findings.length > 0,
    },
    claims: [],
  };
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
