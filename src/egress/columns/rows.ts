/** Masks the rows of a result, a page at a time. It refuses to show a row that does not line up with its columns. */
import type { Json } from '../../call/json.js';
import { sideBySide } from '../net/walk/in-parts.js';
import { top } from '../net/walk/place.js';
import { outvoted } from '../net/walk/vote.js';
import { type Choose, chooseFor } from '../operators/choose.js';
import { redacted, withheld } from '../operators/mask-form.js';
import type { Owing } from '../owing.js';
import { utf8Length } from '../spelling/encode.js';
import { type Cells, maskCell } from './cell.js';
import {
  alignColumns,
  type ColumnPlan,
  classesOf,
  declaredNames,
  isOfObjects,
  planColumn,
  safeName,
  undeclared,
  unionOf,
} from './columns.js';
import type { MaskedPlace } from './note.js';
import type { Row, Table } from './table.js';

export interface Paging {
  readonly offset: number;
  readonly cursorFor: ((next: number) => string) | undefined;
  /** Rows that may be shown, where that is less than a page of the tool. */
  readonly mostRows: number;
}
export interface RowsResult {
  readonly structured: { readonly [key: string]: Json };
  readonly text: string;
  readonly rows: number;
  readonly truncated: boolean;
  readonly places: readonly MaskedPlace[];
}
/** What its cells owe, and where they are counted. */
interface Column {
  readonly plan: ColumnPlan;
  readonly pointer: string;
}
interface Planned {
  readonly plans: readonly Column[];
  /** For a row whose keys are not the columns: everything in it is masked as everything it could be. */
  readonly whole: string;
}

function planned(
  table: Table,
  owing: Owing,
  terms: { readonly choose: Choose; readonly cells: Cells },
): Planned | undefined {
  const lined = alignColumns(table.columns, owing.effects, owing.tool);
  if (lined === undefined) return undefined;
  const isClean = (text: string): boolean => terms.cells.net.leaf(text, 0) === undefined;
  const { egress } = owing.effects;
  // INVARIANT: the headings of an object are its first row, whatever that holds.
  const isName = isOfObjects(egress) ? declaredNames(egress) : () => true;
  const names = table.columns.map((name, i) =>
    isName(name) ? safeName(name, i, isClean) : `column_${i + 1}`,
  );
  const classes = classesOf(unionOf([...lined, undeclared]));
  return {
    plans: lined.map((column, i) => {
      const plan = planColumn(names[i] ?? `column_${i + 1}`, column, terms.choose);
      const hint = outvoted(plan.hint, () => table.rows.map(({ cells }) => cells[i]));
      // INVARIANT: a count is found by its place, and only where the columns are those of the statement, in its order.
      const letting = lined === egress ? plan.letting : undefined;
      return { plan: { ...plan, hint, letting }, pointer: `/rows/*/${i}` };
    }),
    whole: chooseFor(classes, false, terms.choose).kind === 'pass' ? '' : classes.join('+'),
  };
}

/** INVARIANT: past the first line its cells are those of the columns, each in its place. */
function maskRow(row: Row, { plans, whole }: Planned, cells: Cells): readonly Json[] {
  if (!row.isExact && whole !== '') {
    cells.tally.add('/rows/*', { class: whole, operator: 'redact', by: 'provenance' });
    return row.cells.map(() => redacted(whole));
  }
  const masked = row.cells.map((cell, i) => {
    const plan = plans[i];
    return plan === undefined ? null : maskCell(cell, { ...plan, row: row.cells, at: i }, cells);
  });
  return inParts(masked, plans, cells);
}

/** What somebody vouches for is no part of anything. */
function inParts(row: readonly Json[], plans: readonly Column[], cells: Cells): readonly Json[] {
  const isVouched = (i: number): boolean => plans[i]?.plan.isVouched === true;
  const open = plans.some((_, i) => isVouched(i)) ? row.map((cell, i) => (isVouched(i) ? null : cell)) : row;
  const shown = sideBySide(open, {
    walk: cells,
    hintAt: (i) => plans[i]?.plan.hint ?? 0,
    placeAt: (i) => ({ ...top, pointer: plans[i]?.pointer ?? '' }),
  });
  return shown === open ? row : shown.map((cell, i) => (isVouched(i) ? (row[i] ?? null) : cell));
}

const shrink = (row: readonly Json[]): readonly Json[] =>
  row.map((cell) =>
    typeof cell === 'string' || (typeof cell === 'object' && cell !== null)
      ? withheld(utf8Length(JSON.stringify(cell)))
      : cell,
  );

interface Shown {
  readonly rows: readonly (readonly Json[])[];
  readonly texts: readonly string[];
}

/** At least one row is shown, shrunk when it alone passes the page, so that a cursor always moves on. */
function page(
  table: Table,
  plan: Planned,
  terms: { readonly owing: Owing; readonly cells: Cells; readonly paging: Paging },
): Shown {
  const limit = terms.owing.tool.page;
  const { offset, mostRows } = terms.paging;
  const rows: (readonly Json[])[] = [];
  const texts: string[] = [];
  let bytes = 0;
  for (const row of table.rows.slice(offset, offset + Math.min(limit.rows, mostRows))) {
    terms.cells.tally.begin();
    let masked = maskRow(row, plan, terms.cells);
    let text = JSON.stringify(masked);
    if (rows.length === 0 && utf8Length(text) > limit.bytes) {
      masked = shrink(masked);
      text = JSON.stringify(masked);
    }
    bytes += utf8Length(text) + 1;
    if (rows.length > 0 && bytes > limit.bytes) {
      terms.cells.tally.rollBack();
      break;
    }
    rows.push(masked);
    texts.push(text);
  }
  return { rows, texts };
}

interface Masked {
  readonly column: string;
  readonly class: string;
  readonly operator: string;
}

/** What was masked in which column, for the reader: by provenance as planned, by content as found, and of averages what became of each. */
function maskedColumns(plans: readonly ColumnPlan[], cells: Cells): readonly Masked[] {
  const planned = plans.flatMap((plan) =>
    plan.operator === undefined || plan.letting !== undefined
      ? []
      : [{ column: plan.name, class: plan.label, operator: plan.operator.kind }],
  );
  const found = cells.tally.list().flatMap((finding) => {
    const at = /^\/rows\/\*\/(\d+)/.exec(finding.pointer)?.[1];
    const plan = at === undefined ? undefined : plans[Number(at)];
    return plan === undefined || (finding.by === 'provenance' && plan.letting === undefined)
      ? []
      : [{ column: plan.name, class: finding.class, operator: finding.operator }];
  });
  return [...planned, ...found];
}

/** Undefined when columns and effects do not line up: nothing of the result is shown then. */
export function releaseRows(
  table: Table,
  owing: Owing,
  terms: { readonly choose: Choose; readonly cells: Cells; readonly paging: Paging },
): RowsResult | undefined {
  const plan = planned(table, owing, terms);
  if (plan === undefined) return undefined;
  const { offset, cursorFor } = terms.paging;
  const shown = page(table, plan, { owing, cells: terms.cells, paging: terms.paging });
  const next = offset + shown.rows.length;
  const truncated = next < table.rows.length || table.isCut;
  const plans = plan.plans.map((each) => each.plan);
  const columns = plans.map((each) => each.name);
  const masked = maskedColumns(plans, terms.cells);
  const rest = {
    ...(truncated ? { truncated } : {}),
    // A page without a row would lead to itself.
    ...(truncated && shown.rows.length > 0 && cursorFor !== undefined ? { cursor: cursorFor(next) } : {}),
    masked: masked.map((one) => ({ ...one })),
  };
  const head = JSON.stringify({ columns }).slice(0, -1);
  return {
    structured: { columns, rows: shown.rows, ...rest },
    text: `${head},"rows":[${shown.texts.join(',')}],${JSON.stringify(rest).slice(1)}`,
    rows: shown.rows.length,
    truncated,
    places: masked.map(({ column, ...how }) => ({ at: column, ...how })),
  };
}
