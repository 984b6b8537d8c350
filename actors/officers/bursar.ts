/**
 * The bursar: keeps what each session and each role has been given of each class. It promises before a call and settles after it, one message at a
 * time; a store that fails is a Failed, never an empty purse.
 */

import { type ActorRefFrom, createActor, fromCallback } from 'xstate';
import { type Amounts, type Purse, pursesOf, type Spent } from '../../src/budget/budget.js';
import { reserve, type Shortage, settle, spentOf } from '../../src/budget/spend.js';
import { accountOf, change, fresh, type Kept, type Marks, remember } from '../cells/budget-cells.js';
import type { Desk } from '../desk.js';
import type { BursarMessage } from '../messages.js';
import { type OfficerWatch, startOfficer } from '../observer.js';
import type { Clock, StateStore } from '../powers.js';
import { inTurn } from './in-turn.js';

export interface BursarInput {
  /** Shared by the kernels of the state directory: a role's count outlives each of them. */
  readonly store: StateStore;
  /** A session lives in one kernel and ends with it, and so does its count. */
  readonly ownStore: StateStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly desk: Pick<Desk, 'answer'>;
  /** Called once, when the store has failed: the kernel seals itself. */
  readonly onFailed: (why: string) => void;
  readonly observed?: OfficerWatch;
}

type Of<T extends BursarMessage['type']> = Extract<BursarMessage, { type: T }>;

const keptIn = ({ store, ownStore, clock }: BursarInput, purse: Purse): Kept => ({
  purse,
  store: purse.per === 'role' ? store : ownStore,
  clock,
});

const pursesIn = (
  input: BursarInput,
  { budgets, spender }: Pick<BursarMessage, 'budgets' | 'spender'>,
): readonly Kept[] => pursesOf(budgets, spender).map((purse) => keptIn(input, purse));

const nothing: ReadonlyMap<string, Amounts> = new Map();

/** What one purse refuses, none of them holds. */
async function promise(input: BursarInput, message: Of<'bursar.reserve'>): Promise<object> {
  const { asked } = message;
  const holding: Kept[] = [];
  for (const kept of pursesIn(input, message)) {
    const shortage = await change(kept, (account) => reserve(account, asked, kept.purse.rulesFor));
    holding.push(kept);
    if (shortage === undefined) continue;
    const given = { request: asked.request, outcome: nothing };
    for (const one of holding) await change(one, (account) => settle(account, given, one.purse.rulesFor));
    return { shortage };
  }
  return { reserved: true };
}

interface Settled {
  readonly kept: Kept;
  readonly news: readonly Marks[];
  readonly shortage: Shortage | undefined;
}

async function settleIn(kept: Kept, { request, took }: Of<'bursar.settle'>): Promise<Settled> {
  const { rulesFor } = kept.purse;
  const done = async (outcome: Parameters<typeof settle>[1]['outcome'], news: readonly Marks[]) => ({
    kept,
    news,
    shortage: await change(kept, (account) => settle(account, { request, outcome }, rulesFor)),
  });
  if (took === 'unknown') return done(took, []);
  const { since } = await accountOf(kept);
  const outcome = new Map<string, Amounts>();
  const news: Marks[] = [];
  for (const [name, { marks, more, rows, bytes, probes }] of took) {
    const own = await fresh(kept, { class: name, since, marks });
    news.push(own);
    outcome.set(name, { values: own.marks.length + more, rows, bytes, probes });
  }
  return done(outcome, news);
}

/** Each purse is settled, also after one has refused: what is asked is asked of all of them. */
async function close(input: BursarInput, message: Of<'bursar.settle'>): Promise<object> {
  const all: Settled[] = [];
  for (const kept of pursesIn(input, message)) all.push(await settleIn(kept, message));
  const [shortage] = all.flatMap((one) => one.shortage ?? []);
  if (shortage !== undefined) return { shortage };
  // INVARIANT: what does not leave has not been seen.
  for (const { kept, news } of all) for (const one of news) await remember(kept, one);
  return { settled: true };
}

async function told(input: BursarInput, message: Of<'bursar.read'>): Promise<readonly Spent[]> {
  const all: Spent[] = [];
  for (const kept of pursesIn(input, message)) all.push(...spentOf(await accountOf(kept), kept.purse));
  return all;
}

function answer(input: BursarInput, message: BursarMessage): Promise<object> {
  switch (message.type) {
    case 'bursar.read':
      return told(input, message);
    case 'bursar.reserve':
      return promise(input, message);
    case 'bursar.settle':
      return close(input, message);
  }
}

const bursarLogic = fromCallback<BursarMessage, BursarInput>(({ receive, input }) => {
  const { desk, onFailed, observed } = input;
  receive(
    inTurn<BursarMessage>({
      answer: (message) => answer(input, message),
      why: 'the accounts of the budgets failed',
      desk,
      onFailed,
      observed,
    }),
  );
});

export type BursarActor = ActorRefFrom<typeof bursarLogic>;

export const createBursar = (input: BursarInput): BursarActor =>
  startOfficer(createActor(bursarLogic, { input }), input.observed);
