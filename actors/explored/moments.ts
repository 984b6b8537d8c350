/**
 * The moments of one explored call: where it stands after each history of answers. What it does depends on its history alone, so a moment is run to
 * once, however many worlds lead there. It refuses to guess: a moment that is not known is reached by running the call.
 */

import type { RawResult } from '../../src/egress/released.js';
import type { Reply } from '../../src/explore/promises.js';
import type { Answer } from '../../src/explore/world.js';
import type { Started } from './call.js';
import { isMint, type Pending } from './hands.js';

export type Happening =
  | { readonly type: 'begin'; readonly door: 'open' | 'sealed' }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'executed'; readonly id: number; readonly result: RawResult }
  | { readonly type: 'cancel' }
  | { readonly type: 'wait' };

export interface Moment {
  readonly id: number;
  readonly pending: readonly Pending[];
  readonly reply: Reply | undefined;
  readonly hasBegun: boolean;
}

export interface Moments {
  readonly first: Moment;
  readonly after: (moment: Moment, happening: Happening) => Moment | Promise<Moment>;
  readonly stop: () => void;
}

interface Node {
  readonly moment: Moment;
  readonly path: readonly Happening[];
  readonly next: Map<string, Node>;
  /** The call itself, standing here once or several times, until it is taken on. */
  readonly parked: Started[];
  /** Where the mint message began whose middle this is; undefined elsewhere. */
  readonly anchor: Node | undefined;
}

function happen(started: Started, happening: Happening): void {
  const { hands } = started;
  switch (happening.type) {
    case 'begin':
      started.begin(happening.door);
      return;
    case 'answer':
      hands.answer(happening.id, happening.answer);
      return;
    case 'executed':
      hands.executed(happening.id, happening.result);
      return;
    case 'cancel':
      started.cancel();
      return;
    case 'wait':
      hands.wait();
      return;
  }
}

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export interface MomentsInput {
  readonly start: () => Started;
  /** Everything that is promised has happened. */
  readonly settle: () => Promise<void>;
  readonly name: () => number;
}

/** The message that a happening goes on with, where the mint's work is all that has happened since it began. */
function anchorOf(from: Node, happening: Happening): Node | undefined {
  if (happening.type !== 'answer') return undefined;
  const hand = from.moment.pending.find(({ id }) => id === happening.id);
  if (hand === undefined || !isMint(hand)) return undefined;
  return hand.isFirst ? from : from.anchor;
}

/**
 * INVARIANT: the mint remembers nothing between two messages. Whatever it was told by the store, a call that got the same answer from it goes on
 * alike, and both are one moment.
 */
const sameAs = (anchor: Node, started: Started): string =>
  JSON.stringify([anchor.moment.id, started.mintSaid(), started.hands.pending()]);

interface Room extends MomentsInput {
  readonly nodes: Map<number, Node>;
  readonly alike: Map<string, Node>;
}

function nodeAt(
  { name, nodes }: Room,
  started: Started,
  { path, anchor }: Pick<Node, 'path' | 'anchor'>,
): Node {
  const { hands, reply } = started;
  const moment = { id: name(), pending: hands.pending(), reply: reply(), hasBegun: path.length > 0 };
  const node: Node = { moment, path, next: new Map(), parked: [started], anchor };
  nodes.set(moment.id, node);
  return node;
}

/** A call that has gone on from a node was taken from it: one more is run to the same place. */
async function replayed({ start, settle }: Room, path: readonly Happening[]): Promise<Started> {
  const started = start();
  for (const happening of path) {
    happen(started, happening);
    await settle();
  }
  return started;
}

interface Went {
  readonly from: Node;
  readonly happening: Happening;
}

function reached(room: Room, started: Started, { from, happening }: Went): Node {
  const path = [...from.path, happening];
  const anchor = anchorOf(from, happening);
  if (anchor === undefined) return nodeAt(room, started, { path, anchor });
  const isMidway = started.hands.pending().some((one) => isMint(one) && !one.isFirst);
  if (isMidway) return nodeAt(room, started, { path, anchor });
  const key = sameAs(anchor, started);
  const known = room.alike.get(key);
  if (known !== undefined) known.parked.push(started);
  const node = known ?? nodeAt(room, started, { path, anchor: undefined });
  room.alike.set(key, node);
  return node;
}

async function run(room: Room, key: string, went: Went): Promise<Moment> {
  const { from, happening } = went;
  const started = from.parked.pop() ?? (await replayed(room, from.path));
  happen(started, happening);
  await room.settle();
  const node = reached(room, started, went);
  from.next.set(key, node);
  return node.moment;
}

export function createMoments(input: MomentsInput): Moments {
  const room: Room = { ...input, nodes: new Map(), alike: new Map() };
  const { nodes } = room;
  const root = nodeAt(room, input.start(), { path: [], anchor: undefined });
  return {
    first: root.moment,
    after: (moment, happening) => {
      const from = nodes.get(moment.id);
      if (from === undefined) throw new Error('a moment of another call');
      const key = JSON.stringify(happening, sorted);
      return from.next.get(key)?.moment ?? run(room, key, { from, happening });
    },
    stop: () => {
      for (const { parked } of nodes.values()) for (const started of parked) started.stop();
    },
  };
}
