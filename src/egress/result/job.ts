/** One masking as something that can be handed to another thread, and what comes back. It refuses an answer that has not the form of one. */
import { isArray, isObject, type Json } from '../../call/json.js';
import type { Pseudonyms } from '../../digest.js';
import type { Refusal } from '../../policy/denial.js';
import type { MaskRule } from '../../policy/obligation.js';
import type { AskEngine, EngineFault, EngineSpan } from '../net/engine/engine.js';
import { type ScrubTable, scrubberOf } from '../net/scrub.js';
import type { Sealed } from '../operators/sealed.js';
import type { Owing } from '../owing.js';
import type { RawResult, ReleasedTerms } from '../released.js';
import { type MaskMeans, maskRaw } from './mask-raw.js';

/** A text as it was sent, and what the engine found in it. */
export type Answered = readonly [sent: string, spans: readonly EngineSpan[]];

/**
 * The part of an engine in one masking. `ask`: what it is to be asked is gathered while the built-in detectors mask. `told`: with its answers,
 * of at most the rows that were gathered. `without`: it had none, and policy takes the built-in detectors alone.
 */
export type EngineTurn =
  | { readonly turn: 'ask' }
  | { readonly turn: 'told'; readonly answers: readonly Answered[]; readonly rows: number }
  | { readonly turn: 'without'; readonly why: EngineFault };

export interface MaskJob {
  readonly owing: Owing;
  readonly raw: RawResult;
  readonly scrub: ScrubTable;
  /** The name of the next page, should there be one. */
  readonly cursor?: string;
  /** Absent: there is no engine. */
  readonly engine?: EngineTurn;
  /** For an agent: it may be answered as it is sent, and nothing else of it. Absent: its values are wanted. */
  readonly sends?: Sends;
}
export interface Sends {
  /** The masks that budgets are counted by; absent where none counts what leaves. */
  readonly countedBy?: readonly MaskRule[];
}
export interface MaskAnswer {
  readonly masked: ReleasedTerms | Refusal;
  /** How many rows were shown, where the next page has been given the job's cursor. */
  readonly next?: number;
  /** What an engine is to be asked, where that was to be gathered. */
  readonly asks?: readonly string[];
  /** Values that it shows the seals of. */
  readonly sealed?: readonly Sealed[];
}

/** Why a job has no answer. */
export const unmasked = {
  late: 'masking it took longer than its budget',
  lost: 'the thread that masks was lost',
  full: 'too many large results wait to be masked',
} as const;
export type Unmasked = keyof typeof unmasked;
export const isUnmasked = (name: string): name is Unmasked => Object.hasOwn(unmasked, name);

const nothing: readonly EngineSpan[] = [];

function engineOf(
  turn: EngineTurn | undefined,
  asks: Set<string>,
): Pick<MaskMeans, 'engine' | 'without' | 'mostRows'> {
  if (turn === undefined) return {};
  if (turn.turn === 'without') return { without: turn.why };
  if (turn.turn === 'ask')
    return {
      engine: (sent) => {
        asks.add(sent);
        return nothing;
      },
    };
  // INVARIANT: a text without an answer is not taken for one in which nothing was found.
  const answers = new Map(turn.answers);
  const engine: AskEngine = (sent) => answers.get(sent);
  return { engine, mostRows: turn.rows };
}

export function doJob({ owing, raw, scrub, cursor, engine }: MaskJob, digest: Pseudonyms): MaskAnswer {
  let next: number | undefined;
  const asks = new Set<string>();
  const cursorFor = (shown: number): string => {
    next = shown;
    return cursor ?? '';
  };
  const sealed = new Map<string, Sealed>();
  const keep = (one: Sealed): void => void sealed.set(one.seal, one);
  const means = { digest, scrub: scrubberOf(scrub), offset: 0, keep, ...engineOf(engine, asks) };
  const masked = maskRaw(owing, raw, cursor === undefined ? means : { ...means, cursorFor });
  return {
    masked,
    ...(next === undefined ? {} : { next }),
    ...(sealed.size === 0 ? {} : { sealed: [...sealed.values()] }),
    ...(engine?.turn === 'ask' ? { asks: [...asks] } : {}),
  };
}

export const isMaskAnswer = (value: unknown): value is MaskAnswer => {
  if (typeof value !== 'object' || value === null || !('masked' in value)) return false;
  const { masked } = value;
  if (typeof masked !== 'object' || masked === null) return false;
  return 'code' in masked || ['result', 'findings', 'rows', 'truncated'].every((name) => name in masked);
};

/** Characters past which a result is masked on another thread: of rows these take a few milliseconds. */
const largeFrom = 32_768;
/** A text of some words is read for what they, its lines and numbers say: where many do, it takes several times as long as other leaves. */
const longText = 40;
const textCost = 4;
const megabyte = 1_048_576;
/** As much as a line of a downstream may hold. */
const largest = 16 * megabyte;
/** A leaf costs more than its characters. */
const leafCost = 8;

const megabytes = (size: number): number => Math.ceil(size / megabyte);

/** Milliseconds that masking a result of this size may take: what a cold thread needs to get going, and a quarter of a second a megabyte. A line is read first. */
export const budgetOf = (size: number, { unread }: Pick<RawResult, 'unread'> = {}): number =>
  500 + 250 * megabytes(size) + (unread === undefined ? 0 : 50 * megabytes(unread.line.length));

const charactersOf = ({ length }: string): number => length;
const costOf = ({ length }: string): number => (length > longText ? textCost * length : length);

/** Of its texts and keys, each value being at least a few. Stops where nothing can be larger. */
function summed({ content, structuredContent = null }: RawResult, of: (text: string) => number): number {
  const left: Json[] = [content, structuredContent];
  let size = 0;
  for (let value = left.pop(); value !== undefined && size < largest; value = left.pop()) {
    if (typeof value === 'string') size += of(value);
    if (typeof value !== 'object' || value === null) continue;
    const keys = isObject(value) ? Object.keys(value) : [];
    const items = isArray(value) ? value : Object.values(value);
    size += items.length * leafCost + keys.join('').length;
    if (size < largest) for (const item of items) left.push(item);
  }
  return size;
}

/** Characters of it, as its budget is counted. */
export const sizeOf = (raw: RawResult): number =>
  raw.unread === undefined ? summed(raw, charactersOf) : Math.max(raw.unread.size, 1);

/** INVARIANT: what would keep every other call waiting is masked on another thread. What stands elsewhere is large, whatever is in it. */
export const isLarge = (raw: RawResult): boolean =>
  raw.unread !== undefined || summed(raw, costOf) > largeFrom;
