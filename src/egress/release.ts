/** The only maker of a Released: every surface of a result masked under a Permit. It refuses what it cannot line up, read or scan. */

import { isObject, type JsonObject } from '../call/json.js';
import type { Digest } from '../digest.js';
import type { Refusal } from '../policy/denial.js';
import { isPermit, type Permit } from '../policy/permit.js';
import { maskBlock } from './blocks.js';
import type { Cells } from './cell.js';
import { type Choose, chooser, masksOf } from './choose.js';
import { withoutControls } from './controls.js';
import { utf8Length } from './encode.js';
import { refusalOf } from './failed.js';
import { createTally } from './findings.js';
import { leafTerms, maskLeaves } from './leaves.js';
import { createNet } from './net.js';
import {
  type ContentBlock,
  type RawResult,
  type Released,
  sealReleased,
  type ToolResult,
} from './released.js';
import { releaseRows } from './rows.js';
import type { Scrub } from './scrub.js';
import { isSpread } from './spread.js';
import { findTable } from './table.js';
import { isDeep } from './walk.js';

export { objectColumnProblems } from './columns.js';
export { isReleased } from './released.js';

export interface ReleaseMeans {
  readonly digest: Digest;
  readonly scrub: Scrub;
  /** Rows of the result that earlier pages have shown; they are skipped here. */
  readonly offset: number;
  readonly cursorFor?: (next: number) => string;
}

interface Terms {
  readonly choose: Choose;
  readonly cells: Cells;
}
interface Shown {
  readonly result: ToolResult;
  readonly rows: number;
  readonly truncated: boolean;
}

const refuse = (code: Refusal['code'], ...facts: readonly string[]): Refusal => ({
  code,
  phase: 'transform',
  facts,
});
const isShown = (value: Shown | Refusal): value is Shown => 'result' in value;

/** INVARIANT: called by `release` alone, after every surface was masked. */
function seal({ result, rows, truncated }: Shown, { tally }: Cells): Released {
  return sealReleased({ result: withoutControls(result), findings: tally.list(), rows, truncated });
}

/**
 * A statement that was read to write and to return no column, and whose result has no place for any: counts alone, which are
 * masked as leaves. INVARIANT: of a tool whose arguments say nothing of columns, a result without its rows stays withheld.
 */
function isBareWrite({ effects, tool }: Permit, { structuredContent: body }: RawResult): boolean {
  const { writes, created, altered, dropped, egress } = effects;
  const isWrite = [writes, created, altered, dropped].some((one) => one.length > 0);
  const places = [tool.result.rowsAt, tool.result.columnsAt].map(([first = '']) => first);
  const isStatement = tool.arguments.some((argument) => argument.readsAs.startsWith('sql/'));
  return (
    isStatement &&
    isWrite &&
    egress.length === 0 &&
    body !== undefined &&
    isObject(body) &&
    places.every((place) => !Object.hasOwn(body, place))
  );
}

function withRows(
  permit: Permit,
  raw: RawResult,
  given: { readonly terms: Terms; readonly means: ReleaseMeans },
): Shown | Refusal {
  const { terms, means } = given;
  const table = findTable(raw, permit.tool.result, permit.effects.egress);
  if (table === undefined && isBareWrite(permit, raw)) return withLeaves(permit, raw, given.terms);
  if (table === undefined) return refuse('withheld', 'the rows are not where the manifest says');
  const paging = { offset: Math.max(0, Math.trunc(means.offset)), cursorFor: means.cursorFor };
  const rows = releaseRows(table, permit, { ...terms, paging });
  if (rows === undefined)
    return refuse('withheld', 'the columns of the result are not those of the statement');
  return {
    result: { content: [{ type: 'text', text: rows.text }], structuredContent: rows.structured },
    rows: rows.rows,
    truncated: rows.truncated,
  };
}

function withLeaves(permit: Permit, raw: RawResult, terms: Terms): Shown | Refusal {
  const leaves = leafTerms(permit, terms);
  const body = raw.structuredContent;
  if (body !== undefined && body !== null && !isObject(body))
    return refuse('withheld', 'the result is not an object');
  const structured: JsonObject | undefined = body ?? undefined;
  const masked = structured === undefined ? undefined : maskLeaves(structured, leaves);
  if (masked !== undefined && !isObject(masked)) return refuse('withheld', 'the result could not be read');
  const texts =
    structured === undefined || masked === undefined
      ? undefined
      : { raw: JSON.stringify(structured), masked: JSON.stringify(masked) };
  const blocks = raw.content.map((block) => maskBlock(block, texts, leaves));
  const content: readonly ContentBlock[] =
    blocks.length > 0 || texts === undefined ? blocks : [{ type: 'text', text: texts.masked }];
  const result = { content, ...(masked === undefined ? {} : { structuredContent: masked }) };
  if (
    utf8Length(texts?.masked ?? '') > permit.tool.page.bytes ||
    content.some((block) => utf8Length(block.text) > permit.tool.page.bytes)
  )
    return {
      ...refuse('limit-exceeded', 'the result is larger than a page of this tool'),
      help: 'ask for less',
    };
  return { result, rows: 0, truncated: false };
}

/** What may be said when the system answered with an error; undefined when it did not. */
export function failure(
  permit: Permit,
  raw: RawResult,
  means: Pick<ReleaseMeans, 'digest' | 'scrub'>,
): Refusal | undefined {
  if (!raw.isError) return undefined;
  return refusalOf(raw, createNet({ ...means, choose: chooser(masksOf(permit.obligations)) }));
}

export function release(permit: Permit, raw: RawResult, means: ReleaseMeans): Released | Refusal {
  if (!isPermit(permit)) return refuse('defect', 'no permit');
  const choose = chooser(masksOf(permit.obligations));
  const net = createNet({ choose, digest: means.digest, scrub: means.scrub });
  const cells: Cells = {
    net,
    tally: createTally(),
    keys: new Map(),
    places: new Map(),
    digest: means.digest,
  };
  if (raw.isError) return refusalOf(raw, net);
  if (raw.structuredContent !== undefined && isDeep(raw.structuredContent))
    return refuse('withheld', 'the result is nested too deep');
  const terms = { choose, cells };
  const shown =
    permit.tool.result.rows === 'none'
      ? withLeaves(permit, raw, terms)
      : withRows(permit, raw, { terms, means });
  if (!isShown(shown)) return shown;
  if (isSpread(shown.result, means.scrub)) return refuse('withheld', 'a credential is spread over its parts');
  return seal(shown, cells);
}
