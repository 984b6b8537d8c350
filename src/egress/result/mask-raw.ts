/** Masks every surface of a raw result by what its call owes: plain in, plain out, on whatever thread. It refuses what it cannot line up, read or scan, and makes no Released. */
import { isObject, type JsonObject } from '../../call/json.js';
import type { Pseudonyms } from '../../digest.js';
import type { EgressColumn } from '../../intercept/effects.js';
import type { Refusal } from '../../policy/denial.js';
import type { Cells } from '../columns/cell.js';
import { type MaskedPlace, noteOf, placesOf, withNote } from '../columns/note.js';
import { releaseRows } from '../columns/rows.js';
import { findTable } from '../columns/table.js';
import type { AskEngine, EngineFault } from '../net/engine/engine.js';
import { createTally } from '../net/findings.js';
import { createNet } from '../net/net.js';
import type { Scrub } from '../net/scrub.js';
import { isSpread } from '../net/spread.js';
import { isDeep } from '../net/walk/parse.js';
import { newMemory, type Walk } from '../net/walk/place.js';
import { type Choose, chooser, masksOf } from '../operators/choose.js';
import type { Keep } from '../operators/sealed.js';
import { type Owing, takesStatement } from '../owing.js';
import type { ContentBlock, RawResult, ReleasedTerms, ToolResult } from '../released.js';
import { utf8Length } from '../spelling/encode.js';
import { maskBetween, maskBlock } from './blocks.js';
import { withoutControls } from './controls.js';
import { refusalOf } from './failed.js';
import { leafTerms, maskLeaves } from './leaves.js';

export interface MaskMeans {
  readonly digest: Pseudonyms;
  readonly scrub: Scrub;
  /** Rows of the result that earlier pages have shown; they are skipped here. */
  readonly offset: number;
  readonly cursorFor?: (next: number) => string;
  /** Absent: the built-in detectors alone. */
  readonly engine?: AskEngine;
  /** Why no engine was asked, where policy takes the built-in detectors alone for that. */
  readonly without?: EngineFault;
  /** Rows that may be shown, where that is less than a page: those that an engine was asked about. */
  readonly mostRows?: number;
  /** Hears each value that leaves as a seal; absent where nothing comes back. */
  readonly keep?: Keep | undefined;
}

interface Terms {
  readonly choose: Choose;
  readonly cells: Cells;
}
interface Shown {
  readonly result: ToolResult;
  readonly rows: number;
  readonly truncated: boolean;
  /** Of rows, the columns that owe a mask; of leaves it is what was found. */
  readonly places?: readonly MaskedPlace[];
}

const refuse = (code: Refusal['code'], ...facts: readonly string[]): Refusal => ({
  code,
  phase: 'transform',
  facts,
});
const isShown = (value: Shown | Refusal): value is Shown => 'result' in value;

/**
 * A statement that was read to write and to return no column, and whose result has no place for any: counts alone, which are
 * masked as leaves. INVARIANT: of a tool whose arguments say nothing of columns, a result without its rows stays withheld.
 */
function isBareWrite({ effects, tool }: Owing, { structuredContent: body }: RawResult): boolean {
  const { writes, created, altered, dropped, egress } = effects;
  const isWrite = [writes, created, altered, dropped].some((one) => one.length > 0);
  const places = [tool.result.rowsAt, tool.result.columnsAt].map(([first = '']) => first);
  return (
    takesStatement(tool) &&
    isWrite &&
    egress.length === 0 &&
    body !== undefined &&
    isObject(body) &&
    places.every((place) => !Object.hasOwn(body, place))
  );
}

function withRows(
  owing: Owing,
  raw: RawResult,
  given: { readonly terms: Terms; readonly means: MaskMeans },
): Shown | Refusal {
  const { terms, means } = given;
  const table = findTable(raw, owing.tool.result, owing.effects.egress);
  if (table === undefined && isBareWrite(owing, raw)) return withLeaves(owing, raw, given.terms);
  if (table === undefined) return refuse('withheld', 'the rows are not where the manifest says');
  const { cursorFor, mostRows = Number.POSITIVE_INFINITY } = means;
  const paging = { offset: Math.max(0, Math.trunc(means.offset)), cursorFor, mostRows };
  const rows = releaseRows(table, owing, { ...terms, paging });
  if (rows === undefined)
    return refuse('withheld', 'the columns of the result are not those of the statement');
  return {
    result: { content: [{ type: 'text', text: rows.text }], structuredContent: rows.structured },
    rows: rows.rows,
    truncated: rows.truncated,
    places: rows.places,
  };
}

function withLeaves(owing: Owing, raw: RawResult, terms: Terms): Shown | Refusal {
  const leaves = leafTerms(owing, terms);
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
  const blocks = maskBetween(
    raw.content.map((block) => maskBlock(block, texts, leaves)),
    terms.cells,
  );
  const content: readonly ContentBlock[] =
    blocks.length > 0 || texts === undefined ? blocks : [{ type: 'text', text: texts.masked }];
  const result = { content, ...(masked === undefined ? {} : { structuredContent: masked }) };
  const said = content.reduce(
    (bytes, block) => bytes + (block.type === 'text' ? utf8Length(block.text) : block.data.length),
    0,
  );
  if (Math.max(utf8Length(texts?.masked ?? ''), said) > owing.tool.page.bytes)
    return {
      ...refuse('limit-exceeded', 'the result is larger than a page of this tool'),
      help: 'ask for less',
    };
  return { result, rows: 0, truncated: false };
}

/** The output columns that somebody vouches for are marked: those whose every source is among them. */
function marked(owing: Owing): Owing {
  const clear = new Set(
    owing.obligations.flatMap((one) => (one.kind === 'clear' ? one.columns.map(({ column }) => column) : [])),
  );
  if (clear.size === 0) return owing;
  const isVouched = ({ how, from }: EgressColumn): boolean =>
    how === 'identity' && from.length > 0 && from.every((source) => clear.has(source));
  const marks = (egress: readonly EgressColumn[]): readonly EgressColumn[] =>
    egress.map((one): EgressColumn => (isVouched(one) ? { ...one, isVouched: true } : one));
  const { egress, deposit, ...effects } = owing.effects;
  const put = deposit === undefined ? {} : { deposit: { ...deposit, egress: marks(deposit.egress) } };
  return { ...owing, effects: { ...effects, egress: marks(egress), ...put } };
}

const isSecret = (columnClass: string): boolean => columnClass.startsWith('secret.');

/** INVARIANT: what stays in a dataset is no token of a session; within one system a value has one. */
function pseudonymsFor({ obligations }: Owing, digest: Pseudonyms): Pseudonyms {
  const system = obligations.flatMap((one) => (one.kind === 'mask' ? (one.into ?? []) : [])).at(0);
  if (system === undefined) return digest;
  return { ...digest, pseudonym: (text) => digest.lasting(`${system}\u0000${text}`) };
}

export function maskRaw(given: Owing, raw: RawResult, means: MaskMeans): ReleasedTerms | Refusal {
  // INVARIANT: what stands elsewhere is not here to be masked.
  if (raw.unread !== undefined) return refuse('defect', 'the result was not read');
  const owing = marked(given);
  const choose = chooser(masksOf(owing.obligations));
  const { scrub, engine, keep } = means;
  const digest = pseudonymsFor(owing, means.digest);
  const net = createNet({ choose, digest, scrub, engine });
  const walk: Walk = { net, tally: createTally(), ...newMemory() };
  const secrets = {
    ...walk,
    ...newMemory(),
    net: createNet({ choose, digest, scrub, looksFor: isSecret }),
  };
  const cells: Cells = { ...walk, digest, secrets, keep };
  if (raw.isError) return refusalOf(raw, net);
  if (raw.structuredContent !== undefined && isDeep(raw.structuredContent))
    return refuse('withheld', 'the result is nested too deep');
  const terms = { choose, cells };
  const shown =
    owing.tool.result.rows === 'none'
      ? withLeaves(owing, raw, terms)
      : withRows(owing, raw, { terms, means });
  if (!isShown(shown)) return shown;
  if (isSpread(shown.result, scrub)) return refuse('withheld', 'a credential is spread over its parts');
  const { result, rows, truncated } = shown;
  const findings = cells.tally.list();
  // What was planned and met no value is nothing to tell.
  const places = findings.length === 0 ? [] : (shown.places ?? placesOf(findings));
  const noted = withNote(
    withoutControls(result),
    { places, without: means.without },
    noteOf(owing.obligations),
  );
  return { result: noted, findings, rows, truncated };
}

export const isMasked = (value: ReleasedTerms | Refusal): value is ReleasedTerms => 'result' in value;
