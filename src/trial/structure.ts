/** The structure that statements of a test are read over: as it is written, or made of the catalog's columns. It opens no database. */
import type { Catalog } from '../catalog/catalog.js';

export interface Statement {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly sql: string;
}

const created =
  /^\s*CREATE\s+(?:UNIQUE\s+)?(TABLE|VIEW|INDEX|TRIGGER)\s+(?:IF\s+NOT\s+EXISTS\s+)?([a-z_]\w*)\.([a-z_]\w*)/i;

/** Undefined for what is not a CREATE of an object named with its schema. */
export function statementOf(sql: string): Statement | undefined {
  const [, kind, schema, name] = created.exec(sql) ?? [];
  return kind === undefined || schema === undefined || name === undefined
    ? undefined
    : { schema: schema.toLowerCase(), name: name.toLowerCase(), kind: kind.toLowerCase(), sql };
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** One table a dataset, with its declared columns and key. What a live system has beside them is not in it. */
export function structureOf({ datasets }: Catalog, system: string): readonly Statement[] {
  return [...datasets.values()].flatMap((one): readonly Statement[] => {
    const [schema, name] = one.name.split('.');
    const columns = Object.keys(one.columns);
    if (one.system !== system || one.form !== 'table' || schema === undefined || name === undefined)
      return [];
    if (columns.length === 0) return [];
    const key = one.key.length === 0 ? '' : `, PRIMARY KEY (${quoted(one.key)})`;
    return [{ schema, name, kind: 'table', sql: `CREATE TABLE "${name}" (${quoted(columns)}${key})` }];
  });
}
