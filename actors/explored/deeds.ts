/** What can happen next in a state of an exploration. Where one deed meets nothing of what others can still do, it alone is offered. */
import { accountKind } from '../cells/budget-cells.js';
import { isMint, type Pending } from './hands.js';
import type { Deed, Stand, State, Terms } from './state.js';

const isOver = ({ moment, isDead }: Stand): boolean =>
  isDead || (moment.reply !== undefined && moment.pending.length === 0);

function freeOf({ party, moment, isDead }: Stand, state: State): readonly Pending[] {
  if (isDead) return moment.pending.filter(({ ask }) => ask.on === 'child');
  const holder = state.midst[party.kernel];
  return moment.pending.filter((one) => !isMint(one) || holder === undefined || holder === party.name);
}

/** A child may give up a call that nobody waits for any more, or that its kernel has left behind. */
function deedsAt(stand: Stand, state: State, { upset }: Terms): readonly Deed[] {
  const who = stand.party.name;
  const wasUpset = state.left === 0 && 'of' in upset && upset.of === who;
  return freeOf(stand, state).flatMap((at): readonly Deed[] => {
    if (at.ask.on !== 'child') return [{ who, does: 'answer', at }];
    if (state.world.handed[at.ask.call.request] !== 'handed') return [];
    const execute: Deed = { who, does: 'execute', at };
    return stand.isDead || !wasUpset ? [execute] : [execute, { who, does: 'drop', at }];
  });
}

function deedsOfUpset({ stands, left, world }: State, { upset }: Terms): readonly Deed[] {
  if (left === 0) return [];
  switch (upset.kind) {
    case 'none':
      return [];
    case 'cancel':
    case 'wait': {
      const stand = stands.find(({ party }) => party.name === upset.of);
      const isOpen = stand?.moment.hasBegun === true && stand.moment.reply === undefined;
      return isOpen ? [{ who: upset.of, does: upset.kind }] : [];
    }
    case 'outside':
      return [{ who: '', does: 'outside', dataset: upset.dataset }];
    case 'crash':
    case 'policy':
      return [{ who: upset.kernel, does: 'crash' }];
    case 'journal':
      return world.broken.length > 0 ? [] : [{ who: upset.kernel, does: 'journal' }];
  }
}

const recovering = ({ stands }: State): Stand | undefined =>
  stands.find(({ party }) => party.name.startsWith('recovery'));

/** A kernel that is started again serves nobody before it has recovered. */
const isServed = (state: State, { party }: Stand): boolean => {
  const start = recovering(state);
  return start === undefined || start.party.kernel !== party.kernel || start.party === party
    ? true
    : start.moment.reply !== undefined;
};

const recoveries = (state: State, { upset }: Terms): readonly Deed[] =>
  'kernel' in upset && state.left === 0 && recovering(state) === undefined
    ? [{ who: upset.kernel, does: 'recover' }]
    : [];

interface Offered {
  readonly stand: Stand;
  /** Undefined for a call that begins. */
  readonly at: Pending | undefined;
}

/** INVARIANT: a deed that is offered alone meets nothing that anybody else can still do, nor the upset. Then the others only come later. */
function isAlone({ stand, at }: Offered, state: State, { upset, grain }: Terms): boolean {
  const { party } = stand;
  if (state.left > 0 && 'of' in upset && upset.of === party.name) return false;
  if (state.left > 0 && 'kernel' in upset) return false;
  const others = state.stands.filter((one) => one !== stand && !isOver(one));
  // Whether the door is open to a call depends on whether another one's line was not taken before.
  const isDoor = at === undefined || at.ask.on === 'journal';
  if (isDoor && state.world.broken.includes(party.kernel)) return false;
  if (at === undefined || at.ask.on === 'journal' || at.ask.on === 'answer') return true;
  if (at.ask.on === 'child' && state.left > 0 && upset.kind === 'outside') return false;
  if (grain === 'cell' && isMint(at) && others.some((one) => one.party.kernel === party.kernel)) return false;
  if (at.ask.on === 'store' && [stand, ...others].some((one) => one.party.carries)) return false;
  // Whoever spends from one account meets the others there, whatever data they name.
  if (at.ask.on === 'store' && at.ask.kind === accountKind) return others.length === 0;
  if (at.within === 'overlay') return true;
  return !others.some((one) => one.party.datasets.some((name) => party.datasets.includes(name)));
}

export function deedsOf(state: State, terms: Terms): readonly Deed[] {
  const all: Deed[] = [];
  for (const stand of state.stands) {
    const isNew = !stand.isDead && !stand.moment.hasBegun;
    const begins: readonly Deed[] = isServed(state, stand) ? [{ who: stand.party.name, does: 'begin' }] : [];
    const own = isNew ? begins : deedsAt(stand, state, terms);
    const [only] = own;
    const isOne =
      own.length === 1 && only !== undefined && !stand.isDead && (isNew || stand.moment.pending.length === 1);
    if (terms.isReduced && isOne && isAlone({ stand, at: 'at' in only ? only.at : undefined }, state, terms))
      return [only];
    all.push(...own);
  }
  const rest = [...deedsOfUpset(state, terms), ...recoveries(state, terms)];
  return [...all, ...rest];
}
