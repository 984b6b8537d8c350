/** Guesses about a live tool, each with its evidence. A guess is for a comment that a person reads: none of them opens anything. */
import { isObject, type Json, type JsonObject, own } from '../call/json.js';

const readingWords =
  /^(?:get|list|read|search|find|fetch|describe|show|query|count|head|stat|tree|info|lookup|view|echo|ping|explain)(?:_|-|$)/;
const writingWords =
  /(?:^|_|-)(?:write|create|update|delete|remove|drop|insert|add|set|put|move|copy|edit|alter|truncate|execute|exec|run|send|import|upload|rename|patch|post)(?:_|-|$)/;

const hintOf = (live: JsonObject, name: string): Json | undefined => {
  const annotations = own(live, 'annotations');
  return annotations !== undefined && isObject(annotations) ? own(annotations, name) : undefined;
};

const told = (live: JsonObject, hint: string): readonly string[] => {
  const value = hintOf(live, hint);
  return typeof value === 'boolean' ? [`it annotates ${hint}: ${value}`] : [];
};

/** `name` in lower case with underscores. Annotations are the server's own claims: they may confirm a guess and never make one. */
export function readsOnly(name: string, live: JsonObject): string | undefined {
  const readOnly = hintOf(live, 'readOnlyHint');
  if (!readingWords.test(name) || writingWords.test(name) || readOnly === false) return undefined;
  return [`its name begins with \`${name.split(/[_-]/)[0]}\``, ...told(live, 'readOnlyHint')].join('; ');
}

/** Why a tool is thought to write: what a person should look at first. */
export function writes(name: string, live: JsonObject): string | undefined {
  const word = writingWords.exec(name)?.[0].replace(/[_-]/g, '');
  const evidence = [
    ...(word === undefined ? [] : [`its name says \`${word}\``]),
    ...(hintOf(live, 'readOnlyHint') === false ? told(live, 'readOnlyHint') : []),
    ...(hintOf(live, 'destructiveHint') === true ? told(live, 'destructiveHint') : []),
  ];
  return evidence.length === 0 ? undefined : evidence.join('; ');
}

const sqlName = /^(?:sql|query|statement|stmt|raw_?sql|sql_?(?:query|text|statement))$/i;
const sqlText = /\bsql\b|\bselect\b.{0,40}\bfrom\b|\bsql (?:query|statement)\b/i;

/** Why an argument is thought to hold SQL. A search box is often called `query` too: it is read as SQL until somebody says otherwise. */
export function looksLikeSql(name: string, schema: JsonObject, about: string): string | undefined {
  const description = own(schema, 'description');
  const says = typeof description === 'string' && sqlText.test(description.slice(0, 2_000));
  const evidence = [
    ...(sqlName.test(name) ? [`its name is \`${name}\``] : []),
    ...(says ? ['its description speaks of SQL'] : []),
  ];
  if (evidence.length === 0) return undefined;
  return [...evidence, ...(sqlText.test(about.slice(0, 2_000)) ? ['its tool speaks of SQL'] : [])].join('; ');
}

const key = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** Where rows may be: a list of objects right under the root of the output schema. */
export function rowsAt(live: JsonObject): string | undefined {
  const output = own(live, 'outputSchema');
  const properties = output !== undefined && isObject(output) ? own(output, 'properties') : undefined;
  if (properties === undefined || !isObject(properties)) return undefined;
  return Object.keys(properties).find((name) => {
    const one = own(properties, name);
    if (one === undefined || !isObject(one) || own(one, 'type') !== 'array' || !key.test(name)) return false;
    const items = own(one, 'items');
    return items !== undefined && isObject(items) && own(items, 'type') === 'object';
  });
}
