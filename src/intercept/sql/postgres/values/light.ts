/** Marks: what one is worth, and that it makes nothing longer by being compared. It changes no value. */
import { type Json, type JsonObject, own } from '../../../../call/json.js';
import { type Desk, doubt } from '../desk/ink.js';
import { literal, unknownValue, type Value } from '../desk/value.js';
import { deepest, list, tagged } from '../tree/tree.js';
import { markWeight } from './growth.js';

/** Whoever compares makes nothing longer by what it compares with. */
function light(node: Json, level = 0): Json {
  const { tag, body } = tagged(node);
  if (tag === 'ParamRef') return { A_Const: {} };
  if (level > deepest) return node;
  if (tag === 'TypeCast') return { TypeCast: { ...body, arg: light(own(body, 'arg') ?? null, level + 1) } };
  return tag === 'List' ? { List: { items: list(body, 'items').map((one) => light(one, level + 1)) } } : node;
}

/** In the body of a function a mark is what it was given. */
export const compared = ({ given }: Desk, body: JsonObject): JsonObject =>
  given === undefined
    ? Object.fromEntries(Object.entries(body).map(([name, part]) => [name, light(part)]))
    : body;

/** What is bound to a mark, or given to the function in whose body it stands. */
export function marked(desk: Desk, body: JsonObject): Value {
  if (desk.given === undefined) return { ...literal, weight: markWeight };
  const number = own(body, 'number');
  const value = typeof number === 'number' ? desk.given.values[number - 1] : undefined;
  if (value === undefined) doubt(desk, 'a name that no table in sight gives');
  return value ?? unknownValue;
}
