/** The tables of a live system as its snapshot tells them. Untrusted: it names what there is, and declares nothing of it. */
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';

export interface LiveColumn {
  readonly name: string;
  /** As the system writes it; '' when it has none. */
  readonly type: string;
  /** Its place in the primary key, from 1; 0 when it is no part of it. */
  readonly inKey: number;
  /** What somebody wrote beside it; '' where the system keeps no comments. */
  readonly comment: string;
}
export interface LiveTable {
  /** `schema.table`, as the system spells it. */
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly LiveColumn[];
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function columnOf(value: Json): LiveColumn | undefined {
  if (!isObject(value)) return undefined;
  const [name, type, comment] = ['name', 'type', 'comment'].map((key) => textOf(own(value, key)));
  const inKey = own(value, 'pk');
  if (name === undefined || name === '') return undefined;
  return { name, type: type ?? '', comment: comment ?? '', inKey: typeof inKey === 'number' ? inKey : 0 };
}

function tableOf(value: Json): LiveTable | undefined {
  if (!isObject(value)) return undefined;
  const name = textOf(own(value, 'name'));
  const listed = own(value, 'columns');
  if (name === '' || listed === undefined || !isArray(listed)) return undefined;
  const columns = listed.map(columnOf).filter((one) => one !== undefined);
  if (columns.length < listed.length) return undefined;
  return { name, kind: own(value, 'kind') === 'view' ? 'view' : 'table', columns };
}

/** Undefined when a part of it is in a form that is not known: half a list would pass for the whole. */
export function liveTables(snapshot: JsonObject): readonly LiveTable[] | undefined {
  const listed = own(snapshot, 'tables');
  if (listed === undefined || !isArray(listed)) return undefined;
  const tables = listed.map(tableOf).filter((one) => one !== undefined);
  return tables.length < listed.length ? undefined : tables;
}

/** The columns of the primary key, in its order. */
export const keyOf = ({ columns }: LiveTable): readonly string[] =>
  columns
    .filter(({ inKey }) => inKey > 0)
    .sort((one, other) => one.inKey - other.inKey)
    .map(({ name }) => name);
