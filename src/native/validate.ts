/** `aegis__validate`: runs a dataset's declared checks inside its system. A failed check names itself and keys, never values. */
import { type DatasetName, datasetName } from '../call/id.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import { type Check, classesOf, clear, type Dataset } from '../catalog/catalog.js';
import type { Claim } from '../receipt/receipt.js';
import { carriedPii, probing } from './carried-checks.js';
import { defineNative, type InnerResult, type NativeWorld, type PlanStep, passOn, refuse } from './plan.js';

const defaultClaim = 'silver_validation';

const sent = (check: Check): JsonObject | undefined => {
  switch (check.kind) {
    case 'not-null':
      return { not_null: [...check.columns] };
    case 'unique':
      return { unique: [...check.columns] };
    case 'rows':
      return {
        rows: {
          ...(check.min === undefined ? {} : { min: check.min }),
          ...(check.max === undefined ? {} : { max: check.max }),
        },
      };
    case 'range':
      return {
        range: {
          column: check.column,
          ...(check.min === undefined ? {} : { min: check.min }),
          ...(check.max === undefined ? {} : { max: check.max }),
        },
      };
    case 'references':
      return { references: { column: check.column, table: check.dataset, column_to: check.to } };
    case 'no-raw-pii':
      return undefined;
  }
};

const clearColumns = (dataset: Dataset): readonly string[] =>
  Object.entries(dataset.columns)
    .filter(([column, columnClass]) => columnClass === clear && classesOf(dataset, column).length === 0)
    .map(([column]) => column);

const wantsNoRawPii = (checks: readonly Check[]): boolean =>
  checks.some((check) => check.kind === 'no-raw-pii');

function ask(dataset: Dataset, checks: readonly Check[], world: NativeWorld): PlanStep {
  const tool = world.registry.systems.get(dataset.system)?.kernelTools.check;
  if (tool === undefined) return refuse('precondition-failed', `system ${dataset.system} has no check tool`);
  return {
    call: {
      tool,
      args: {
        table: dataset.name,
        checks: checks.map(sent).filter((one) => one !== undefined),
        ...(wantsNoRawPii(checks) ? { sample: [...clearColumns(dataset)] } : {}),
      },
    },
  };
}

/** Keys are shown only where every key column is declared clear. */
const keysOf = (dataset: Dataset, result: JsonObject): readonly Json[] => {
  const keys = own(result, 'keys');
  const isShown = dataset.key.length > 0 && dataset.key.every((column) => dataset.columns[column] === clear);
  return isShown && keys !== undefined && isArray(keys) ? keys.slice(0, 20) : [];
};

/** Raw PII in a column declared clear: what the content net found in the sample. */
const rawPii = (
  checks: readonly Check[],
  result: InnerResult & { readonly ok: true },
): readonly JsonObject[] =>
  wantsNoRawPii(checks)
    ? result.findings
        .filter((finding) => finding.pointer.startsWith('/samples/'))
        .map((finding) => ({
          check: 'no-raw-pii',
          where: finding.pointer,
          class: finding.class,
          failing: finding.count,
        }))
    : [];

interface Validation {
  readonly dataset: Dataset;
  readonly kind: string;
  readonly world: NativeWorld;
}

function judge({ dataset, kind, world }: Validation, result: InnerResult & { readonly ok: true }): PlanStep {
  const checks = dataset.checks[kind] ?? [];
  const { version, rows, results } = result.content;
  const declared = checks.filter((check) => check.kind !== 'no-raw-pii');
  if (typeof version !== 'string' || typeof rows !== 'number' || results === undefined || !isArray(results))
    return refuse('withheld', 'the check tool answered in a form that is not known');
  if (results.length !== declared.length)
    return refuse('withheld', 'the check tool did not answer every check');
  const failed = results.flatMap((one, at): JsonObject[] => {
    const name = declared[at]?.kind ?? 'unknown';
    if (!isObject(one)) return [{ check: name }];
    return own(one, 'ok') === true
      ? []
      : [{ check: name, failing: own(one, 'failing') ?? null, keys: keysOf(dataset, one) }];
  });
  const failures = [
    ...failed,
    ...rawPii(checks, result),
    ...(wantsNoRawPii(checks) ? carriedPii(dataset) : []),
  ];
  const report: JsonObject = {
    dataset: dataset.name,
    claim: kind,
    rows,
    checks: checks.map((check) => check.kind),
  };
  if (failures.length > 0) return { done: { ...report, passed: false, failures }, claims: [] };
  const epoch = own(world.epochs, dataset.name);
  if (typeof epoch !== 'number')
    return refuse('dataset-in-doubt', `${dataset.name} has a write under way or without a known outcome`);
  const claim: Claim = {
    kind,
    dataset: dataset.name,
    version,
    epoch,
    rows,
    checks: checks.map((check) => check.kind),
  };
  return { done: { ...report, passed: true }, claims: [claim] };
}

export const validate = defineNative({
  kind: 'validate',
  step: (args, world, results) => {
    const asked = own(args, 'dataset');
    const name: DatasetName | undefined = typeof asked === 'string' ? datasetName(asked) : undefined;
    const dataset = name === undefined ? undefined : world.catalog.datasets.get(name);
    if (dataset === undefined) return refuse('unknown-dataset', 'the dataset is not in the catalog');
    const claim = own(args, 'claim') ?? defaultClaim;
    const checks =
      typeof claim === 'string' && Object.hasOwn(dataset.checks, claim) ? dataset.checks[claim] : undefined;
    if (typeof claim !== 'string' || checks === undefined || checks.length === 0)
      return refuse('precondition-failed', `${dataset.name} declares no checks for that claim`);
    const probes = probing(dataset, checks, world);
    if (probes.length > 0) return refuse('precondition-failed', ...probes);
    const [first] = results;
    if (first === undefined) return ask(dataset, checks, world);
    return first.ok ? judge({ dataset, kind: claim, world }, first) : passOn(first);
  },
});
