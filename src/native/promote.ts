/** `aegis__promote`: copies the validated version of a dataset to gold, or nothing. The version is compared inside the copy. */
import { datasetName, type ToolName } from '../call/id.js';
import { isArray, type Json, type JsonObject, own } from '../call/json.js';
import { classesOf, clear, type Dataset, unknownClass } from '../catalog/catalog.js';
import { type BodyPart, depositOf, partOf } from '../catalog/deposit.js';
import { chooser } from '../egress/operators/choose.js';
import type { KernelTools } from '../manifest/manifest.js';
import type { Receipt } from '../receipt/receipt.js';
import { type Arrived, findingsIn, type Part, passOver, rowsIn, type Sending, touchedIn } from './passage.js';
import {
  defineNative,
  type InnerCall,
  type InnerResult,
  type NativeWorld,
  type PlanStep,
  passOn,
  refuse,
} from './plan.js';

const named = (args: JsonObject, name: string, world: NativeWorld): Dataset | undefined => {
  const asked = own(args, name);
  const dataset = typeof asked === 'string' ? datasetName(asked) : undefined;
  return dataset === undefined ? undefined : world.catalog.datasets.get(dataset);
};

/** RFC 4180. */
export function csv(lines: readonly Json[]): string {
  const cell = (value: Json): string => {
    const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return lines.map((line) => `${(isArray(line) ? line : [line]).map(cell).join(',')}\r\n`).join('');
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

const chosenInto = ({ source, target }: Promotion, { masksInto }: NativeWorld) =>
  chooser(masksInto({ dataset: target.name, isWithin: source.system === target.system }));

const changesInto = (promotion: Promotion, world: NativeWorld): Changes => {
  const choose = chosenInto(promotion, world);
  return (columnClass) => choose(columnClass).kind !== 'pass';
};

/** Columns of which nothing is left, so that nothing there can tell of them. */
function emptied(promotion: Promotion, world: NativeWorld): readonly string[] {
  const { source } = promotion;
  const choose = chosenInto(promotion, world);
  return Object.keys(source.columns).filter((column) => {
    const classes = classesOf(source, column);
    return classes.length > 0 && classes.every((one) => choose(one).kind === 'drop');
  });
}

const masked = ({ source }: Promotion, changes: Changes): readonly string[] =>
  Object.keys(source.columns).filter((column) => classesOf(source, column).some(changes));

/** A column that nobody declared may be there as well. */
const isMasked = (promotion: Promotion, world: NativeWorld): boolean => {
  const changes = changesInto(promotion, world);
  return changes(unknownClass) || masked(promotion, changes).length > 0;
};

const done = (
  { source, target }: Promotion,
  { put, parts }: Pick<Arrived, 'put'> & Partial<Arrived>,
  more: JsonObject = {},
): PlanStep => ({
  done: {
    promoted: true,
    source: source.name,
    target: target.name,
    rows: own(put.content, 'rows') ?? null,
    ...(parts === undefined || parts.length < 2 ? {} : { parts: parts.length }),
    ...more,
  },
  claims: [],
  ...(parts === undefined ? {} : { moved: { rows: rowsIn(parts), findings: findingsIn(parts) } }),
});

const systemTools = ({ registry }: NativeWorld, { system }: Dataset): KernelTools =>
  registry.systems.get(system)?.kernelTools ?? {};

/** A tool that knows no part by the name of what it is a part of is given one alone. */
const takes = ({ registry }: NativeWorld, tool: ToolName, argument: 'part_of' | 'emptied'): boolean =>
  registry.tools.get(tool)?.arguments.some(({ name: one }) => one === argument) === true;

const placed = (world: NativeWorld, tool: ToolName, offset: number): JsonObject =>
  takes(world, tool, 'part_of') ? { part_of: world.request, offset } : {};

const readFor =
  (tool: ToolName, { source, target, receipt }: Promotion, world: NativeWorld) =>
  (offset: number): InnerCall => ({
    tool,
    args: { table: source.name, version: receipt.version, ...placed(world, tool, offset) },
    into: target.name,
  });

/** Columns whose values are not the source's; undefined when it is not told. */
function changedIn(promotion: Promotion, world: NativeWorld, parts: readonly Part[]) {
  const touched = touchedIn(parts);
  return touched && [...new Set([...masked(promotion, changesInto(promotion, world)), ...touched])];
}

const untold = refuse('withheld', 'what was masked is not told by columns');

/** What is masked on its way passes through the kernel; the version is compared where it is read and again where it is put. */
function throughKernel(promotion: Promotion, world: NativeWorld, results: readonly InnerResult[]): PlanStep {
  const { source, target, receipt } = promotion;
  const { readVersion, load, keepPart } = systemTools(world, source);
  if (readVersion === undefined || load === undefined)
    return refuse('precondition-failed', 'the system offers no load of rows that were masked on their way');
  const way = { source: source.name, version: receipt.version, target: target.name };
  const bring = (tool: ToolName, { part: { columns, rows }, offset }: Sending): InnerCall => ({
    tool,
    args: { ...way, columns, rows, ...placed(world, tool, offset) },
  });
  const step = passOver(
    {
      read: readFor(readVersion, promotion, world),
      keep:
        keepPart &&
        ((sending) => (touchedIn([sending.part]) === undefined ? untold : bring(keepPart, sending))),
      put: (sending) => {
        const changed = changedIn(promotion, world, sending.parts);
        if (changed === undefined) return untold;
        const { args, ...call } = bring(load, sending);
        const told = takes(world, load, 'emptied') ? { emptied: emptied(promotion, world) } : {};
        return { ...call, args: { ...args, changed, ...told } };
      },
    },
    results,
  );
  if (!('put' in step)) return step;
  const changed = changedIn(promotion, world, step.parts) ?? [];
  return done(promotion, step, { masked: changed.length > 0, masked_columns: changed });
}

function toTable(promotion: Promotion, world: NativeWorld, results: readonly InnerResult[]): PlanStep {
  const { source, target, receipt } = promotion;
  if (source.system === target.system && isMasked(promotion, world))
    return throughKernel(promotion, world, results);
  const [copied] = results;
  if (copied !== undefined) return copied.ok ? done(promotion, { put: copied }) : passOn(copied);
  const { copy: tool } = systemTools(world, source);
  if (tool === undefined || source.system !== target.system)
    return refuse('precondition-failed', 'the systems offer no copy that compares the version');
  return { call: { tool, args: { source: source.name, version: receipt.version, target: target.name } } };
}

/** In the order of the body. */
const broughtBy = (results: readonly InnerResult[], last: InnerCall): readonly BodyPart[] =>
  [...results.map((one) => (one.ok ? one.part : undefined)), last.part].flatMap((part) => part ?? []);

function toObject(promotion: Promotion, world: NativeWorld, results: readonly InnerResult[]): PlanStep {
  const { source, target, key } = promotion;
  const { readVersion } = systemTools(world, source);
  const { writeVersion, keepPart } = systemTools(world, target);
  if (readVersion === undefined || writeVersion === undefined)
    return refuse('precondition-failed', 'the systems offer no read and write that compare the version');
  const bring = (tool: ToolName, { part: { columns, rows }, parts }: Sending): InnerCall => {
    const part = parts.length - 1;
    const body = csv(part === 0 ? [columns, ...rows] : rows);
    return {
      tool,
      args: {
        key,
        body,
        source: source.name,
        ...(takes(world, tool, 'part_of') ? { part_of: world.request, part } : {}),
      },
      part: partOf(body, world.digest),
    };
  };
  const put = (sending: Sending): InnerCall => {
    const call = bring(writeVersion, sending);
    const deposit = depositOf(source, sending.part.columns, broughtBy(results, call));
    return deposit === undefined ? call : { ...call, deposit };
  };
  const step = passOver(
    {
      read: readFor(readVersion, promotion, world),
      keep: keepPart && ((sending) => bring(keepPart, sending)),
      put,
    },
    results,
  );
  if (!('put' in step)) return step;
  const isChanged = step.parts.some(({ findings }) => findings.length > 0);
  return done(promotion, step, { key, rows: rowsIn(step.parts), masked: isChanged });
}

/** Two calls for each of the 4,000 parts that our systems give at most, and the eight that any plan has. */
const mostSteps = 8_008;

export const promote = defineNative({
  kind: 'promote',
  mostSteps,
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
