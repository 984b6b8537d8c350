/** What comes of a deed: the next state, and each step on the way there. It decides nothing: the calls are the kernel's own. */
import { unended } from '../../src/explore/held.js';
import type { StepTaken } from '../../src/explore/promises.js';
import { wordsOf } from '../../src/explore/words.js';
import { applied, type Executed, executed, type World, writtenOutside } from '../../src/explore/world.js';
import { isMint, type Pending } from './hands.js';
import type { Happening, Moment } from './moments.js';
import type { Deed, Stand, State, Terms } from './state.js';

export interface Taken {
  readonly state: State;
  /** One for each answer of a hand. */
  readonly steps: readonly StepTaken[];
  /** What each hand was asked that answered. */
  readonly hands: readonly string[];
}

const replaced = (state: State, who: string, moment: Moment): readonly Stand[] =>
  state.stands.map((stand) => (stand.party.name === who ? { ...stand, moment } : stand));

interface Moved {
  readonly who: string;
  readonly world: World;
  readonly happening: Happening;
  readonly lines?: StepTaken['appended'];
  readonly did?: Executed & { readonly call: NonNullable<StepTaken['did']> };
}

const didIn = (did: NonNullable<StepTaken['did']>, { allowance }: Terms): Partial<StepTaken> =>
  allowance === undefined ? { did } : { did, allowance };

/** Takes one call on, and notes what its child was handed on the way. */
async function moved(
  state: State,
  { who, world, happening, lines = [], did }: Moved,
  terms: Terms,
): Promise<Taken> {
  const stand = state.stands.find(({ party }) => party.name === who);
  if (stand === undefined) throw new Error('a deed of nobody');
  const moment = await stand.party.moments.after(stand.moment, happening);
  const known = stand.moment.pending.map(({ id }) => id);
  const calls = moment.pending.flatMap(({ id, ask }) =>
    ask.on === 'child' && !known.includes(id) ? [ask.call] : [],
  );
  const handed = Object.fromEntries(calls.map(({ request }) => [request, world.handed[request] ?? 'handed']));
  const after = calls.length === 0 ? world : { ...world, handed: { ...world.handed, ...handed } };
  const common = { before: state.world, after, guardsGold: terms.guardsGold };
  const replied = stand.moment.reply === undefined ? moment.reply : undefined;
  const step: StepTaken = {
    ...common,
    appended: lines,
    ...(replied === undefined ? {} : { replied }),
    ...(did === undefined || did.isRefused ? {} : didIn(did.call, terms)),
  };
  const taken = calls.map(
    (call): StepTaken => ({ ...common, before: { ...world }, appended: [], took: call }),
  );
  return {
    state: { ...state, world: after, stands: replaced(state, who, moment) },
    steps: [step, ...taken],
    hands: [],
  };
}

/** Whose hand it is, and which. */
interface Hand {
  readonly who: string;
  readonly at: Pending;
}

async function answered(state: State, { who, at }: Hand, terms: Terms): Promise<Taken> {
  const { ask, id } = at;
  if (ask.on === 'child') throw new Error('a child is not answered before it has executed');
  const { world, answer } = applied(state.world, ask);
  const lines = ask.on === 'journal' && answer.durable === true ? ask.lines : [];
  const taken = await moved(state, { who, world, happening: { type: 'answer', id, answer }, lines }, terms);
  return { ...taken, hands: [wordsOf(ask)] };
}

const midMessage = ({ stands }: State, who: string): Pending | undefined =>
  stands.find(({ party }) => party.name === who)?.moment.pending.find((one) => isMint(one) && !one.isFirst);

/** A mint takes one message at a time; where nobody else shares its store, it is walked as one. */
async function answeredOn(state: State, { who, at }: Hand, terms: Terms): Promise<Taken> {
  let taken = await answered(state, { who, at }, terms);
  const steps = [...taken.steps];
  const hands = [...taken.hands];
  for (let next = midMessage(taken.state, who); next !== undefined; next = midMessage(taken.state, who)) {
    if (terms.grain === 'cell') break;
    taken = await answered(taken.state, { who, at: next }, terms);
    steps.push(...taken.steps);
    hands.push(...taken.hands);
  }
  const kernel = state.stands.find(({ party }) => party.name === who)?.party.kernel ?? '';
  const { [kernel]: _, ...others } = taken.state.midst;
  const midst = midMessage(taken.state, who) === undefined ? others : { ...others, [kernel]: who };
  return { state: { ...taken.state, midst }, steps, hands };
}

const still = (state: State, after: State, terms: Terms): Taken => ({
  state: after,
  steps: [{ before: state.world, after: after.world, appended: [], guardsGold: terms.guardsGold }],
  hands: [],
});

/** The child of a dead kernel does what it was handed, and tells nobody. */
function executedAlone(state: State, { call, ...did }: NonNullable<Moved['did']>, terms: Terms): Taken {
  const step: StepTaken = {
    ...{ before: state.world, after: did.world, appended: [], guardsGold: terms.guardsGold },
    ...(did.isRefused ? {} : didIn(call, terms)),
  };
  return { state: { ...state, world: did.world }, steps: [step], hands: [wordsOf({ on: 'child', call })] };
}

async function executes(state: State, { who, at }: Hand, terms: Terms): Promise<Taken> {
  if (at.ask.on !== 'child') throw new Error('only a child executes');
  const { call } = at.ask;
  const did = { ...executed(state.world, call), call };
  const isDead = state.stands.find(({ party }) => party.name === who)?.isDead ?? true;
  if (isDead) return executedAlone(state, did, terms);
  const happening: Happening = { type: 'executed', id: at.id, result: did.result };
  const taken = await moved(state, { who, world: did.world, happening, did }, terms);
  return { ...taken, hands: [wordsOf(at.ask)] };
}

const handedBy = (world: World, request: string, what: 'dropped'): World => ({
  ...world,
  handed: { ...world.handed, [request]: what },
});

function crashed(state: State, kernel: string, terms: Terms): Taken {
  const stands = state.stands.map((one) => (one.party.kernel === kernel ? { ...one, isDead: true } : one));
  const { [kernel]: _, ...midst } = state.midst;
  return still(state, { ...state, stands, midst, left: 0 }, terms);
}

/** A kernel starts again when no child of the dead one is left. */
async function recovered(state: State, kernel: string, terms: Terms): Promise<Taken> {
  const ended = state.stands.map((one) => (one.party.kernel === kernel ? { ...one, isDead: true } : one));
  const dead = ended.filter((one) => one.isDead && one.party.kernel === kernel);
  const isOfDead = (request: string): boolean =>
    dead.some(({ party }) => request.startsWith(`${party.name}.`));
  const left = Object.entries(state.world.handed).filter(
    ([request, what]) => what === 'handed' && isOfDead(request),
  );
  const others = (names: readonly string[]): readonly string[] => names.filter((name) => name !== kernel);
  const { broken, sealed } = state.world;
  const whole: World = { ...state.world, broken: others(broken), sealed: others(sealed) };
  const world = left.reduce<World>((so, [request]) => handedBy(so, request, 'dropped'), whole);
  const party = terms.recovery(kernel, unended(world).filter(isOfDead));
  const isNew = terms.upset.kind === 'policy';
  const late = state.stands.filter((one) => isNew && one.party.kernel === kernel && !one.moment.hasBegun);
  const next = [party, ...late.map((one) => terms.successor(one.party))];
  const stands = [
    ...ended.filter((one) => !late.some((other) => other.party === one.party)),
    ...next.map((one) => ({ party: one, moment: one.moments.first, isDead: false })),
  ];
  const hands = isNew ? ['under another policy'] : [];
  return { ...still(state, { ...state, world, stands }, terms), hands };
}

function begun(state: State, who: string, terms: Terms): Promise<Taken> {
  const party = state.stands.find((one) => one.party.name === who)?.party;
  const [kernel, under] = [party?.kernel ?? '', party?.under ?? ''];
  const world = { ...state.world, served: { ...state.world.served, [who]: under } };
  const door = world.sealed.includes(kernel) ? 'sealed' : 'open';
  return moved(state, { who, world, happening: { type: 'begin', door } }, terms);
}

export async function take(state: State, deed: Deed, terms: Terms): Promise<Taken> {
  const { who } = deed;
  const once = { ...state, left: state.left - 1 };
  switch (deed.does) {
    case 'begin':
      return begun(state, who, terms);
    case 'cancel':
    case 'wait':
      return moved(once, { who, world: state.world, happening: { type: deed.does } }, terms);
    case 'answer':
      return answeredOn(state, deed, terms);
    case 'execute':
      return executes(state, deed, terms);
    case 'drop': {
      const request = deed.at.ask.on === 'child' ? deed.at.ask.call.request : '';
      const world = handedBy(state.world, request, 'dropped');
      const taken = await moved(
        state,
        { who, world, happening: { type: 'answer', id: deed.at.id, answer: {} } },
        terms,
      );
      return { ...taken, hands: [wordsOf(deed.at.ask)] };
    }
    case 'outside':
      return {
        ...still(state, { ...once, world: writtenOutside(state.world, deed.dataset) }, terms),
        hands: [deed.dataset],
      };
    case 'crash':
      return crashed(state, who, terms);
    case 'journal':
      return still(
        state,
        { ...once, world: { ...state.world, broken: [...state.world.broken, who] } },
        terms,
      );
    case 'recover':
      return recovered(state, who, terms);
  }
}
