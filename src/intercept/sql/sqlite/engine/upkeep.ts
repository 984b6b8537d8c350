/** Statements that go through the rows of a table, or of all that there are, and leave nothing behind: `REINDEX`, `PRAGMA integrity_check`. They are told by their words, denied by the law beneath every policy, and never prepared. It refuses `ANALYZE`, which keeps samples of the rows, and a name of which it does not know the rows. */
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { pragmaNamed } from './control.js';
import type { Structure, StructureObject } from './trace.js';

/** What each answers, by its columns. */
const checks: Readonly<Record<string, string>> = {
  foreign_key_check: 'table rowid parent fkid',
  integrity_check: 'integrity_check',
  quick_check: 'quick_check',
};

export interface Upkeep {
  /** '' where none is named. */
  readonly schema: string;
  readonly object: string;
  readonly columns: readonly string[];
}

/** `REINDEX`, `REINDEX layer.t`. */
function tended([first, dot, second, ...more]: readonly Token[]): Upkeep | undefined {
  const names = second === undefined ? [first] : [first, second];
  const isWhole = second === undefined ? dot === undefined : isOp(dot, '.') && more.length === 0;
  if (!isWhole || names.some((one) => one !== undefined && one.kind !== 'word' && one.kind !== 'quoted'))
    return undefined;
  const [object = '', schema = ''] = names.map((one) => fold(one?.name ?? '')).reverse();
  return { schema, object, columns: [] };
}

/** `PRAGMA [layer.]integrity_check`, `… (t)`, `… (10)`. */
function checked(rest: readonly Token[]): Upkeep | undefined {
  const named = pragmaNamed(rest);
  if (named === undefined || !Object.hasOwn(checks, named.name)) return undefined;
  const [only] = named.value;
  // A row that refers is looked up in its parent, which nobody names.
  const isWhole = only === undefined || only.kind === 'number' || named.name === 'foreign_key_check';
  const object = isWhole ? '' : fold(only.name);
  return { schema: named.schema, object, columns: (checks[named.name] ?? '').split(' ') };
}

export function upkeepIn([head, ...rest]: readonly Token[]): Upkeep | undefined {
  if (head?.kind !== 'word') return undefined;
  if (isWord(head, 'reindex')) return tended(rest);
  return isWord(head, 'pragma') ? checked(rest) : undefined;
}

/** The tables whose rows it goes through; undefined where there is no telling. A name may be a layer's and a table's at once: then it is both. One that no table has may be an index, or a way of sorting: then it may be any of them. */
export function tablesTended(
  { schemas, objects, leftOut }: Structure,
  { schema, object }: Upkeep,
): readonly StructureObject[] | undefined {
  const isUnknown = schema !== '' && !schemas.includes(schema);
  if (isUnknown || leftOut.some(({ kind }) => kind === 'table')) return undefined;
  const all = [...objects.values()].filter(
    (one) => one.kind === 'table' && (schema === '' || one.schema === schema),
  );
  if (object === '') return all;
  const isLayer = schema === '' && schemas.includes(object);
  const named = all.filter((one) => one.name === object || (isLayer && one.schema === object));
  if (named.length > 0 || isLayer) return named;
  const isOther = [...objects.values()].some(({ name }) => name === object);
  return isOther ? undefined : all;
}
