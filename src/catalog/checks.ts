/** From written check sets to checks. A check that could never fail, or names a column that is not there, is a problem. */
import { datasetName } from '../call/id.js';
import type { Path } from '../yaml/problem.js';
import type { Teller } from '../yaml/teller.js';
import type { Check, Dataset } from './catalog.js';
import type { CheckForm, DatasetForm } from './form.js';

type NamedCheck = Exclude<CheckForm, string>;

interface Spot {
  readonly path: Path;
  readonly columns: readonly string[];
  /** Where the columns are declared. */
  readonly declared: Path;
  readonly tell: Teller;
}

function column(written: string, step: Path, spot: Spot): string {
  const name = written.toLowerCase();
  if (!spot.columns.includes(name))
    spot.tell
      .restingOn(spot.declared)
      .value([...spot.path, ...step], `column \`${written}\` is not declared`, 'declare it under `columns`');
  return name;
}

const columnList = (written: readonly string[], kind: string, spot: Spot): readonly string[] =>
  written.map((name, index) => column(name, [kind, index], spot));

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

function bounds(
  { min, max }: { min?: number | undefined; max?: number | undefined },
  kind: string,
  spot: Spot,
): Bounds {
  const path = [...spot.path, kind];
  if (min === undefined && max === undefined)
    spot.tell.restingOn(path).value(path, `check \`${kind}\` has no bound`, 'write `min`, `max` or both');
  if (min !== undefined && max !== undefined && min > max)
    spot.tell.value([...path, 'min'], `\`min\` is more than \`max\``, 'exchange them');
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function compileReference(written: NonNullable<NamedCheck['references']>, spot: Spot): readonly Check[] {
  const name = column(written.column, ['references', 'column'], spot);
  const dataset = datasetName(written.dataset);
  if (dataset !== undefined)
    return [{ kind: 'references', column: name, dataset, to: written.to.toLowerCase() }];
  const path = [...spot.path, 'references', 'dataset'];
  spot.tell.value(path, `\`${written.dataset}\` is not a dataset name`, 'write `schema.table`');
  return [];
}

function compileCheck(form: CheckForm, spot: Spot): readonly Check[] {
  if (form === 'no-raw-pii') return [{ kind: 'no-raw-pii' }];
  const { 'not-null': present, unique, rows, range, references } = form;
  if (present !== undefined) return [{ kind: 'not-null', columns: columnList(present, 'not-null', spot) }];
  if (unique !== undefined) return [{ kind: 'unique', columns: columnList(unique, 'unique', spot) }];
  if (rows !== undefined) return [{ kind: 'rows', ...bounds(rows, 'rows', spot) }];
  if (range !== undefined) {
    const name = column(range.column, ['range', 'column'], spot);
    return [{ kind: 'range', column: name, ...bounds(range, 'range', spot) }];
  }
  if (references !== undefined) return compileReference(references, spot);
  spot.tell.restingOn(spot.path).value(spot.path, 'the check is empty', 'name a check');
  return [];
}

export function compileChecks(name: string, form: DatasetForm, tell: Teller): Dataset['checks'] {
  const columns = Object.keys(form.columns).map((one) => one.toLowerCase());
  const declared = ['catalog', 'datasets', name, 'columns'];
  return Object.fromEntries(
    Object.entries(form.checks).map(([kind, checks]) => {
      const path = ['catalog', 'datasets', name, 'checks', kind];
      return [
        kind,
        checks.flatMap((check, index) =>
          compileCheck(check, { path: [...path, index], columns, declared, tell }),
        ),
      ];
    }),
  );
}

/** Every dataset that was read, and whether one of this name, or its columns, may be in a part that was not. */
export interface Declared {
  readonly all: ReadonlyMap<string, Dataset>;
  readonly mayHold: (dataset: string) => boolean;
}

/** What a check refers to can only be looked up when every manifest has been read. */
export function checkReferences(dataset: Dataset, { all, mayHold }: Declared, tell: Teller): void {
  for (const [kind, checks] of Object.entries(dataset.checks))
    for (const [index, check] of checks.entries()) {
      if (check.kind !== 'references' || mayHold(check.dataset)) continue;
      const path = ['catalog', 'datasets', dataset.name, 'checks', kind, index, 'references'];
      const [key, message, help] = wrongReference(dataset, check, all.get(check.dataset)) ?? [];
      if (key !== undefined) tell.value([...path, key], message ?? '', help ?? '');
    }
}

type Reference = Extract<Check, { readonly kind: 'references' }>;
type Wrong = readonly [key: string, message: string, help: string];

function wrongReference(from: Dataset, check: Reference, target: Dataset | undefined): Wrong | undefined {
  const { dataset, to } = check;
  if (target === undefined)
    return ['dataset', `dataset \`${dataset}\` is not declared`, 'declare it, or refer to another'];
  if (target.system !== from.system)
    return ['dataset', `dataset \`${dataset}\` lies in another system`, 'refer to one of the same system'];
  if (!Object.hasOwn(target.columns, to))
    return ['to', `column \`${to}\` is not declared on \`${dataset}\``, 'declare it there'];
  return undefined;
}
