/**
 * Takes a real kernel along a script: its requests, mint, ledger, store, journal and children, each hand let go where the script says so. It guesses
 * nothing: what the kernel asks beside the script is let go and told, and what the script says and the kernel does not ask is told as well.
 */
import { wrongAtRest } from '../../src/explore/at-rest.js';
import { type Script, type ScriptStep, stepWords } from '../../src/explore/script.js';
import type { World } from '../../src/explore/world.js';
import { type Cast, recovery } from './cast.js';
import type { Gates, Standing } from './gates.js';
import type { Found, Witnessed } from './witnessed.js';

export interface Told {
  /** Of the script, from 1; 0 for what the kernel did beside it. */
  readonly step: number;
  readonly who: string;
  /** What the script says; '' beside it. */
  readonly said: string;
  /** What the kernel did; '' for what it did not ask. */
  readonly did: string;
}

export interface Replayed {
  readonly told: readonly Told[];
  readonly found: readonly Found[];
  /** What calls share when the script is over, before everybody is let go. */
  readonly shared: World;
  /** How each call was answered; '' for one that was not. */
  readonly ends: Readonly<Record<string, string>>;
}

interface Room {
  readonly script: Script;
  readonly gates: Gates;
  readonly cast: Cast;
  readonly seen: Witnessed;
  readonly told: Told[];
}

/** More hands than this for one step is a kernel that does not come to rest. */
const most = 1_000;

async function letGo({ gates }: Room, standing: Standing): Promise<void> {
  await gates.go(standing);
  await gates.settle();
}

async function beside(room: Room, standing: Standing): Promise<void> {
  const { who, words, kind } = standing;
  if (kind === 'hand') room.told.push({ step: 0, who, said: '', did: words });
  await letGo(room, standing);
}

/** Several lines in one: each is a message of its own, and all of them are written together. */
const isBatch = ({ words }: ScriptStep): boolean => words.startsWith('record ') && words.includes(', ');

/** `said`: an officer has answered it without a hand. */
async function nextFor(
  room: Room,
  step: ScriptStep,
  later: readonly string[],
): Promise<Standing | 'said' | undefined> {
  for (let tries = 0; tries < most; tries += 1) {
    const standing = room.gates.of(step.who);
    const meant = standing.find(({ words }) => words === step.words);
    if (meant?.kind === 'hand') return meant;
    const lines = standing.filter(({ kind, words }) => kind === 'message' && words.startsWith('record '));
    if (meant !== undefined) {
      await letGo(room, meant);
      // A ledger that has failed asks its journal nothing more.
      const isAsked = room.gates.of(step.who).some(({ words }) => words === step.words);
      if (!isAsked && step.words.startsWith('record ') && room.cast.isSealed(step.who)) return 'said';
    } else if (isBatch(step) && lines.length > 1) for (const one of lines) await room.gates.go(one);
    else {
      const other = standing.find(({ words }) => !later.includes(words));
      if (other === undefined) return undefined;
      await beside(room, other);
    }
    await room.gates.settle();
  }
  return undefined;
}

/** In one kernel the mint is taken to the end of its message before anybody else moves: it takes one at a time. */
async function endMessage(room: Room, but: string): Promise<void> {
  if (room.script.kernels === 'two') return;
  const midway = (): Standing | undefined =>
    room.gates.all().find(({ kind, isWithin, who }) => kind === 'hand' && isWithin && who !== but);
  for (let one = midway(); one !== undefined; one = midway()) await beside(room, one);
}

async function byHand(room: Room, step: ScriptStep, later: readonly string[]): Promise<boolean> {
  const standing = await nextFor(room, step, later);
  if (standing === undefined || standing === 'said') return standing === 'said';
  await letGo(room, standing);
  return true;
}

function given(room: Room, { who, words }: ScriptStep): boolean {
  const call = room.gates.of(who).find((one) => one.words === words && one.drop !== undefined);
  if (call !== undefined) room.gates.drop(call);
  return call !== undefined;
}

function happen(room: Room, step: ScriptStep, later: readonly string[]): Promise<boolean> | boolean {
  const { cast } = room;
  const { who, words } = step;
  switch (step.does) {
    case 'hand':
      return byHand(room, step, later);
    case 'begin':
      return cast.begin(who);
    case 'cancel':
      return cast.cancel(who);
    case 'wait':
      return cast.wait(who);
    case 'drop':
      return given(room, step);
    case 'outside':
      return cast.outside(words);
    case 'journal':
      return cast.failJournal(who);
    case 'crash':
      return cast.crash(who);
    case 'recover':
      return cast.recover(who, words);
  }
}

async function take(room: Room, index: number): Promise<void> {
  const { steps } = room.script;
  const step = steps[index];
  if (step === undefined) return;
  room.seen.at(index + 1);
  await endMessage(room, step.does === 'hand' ? step.who : '');
  const later = steps.slice(index + 1).flatMap(({ who, words }) => (who === step.who ? [words] : []));
  const isDone = await happen(room, step, later);
  await room.gates.settle();
  const said = stepWords(step);
  room.told.push({ step: index + 1, who: step.who, said, did: isDone ? said : '' });
}

async function letAllGo(room: Room): Promise<void> {
  for (let tries = 0; tries < most; tries += 1) {
    const [first] = room.gates.all();
    if (first === undefined) return;
    await letGo(room, first);
  }
}

/** Everybody is let go to their end; a kernel that has fallen is started again, as its operator would. */
async function rest(room: Room): Promise<void> {
  const { cast, seen, gates } = room;
  seen.at(0);
  await letAllGo(room);
  for (const name of cast.fallen()) {
    await cast.recover(name, '');
    cast.begin(recovery);
    await gates.settle();
    await letAllGo(room);
  }
}

export async function replay(given: Omit<Room, 'told'>): Promise<Replayed> {
  const room: Room = { ...given, told: [] };
  for (const index of room.script.steps.keys()) await take(room, index);
  const shared = room.seen.world();
  await rest(room);
  const { script, seen, cast } = room;
  const isTold = script.steps.every(({ does }) => does !== 'wait');
  seen.atRest(wrongAtRest(seen.world(), { silent: cast.silent(), isTold }));
  return { told: room.told, found: room.seen.found(), ends: room.cast.ends(), shared };
}
