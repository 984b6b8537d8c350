/** What is shown of a body that the kernel has put into an object: its columns, each by every class that it may have. It refuses to speak of a source that is catalogued no more. */
import {
  type Catalog,
  type ColumnClass,
  classesOf,
  clear,
  type Dataset,
  holdsDerived,
  isClassified,
} from '../catalog/catalog.js';
import type { Deposit } from '../catalog/deposit.js';
import { withLapsed } from '../catalog/vouched.js';
import type { Deposited, EgressColumn } from './effects.js';

const declaredIn = ({ columns }: Dataset, name: string): readonly ColumnClass[] =>
  Object.hasOwn(columns, name) ? [columns[name] ?? clear].filter(isClassified) : [];

interface Looked {
  /** Where it lies. */
  readonly target: Dataset;
  readonly at: number;
}

/**
 * The columns of such a body. INVARIANT: each has every class that it had when it was put, that its source has now, and that is declared where it lies: what
 * was learnt since only adds. Undefined where the source is not catalogued any more.
 */
export function depositedIn(
  { source: name, columns, parts }: Deposit,
  catalog: Catalog,
  { target, at }: Looked,
): Deposited | undefined {
  const source = [...catalog.datasets.values()].find((one) => one.name === name);
  if (source === undefined) return undefined;
  const egress = columns.map((column): EgressColumn => {
    const known = column.name.toLowerCase();
    const all = [...column.classes, ...classesOf(source, known), ...declaredIn(target, known)];
    return {
      name: column.name,
      classes: [...new Set(all)].sort(),
      how: column.derived || holdsDerived(source, known) ? 'transformed' : 'identity',
      from: Object.hasOwn(source.columns, known) ? [`${source.name}.${known}`] : [],
    };
  });
  return { parts, egress: withLapsed(egress, catalog, at) };
}
