// A journal in memory, for tests of who writes to it. It refuses what a test tells it to refuse, for ever, as the port asks.
import type { Journal, JournalStart } from '../../actors/powers.js';

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

export const freshStart: JournalStart = { seq: -1, hash: '0'.repeat(64), open: [], sealedCount: 0 };

export function createFakeJournal(isHeld = false): FakeJournal {
  const writes: string[] = [];
  const heads: string[] = [];
  const kept = new Map<string, string>();
  const waiting: (() => void)[] = [];
  const state = { hasFailed: false, headsFail: false, isClosed: false };
  const disk = (): Promise<void> =>
    isHeld ? new Promise((resolve) => void waiting.push(resolve)) : Promise.resolve();
  return {
    name: 'kernel-1',
    writes,
    heads,
    kept,
    get isClosed() {
      return state.isClosed;
    },
    open: async () => freshStart,
    async append(lines) {
      await disk();
      if (state.hasFailed || state.isClosed) throw new Error('no space left on the disk');
      writes.push(lines);
    },
    keep: async (digest, text) => void kept.set(digest, text),
    async publishHead(note) {
      if (state.headsFail) throw new Error('no second place');
      heads.push(note);
    },
    countSealed: () => undefined,
    close: async () => {
      state.isClosed = true;
    },
    release: () => waiting.shift()?.(),
    fail: () => {
      state.hasFailed = true;
    },
    failHeads: () => {
      state.headsFail = true;
    },
  };
}
