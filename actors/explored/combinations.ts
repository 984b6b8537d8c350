/** Explores the calls of a configuration, two or three at a time: which of them meet, what goes wrong meanwhile, and who serves them. */

import type { Cells } from '../../src/explore/cells.js';
import type { Allowance } from '../../src/explore/step.js';
import type { Powers } from '../powers.js';
import { digestFor, type RehearsalMeans, signerOf } from '../rehearsal/rehearsal.js';
import type { Law } from '../trip/trip.js';
import { startBoot } from './boot.js';
import { startCall } from './call.js';
import type { ExploredCall } from './calls.js';
import { type Explored, explore } from './exploration.js';
import { laterLaw } from './later-law.js';
import { createMoments } from './moments.js';
import type { CallMeans } from './officers.js';
import { createReadings } from './readings.js';
import type { Party, Terms, Upset } from './state.js';

export interface Combination {
  readonly calls: readonly ExploredCall[];
  readonly upset: Upset;
  /** `two`: each call has a kernel and a session of its own, on one state. */
  readonly kernels: 'one' | 'two';
  /** Where the accounts of budgets are among what calls share. */
  readonly purse?: { readonly cells: Cells; readonly allowance: Allowance };
  /** Absent: the promises of the invariants. */
  readonly seeks?: NonNullable<Terms['seeks']>;
}

export interface Explorer {
  readonly explore: (combination: Combination, isReduced?: boolean) => Promise<Explored>;
  readonly close: () => void;
}

export interface ExplorerMeans extends RehearsalMeans {
  readonly abort: Powers['abort'];
}

const names = ['a', 'b', 'c', 'd'];

/** States of one combination at most. */
const most = 200_000;

interface Whole {
  readonly means: CallMeans;
  readonly later: CallMeans;
  readonly settle: () => Promise<void>;
  readonly role: string;
  readonly parties: Map<string, Party>;
  readonly next: () => number;
}

function kept(
  whole: Whole,
  key: string,
  made: () => Omit<Party, 'moments'> & { start: () => ReturnType<typeof startCall> },
): Party {
  const known = whole.parties.get(key);
  if (known !== undefined) return known;
  const { start, ...party } = made();
  const moments = createMoments({ start, settle: whole.settle, name: whole.next });
  const whoever = { ...party, moments };
  whole.parties.set(key, whoever);
  return whoever;
}

interface Place {
  readonly index: number;
  readonly kernels: Combination['kernels'];
  readonly isSpending: boolean;
  /** `later`: by the next start of the kernel, under another policy. */
  readonly start: 'first' | 'later';
}

export const sessionOf = (kernel: string, start: Place['start']): string => `s${kernel} ${start}`;

function partyOf(whole: Whole, call: ExploredCall, { index, kernels, start, isSpending }: Place): Party {
  const name = names[index] ?? 'z';
  const kernel = kernels === 'one' ? 'k' : `k${name}`;
  // A session ends with the kernel that began it.
  const session = sessionOf(kernel, start);
  const { datasets, carries, tool, args } = call;
  const { role } = whole;
  const means = start === 'first' ? whole.means : whole.later;
  return kept(whole, `${name} ${session} ${isSpending} ${call.id}`, () => ({
    ...{ name, kernel, under: session, datasets, carries },
    start: () => startCall(means, { name, kernel, session, role, tool, args, datasets, isSpending }),
  }));
}

function termsOf(whole: Whole, combination: Combination, isReduced: boolean): Terms {
  const { means } = whole;
  const { calls, upset, kernels, seeks, purse } = combination;
  const datasets = [...new Set(calls.flatMap((call) => call.datasets))].sort();
  const place = { kernels, isSpending: purse !== undefined };
  return {
    cells: purse?.cells ?? {},
    ...(purse === undefined ? {} : { allowance: purse.allowance }),
    ...{ upset, isReduced, most },
    ...(seeks === undefined ? {} : { seeks }),
    grain: kernels === 'one' ? 'message' : 'cell',
    parties: calls.map((call, index) => partyOf(whole, call, { ...place, index, start: 'first' })),
    successor: ({ name }) => {
      const index = names.indexOf(name);
      const call = calls[index];
      if (call === undefined) throw new Error('a successor of nobody');
      return partyOf(whole, call, { ...place, index, start: 'later' });
    },
    guardsGold: means.law.policy.rules.some(({ phase }) => phase === 'precondition'),
    recovery: (kernel, open) =>
      kept(whole, `recovery ${kernel} ${datasets.join()} ${open.join()}`, () => ({
        ...{ name: 'recovery', kernel, under: '', datasets, carries: false },
        start: () => startBoot(means, { name: 'recovery', kernel, datasets, open }),
      })),
  };
}

export function createExplorer(given: ExplorerMeans, law: Law, role: string): Explorer {
  const { reader, settle } = createReadings(given.reader, given.clock);
  const digest = digestFor(given);
  const parties = new Map<string, Party>();
  let count = 0;
  const next = (): number => {
    count += 1;
    return count;
  };
  const means: CallMeans = { law, digest, seals: signerOf(digest), reader, abort: given.abort };
  const later: CallMeans = { ...means, law: laterLaw(law, digest) };
  const whole: Whole = { means, later, settle, role, parties, next };
  return {
    explore: (combination, isReduced = true) => explore(termsOf(whole, combination, isReduced)),
    close: () => {
      for (const { moments } of parties.values()) moments.stop();
    },
  };
}

const share = (one: ExploredCall, other: ExploredCall): boolean =>
  one.datasets.some((name) => other.datasets.includes(name));

/** Every two calls, and every call with another of its own kind. */
export const pairsOf = (calls: readonly ExploredCall[]): readonly (readonly ExploredCall[])[] =>
  calls.flatMap((one, at) => calls.slice(at).map((other) => [one, other]));

/** A validation, a promotion of the same data, and a write of it: the three that gold rests on. */
export function triplesOf(calls: readonly ExploredCall[]): readonly (readonly ExploredCall[])[] {
  const isPlan = ({ tool }: ExploredCall): boolean => tool.startsWith('aegis__');
  const validations = calls.filter((call) => isPlan(call) && call.writes.length === 0);
  const promotions = calls.filter((call) => isPlan(call) && call.writes.length > 0);
  return validations.flatMap((validation) =>
    promotions
      .filter((promotion) => share(validation, promotion))
      .flatMap((promotion) =>
        calls
          .filter((call) => !isPlan(call) && call.writes.some((name) => validation.datasets.includes(name)))
          .map((write) => [validation, promotion, write]),
      ),
  );
}

/** What can go wrong for these calls, each once. */
export function upsetsOf(calls: readonly ExploredCall[], kernels: Combination['kernels']): readonly Upset[] {
  const datasets = [...new Set(calls.flatMap((call) => call.datasets))].sort();
  const kernel = kernels === 'one' ? 'k' : 'ka';
  return [
    ...datasets.map((dataset): Upset => ({ kind: 'outside', dataset })),
    ...calls.flatMap((_, at): Upset[] => [
      { kind: 'cancel', of: names[at] ?? 'z' },
      { kind: 'wait', of: names[at] ?? 'z' },
    ]),
    { kind: 'crash', kernel },
    { kind: 'policy', kernel },
    { kind: 'journal', kernel },
  ];
}
