// A journal in memory, for tests of who writes to it. It passes the same suite as the real one, and refuses what a test tells it to refuse, for ever.
import { createHash } from 'node:crypto';
import type { Journal, JournalStart, Orphan } from '../../actors/powers.js';
import { genesis } from '../../src/audit/chain.js';
import { readLine } from '../../src/audit/read.js';

/** What several kernels share: chains, kept texts, heads in the second place. */
export interface JournalPlace {
  readonly chains: Map<string, { text: string; sealed: number; isHeld: boolean }>;
  readonly kept: Map<string, string>;
  /** By chain: notes as they were published, and whatever a test has left there. */
  readonly heads: Map<string, string[]>;
  /** While it is set nothing can be written. */
  isSpoilt: boolean;
}

export interface FakeJournal extends Journal {
  /** What each append wrote, one string a call. */
  readonly writes: readonly string[];
  readonly heads: readonly string[];
  readonly kept: ReadonlyMap<string, string>;
  readonly isClosed: boolean;
  /** Appends wait until it is called again; each call lets one through. */
  release(): void;
  /** From now on every append is rejected. */
  fail(): void;
  failHeads(): void;
}

export const freshStart: JournalStart = { seq: -1, hash: genesis, open: [], sealedCount: 0 };

export const createJournalPlace = (): JournalPlace => ({
  ...{ chains: new Map(), kept: new Map(), heads: new Map(), isSpoilt: false },
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const closes = new Set<string>(['outcome', 'deny', 'recovery']);

interface Found extends Pick<JournalStart, 'seq' | 'hash' | 'open'> {
  readonly good: string;
}

/** The whole, fitting lines; a misfit that an entry follows is no torn end. */
function scan(text: string): Found {
  const intents = new Map<string, JournalStart['open'][number]>();
  let [seq, hash, good] = [-1, genesis, ''];
  const lines = text.split('\n').slice(0, -1);
  for (const [at, line] of lines.entries()) {
    const entry = readLine(line);
    if (entry?.seq !== seq + 1 || entry.prev !== hash) {
      if (lines.slice(at + 1).some((one) => readLine(one) !== undefined))
        throw new Error(`the chain was changed: line ${at + 1} does not fit`);
      break;
    }
    [seq, hash, good] = [entry.seq, sha256(line), `${good}${line}\n`];
    const { type, decision, body } = entry;
    if (type === 'intent') intents.set(decision, { decision, seq, body });
    else if (closes.has(type)) intents.delete(decision);
  }
  return { seq, hash, good, open: [...intents.values()] };
}

function assertHead(notes: readonly string[], good: string): void {
  const known = notes.flatMap((note): { seq: number; head: string }[] => {
    try {
      // `as`: tests publish heads of this form, or what is no JSON.
      return [JSON.parse(note) as { seq: number; head: string }];
    } catch {
      return [];
    }
  });
  const last = known.at(-1);
  if (last?.head !== undefined && sha256(good.split('\n')[last.seq] ?? '') !== last.head)
    throw new Error('the chain was cut or changed before its signed head');
}

function freeName({ chains }: JournalPlace): string {
  let count = 1;
  while (chains.get(`kernel-${count}`)?.isHeld === true) count += 1;
  return `kernel-${count}`;
}

function openIn(place: JournalPlace, name: string): JournalStart {
  const chain = place.chains.get(name) ?? { text: '', sealed: 0, isHeld: false };
  const { good, ...found } = scan(chain.text);
  assertHead(place.heads.get(name) ?? [], good);
  const rest = chain.text.slice(good.length);
  place.chains.set(name, { ...chain, text: good, isHeld: true });
  const torn = rest === '' ? {} : { torn: { bytes: rest.length, sha256: sha256(rest) } };
  return { ...found, sealedCount: chain.sealed, ...torn };
}

/** Opens what is free of writers, one after the other, and lets each go. */
async function adoptIn(place: JournalPlace, each: (orphan: Orphan) => Promise<void>) {
  const problems: string[] = [];
  for (const [name, { isHeld }] of [...place.chains]) {
    if (isHeld) continue;
    try {
      scan(place.chains.get(name)?.text ?? '');
    } catch (problem) {
      problems.push(`${name}: ${String(problem)}`);
      continue;
    }
    const start = openIn(place, name);
    const journal = createFakeJournal(false, place, { name, start });
    await each({ journal, start }).finally(() => journal.close());
  }
  return problems;
}

interface Opened {
  readonly name: string;
  readonly start: JournalStart;
}

export function createFakeJournal(
  isHeld = false,
  place = createJournalPlace(),
  adopted?: Opened,
): FakeJournal {
  const writes: string[] = [];
  const waiting: (() => void)[] = [];
  const state = {
    phase: adopted === undefined ? 'unopened' : 'open',
    headsFail: false,
    carried: adopted?.start.sealedCount ?? 0,
  };
  let held = adopted?.name;
  const chain = () => {
    const found = place.chains.get(nameOf());
    return found ?? expectOpen();
  };
  const nameOf = (): string => held ?? expectOpen();
  const write = async (lines: string): Promise<void> => {
    if (isHeld) await new Promise<void>((resolve) => void waiting.push(resolve));
    if (place.isSpoilt && state.phase === 'open') state.phase = 'failed';
    if (state.phase !== 'open') throw new Error(`the journal takes no entry: it is ${state.phase}`);
    writes.push(lines);
    chain().text += lines;
    if (state.carried > 0) chain().sealed = 0;
    state.carried = 0;
  };
  return {
    get name() {
      return nameOf();
    },
    writes,
    kept: place.kept,
    get heads() {
      return place.heads.get(nameOf()) ?? [];
    },
    get isClosed() {
      return state.phase === 'closed';
    },
    async open() {
      if (state.phase !== 'unopened') throw new Error('the journal was opened before');
      const name = freeName(place);
      const start = openIn(place, name);
      held = name;
      state.phase = 'open';
      state.carried = start.sealedCount;
      return start;
    },
    append: write,
    async keep(digest, text) {
      if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('a text is kept by its SHA-256 alone');
      if (!place.kept.has(digest)) place.kept.set(digest, text);
    },
    async publishHead(note) {
      if (state.headsFail) throw new Error('no second place');
      place.heads.set(nameOf(), [...(place.heads.get(nameOf()) ?? []), note]);
    },
    countSealed: (count) => {
      if (held !== undefined) chain().sealed = state.carried + count;
    },
    async adopt(each) {
      chain();
      return adoptIn(place, each);
    },
    async close() {
      if (held === undefined || state.phase === 'closed') return;
      state.phase = 'closed';
      chain().isHeld = false;
    },
    release: () => waiting.shift()?.(),
    fail: () => {
      state.phase = 'failed';
    },
    failHeads: () => {
      state.headsFail = true;
    },
  };
}

function expectOpen(): never {
  throw new Error('the journal is not open');
}
