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
  readonly tell: Teller;
}

function column(written: string, step: Path, spot: Spot): string {
  const name = written.toLowerCase();
  if (!spot.columns.includes(name))
    spot.tell.value(
      [...spot.path, ...step],
      `column \`${written}\` is not declared`,
      'declare it under `columns`',
    );
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
    spot.tell.value(path, `check \`${kind}\` has no bound`, 'write `min`, `max` or both');
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
  spot.tell.value(spot.path, 'the check is empty', 'name a check');
  return [];
}

export function compileChecks(name: string, form: DatasetForm, tell: Teller): Dataset['checks'] {
  const columns = Object.keys(form.columns).map((one) => one.toLowerCase());
  return Object.fromEntries(
    Object.entries(form.checks).map(([kind, checks]) => {
      const path = ['catalog', 'datasets', name, 'checks', kind];
      return [
        kind,
        checks.flatMap((check, index) => compileCheck(check, { path: [...path, index], columns, tell })),
      ];
    }),
  );
}

/** What a check refers to can only be looked up when every manifest has been read. */
export function checkReferences(dataset: Dataset, all: ReadonlyMap<string, Dataset>, tell: Teller): void {
  for (const [kind, checks] of Object.entries(dataset.checks))
    for (const [index, check] of checks.entries()) {
      if (check.kind !== 'references') continue;
      const path = ['catalog', 'datasets', dataset.name, 'checks', kind, index, 'references'];
      const target = all.get(check.dataset);
      if (target === undefined)
        tell.value(
          [...path, 'dataset'],
          `dataset \`${check.dataset}\` is not declared`,
          'declare it, or refer to another',
        );
      else if (target.system !== dataset.system)
        tell.value(
          [...path, 'dataset'],
          `dataset \`${check.dataset}\` lies in another system`,
          'refer to one of the same system',
        );
      else if (!Object.hasOwn(target.columns, check.to))
        tell.value(
          [...path, 'to'],
          `column \`${check.to}\` is not declared on \`${check.dataset}\``,
          'declare it there',
        );
    }
}
