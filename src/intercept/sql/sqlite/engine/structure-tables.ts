/** The engine's own list of what there is in a schema, told as a dataset of that schema. Nobody has catalogued it, so the law denies it, and what somebody wrote down in it is classified. What holds samples or counts of rows is not told at all. */
import { pastGroup, splitAt } from '../tokens/statement.js';
import { fold, isOp, type Token } from '../tokens/token.js';
import { structureFunctions } from './control.js';
import type { EngineEvent, Structure } from './trace.js';

const lists: ReadonlySet<string> = new Set([
  'sqlite_master',
  'sqlite_schema',
  'sqlite_temp_master',
  'sqlite_temp_schema',
]);

export const isStructureList = (table: string): boolean => lists.has(fold(table));
export const isStructureFunction = (table: string): boolean => structureFunctions.has(fold(table));

export const structureOf = (schema: string): string => `${schema}.sqlite_schema`;
export const isStructureOf = (dataset: string): boolean => dataset.endsWith('.sqlite_schema');

/** INVARIANT: names, kinds and places alone. What somebody wrote down may be a value: a default, a definition, the place of a file. */
const names: ReadonlySet<string> = new Set(
  `type name tbl_name rootpage cid notnull pk hidden seq unique origin partial seqno desc coll key id table from to on_update on_delete
match schema ncol wr strict`.split(/\s+/),
);
/** A column of the list, or of what a question about the structure answers, that holds nothing but how things are called and laid out. */
export const tellsStructure = (dataset: string, column: string): boolean =>
  isStructureOf(dataset) && names.has(column);

/** The schemas in which an object of this name stands, or the one that is said; all of them where neither is told. */
export function schemasAsked({ schemas, objects }: Structure, schema: string, object: string) {
  if (schema !== '') return [schema];
  const found = schemas.filter((one) => objects.has(`${one}.${object}`));
  return found.length > 0 ? found.slice(0, 1) : schemas;
}

/** `pragma_table_info('t', 'layer')`, each with what is written into it. */
function askedBy(tokens: readonly Token[], structure: Structure, name: string): readonly string[] {
  const calls = tokens.flatMap((token, at) => {
    if (token.kind === 'string' || fold(token.name) !== name || !isOp(tokens[at + 1], '(')) return [];
    const given = splitAt(tokens.slice(at + 2, pastGroup(tokens, at + 1) - 1), ',');
    return [
      given.map(([one, ...more]) => (one?.kind === 'string' && more.length === 0 ? fold(one.name) : '')),
    ];
  });
  const all = calls.flatMap(([object = '', schema = '']) =>
    schema !== '' && !structure.schemas.includes(schema)
      ? structure.schemas
      : schemasAsked(structure, schema, object),
  );
  return calls.length === 0 || calls.some(([object = '']) => object === '') ? structure.schemas : all;
}

/** Of what a statement opens, the lists. */
export const structuresIn = (opened: readonly string[]): readonly string[] =>
  opened.flatMap((name) => {
    const [schema = '', table = ''] = name.split('.');
    return isStructureList(table) ? [structureOf(schema)] : [];
  });

/** The lists that a READ reaches for, by their columns. */
export function structureReads(
  tokens: readonly Token[],
  structure: Structure,
  { action, first, second, database }: EngineEvent,
): readonly (readonly [dataset: string, column: string])[] {
  if (action !== 'READ') return [];
  // Where no column is named there is no word of the schema: what is opened tells it.
  if (isStructureList(first))
    return database === '' || second === '' ? [] : [[structureOf(fold(database)), fold(second)]];
  if (!isStructureFunction(first)) return [];
  return askedBy(tokens, structure, fold(first)).map((schema) => [structureOf(schema), fold(second)]);
}
