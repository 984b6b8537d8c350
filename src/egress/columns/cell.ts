/** One cell of a planned column. It refuses to look at a classified value before deciding to mask it. */
import type { Json } from '../../call/json.js';
import type { Pseudonyms } from '../../digest.js';
import { isUntouched } from '../net/walk/leaf.js';
import type { Walk } from '../net/walk/place.js';
import { maskJson } from '../net/walk/walk.js';
import { nothingOf, showsPart } from '../operators/operator.js';
import type { Keep } from '../operators/sealed.js';
import { average, isLet } from './averages.js';
import type { ColumnPlan } from './columns.js';

export interface Cells extends Walk {
  /** The same for what somebody vouches for: it looks for secrets alone. */
  readonly secrets?: Walk;
  readonly digest: Pseudonyms;
  readonly keep?: Keep | undefined;
}

const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A cell, and where it stands in the row that was read. */
export interface CellAt {
  readonly plan: ColumnPlan;
  readonly pointer: string;
  readonly row?: readonly Json[] | undefined;
  readonly at?: number | undefined;
}

/** Counted as what leaves of its class, and looked at as what is clear is. */
function averaged(value: Json, { plan, pointer }: CellAt, cells: Cells): Json {
  const end = asText(value).length;
  cells.tally.add(pointer, { class: plan.label, operator: average, by: 'provenance', start: 0, end });
  return maskJson(value, { pointer, hint: plan.hint, depth: 1 }, cells);
}

/** Null stays null where it is the column's own; a classified cell is masked whole, whatever it looks like. */
export function maskCell(value: Json, cell: CellAt, cells: Cells): Json {
  const { plan, pointer, row = [], at = -1 } = cell;
  const walk = plan.isVouched ? (cells.secrets ?? cells) : cells;
  // INVARIANT: `nullif(email > 'm', 0)` would tell an e-mail bit by bit if its NULLs were shown.
  if (value === null && !plan.hidesNull) return null;
  if (isLet(row, at, plan.letting)) return averaged(value, cell, cells);
  if (plan.operator === undefined && isUntouched(value, plan.hint, walk)) return value;
  if (plan.operator === undefined) return maskJson(value, { pointer, hint: plan.hint, depth: 1 }, walk);
  const text = asText(value);
  // INVARIANT: of a computed value, its type would tell a predicate as its NULLs would.
  const isNumber = typeof value === 'number' && !plan.hidesNull;
  // What is neither is shown as a text that the column does not hold: opened, it would equal nothing.
  const keep = isNumber || typeof value === 'string' ? cells.keep : undefined;
  const { label, operator } = plan;
  const masking = { value: text, class: label, digest: cells.digest, isNumber, keep };
  const masked = operator.apply(masking);
  cells.tally.add(pointer, {
    class: label,
    operator: operator.kind,
    by: 'provenance',
    start: 0,
    end: text.length,
  });
  // INVARIANT: what an operator shows of a value meets the net as well; a part that is itself a find is redacted. A token shows nothing.
  return masked !== null && showsPart(operator) && cells.net.shows(String(masked))
    ? nothingOf(masking)
    : masked;
}
