/** Of which kind an expression is, as far as the order of rows is concerned: a whole number, an exact one, a text, a moment. What it does not know has no kind; a number that is rounded as it is added has none. */
import { type JsonObject, own } from '../../../../call/json.js';
import type { Desk } from '../desk/ink.js';
import type { Origin } from '../desk/value.js';
import { typeIn } from '../schema/column-types.js';
import { routineNamed } from '../schema/routine.js';
import { bodyOf, deepest, has, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';
import { isBuiltIn } from '../tree/words.js';

/** `said`: what is written down becomes what stands beside it. */
type Kind = 'whole' | 'number' | 'text' | 'moment' | 'said';

const byType: Readonly<Record<string, Kind>> = {
  ...{ int2: 'whole', int4: 'whole', int8: 'whole', serial: 'whole', serial2: 'whole', serial4: 'whole' },
  ...{ serial8: 'whole', bigserial: 'whole', smallserial: 'whole', numeric: 'number' },
  ...{ text: 'text', varchar: 'text', bool: 'moment', uuid: 'moment' },
  ...{ date: 'moment', timestamp: 'moment', timestamptz: 'moment' },
};

/** Functions that make one kind of whatever they take. */
const making: Readonly<Record<string, Kind>> = {
  ...{
    length: 'whole',
    char_length: 'whole',
    character_length: 'whole',
    octet_length: 'whole',
    count: 'whole',
  },
  ...{ ascii: 'whole', strpos: 'whole', position: 'whole', extract: 'number', now: 'moment', md5: 'text' },
};
/** And those that leave the kind of their first. */
const leaving: Readonly<Record<string, readonly Kind[]>> = {
  ...Object.fromEntries(
    ['abs', 'round', 'ceil', 'ceiling', 'floor', 'sum', 'trunc'].map((name) => [name, ['whole', 'number']]),
  ),
  ...Object.fromEntries(
    ['lower', 'upper', 'initcap', 'btrim', 'ltrim', 'rtrim', 'left', 'right', 'substr', 'replace'].map(
      (name) => [name, ['text']],
    ),
  ),
  ...{ min: ['whole', 'text', 'moment'], max: ['whole', 'text', 'moment'] },
};

/** One of several, whichever. */
function together(kinds: readonly (Kind | undefined)[]): Kind | undefined {
  const known = new Set(kinds.filter((kind) => kind !== 'said'));
  if (known.size === 0) return kinds.length > 0 ? 'said' : undefined;
  const [only, ...more] = known;
  if (more.length === 0) return only;
  return [...known].every((kind) => kind === 'whole' || kind === 'number') ? 'number' : undefined;
}

function ofColumn({ pad, structure }: Desk, node: Node): Kind | undefined {
  const { how, from } = pad.walked.get(node) ?? { how: 'unknown', from: [] };
  if (how === 'counted') return 'whole';
  const kindOf = ({ dataset, column }: Origin): Kind | undefined => {
    const relation = structure.relations.get(dataset);
    const kind = byType[relation?.typed.get(column) ?? ''];
    // Two texts of another collation may count as one.
    return kind === 'text' && relation?.texts.has(column) !== true ? undefined : kind;
  };
  return how === 'identity' ? together(from.map(kindOf)) : undefined;
}

function ofCall(desk: Desk, body: JsonObject, level: number): Kind | undefined {
  const names = texts(list(body, 'funcname'));
  const name = names.at(-1) ?? '';
  const isOwn = isBuiltIn(names) && !desk.structure.functions.has(name);
  if (!isOwn || routineNamed(desk.structure, names) !== undefined) return undefined;
  if (Object.hasOwn(making, name)) return making[name];
  const kind = Object.hasOwn(leaving, name) ? kindOf(desk, list(body, 'args')[0], level + 1) : undefined;
  return kind !== undefined && leaving[name]?.includes(kind) === true ? kind : undefined;
}

function ofOperation(desk: Desk, body: JsonObject, level: number): Kind | undefined {
  const sides = [own(body, 'lexpr'), own(body, 'rexpr')].filter((side) => side !== undefined);
  const kinds = sides.map((side) => kindOf(desk, side, level + 1));
  if (text(body, 'kind') === 'AEXPR_NULLIF') return kinds[0];
  const operator = list(body, 'name').map(textIn).join('.');
  const kind = together(kinds);
  const isSum = text(body, 'kind') === 'AEXPR_OP' && ['+', '-', '*', '/', '%'].includes(operator);
  return isSum && (kind === 'whole' || kind === 'number') ? kind : undefined;
}

function choicesIn(tag: string, body: JsonObject): readonly Node[] {
  if (tag !== 'CaseExpr') return list(body, 'args');
  const otherwise = has(body, 'defresult') ? [own(body, 'defresult')] : [];
  return [...list(body, 'args').map((one) => own(bodyOf(one, 'CaseWhen') ?? {}, 'result')), ...otherwise];
}

function ofConstant(body: JsonObject): Kind {
  if (has(body, 'ival')) return 'whole';
  return has(body, 'fval') ? 'number' : has(body, 'boolval') ? 'moment' : 'said';
}

export function kindOf(desk: Desk, node: Node, level = 0): Kind | undefined {
  const { tag, body } = tagged(node);
  if (level > deepest) return undefined;
  if (tag === 'A_Const') return ofConstant(body);
  if (tag === 'ColumnRef') return ofColumn(desk, node);
  if (tag === 'FuncCall') return ofCall(desk, body, level);
  if (tag === 'A_Expr') return ofOperation(desk, body, level);
  if (tag === 'TypeCast') return byType[typeIn(part(body, 'typeName'))];
  return ['CaseExpr', 'CoalesceExpr', 'MinMaxExpr'].includes(tag)
    ? together(choicesIn(tag, body).map((one) => kindOf(desk, one, level + 1)))
    : undefined;
}
