// The audit read-out: the journal through the kernel's own front doors, and each entry in one short line. It refuses to hide an entry.
import { run } from './kernel.js';
import type { Place } from './lake.js';

export interface Line {
  readonly seq: number;
  readonly type: string;
  readonly tool: string;
  /** `allowed`, or the code of the denial. */
  readonly verdict: string;
  readonly rule: string;
  /** Calls that a plan made are marked. */
  readonly isInner: boolean;
  readonly decision: string;
  /** What was masked, minted or killed, in a few words. */
  readonly more: string;
}

export interface Journal {
  readonly lines: readonly Line[];
  readonly isVerified: boolean;
  /** What `audit verify` printed, one line. */
  readonly verification: string;
  /** What `explain` said of the denied DROP. */
  readonly explanation: string;
}

type Body = Readonly<Record<string, unknown>>;
const record = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What a call would do to data, or did. */
function effectsOf(body: Body): readonly string[] {
  const effects = record(body.effects);
  const dropped = list(effects.dropped).map((one) => `drop ${String(one).replace(/^table:/, '')}`);
  if (dropped.length > 0) return dropped;
  return list(effects.writes).map((one) => `${text(record(one).mode)} ${text(record(one).dataset)}`);
}

function moreOf(body: Body): string {
  const masked = list(body.masked).reduce((sum: number, one) => sum + Number(record(one).count ?? 0), 0);
  const minted = list(body.minted).map((one) => `receipt for ${String(one).split(' ')[1] ?? ''}`);
  return [...(masked > 0 ? [`${masked} values masked`] : []), ...minted, ...effectsOf(body)].join('; ');
}

const verdictOf = (type: string, body: Body): string => {
  const code = text(body.code) || text(record(body.denial).code);
  if (code !== '') return code;
  return text(body.verdict) || (type === 'intent' ? 'permitted' : '');
};

export function lineOf(entry: unknown): Line {
  const { seq, type, decision, body: raw } = record(entry);
  const body = record(raw);
  return {
    seq: typeof seq === 'number' ? seq : -1,
    type: text(type),
    tool: text(body.tool),
    verdict: verdictOf(text(type), body),
    rule: text(body.rule) || text(record(body.denial).rule),
    isInner: text(body.parent) !== '',
    decision: text(decision),
    more: moreOf(body),
  };
}

const entriesIn = (printed: string): readonly unknown[] =>
  printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

export async function readJournal(place: Place, decision: string): Promise<Journal> {
  const tail = await run(place, ['audit', 'tail', '--json', '--lines', '1000']);
  const verify = await run(place, ['audit', 'verify']);
  const explain = decision === '' ? undefined : await run(place, ['explain', decision]);
  return {
    lines: tail.exit === 0 ? entriesIn(tail.stdout).map(lineOf) : [],
    isVerified: verify.exit === 0,
    verification: (verify.stdout || verify.stderr).trim().replaceAll(/\s*\n\s*/g, ' '),
    explanation: explain?.exit === 0 ? explain.stdout.trim() : '',
  };
}
