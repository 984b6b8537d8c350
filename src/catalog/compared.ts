/** A catalog held against the live system it speaks of: what is new, gone, without a class, or declared clear over values that do not look it. It changes nothing. */
import { type Catalog, clear, type Dataset, unknownClass } from './catalog.js';
import { declaredName, type EvidenceOf } from './draft.js';
import type { Sample } from './evidence.js';
import type { LiveTable } from './live.js';

export type Difference =
  /** Live and not declared: every call on it is denied. */
  | { readonly what: 'new-dataset'; readonly dataset: string; readonly kind: LiveTable['kind'] }
  | { readonly what: 'gone-dataset'; readonly dataset: string }
  /** Live and not declared: masked as `pii.unknown`. */
  | { readonly what: 'new-column'; readonly dataset: string; readonly column: string; readonly guess: string }
  | { readonly what: 'gone-column'; readonly dataset: string; readonly column: string }
  /** Declared as `pii.unknown`, or with a reason to be clear that has run out. */
  | {
      readonly what: 'unclassified';
      readonly dataset: string;
      readonly column: string;
      readonly guess: string;
    }
  /** Declared `clear`; so many of the sampled values have the form of a class. */
  | {
      readonly what: 'looks-personal';
      readonly dataset: string;
      readonly column: string;
      readonly class: string;
      readonly values: number;
      readonly of: number;
    };

const looks = ({ name }: Dataset, column: string, sample: Sample | undefined): readonly Difference[] => {
  const form = sample?.forms[0];
  if (sample === undefined || form === undefined) return [];
  return [
    { what: 'looks-personal', dataset: name, column, class: form.class, values: form.values, of: sample.of },
  ];
};

function columnsOf(table: LiveTable, dataset: Dataset, evidenceOf: EvidenceOf): readonly Difference[] {
  const live = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const now = table.columns.flatMap(({ name }): readonly Difference[] => {
    const column = name.toLowerCase();
    const declared = Object.hasOwn(dataset.columns, column) ? dataset.columns[column] : undefined;
    const { guess, sample } = evidenceOf(table.name, name);
    const at = { dataset: dataset.name, column: name };
    if (declared === undefined) return [{ what: 'new-column', ...at, guess }];
    if (declared === unknownClass) return [{ what: 'unclassified', ...at, guess }];
    return declared === clear ? looks(dataset, name, sample) : [];
  });
  const gone = Object.keys(dataset.columns).filter((column) => !live.has(column));
  return [
    ...now,
    ...gone.map((column): Difference => ({ what: 'gone-column', dataset: dataset.name, column })),
  ];
}

/** `declared`: the tables of that one system. A protected pattern answers for what it covers. */
export function compareCatalog(
  tables: readonly LiveTable[],
  { datasets }: Pick<Catalog, 'datasets'>,
  evidenceOf: EvidenceOf,
): readonly Difference[] {
  const declared = new Map([...datasets.values()].map((one) => [String(one.name), one]));
  const seen = new Set<string>();
  const now = tables.flatMap((table): readonly Difference[] => {
    const name = declaredName(table.name) ?? table.name;
    const dataset = declared.get(name);
    seen.add(name);
    return dataset === undefined
      ? [{ what: 'new-dataset', dataset: table.name, kind: table.kind }]
      : columnsOf(table, dataset, evidenceOf);
  });
  const gone = [...declared.values()].filter(({ name, form }) => form === 'table' && !seen.has(name));
  return [...now, ...gone.map(({ name }): Difference => ({ what: 'gone-dataset', dataset: name }))];
}

/** What a person has to do something about; a column that is masked for want of a class harms nobody. */
export const isPressing = ({ what }: Difference): boolean => what !== 'unclassified';
