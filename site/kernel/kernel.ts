/**
 * The shipped kernel, whole, over hands that are this page's: every officer, the request machine, policy, masker, mint and ledger are the package's.
 * It refuses to stand in for a decision: what it tells was answered by the kernel or written by its ledger.
 */
import {
  createKernel,
  createMemoryStore,
  type Enacted,
  enact,
  type JsonObject,
  type Kernel,
  type Observer,
  type Powers,
  type Reader,
  type RequestContext,
  type ToolResult,
} from '../../actors/index.js';
import { createVerifier, doJob, type Entry, type Problem, type Verified } from '../../src/index.js';
import type { Lake } from '../lake/lake.js';
import { type Chain, createChain } from './chain.js';
import { pageAbort, pageChance, pageClock } from './hands.js';
import { drawDigest, drawSigner, plainDigest } from './seals.js';
import { createShelf, type Texts } from './shelf.js';
import { credential, spawnerFor } from './spawner.js';

export interface Means {
  readonly texts: Texts;
  readonly reader: Reader;
  /** A lake that is filled, or the one that is open. */
  readonly openLake: () => Lake;
}

/** One call, as the agent was answered and as the ledger wrote it. */
export interface Told {
  readonly result: ToolResult;
  readonly verdict: RequestContext['verdict'];
  readonly endedIn: RequestContext['endedIn'];
  readonly executed: RequestContext['executed'];
  /** Of this call and of the inner calls that it led to. */
  readonly entries: readonly Entry[];
}

export interface PageKernel {
  /** The phase in which a rule of the policy in force is asked. */
  phaseOf(rule: string): string | undefined;
  call(tool: string, args: JsonObject): Promise<Told>;
  stop(): Promise<void>;
}

export interface House {
  /** What is wrong with a policy, by the kernel's own loader; empty when it would be enacted. */
  problems(policy: string): readonly Problem[];
  /** The next kernel of this house, on the same lake, receipts and journal. Undefined when the policy has problems or the start failed. */
  open(policy: string): Promise<PageKernel | undefined>;
  readonly chain: Chain;
  verify(lines?: readonly string[]): Verified;
}

const today = (): string => new Date().toISOString().slice(0, 10);

const readLaw = ({ texts }: Means, policy: string): ReturnType<typeof enact> => {
  const { files, path } = createShelf(texts, policy);
  return enact(path, { files, digest: plainDigest, dev: false, today: today() });
};

interface Held {
  readonly chain: Chain;
  readonly powers: Omit<Powers, 'digest' | 'masking'>;
}

const powersOf = (means: Means, chain: Chain): Held['powers'] => ({
  clock: pageClock,
  chance: pageChance,
  abort: pageAbort,
  signer: drawSigner(),
  journal: chain.journal,
  store: createMemoryStore(),
  secrets: { resolve: async () => credential, watch: () => () => undefined },
  spawner: spawnerFor(means.openLake),
  reader: means.reader,
  log: { line: () => undefined },
});

/** Where the agent's own request last stood; inner calls have a parent and are not it. */
interface Sight {
  id: string;
  last: RequestContext | undefined;
}

const unseen = (): void => undefined;

const observerInto = (sight: Sight): Observer => ({
  begin: ({ call }) => {
    const isOwn = call.parent === undefined;
    if (isOwn) sight.id = call.id;
    return {
      entered: unseen,
      stepped: unseen,
      stood: ({ context }) => {
        if (isOwn) sight.last = context;
      },
      told: unseen,
      ended: unseen,
    };
  },
  inspect: () => unseen,
  officer: () => ({ took: unseen, stands: unseen, moved: unseen }),
  chain: { linked: unseen, durable: unseen, signed: unseen },
});

function isOf(entry: Entry, id: string): boolean {
  return entry.decision === id || entry.body.parent === id;
}

async function callOn(
  kernel: Kernel,
  { chain, sight }: { readonly chain: Chain; readonly sight: Sight },
  asked: { readonly tool: string; readonly args: JsonObject },
): Promise<Told> {
  Object.assign(sight, { id: '', last: undefined });
  const result = await kernel.face.callTool({ ...asked, signal: pageAbort().signal });
  const { id, last } = sight;
  return {
    result,
    verdict: last?.verdict ?? 'denied',
    endedIn: last?.endedIn ?? '',
    executed: last?.executed ?? 'no',
    entries: chain.entries().filter((entry) => id !== '' && isOf(entry, id)),
  };
}

async function openOn(held: Held, { law, bootPolicy, limits, texts, configuration }: Enacted) {
  const { chain, powers } = held;
  const sight: Sight = { id: '', last: undefined };
  const digest = drawDigest();
  // The page has one thread, and nobody's call waits behind another's.
  const masking: Powers['masking'] = {
    mask: async (job) => doJob(job, digest),
    close: async () => undefined,
  };
  const kernel = createKernel({
    ...{ law, bootPolicy, limits, texts, dev: false, version: 'page', role: configuration.config.role },
    powers: { ...powers, digest, masking },
    start: await chain.journal.open(),
    observer: observerInto(sight),
  });
  const booted = await kernel.boot();
  return booted.ok ? { kernel, sight } : undefined;
}

export function createHouse(means: Means): House {
  const chain = createChain('page');
  const powers = powersOf(means, chain);
  return {
    chain,
    problems: (policy) => {
      const enactment = readLaw(means, policy);
      return 'problems' in enactment ? enactment.problems : [];
    },
    async open(policy) {
      const enactment = readLaw(means, policy);
      if ('problems' in enactment) return undefined;
      const opened = await openOn({ chain, powers }, enactment.enacted);
      if (opened === undefined) return undefined;
      const { kernel, sight } = opened;
      const { rules } = enactment.enacted.law.policy;
      return {
        phaseOf: (rule) => rules.find(({ id }) => id === rule || id.endsWith(`/${rule}`))?.phase,
        call: (tool, args) => callOn(kernel, { chain, sight }, { tool, args }),
        stop: () => kernel.stop(),
      };
    },
    verify: (lines = chain.lines()) => {
      const verifier = createVerifier({ digest: plainDigest, verifySignature: powers.signer.verify });
      for (const line of lines) verifier.line(line);
      return verifier.end();
    },
  };
}
