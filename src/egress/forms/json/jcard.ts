/** What a list says by its first item that the values behind are, as cards and calendars in JSON are written: `["tel", {}, "uri", "tel:…"]`. It refuses a list of another form. */
import { isArray, isObject, type Json } from '../../../call/json.js';

const names: ReadonlyMap<string, string> = new Map([
  ['fn', 'full_name'],
  ['n', 'surname'],
  ['nickname', 'surname'],
  ['bday', 'dob'],
  ['adr', 'street_address'],
]);
const types = new Set(
  'text uri date date-time date-and-or-time integer timestamp cal-address unknown'.split(' '),
);
/** The values stand behind the name, what is said of it, and their type. */
export const firstValue = 3;

/** What the property is called, as another key says it. */
export function propertyOf(value: readonly Json[]): string | undefined {
  const [name, parameters, type] = value;
  if (typeof name !== 'string' || typeof type !== 'string' || parameters === undefined) return undefined;
  const isProperty = isObject(parameters) && !isArray(parameters) && types.has(type);
  return isProperty ? (names.get(name.toLowerCase()) ?? name) : undefined;
}
