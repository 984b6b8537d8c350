/** The consoles of running kernels, as `aegis inspect` finds and opens them. The address goes to a browser through a file of its owner alone, never through a list of processes. */
import { spawn } from 'node:child_process';
import {
  addressOf,
  type ConsoleNote,
  consoleNotes,
  keyOf,
  leadAway,
  leadTo,
  ticketOf,
  tripAt,
} from '../../actors/powers/index.js';
import type { TripView } from '../../src/inspection/trip.js';
import type { ConsoleDoor } from '../shell/doors.js';

async function addressAt(note: ConsoleNote): Promise<string | undefined> {
  const ticket = await ticketOf(note);
  return ticket === undefined ? undefined : addressOf(note, ticket);
}

async function socketAt(note: ConsoleNote): Promise<string | undefined> {
  const key = await keyOf(note);
  return key === undefined ? undefined : `ws://127.0.0.1:${note.port}/stately/${key}`;
}

/** The trip and those of what its plan asked for; empty when the kernel does not hold it. */
async function tripsAt(note: ConsoleNote, decision: string): Promise<readonly TripView[]> {
  // `as`: the kernel's own answer, to who holds its token.
  const trip = (await tripAt(note, decision)) as TripView | undefined;
  if (trip === undefined) return [];
  const inside = await Promise.all(trip.children.map(({ id }) => tripsAt(note, id)));
  return [trip, ...inside.flat()];
}

/** What opens a file as a person would by a double click. */
const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';

function open(path: string): void {
  const child = spawn(opener, [path], { stdio: 'ignore', detached: true });
  // There is no such program: the address is printed all the same.
  child.on('error', () => undefined);
  child.unref();
}

/** The same for an address that no note leads to; the answer takes away what was left for it. */
export function openAddress(address: string): () => void {
  const { path, forget } = leadAway(address);
  open(path);
  return forget;
}

export const consolesOf = (state: string): readonly ConsoleDoor[] =>
  consoleNotes(state).map((note) => ({
    chain: note.chain,
    address: () => addressAt(note),
    socket: () => socketAt(note),
    trips: (decision) => tripsAt(note, decision),
    open: (address) => open(leadTo(state, note.chain, address)),
  }));
