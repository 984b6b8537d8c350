/** Verifies a chain line by line: the first line that does not fit is named, and what stands after the last signed head is told. */
import type { Digest } from '../digest.js';
import { genesis, hashOf, headText } from './chain.js';
import { readLine } from './read.js';

export interface VerifyMeans {
  readonly digest: Pick<Digest, 'sha256'>;
  readonly verifySignature: (text: string, signature: string) => boolean;
  /** A head known from elsewhere, that the chain must contain. */
  readonly expected?: { readonly seq: number; readonly hash: string };
}

export interface Verified {
  readonly ok: boolean;
  readonly lines: number;
  /** The first bad line, counted from 1, and what is wrong with it. */
  readonly bad?: { readonly line: number; readonly why: string };
  readonly head: { readonly seq: number; readonly hash: string };
  /** Entries after the last signed head: whoever holds the file could have rewritten them. */
  readonly unsigned: number;
  readonly signedHeads: number;
}

export interface Verifier {
  /** A line without its newline. After a bad line the rest is not looked at. */
  line(text: string): void;
  end(): Verified;
}

interface State {
  lines: number;
  seq: number;
  hash: string;
  signed: number;
  heads: number;
  chain: string;
  bad: { readonly line: number; readonly why: string } | undefined;
  hasExpected: boolean;
}

function problemOf(text: string, state: State, means: VerifyMeans): string | undefined {
  // Entries are written in ASCII alone, so that a decoder cannot make two different lines equal.
  if (!/^[\x20-\x7e]+$/.test(text)) return 'it holds bytes that no entry has';
  const entry = readLine(text);
  if (entry === undefined) return 'it is not an entry';
  if (entry.seq !== state.seq + 1) return `its number is ${entry.seq}, not ${state.seq + 1}`;
  if (entry.prev !== state.hash) return 'it does not name the hash of the line before';
  if (state.chain !== '' && entry.chain !== state.chain) return 'it is of another chain';
  if (entry.type === 'head') {
    const { size, head, signature } = entry.body;
    if (size !== state.seq + 1 || head !== state.hash) return 'its head is not the line before';
    if (
      typeof signature !== 'string' ||
      !means.verifySignature(headText(entry.chain, state.seq, state.hash), signature)
    )
      return 'the signature of its head is not good';
    state.heads += 1;
    state.signed = entry.seq;
  }
  state.chain = entry.chain;
  return undefined;
}

function missingHead({ expected }: VerifyMeans, { seq }: State): State['bad'] {
  const wanted = expected?.seq ?? 0;
  const why = wanted > seq ? 'entries up to the expected head are missing' : 'it is not the expected head';
  return { line: Math.min(wanted, seq + 1) + 1, why };
}

export function createVerifier(means: VerifyMeans): Verifier {
  const { expected, digest } = means;
  const state: State = {
    lines: 0,
    seq: -1,
    hash: genesis,
    signed: -1,
    heads: 0,
    chain: '',
    bad: undefined,
    hasExpected: expected === undefined,
  };
  return {
    line(text) {
      if (state.bad !== undefined) return;
      state.lines += 1;
      const why = problemOf(text, state, means);
      if (why !== undefined) {
        state.bad = { line: state.lines, why };
        return;
      }
      state.seq += 1;
      state.hash = hashOf(text, digest);
      if (expected?.seq === state.seq && expected.hash === state.hash) state.hasExpected = true;
    },
    end() {
      const missing = state.hasExpected ? undefined : missingHead(means, state);
      const bad = state.bad ?? missing;
      return {
        ok: bad === undefined,
        lines: state.lines,
        ...(bad === undefined ? {} : { bad }),
        head: { seq: state.seq, hash: state.hash },
        unsigned: state.seq - state.signed,
        signedHeads: state.heads,
      };
    },
  };
}
