/** What a FROM gives: tables, views, subqueries, joins, functions. A table that nobody has told of is a doubt. */
import { type JsonObject, own } from '../../../../call/json.js';
import { choose, type Desk, doubt, type Env, emptyEnv, noteRead, type Source } from '../desk/ink.js';
import { spend } from '../desk/pad.js';
import { type Column, place, structureName, union, unknownValue } from '../desk/value.js';
import { placesOf } from '../schema/own-names.js';
import { type Relation, relationsNamed } from '../schema/relation.js';
import { shownBy } from '../tree/engine-views.js';
import { isTrue, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';
import { statistical, structural } from '../tree/words.js';
import { readAll } from './engine-told.js';
import { derive } from './expression.js';
import { inOneRow, shownOf, visible } from './names.js';
import { aliasOf, jsonTable, renamed, tableFunction } from './row-functions.js';
import { relationColumns } from './showing.js';
import { xmlTable } from './xml-table.js';

/** The one relation that a RangeVar names; undefined, with the doubt told, when there is none or more than one could be meant. */
export function relationOf(desk: Desk, body: JsonObject): Relation | undefined {
  const found = relationsNamed(desk.structure, text(body, 'schemaname'), text(body, 'relname'));
  if (found.length > 1) doubt(desk, 'an unqualified name fits two tables');
  if (found.length === 0) doubt(desk, 'a table that is not known');
  if (text(body, 'catalogname') !== '') doubt(desk, 'a name in another database');
  return found[0];
}

const isSystem = (schema: string, name: string): boolean =>
  ['pg_catalog', 'information_schema', 'pg_toast'].includes(schema) ||
  (schema === '' && name.startsWith('pg_'));

function systemSource(desk: Desk, body: JsonObject, alias: ReturnType<typeof aliasOf>): Source {
  const [schema, name] = [text(body, 'schemaname'), text(body, 'relname')];
  const dataset = `${schema === '' ? 'pg_catalog' : schema}.${name}`;
  const isTold =
    schema === 'information_schema' ? !/^_|user_mapping|foreign_/.test(name) : structural.has(name);
  if (!isTold || schema === 'pg_toast') doubt(desk, 'a system catalog');
  // INVARIANT: statistics hold values of every column there is.
  if (statistical.has(name) && schema !== 'information_schema') readAll(desk);
  noteRead(desk, /^[a-z_.0-9]{1,80}$/.test(dataset) ? dataset : 'pg_catalog._');
  const { isWhole, columns } = shownBy(dataset);
  const named = columns.map((one) => ({
    name: one.name,
    value: isTold && one.isPlain ? structureName : unknownValue,
  }));
  // Where not all are told none may be given another name by its place.
  const shown = isWhole || alias.columns.length === 0 ? named : [];
  return {
    alias: alias.name || name,
    dataset: '',
    columns: renamed(shown, alias.columns),
    anything: isWhole ? undefined : unknownValue,
  };
}

function cteNamed(env: Env, name: string): readonly Column[] | undefined {
  for (let at: Env | undefined = env; at !== undefined; at = at.outer) {
    const found = at.ctes.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A sequence is a table of one row: how far it has counted, which is what `currval` tells. */
function sequenceSource(desk: Desk, body: JsonObject): Source | undefined {
  const { structure } = desk;
  const [schema, name] = [text(body, 'schemaname'), text(body, 'relname')];
  const [dataset, ...more] = placesOf(structure, structure.sequences, { schema, name });
  const isOther = relationsNamed(structure, schema, name).length > 0 || text(body, 'catalogname') !== '';
  if (dataset === undefined || more.length > 0 || isOther) return undefined;
  const alias = aliasOf(body);
  noteRead(desk, dataset);
  const columns = ['last_value', 'log_cnt', 'is_called'].map((one) => ({ name: one, value: place }));
  return {
    alias: alias.name || name,
    dataset: alias.name === '' ? dataset : '',
    columns: renamed(columns, alias.columns),
    anything: undefined,
  };
}

function table(desk: Desk, body: JsonObject, env: Env): Source {
  const [schema, name] = [text(body, 'schemaname'), text(body, 'relname')];
  const alias = aliasOf(body);
  const cte = schema === '' ? cteNamed(env, name) : undefined;
  if (cte !== undefined)
    return {
      alias: alias.name || name,
      dataset: '',
      columns: renamed(cte, alias.columns),
      anything: undefined,
    };
  if (isSystem(schema, name)) return systemSource(desk, body, alias);
  const counter = sequenceSource(desk, body);
  if (counter !== undefined) return counter;
  const relation = relationOf(desk, body);
  const columns = relation === undefined ? [] : relationColumns(desk, relation);
  const dataset = alias.name === '' ? (relation?.name ?? '') : '';
  return {
    alias: alias.name || name,
    dataset,
    columns: renamed(columns, alias.columns),
    anything: relation === undefined ? unknownValue : undefined,
    isRow: relation?.kind === 'table' && alias.columns.length === 0,
  };
}

/** The names that USING or NATURAL makes one column of, in their order. */
function namesJoined(desk: Desk, body: JsonObject, [left, right]: Sides): readonly string[] {
  if (!isTrue(body, 'isNatural')) return texts(list(body, 'usingClause'));
  if ([...left, ...right].some(({ anything }) => anything !== undefined))
    doubt(desk, 'all columns of what has not told them');
  const names = new Set(left.flatMap(visible).map(({ name }) => name));
  spend(desk, names.size);
  return [...names].filter((name) => right.some((source) => shownOf(desk, source, name) !== undefined));
}

type Sides = readonly [left: readonly Source[], right: readonly Source[]];

/** Of what has been joined by all its names nothing is left to see. */
const isShowing = (source: Source): boolean => source.anything !== undefined || visible(source).length > 0;

/** USING and NATURAL make one column of two, and choose rows by it. */
function joinedByName(desk: Desk, body: JsonObject, sides: Sides): readonly Column[] {
  const [left, right] = sides.map((sources) => sources.filter(isShowing));
  const all = [...(left ?? []), ...(right ?? [])];
  const written = list(body, 'usingClause');
  return namesJoined(desk, body, [left ?? [], right ?? []]).map((name, at) => {
    spend(desk, all.length);
    const both = all
      .flatMap((source) => [shownOf(desk, source, name), source.anything])
      .filter((one) => one !== undefined);
    const value = union(both, 'identity');
    for (const { dataset, column } of value.from) if (dataset !== '') noteRead(desk, dataset, column);
    const node = written[at];
    if (node === undefined || !desk.pad.silent.has(node)) choose(desk, value);
    if (node !== undefined) desk.pad.using.set(node, both);
    return { name, value };
  });
}

/** What it shows without these. */
function hide(desk: Desk, source: Source, names: ReadonlySet<string>): Source {
  const shown = visible(source);
  spend(desk, shown.length);
  const rest = shown.filter(({ name }) => !names.has(name));
  return rest.length === shown.length ? source : { ...source, shown: rest };
}

/** In the order of `*`: what is joined by name, then what else either side shows. */
function join(desk: Desk, body: JsonObject, env: Env): readonly Source[] {
  const left = fromItem(desk, own(body, 'larg'), env);
  const right = fromItem(desk, own(body, 'rarg'), { ...env, sources: [...env.sources, ...left] });
  if (!spend(desk, left.length)) return [];
  const merged = joinedByName(desk, body, [left, right]);
  const names = new Set(merged.map(({ name }) => name));
  const called = text(part(body, 'join_using_alias') ?? {}, 'aliasname');
  const first: Source = { alias: called, dataset: '', columns: merged, anything: undefined };
  const both = [...left, ...right];
  const sources = merged.length === 0 ? both : [first, ...both.map((source) => hide(desk, source, names))];
  const quals = own(body, 'quals');
  if (quals !== undefined) choose(desk, derive(desk, quals, { ...env, sources }));
  const alias = aliasOf(body);
  if (alias.name === '') return sources;
  const open = sources.flatMap(({ anything }) => anything ?? []);
  if (open.length > 0) doubt(desk, 'all columns of what has not told them');
  const columns = renamed(inOneRow(desk, sources.map(visible)), alias.columns);
  return [{ alias: alias.name, dataset: '', columns, anything: undefined }];
}

/** `env` holds what stands before it in the same FROM: only what is LATERAL may see that. */
function fromItem(desk: Desk, node: Node, env: Env): readonly Source[] {
  const { tag, body } = tagged(node);
  if (!spend(desk, 1)) return [];
  if (tag === 'RangeVar') return [table(desk, body, env)];
  if (tag === 'JoinExpr') return join(desk, body, env);
  if (tag === 'RangeFunction') return [tableFunction(desk, body, env)];
  if (tag === 'JsonTable') return [jsonTable(desk, body, env)];
  if (tag === 'RangeTableFunc') return [xmlTable(desk, body, env)];
  if (tag === 'RangeTableSample') {
    // Which rows are taken is made of these.
    choose(
      desk,
      derive(desk, { List: { items: [...list(body, 'args'), own(body, 'repeatable') ?? null] } }, env),
    );
    if (!['bernoulli', 'system'].includes(textIn(list(body, 'method').at(-1))))
      doubt(desk, 'a sampling method that is not on the list');
    return fromItem(desk, own(body, 'relation'), env);
  }
  if (tag === 'RangeSubselect') {
    const isLateral = isTrue(body, 'lateral');
    const around: Env = isLateral
      ? { ...env, sources: [], outer: env }
      : { ...emptyEnv, ctes: env.ctes, outer: env.outer };
    const alias = aliasOf(body);
    const columns = renamed(desk.query(desk, own(body, 'subquery'), around), alias.columns);
    return [{ alias: alias.name, dataset: '', columns, anything: undefined }];
  }
  doubt(desk, 'a source of a kind that is not on the list');
  return [{ alias: '', dataset: '', columns: [], anything: unknownValue }];
}

export function fromAll(desk: Desk, nodes: readonly Node[], env: Env): Env {
  const sources = [...env.sources];
  for (const node of nodes) sources.push(...fromItem(desk, node, { ...env, sources }));
  return { ...env, sources };
}
