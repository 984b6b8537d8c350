/** What each stage made of one call, out of the ledger's entries and the machine's last word. It adds nothing that neither of them says. */
import type { Entry, JsonObject } from '../../src/index.js';
import type { Told } from '../kernel/kernel.js';

export const stages = [
  'resolve',
  'intercept',
  'capability',
  'argument',
  'precondition',
  'execute',
  'transform',
  'mint',
  'audit',
] as const;
export type StageName = (typeof stages)[number];

/** By the id of a rule, the phase that asks it. */
export type PhaseOf = (rule: string) => string | undefined;

export interface StageNote {
  readonly stage: StageName;
  readonly state: 'passed' | 'stopped' | 'skipped';
  readonly lines: readonly string[];
}

const record = (value: unknown): JsonObject =>
  // `as`: an object of JSON is one of these.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): readonly string[] => list(value).map(String);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const isAllowed = ({ verdict }: Pick<Told, 'verdict'>): boolean => verdict === 'allowed';

const own = ({ entries }: Told, type: Entry['type']): Entry | undefined =>
  entries.find((entry) => entry.type === type && entry.body.parent === undefined);

function intercepted(body: JsonObject): readonly string[] {
  const effects = record(body.effects);
  const reads = list(effects.reads).map((read) => {
    const columns = words(record(read).columns);
    return `reads ${text(record(read).dataset)}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}`;
  });
  const writes = list(effects.writes).map((write) => {
    const { dataset, mode, scope } = record(write);
    return `${text(mode)} on ${text(dataset)}, scope ${text(scope)}`;
  });
  const rest = (['dropped', 'altered', 'created', 'opaque'] as const).flatMap((name) =>
    words(effects[name]).map((one) => `${name}: ${one}`),
  );
  const statement = text(effects.statement);
  return [...(statement === '' ? [] : [statement]), ...reads, ...writes, ...rest];
}

/** Rules that spoke in a phase; a rule that nobody places is a grant of capability. */
const spoke = (body: JsonObject, phase: string, phaseOf: PhaseOf): readonly string[] =>
  words(body.rules)
    .map((line) => [line.slice(0, line.lastIndexOf(':')), line.slice(line.lastIndexOf(':') + 1)] as const)
    .filter(([rule]) => (phaseOf(rule) ?? 'capability') === phase)
    .map(([rule, said]) => `${rule}: ${said}`);

function denialLines(told: Told): readonly string[] {
  const { code, rule, because, facts } = own(told, 'deny')?.body ?? own(told, 'outcome')?.body ?? {};
  const named = text(rule) === '' ? [] : [`${text(rule)}: ${text(because)}`];
  return [`denied: ${text(code)}`, ...named, ...words(facts)];
}

function linesOf(stage: StageName, told: Told, phaseOf: PhaseOf): readonly string[] {
  const before = (own(told, 'intent') ?? own(told, 'deny'))?.body ?? {};
  const outcome = own(told, 'outcome');
  switch (stage) {
    case 'resolve':
      return [`${text(before.tool)} as ${text(before.role)}`];
    case 'intercept':
      return intercepted(before);
    case 'capability':
      return [`asks to ${words(before.capabilities).join(', ')}`, ...spoke(before, stage, phaseOf)];
    case 'argument':
    case 'precondition':
      return spoke(before, stage, phaseOf);
    case 'execute': {
      const intent = own(told, 'intent');
      return intent === undefined
        ? []
        : [`intent durable as entry ${intent.seq}`, `executed: ${told.executed}`];
    }
    case 'transform':
      return list(outcome?.body.masked).map((one) => {
        const { pointer, class: kind, operator } = record(one);
        return `${text(pointer)}: ${text(kind)}, ${text(operator)}`;
      });
    case 'mint':
      return words(outcome?.body.minted).map((one) => `receipt: ${one}`);
    case 'audit':
      return told.entries.map(({ seq, type, body }) => `entry ${seq}: ${type} ${text(body.tool)}`.trim());
  }
}

/** Where the machine left the straight way; undefined when it did not. */
const stoppedAt = (told: Told): StageName | undefined =>
  isAllowed(told) ? undefined : stages.find((stage) => stage === told.endedIn);

export function notesOf(told: Told, phaseOf: PhaseOf): readonly StageNote[] {
  const end = stoppedAt(told);
  const last = end === undefined ? stages.length : stages.indexOf(end);
  return stages.map((stage, at) => {
    if (stage !== 'audit' && at > last) return { stage, state: 'skipped', lines: [] };
    const lines = linesOf(stage, told, phaseOf);
    if (stage !== end) return { stage, state: 'passed', lines };
    return { stage, state: 'stopped', lines: [...lines, ...denialLines(told)] };
  });
}
