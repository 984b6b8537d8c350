/** What stands in a text that is put together, whatever the rows say, so that no text without it is the one: what its author wrote down beside a column, or the form that all such texts have. It refuses to know of one that is changed afterwards. */
import { type JsonObject, own } from '../../../../call/json.js';
import type { Desk } from '../desk/ink.js';
import type { Value } from '../desk/value.js';
import { bodyOf, has, isTrue, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';
import { isBuiltIn } from '../tree/words.js';

const saidIn = (node: Node): readonly string[] => {
  const said = part(bodyOf(node, 'A_Const') ?? {}, 'sval');
  return said === undefined ? [] : [text(said, 'sval')];
};

/** Between what `format` puts in; undefined where it counts places or widths. */
function piecesOf(pattern: Node): readonly string[] {
  const [said = ''] = saidIn(pattern);
  return /^(?:[^%]|%[sIL%])*$/.test(said) ? said.split(/%[sIL]/).map((one) => one.replaceAll('%%', '%')) : [];
}

/** Of a call of PostgreSQL's own: what it writes down as it is. */
const writing: Readonly<Record<string, (args: readonly Node[]) => readonly string[]>> = {
  concat: (args) => args.flatMap(saidIn),
  concat_ws: (args) => args.slice(1).flatMap(saidIn),
  format: ([pattern]) => piecesOf(pattern),
};

const isOwn = ({ structure }: Desk, names: readonly string[]): boolean =>
  isBuiltIn(names) && !structure.functions.has(names.at(-1) ?? '');

/** The name of a plain call. */
function calledIn(desk: Desk, node: Node): string {
  const body: JsonObject | undefined = bodyOf(node, 'FuncCall');
  const names = texts(list(body, 'funcname'));
  const isPlain = body !== undefined && !isTrue(body, 'func_variadic') && isOwn(desk, names);
  return isPlain ? (names.at(-1) ?? '') : '';
}

const makers = new Set(
  `to_jsonb to_json jsonb_build_object json_build_object jsonb_build_array json_build_array jsonb_set jsonb_insert
jsonb_strip_nulls json_strip_nulls row_to_json jsonb_agg json_agg`.split(/\s+/),
);
const typeIn = (body: JsonObject): string => texts(list(part(body, 'typeName'), 'names')).at(-1) ?? '';
const isJsonType = (body: JsonObject): boolean =>
  ['json', 'jsonb'].includes(typeIn(body)) && list(part(body, 'typeName'), 'arrayBounds').length === 0;

/** What is JSON, less a part of it. */
function isJson(desk: Desk, node: Node): boolean {
  const { tag, body } = tagged(node);
  if (tag === 'TypeCast') return isJsonType(body);
  const isLess = tag === 'A_Expr' && text(body, 'kind') === 'AEXPR_OP' && list(body, 'name').length === 1;
  if (isLess) return ['-', '#-'].includes(textIn(list(body, 'name')[0])) && isJson(desk, own(body, 'lexpr'));
  return makers.has(calledIn(desk, node));
}

const isPlainText = (body: JsonObject): boolean => {
  const type = part(body, 'typeName');
  const isBare = list(type, 'typmods').length + list(type, 'arrayBounds').length === 0;
  return isBare && ['text', 'varchar'].includes(typeIn(body)) && isBuiltIn(texts(list(type, 'names')));
};

/** INVARIANT: a name of a type that the user has taken may be another's. */
function printedAs(desk: Desk, node: Node): Value['printed'] {
  const { tag, body } = tagged(node);
  if (calledIn(desk, node) === 'md5') return 'digest';
  const isTaken = ['text', 'varchar', 'json', 'jsonb'].some((name) => desk.structure.types.has(name));
  const isCast = tag === 'TypeCast' && isPlainText(body) && !isTaken;
  return isCast && isJson(desk, own(body, 'arg')) ? 'json' : undefined;
}

function heldIn(desk: Desk, node: Node): readonly string[] {
  const { tag, body } = tagged(node);
  if (tag === 'A_Const') return saidIn(node);
  const isJoin = tag === 'A_Expr' && text(body, 'kind') === 'AEXPR_OP' && list(body, 'name').length === 1;
  if (isJoin && textIn(list(body, 'name')[0]) === '||')
    return ['lexpr', 'rexpr'].flatMap((side) => desk.pad.walked.get(own(body, side))?.holds ?? []);
  const written = calledIn(desk, node);
  return Object.hasOwn(writing, written) && !has(body, 'over')
    ? (writing[written]?.(list(body, 'args')) ?? [])
    : [];
}

/** The value with what is known to stand in it. */
export function holding(desk: Desk, node: Node, value: Value): Value {
  const holds = heldIn(desk, node).filter((one) => one !== '');
  const printed = printedAs(desk, node);
  return holds.length === 0 && printed === undefined ? value : { ...value, holds, printed };
}

function isParsed(said: string): boolean {
  try {
    JSON.parse(said);
    return true;
  } catch {
    return false;
  }
}

/** Whether it is another text than this one, whatever the rows say; nothing is no text. */
export function isOther({ holds = [], printed }: Value, said: string): boolean {
  if (holds.some((one) => !said.includes(one))) return true;
  if (printed === 'digest') return !/^[0-9a-f]{32}$/.test(said);
  return printed === 'json' && !isParsed(said);
}
