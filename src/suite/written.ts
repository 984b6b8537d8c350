/** A suite as files of policy tests. The same suite is the same text, byte for byte; what an oracle does not say is not expected. */
import type { Allowed, Verdict } from '../oracle/judge.js';
import type { Expected, TrialForm } from '../trial/form.js';
import type { Circumstance, GivenReceipt, GivenSpent } from '../witness/witness.js';
import type { Chapter } from './goals.js';
import type { Case } from './suite.js';

/** Monday, 2026-01-05: the day on which a test is made that does not say when. */
const monday = 5;

const twoDigits = (number: number): string => String(number).padStart(2, '0');

const momentOf = ({ day, hour }: Pick<Circumstance, 'day' | 'hour'>): string =>
  `2026-01-${twoDigits(monday + day)}T${twoDigits(hour)}:00:00Z`;

/** Milliseconds since the epoch, of the same moment. */
export const instantOf = ({ day, hour }: Pick<Circumstance, 'day' | 'hour'>): number =>
  1_767_571_200_000 + day * 86_400_000 + hour * 3_600_000;

const ageOf = ({ age }: GivenReceipt): string => (age % 1_000 === 0 ? `${age / 1_000}s` : `${age}ms`);

const allowed = ({ rules, masks, into, bounds, unchanged, inner }: Allowed) => ({
  rules: [...new Set(rules)],
  masks,
  ...(Object.keys(into).length === 0 ? {} : { into }),
  ...(bounds === undefined ? {} : { bounds }),
  unchanged: [...new Set(unchanged)],
  ...(inner.length === 0 ? {} : { inner }),
});

/** Undefined where the oracle has no word. */
export function expectedOf(verdict: Verdict): Expected | undefined {
  if (verdict.verdict === 'unclear') return undefined;
  // `as`: operators, codes and phases are the words of the form; a test holds each of them against it.
  if (verdict.verdict === 'allowed') return { allow: allowed(verdict) } as Expected;
  const { code, phase, rule, inner } = verdict;
  const named = { ...(rule === '' ? {} : { rule }), ...(inner === undefined ? {} : { inner }) };
  return { deny: { code, phase, ...named } } as Expected;
}

function sessionOf({ session }: Circumstance): Readonly<Record<string, unknown>> | undefined {
  const { flags, ...counts } = session;
  const counted = Object.entries(counts).filter(([, count]) => count !== 0);
  const given = { ...Object.fromEntries(counted), ...(Object.keys(flags).length === 0 ? {} : { flags }) };
  return Object.keys(given).length === 0 ? undefined : given;
}

const receiptOf = (receipt: GivenReceipt) => ({
  dataset: receipt.dataset,
  kind: receipt.kind,
  age: ageOf(receipt),
  ...(receipt.died === undefined ? {} : { died: receipt.died }),
});

const spentOf = ({ sealed, ...given }: GivenSpent) => ({
  ...Object.fromEntries(Object.entries(given).filter(([, one]) => one !== 0)),
  ...(sealed ? { sealed } : {}),
});

/** Each key on a line, its value as JSON: YAML reads it as it is. */
function lines({ name, shows, call }: Case): readonly string[] {
  const { witness, at } = call;
  const session = sessionOf(at);
  const fields: readonly (readonly [keyof TrialForm, unknown])[] = [
    ['name', name],
    ['role', at.role],
    ...(at.day === 0 && at.hour === 12 ? [] : [['at', momentOf(at)] as const]),
    ['tool', witness.tool],
    ...(Object.keys(witness.args).length === 0 ? [] : [['args', witness.args] as const]),
    ...(at.preview ? [['preview', true] as const] : []),
    ...(session === undefined ? [] : [['session', session] as const]),
    ...(at.receipts.length === 0 ? [] : [['receipts', at.receipts.map(receiptOf)] as const]),
    ...(at.doubts.length === 0 ? [] : [['doubts', at.doubts] as const]),
    ...(at.spent.length === 0 ? [] : [['spent', at.spent.map(spentOf)] as const]),
    ['expect', expectedOf(call.verdict)],
  ];
  return [
    ...shows.map((one) => `  # ${one.replace(/[\r\n]+/g, ' ')}`),
    ...fields.map(([key, value], at) => `  ${at === 0 ? '-' : ' '} ${key}: ${JSON.stringify(value)}`),
  ];
}

const about: Readonly<Record<Chapter, string>> = {
  calls: 'Every call, as the configuration has it.',
  roles: 'Every tool for every other role, and for one that no line names.',
  lines:
    'What no call of the other files shows of a line: at other times, in other sessions, with other arguments, in doubt.',
  receipts: 'Receipts that are there, at the edges of their age, dead, of others, and in doubt.',
  budgets: 'Budgets with a little left, with nothing left, and with the class sealed.',
};

export interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

export interface Header {
  /** From the directory of the tests; undefined: that of the command line. */
  readonly config: string;
  /** In place of those that the configuration names; empty: its own. */
  readonly policies: readonly string[];
}

function fileOf(chapter: Chapter, cases: readonly Case[], { config, policies }: Header): WrittenFile {
  const head = [
    '# Written by `aegis test gen`. What is expected is what an oracle reads in the policy; write none of it by hand, write it again.',
    'version: 1',
    `about: ${JSON.stringify(about[chapter])}`,
    `config: ${JSON.stringify(config)}`,
    ...(policies.length === 0 ? [] : [`policies: ${JSON.stringify(policies)}`]),
    'tests:',
  ];
  return { name: `${chapter}.test.yaml`, text: `${[...head, ...cases.flatMap(lines)].join('\n')}\n` };
}

const chapters: readonly Chapter[] = ['calls', 'roles', 'lines', 'receipts', 'budgets'];

/** One file a chapter that has a test. */
export const policyFiles = (cases: readonly Case[], header: Header): readonly WrittenFile[] =>
  chapters.flatMap((chapter) => {
    const within = cases.filter((one) => one.chapter === chapter);
    return within.length === 0 ? [] : [fileOf(chapter, within, header)];
  });
