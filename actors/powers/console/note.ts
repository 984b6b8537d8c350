/** Where a running console is found and by which token it is opened: a file in the state directory that its owner alone can read. */
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf } from '../journal/chain-lock.js';

export interface ConsoleNote {
  readonly chain: string;
  readonly pid: number;
  readonly port: number;
  readonly token: string;
}

const placeOf = (state: string): string => join(state, 'inspect');

/** INVARIANT: made for its owner alone before a word is in it, never through a link that somebody has laid. */
function writeOwn(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const descriptor = openSync(draft, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, path);
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone already.
  }
}

/** Refuses a place that others can look into or write to. */
function makePlace(state: string): string {
  const place = placeOf(state);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const found = lstatSync(place);
  const isOwn = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  if (!isOwn) throw new Error(`${place} is not a directory of its owner alone`);
  return place;
}

function noteIn(path: string): ConsoleNote | undefined {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      // `as`: each field is looked at in the next lines.
      const { chain, pid, port, token } = JSON.parse(
        readFileSync(descriptor, 'utf8'),
      ) as Partial<ConsoleNote>;
      if (typeof chain !== 'string' || typeof pid !== 'number' || typeof port !== 'number') return undefined;
      return typeof token === 'string' ? { chain, pid, port, token } : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** Of kernels that live; the note of one that died says nothing. */
export function consoleNotes(state: string): readonly ConsoleNote[] {
  const place = placeOf(state);
  const names = ((): readonly string[] => {
    try {
      return readdirSync(place).filter((name) => name.endsWith('.json'));
    } catch {
      return [];
    }
  })();
  return names.flatMap((name) => {
    const note = noteIn(join(place, name));
    if (note === undefined || name !== `${note.chain}.json`) return [];
    return holderOf(join(state, 'audit', `${note.chain}.lock`)) === note.pid ? [note] : [];
  });
}

/** What dead kernels have left is taken away. The answer takes this one away. */
export function leaveNote(state: string, note: ConsoleNote): () => void {
  const place = makePlace(state);
  for (const name of readdirSync(place)) {
    // Asked of each as it is met: another kernel may be writing its own at this moment.
    const chain = name.replace(/\.(?:json|html)(?:\.\d+)?$/, '');
    if (holderOf(join(state, 'audit', `${chain}.lock`)) === undefined) remove(join(place, name));
  }
  const path = join(place, `${note.chain}.json`);
  writeOwn(path, `${JSON.stringify(note)}\n`);
  return () => {
    remove(path);
    remove(join(place, `${note.chain}.html`));
  };
}

/** A page that leads to an address, so that the address stands in no list of processes. */
function leadFrom(path: string, address: string): string {
  const lead = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">`;
  writeOwn(path, `${lead}<meta http-equiv="refresh" content="0;url=${address}"><title>Aegis</title>\n`);
  return path;
}

export const leadTo = (state: string, chain: string, address: string): string =>
  leadFrom(join(placeOf(state), `${chain}.html`), address);

/** From a place of its own, which the answer takes away: what is only looked at is not written to. */
export function leadAway(address: string): { readonly path: string; readonly forget: () => void } {
  const place = mkdtempSync(join(tmpdir(), 'aegis-'));
  return {
    path: leadFrom(join(place, 'console.html'), address),
    forget: () => rmSync(place, { recursive: true, force: true }),
  };
}
