/** The real hands of one start of a kernel, each of which stands still until it is let go. What they do is theirs; a dead kernel's answer nobody. */
import { wordsOf } from '../../src/explore/words.js';
import type { Ask, Line } from '../../src/explore/world.js';
import type { Manifest } from '../../src/manifest/manifest.js';
import type { Desk } from '../desk.js';
import type { Chance, Journal, Link, Powers, StateStore } from '../powers.js';
import type { Trail } from '../powers-sandbox.js';
import type { Gates } from './gates.js';
import { linesIn } from './hands.js';
import { createHeldClock, type Whose } from './held-clock.js';
import { heldLink, type Watch } from './held-link.js';
import { type Asked, createHeldDesk } from './held-officers.js';

export interface HeldInput {
  readonly powers: Powers;
  readonly gates: Gates;
  readonly trail: Trail<Whose>;
  readonly watch: Watch;
  readonly manifests: readonly Manifest[];
  /** The calls of the script, by name. */
  readonly callers: readonly string[];
  readonly isOurs: (who: string, dataset: string) => boolean;
  /** Names of requests are the script's: each is given once. */
  readonly nextId: (who: string) => string;
}

export interface Held {
  readonly powers: Powers;
  readonly desk: Desk;
  readonly wait: (who: string) => boolean;
  readonly failJournal: () => void;
  /** Nothing that it asked is answered any more, and what the system would let go is let go. Its children live until they are buried. */
  readonly die: () => Promise<void>;
  readonly bury: () => Promise<void>;
}

interface Room extends HeldInput {
  readonly asked: WeakMap<object, Asked>;
  /** Those that are being made as well. */
  readonly links: Set<Promise<Link>>;
  isDead: boolean;
  isBuried: boolean;
  isFull: boolean;
}

const never = new Promise<never>(() => undefined);
const isStart = (room: HeldInput, who: string): boolean => !room.callers.includes(who);

/** A hand that is asked on behalf of a call: it does its work when it is let go, and says so then. */
function held<T>(room: Room, asked: Whose & { readonly words: string }, work: () => Promise<T>): Promise<T> {
  if (room.isDead) return never;
  return new Promise((resolve, reject) => {
    const go = (): Promise<void> => work().then(resolve, reject);
    room.gates.park({ ...asked, kind: 'hand', go });
  });
}

type StoreAsk = Extract<Ask, { on: 'store' }>;

const aboutOf = (ask: StoreAsk): string => (ask.verb === 'list' ? ask.prefix : ask.key).split('/')[0] ?? '';

function heldStore(room: Room): StateStore {
  const { store } = room.powers;
  const at = <T>(ask: StoreAsk, work: () => Promise<T>): Promise<T> => {
    const whose = room.trail.current();
    const about = aboutOf(ask);
    const isTheirs =
      whose !== undefined &&
      (whose.isWithin || !isStart(room, whose.who)) &&
      (ask.kind === 'overlay' || about === '' || room.isOurs(whose.who, about));
    return isTheirs ? held(room, { ...whose, words: wordsOf(ask) }, work) : room.gates.under(work());
  };
  return {
    get: (kind, key) => at({ on: 'store', verb: 'get', kind, key }, () => store.get(kind, key)),
    list: (kind, prefix) => at({ on: 'store', verb: 'list', kind, prefix }, () => store.list(kind, prefix)),
    swap: (kind, key, change) =>
      at({ on: 'store', verb: 'swap', kind, key, ...change }, async () => {
        const won = await store.swap(kind, key, change);
        if (won) await room.watch.stored();
        return won;
      }),
    close: () => store.close(),
  };
}

function heldJournal(room: Room, journal: Journal): Journal {
  const write = async (text: string, lines: readonly Line[]): Promise<void> => {
    if (room.isFull) throw new Error('the disk is full');
    await journal.append(text);
    room.watch.appended(lines);
  };
  return {
    get name() {
      return journal.name;
    },
    ...{ open: journal.open, keep: journal.keep, countSealed: journal.countSealed, close: journal.close },
    publishHead: journal.publishHead,
    adopt: (each) =>
      journal.adopt((orphan) => each({ ...orphan, journal: heldJournal(room, orphan.journal) })),
    append: (text) => {
      const lines = linesIn(text);
      const whose = room.trail.current();
      const isBoot = whose !== undefined && isStart(room, whose.who);
      const who = isBoot
        ? whose.who
        : lines.map(({ decision }) => decision.split('.')[0] ?? '').find((one) => room.callers.includes(one));
      const told = lines.filter(({ decision, type }) =>
        isBoot ? ['config', 'recovery'].includes(type) : decision !== '',
      );
      if (who === undefined || told.length === 0) return room.gates.under(write(text, lines));
      const words = `record ${told.map(({ type }) => type).join(', ')}`;
      return held(room, { who, isWithin: false, words }, () => write(text, lines));
    },
  };
}

function chanceOf({ powers, trail, callers, nextId }: HeldInput): Chance {
  return {
    id: () => {
      const who = trail.current()?.who;
      return who !== undefined && callers.includes(who) ? nextId(who) : powers.chance.id();
    },
  };
}

/** A death closes what the system closes: files and locks. It tells nobody. */
async function die(room: Room): Promise<void> {
  room.isDead = true;
  await room.powers.journal.close();
  await room.powers.store.close();
}

async function end(coming: Promise<Link>): Promise<void> {
  const link = await coming.catch(() => undefined);
  await link?.close(0);
}

async function bury(room: Room): Promise<void> {
  const { links, powers } = room;
  room.isBuried = true;
  await Promise.all([...links].map(end));
  await powers.reader.close();
  await powers.masking.close();
}

function connecting(room: Room): Powers['spawner']['connect'] {
  const { powers, gates, trail, watch, asked, links } = room;
  const [isNew, isDead] = [(who: string): boolean => isStart(room, who), (): boolean => room.isDead];
  return async (launch, env, on) => {
    // An officer that misses its child starts another: not where all of it is over.
    if (room.isBuried) return never;
    const coming = powers.spawner.connect(launch, env, on);
    links.add(coming);
    const link = await gates.under(coming);
    return heldLink({ gates, trail, watch, asked, isStart: isNew, isDead }, link);
  };
}

export function holdPowers(input: HeldInput): Held {
  const { powers, gates, trail, manifests } = input;
  const room: Room = {
    ...{ ...input, asked: new WeakMap(), links: new Set() },
    ...{ isDead: false, isBuried: false, isFull: false },
  };
  const { clock, wait } = createHeldClock(powers.clock, trail);
  const connect = connecting(room);
  return {
    powers: {
      ...powers,
      ...{ clock, chance: chanceOf(input), store: heldStore(room), spawner: { connect } },
      journal: heldJournal(room, powers.journal),
      reader: {
        load: (...given) => gates.under(powers.reader.load(...given)),
        read: (request) => gates.under(powers.reader.read(request)),
        close: () => powers.reader.close(),
      },
      masking: {
        mask: (...given) => gates.under(powers.masking.mask(...given)),
        close: () => powers.masking.close(),
      },
    },
    desk: createHeldDesk({
      ...{ clock, gates, trail, manifests, isOurs: input.isOurs, asked: room.asked },
      isStart: (who) => isStart(input, who),
    }),
    wait,
    failJournal: () => {
      room.isFull = true;
    },
    die: () => die(room),
    bury: () => bury(room),
  };
}
