/** A body that a plan of the kernel has put into one object, known by a keyed digest of each of its parts, and of which class each column is. It refuses to stand for any other body. */
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import type { Digest } from '../digest.js';
import { type ColumnClass, classesOf, type Dataset, holdsDerived } from './catalog.js';

/** Some of a body as it was sent: how many characters, and their digest. */
export interface BodyPart {
  readonly length: number;
  readonly digest: string;
}
interface DepositColumn {
  readonly name: string;
  readonly classes: readonly ColumnClass[];
  readonly derived: boolean;
}
export interface Deposit {
  /** The dataset that the rows were read from. */
  readonly source: string;
  readonly columns: readonly DepositColumn[];
  readonly parts: readonly BodyPart[];
}

/** One object: its dataset, and where the overlay keeps what was written into it. */
export interface ObjectAt {
  readonly dataset: string;
  readonly object: string;
}

type Lasting = Pick<Digest, 'lasting'>;

/** What is in more parts is longer than any result that is read. */
const mostParts = 100;

export const partOf = (text: string, { lasting }: Lasting): BodyPart => ({
  length: text.length,
  digest: lasting(`part of an object\u0000${text}`),
});

/** INVARIANT: the very characters that were sent, all of them and no more. A version is the word of whoever holds the object; this is not. */
export function isBodyOf(parts: readonly BodyPart[], body: string, digest: Lasting): boolean {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length !== body.length) return false;
  let at = 0;
  return parts.every((part) => {
    const text = body.slice(at, at + part.length);
    at += part.length;
    return partOf(text, digest).digest === part.digest;
  });
}

const isText = (value: Json): value is string => typeof value === 'string';

/** Undefined where two columns have one name, or it is not told which they are. */
export function depositOf(
  source: Dataset,
  names: readonly Json[],
  parts: readonly BodyPart[],
): Deposit | undefined {
  if (!names.every(isText) || parts.length > mostParts) return undefined;
  if (new Set(names.map((name) => name.trim().toLowerCase())).size !== names.length) return undefined;
  const columns = names.map((name) => ({
    name,
    classes: classesOf(source, name),
    derived: holdsDerived(source, name),
  }));
  return { source: source.name, columns, parts };
}

export const depositJson = ({ source, columns, parts }: Deposit): JsonObject => ({
  source,
  columns: columns.map(({ name, classes, derived }) => ({ name, classes: [...classes], derived })),
  parts: parts.map(({ length, digest }) => ({ length, digest })),
});

function columnIn(value: Json): DepositColumn | undefined {
  if (!isObject(value)) return undefined;
  const [name, classes, derived] = [own(value, 'name'), own(value, 'classes'), own(value, 'derived')];
  if (typeof name !== 'string' || typeof derived !== 'boolean') return undefined;
  return classes !== undefined && isArray(classes) && classes.every(isText)
    ? { name, classes, derived }
    : undefined;
}

function partIn(value: Json): BodyPart | undefined {
  if (!isObject(value)) return undefined;
  const [length, digest] = [own(value, 'length'), own(value, 'digest')];
  return typeof length === 'number' && typeof digest === 'string' ? { length, digest } : undefined;
}

function all<T>(value: Json | undefined, read: (one: Json) => T | undefined): readonly T[] | undefined {
  if (value === undefined || !isArray(value)) return undefined;
  const found = value.flatMap((one): T[] => {
    const each = read(one);
    return each === undefined ? [] : [each];
  });
  return found.length === value.length ? found : undefined;
}

/** Undefined for anything that this did not write: then the object is masked like every other one. */
export function readDeposit(value: Json): Deposit | undefined {
  if (!isObject(value)) return undefined;
  const source = own(value, 'source');
  const [columns, parts] = [all(own(value, 'columns'), columnIn), all(own(value, 'parts'), partIn)];
  if (typeof source !== 'string' || columns === undefined || parts === undefined) return undefined;
  return { source, columns, parts };
}
