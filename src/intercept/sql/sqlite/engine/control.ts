/** Statements of the session, of its transaction and of its files, told by their words alone: none of them is ever prepared. What has not one of these whole forms is not told. */
import { unknownClass } from '../../../../catalog/catalog.js';
import { type Effects, noEffects } from '../../../effects.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { words } from '../tokens/words.js';

type Told = Pick<Effects, 'kind' | 'control' | 'files' | 'egress'>;
const silent = { files: [], egress: [] };

const isName = (token: Token | undefined): boolean => token?.kind === 'word' || token?.kind === 'quoted';
const isText = (token: Token | undefined): boolean => token?.kind === 'string';

const without = (rest: readonly Token[], ...skipped: readonly string[]): readonly Token[] =>
  isWord(rest[0], ...skipped) ? rest.slice(1) : rest;

const isOne = (rest: readonly Token[]): boolean => rest.length === 1 && isName(rest[0]);

function isTransaction(verb: string, rest: readonly Token[]): boolean {
  if (verb === 'begin')
    return without(without(rest, 'deferred', 'immediate', 'exclusive'), 'transaction').length === 0;
  if (verb === 'commit' || verb === 'end') return without(rest, 'transaction').length === 0;
  if (verb === 'savepoint') return isOne(rest);
  if (verb === 'release') return isOne(rest) || (isWord(rest[0], 'savepoint') && isOne(rest.slice(1)));
  const back = without(rest, 'transaction');
  if (back.length === 0) return true;
  const to = back.slice(1);
  return isWord(back[0], 'to') && (isOne(to) || (isWord(to[0], 'savepoint') && isOne(to.slice(1))));
}

/** Settings that reach no file of their own. Those by which the engine's own tables could be rewritten are not among them. */
const settings =
  words(`application_id automatic_index cache_size cache_spill cell_size_check checkpoint_fullfsync
defer_foreign_keys foreign_keys fullfsync ignore_check_constraints query_only read_uncommitted recursive_triggers
reverse_unordered_selects synchronous temp_store trusted_schema user_version`);
const echoing = words('journal_mode locking_mode');

const isValue = (value: readonly Token[]): boolean => {
  const [only, ...more] = isOp(value[0], '-', '+') ? value.slice(1) : value;
  return more.length === 0 && only !== undefined && only.kind !== 'op' && only.kind !== 'param';
};

/** `PRAGMA [layer.]name`, `… = value`, `… (value)`. */
export function pragmaNamed(rest: readonly Token[]) {
  const isIn = isOp(rest[1], '.');
  const [name, sign, ...more] = isIn ? rest.slice(2) : rest;
  if (!isName(rest[0]) || !isName(name)) return undefined;
  const value = isOp(sign, '(') && isOp(more.at(-1), ')') ? more.slice(0, -1) : isOp(sign, '=') ? more : [];
  if (sign !== undefined && !isValue(value)) return undefined;
  return { schema: isIn ? fold(rest[0]?.name ?? '') : '', name: fold(name?.name ?? ''), value };
}

function fileControl(verb: string, rest: readonly Token[]): Told | undefined {
  if (verb === 'attach') {
    const [file, as, name, ...more] = without(rest, 'database');
    const isWhole = isText(file) && isWord(as, 'as') && isName(name) && more.length === 0;
    return isWhole ? { ...silent, kind: 'attach', control: [verb], files: ['read', 'write'] } : undefined;
  }
  const [into, file, ...more] = rest;
  if (into === undefined) return { ...silent, kind: 'pragma', control: [verb] };
  const isWhole = isWord(into, 'into') && isText(file) && more.length === 0;
  return isWhole ? { ...silent, kind: 'pragma', control: [verb], files: ['write'] } : undefined;
}

/** Asked for, a setting answers with what it is; set, with nothing, but for some. */
function setting(rest: readonly Token[]): Told | undefined {
  const named = pragmaNamed(rest);
  if (named?.schema !== '' || !(settings.has(named.name) || echoing.has(named.name))) return undefined;
  const isAnswered = named.value.length === 0 || echoing.has(named.name);
  const answer = { name: named.name, classes: [unknownClass], how: 'unknown', from: [] } as const;
  return { ...silent, kind: 'pragma', control: ['pragma'], egress: isAnswered ? [answer] : [] };
}

/** What the engine was built with, and how large a file is, which is made of rows. Each is asked for by its bare name: with anything behind it some of them are set. */
const built: Readonly<Record<string, string>> = {
  collation_list: 'seq name',
  compile_options: 'compile_options',
  encoding: 'encoding',
  function_list: 'name builtin type enc narg flags',
  module_list: 'name',
  page_size: 'page_size',
  pragma_list: 'name',
};
const measured = words('data_version freelist_count page_count schema_version');

function shown(rest: readonly Token[]): Told | undefined {
  const named = pragmaNamed(rest);
  if (named === undefined || named.value.length > 0) return undefined;
  const { name } = named;
  const columns = Object.hasOwn(built, name) ? (built[name] ?? '').split(' ') : [];
  const clear = columns.map((one) => ({ name: one, classes: [], how: 'literal', from: [] }) as const);
  const size = { name, classes: [unknownClass], how: 'unknown', from: [] } as const;
  // INVARIANT: of a layer, which may be protected, that is a read of its rows: no word here tells it.
  const egress = measured.has(name) && named.schema === '' ? [size] : clear;
  return egress.length === 0 ? undefined : { ...silent, kind: 'select', control: ['show'], egress };
}

function controlOf([head, ...rest]: readonly Token[]): Told | undefined {
  const verb = head?.kind === 'word' ? head.name : '';
  if (verb === 'attach' || verb === 'vacuum') return fileControl(verb, rest);
  if (verb === 'pragma') return setting(rest) ?? shown(rest);
  if (!transactions.has(verb) || !isTransaction(verb, rest)) return undefined;
  return { ...silent, kind: 'transaction', control: [verb] };
}
const transactions = words('begin commit end rollback savepoint release');

/** The whole of one such statement; undefined where any of it is not told. */
export function toldControl(tokens: readonly Token[]): Effects | undefined {
  const told = controlOf(tokens);
  return told === undefined ? undefined : { ...noEffects, ...told, statements: 1 };
}

/** What the engine says of its own structure, by the names of the columns that it answers. */
const answers: Readonly<Record<string, string>> = {
  table_info: 'cid name type notnull dflt_value pk',
  table_xinfo: 'cid name type notnull dflt_value pk hidden',
  table_list: 'schema name type ncol wr strict',
  index_list: 'seq name unique origin partial',
  index_info: 'seqno cid name',
  index_xinfo: 'seqno cid name desc coll key',
  foreign_key_list: 'id seq table from to on_update on_delete match',
  database_list: 'seq name file',
};

export const structureFunctions: ReadonlySet<string> = new Set(
  Object.keys(answers).map((name) => `pragma_${name}`),
);

export interface StructureAsked {
  /** '' where none is named. */
  readonly schema: string;
  readonly object: string;
  readonly columns: readonly string[];
}

/** `PRAGMA [layer.]table_info(t)`: a question about the structure, which no value answers but a default's. */
export function structureAsked(tokens: readonly Token[]): StructureAsked | undefined {
  const found = isWord(tokens[0], 'pragma') ? pragmaNamed(tokens.slice(1)) : undefined;
  const columns =
    found === undefined || !Object.hasOwn(answers, found.name) ? undefined : answers[found.name];
  if (found === undefined || columns === undefined) return undefined;
  return {
    schema: found.schema,
    object: fold(found.value[0]?.name ?? ''),
    columns: columns.split(' '),
  };
}
