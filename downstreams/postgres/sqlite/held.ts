// Which columns of a SQLite table could refuse a row of another by its values: by keys, checks, references and triggers, whatever their types. It looks at what is declared and at no value.
import type { Column, Filling, Table } from '../engine.js';
import type { Connection } from './driver.js';
import { readTokens } from './gate.js';

type Part = { readonly name: string; readonly collation: string };
type Index = {
  readonly isUnique: boolean;
  /** By an expression, or for some rows alone. */
  readonly isComputed: boolean;
  readonly parts: readonly Part[];
  readonly sql: string;
};

const fold = (name: string): string => name.toLowerCase();
const namesOf = (columns: readonly Column[]): readonly string[] => columns.map(({ name }) => fold(name));

/** What it gives is what these statements name, which is text or nothing. */
function rowsOf(connection: Connection, sql: string, ...bound: readonly string[]): readonly string[][] {
  const statement = connection.prepare<unknown[]>(sql).raw(true);
  return (statement.all(...bound) as unknown[][]).map((row) => row.map((cell) => String(cell ?? '')));
}

const INDEXES = `SELECT i.name, i."unique", i.partial, coalesce(s.sql, '') FROM pragma_index_list(?, ?) i
LEFT JOIN (SELECT name, sql FROM "%".sqlite_schema) s ON s.name = i.name`;
const PARTS = 'SELECT cid, name, coll FROM pragma_index_xinfo(?, ?) WHERE key = 1';

function indexesOf(connection: Connection, { schema, name }: Table): readonly Index[] {
  const sql = INDEXES.replace('%', schema.replaceAll('"', '""'));
  return rowsOf(connection, sql, name, schema).map(([index = '', isUnique, isPartial, text = '']) => {
    const parts = rowsOf(connection, PARTS, index, schema);
    return {
      isUnique: isUnique === '1',
      isComputed: isPartial === '1' || parts.some(([cid]) => cid === '-2'),
      parts: parts.map(([, column = '', collation = '']) => ({ name: fold(column), collation })),
      sql: text,
    };
  });
}

/** The number of a row under the name of a column: no index is listed for such a key. */
function rowNumberOf(connection: Connection, { schema, name, columns }: Table): string | undefined {
  const keys = rowsOf(connection, `SELECT 1 FROM pragma_index_list(?, ?) WHERE origin = 'pk'`, name, schema);
  return keys.length > 0 ? undefined : namesOf(columns.filter(({ pk }) => pk > 0))[0];
}

/** INVARIANT: rows that differ there differ in all that holds these columns, compared as they are compared here. */
const isWithin = (proof: Index, { parts }: Index): boolean =>
  proof.isUnique &&
  !proof.isComputed &&
  proof.parts.every((part) =>
    parts.some(({ name, collation }) => name === part.name && collation === part.collation),
  );

type Proofs = { readonly rowNumber: string | undefined; readonly indexes: readonly Index[] };

/** What is known of all rows that are brought: the source's own keys, where their columns stay as they are. */
function proofsOf(connection: Connection, { source, changed }: Filling): Proofs {
  const made = changed.map(fold);
  const rowNumber = source.kind === 'table' ? rowNumberOf(connection, source) : undefined;
  return {
    rowNumber: rowNumber !== undefined && made.includes(rowNumber) ? undefined : rowNumber,
    indexes: indexesOf(connection, source).filter(({ parts }) =>
      parts.every(({ name }) => !made.includes(name)),
    ),
  };
}

const isProven = ({ rowNumber, indexes }: Proofs, index: Index): boolean =>
  index.parts.some(({ name }) => name === rowNumber) || indexes.some((proof) => isWithin(proof, index));

function heldByIndexes(connection: Connection, filling: Filling): readonly string[] {
  const { target } = filling;
  const proofs = proofsOf(connection, filling);
  const rowNumber = rowNumberOf(connection, target);
  const held = indexesOf(connection, target).flatMap((index) => {
    if (index.isComputed)
      return [...index.parts.map(({ name }) => name), ...namedIn(target, wordsIn(index.sql))];
    return index.isUnique && !isProven(proofs, index) ? index.parts.map(({ name }) => name) : [];
  });
  return rowNumber === undefined || rowNumber === proofs.rowNumber ? held : [rowNumber, ...held];
}

const wordsIn = (sql: string): readonly string[] =>
  readTokens(sql).flatMap(({ kind, text }) => (kind === 'word' || kind === 'quoted' ? [fold(text)] : []));

const ROW_NUMBERS = ['rowid', 'oid', '_rowid_'];

/** INVARIANT: doubt counts against a column: one whose name is written with marks of its own, and a key that may go by the number of its row. */
const namedIn = ({ columns }: Table, words: readonly string[]): readonly string[] => {
  const isNumbered = ROW_NUMBERS.some((word) => words.includes(word));
  return columns.flatMap(({ name, pk }) =>
    words.includes(fold(name)) || /["'`\]]/.test(name) || (isNumbered && pk > 0) ? [fold(name)] : [],
  );
};

/** What stands behind a table's name, by which two tables may be told to be alike. */
const bodyOf = ({ sql }: Table): string => {
  const tokens = readTokens(sql);
  const open = tokens.findIndex(({ kind, text }) => kind === 'other' && text === '(');
  return JSON.stringify(tokens.slice(open).map(({ kind, text }) => [kind, text]));
};

/** Of a table with the same body each row has passed them. */
function heldByChecks({ target, source, changed }: Filling): readonly string[] {
  const hasChecks = readTokens(target.sql).some(
    ({ kind, text }) => kind === 'word' && fold(text) === 'check',
  );
  const isAlike = source.kind === 'table' && changed.length === 0 && bodyOf(source) === bodyOf(target);
  return !hasChecks || isAlike ? [] : namedIn(target, checkedIn(target.sql));
}

/** Words in the parentheses behind each CHECK. */
function checkedIn(sql: string): readonly string[] {
  const checked: string[] = [];
  let depth = 0;
  let isBehind = false;
  for (const { kind, text } of readTokens(sql)) {
    if (kind === 'other' && text === '(' && (isBehind || depth > 0)) depth += 1;
    else if (kind === 'other' && text === ')' && depth > 0) depth -= 1;
    else if (depth > 0) checked.push(fold(text));
    isBehind = kind === 'word' && fold(text) === 'check';
  }
  return checked;
}

const REFERRING = 'SELECT "from" FROM pragma_foreign_key_list(?, ?)';
/** What it is referred to by is named, or its key. */
const REFERRED = `SELECT coalesce(f."to", '') FROM pragma_table_list t, pragma_foreign_key_list(t.name, t.schema) f
WHERE lower(f."table") = lower(?) AND t.schema = ?`;
const TRIGGERS = `SELECT 1 FROM "%".sqlite_schema WHERE type = 'trigger' AND lower(tbl_name) = lower(?)`;

function heldByReferences(connection: Connection, { target }: Filling): readonly string[] {
  const { name, schema, columns } = target;
  const from = rowsOf(connection, REFERRING, name, schema).flat();
  const to = rowsOf(connection, REFERRED, name, schema).flat();
  const keys = to.includes('') ? namesOf(columns.filter(({ pk }) => pk > 0)) : [];
  return [...[...from, ...to].map(fold), ...keys];
}

/** INVARIANT: rows that were written while references were not enforced prove none, so no reference of the source's proves the target's. */
export function heldIn(connection: Connection, filling: Filling): readonly string[] {
  const { target } = filling;
  const triggers = TRIGGERS.replace('%', target.schema.replaceAll('"', '""'));
  if (rowsOf(connection, triggers, target.name).length > 0) return namesOf(target.columns);
  return [
    ...heldByIndexes(connection, filling),
    ...heldByChecks(filling),
    ...heldByReferences(connection, filling),
  ];
}
