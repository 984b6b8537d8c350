/** Rows that are sorted for one aggregate come sorted to those beside it: `array_agg(DISTINCT email)` orders what `string_agg(country, ',')` puts together, and of which `any_value(id)` takes the first. It looks at the whole statement, not at one SELECT of it. */
import { type JsonObject, own } from '../../../../call/json.js';
import { choose, type Desk } from '../desk/ink.js';
import type { Origin, Value } from '../desk/value.js';
import { bodyOf, has, isTrue, list, type Node, texts } from '../tree/tree.js';
import { aggregates, gathering } from '../tree/words.js';
import { kindOf } from './kinds.js';

const split = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** What comes out the same in whichever order rows come. */
const orderless = split(
  'count bool_and bool_or every bit_and bit_or bit_xor rank dense_rank percent_rank cume_dist row_number ntile lag lead',
);
/** And what does so of numbers that are exact: others are rounded as they are added. */
const adding = split('sum avg stddev stddev_pop stddev_samp variance var_pop var_samp percentile_cont');
/** And what takes one: of two that count as one, as `1.0` and `1.00`, it takes the first. */
const picking = split('min max mode percentile_disc');

/** A column whose numbers have all as many places. */
function isFixed({ pad, structure }: Desk, node: Node): boolean {
  const { how, from } = pad.walked.get(node) ?? { how: 'unknown', from: [] };
  const isIts = ({ dataset, column }: Origin): boolean =>
    structure.relations.get(dataset)?.forms.has(column) === true;
  return how === 'identity' && from.every(isIts);
}

function isOrderless(desk: Desk, body: JsonObject): boolean {
  const name = texts(list(body, 'funcname')).at(-1) ?? '';
  if (!aggregates.has(name) || orderless.has(name)) return true;
  if (gathering.has(name)) return false;
  // A window comes in its own order, and what is distinct in that of its values.
  if (has(body, 'over') || isTrue(body, 'agg_distinct')) return true;
  const items = isTrue(body, 'agg_within_group')
    ? list(body, 'agg_order').map((one) => own(bodyOf(one, 'SortBy') ?? {}, 'node'))
    : list(body, 'args');
  const isExact = (one: Node): boolean => ['whole', 'number'].includes(kindOf(desk, one) ?? '');
  if (adding.has(name)) return items.every(isExact);
  const isOneForm = (one: Node): boolean => {
    const kind = kindOf(desk, one);
    return kind !== undefined && (kind !== 'number' || isFixed(desk, one));
  };
  return picking.has(name) && items.every(isOneForm);
}

const askSorted = (desk: Desk): void => {
  if (desk.ink.ordered.size > 0) for (const one of desk.ink.sorted) choose(desk, one);
};

/** INVARIANT: what is sorted by a classified column beside what tells the order of rows is a question about it, in whichever order they stand. */
export function sortsBeside(desk: Desk, body: JsonObject, taken: Value): void {
  if (isTrue(body, 'agg_distinct')) desk.ink.sorted.add(taken);
  if (!isOrderless(desk, body)) desk.ink.ordered.add(body);
  askSorted(desk);
}

/** JSON that is gathered keeps the order of rows. */
export function gathersBeside(desk: Desk, body: JsonObject): void {
  desk.ink.ordered.add(body);
  askSorted(desk);
}
