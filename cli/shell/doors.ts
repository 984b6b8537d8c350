/** What a front door is handed: words out, and the hands that only `main.ts` can make. A verb answers an exit code; it never exits. */
import type { ConfigText } from '../../actors/kernel/boot.js';
import type { Enacted, Enactment } from '../../actors/law/law.js';
import type { Survey } from '../../actors/outside/manifests.js';
import type { Masker } from '../../actors/outside/masker.js';
import type { ConfigFiles, North, Powers, Reader } from '../../actors/powers.js';
import type { Collector, ConsoleFace, ConsoleServer, Examiner } from '../../actors/powers-console.js';
import type { SandboxHands } from '../../actors/powers-sandbox.js';
import type { TrialMeans } from '../../actors/rehearsal/trials.js';
import type { Digest } from '../../src/digest.js';
import type { TripView } from '../../src/inspection/trip.js';

/** 0 done · 1 a claim or check failed · 2 the call or the configuration is wrong · 3 the kernel could not start or was sealed. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface ChainFile {
  readonly name: string;
  readonly path: string;
  readonly lines: () => AsyncIterable<string>;
  /** The signed heads kept in the second place, newest last. */
  readonly heads: () => readonly string[];
  /** The process that writes it, while it lives. */
  readonly writer: number | undefined;
}

/** The console of one running kernel. */
export interface ConsoleDoor {
  readonly chain: string;
  /** Opens once, within a minute. Undefined when it gave no answer. */
  readonly address: () => Promise<string | undefined>;
  /** The address that an inspector of Stately's attaches to. Undefined when the console gave no answer. */
  readonly socket: () => Promise<string | undefined>;
  /** One call's trip and those of what its plan asked for; empty when the kernel does not hold it. */
  readonly trips: (decision: string) => Promise<readonly TripView[]>;
  /** In a browser, where there is one. */
  readonly open: (address: string) => void;
}

export interface ConsoleTerms {
  /** Where `aegis inspect` finds it; undefined: nowhere. */
  readonly note: { readonly state: string; readonly chain: string } | undefined;
  /** 0: one that is free. */
  readonly port: number;
  readonly face: ConsoleFace;
  /** An inspector of Stately's may attach by WebSocket. */
  readonly hasSockets: boolean;
}

export interface Doors {
  /** To stdout, for results. A line end is added. */
  readonly out: (text: string) => void;
  /** To stderr, for everything said to a person. A line end is added. */
  readonly err: (text: string) => void;
  readonly version: string;
  /** The words that call this program again. */
  readonly program: string;
  /** Where the installed package lies. */
  readonly packageRoot: string;
  /** Unkeyed digests, for lines and texts that are no secret. */
  readonly digest: Pick<Digest, 'sha256'>;
  /** Secrets are looked at where a verb is to start with them; a verb that only reads leaves them alone. */
  readonly enact: (config: string, dev: boolean, looks?: 'with-secrets') => Enactment;
  readonly powers: (enacted: Enacted, dev: boolean) => Promise<Powers>;
  /** The hands that ask a live server for its tools. */
  readonly survey: (dev: boolean) => Survey;
  /** What policy tests are run with; closed when they are over. */
  readonly rehearsal: () => { readonly means: TrialMeans; readonly close: () => Promise<void> };
  readonly readFile: ConfigFiles['read'];
  /** The officer of `aegis mask` with the masks of a policy and the engine of a configuration, or why there is none. */
  readonly masker: (policy: string | undefined, engine: string | undefined) => Masker | string;
  /** The lines of a file, or of stdin. */
  readonly lines: (file: string | undefined) => AsyncIterable<string>;
  /** To stdout as it is, once there is room. */
  readonly raw: (text: string) => Promise<void>;
  readonly north: () => North;
  readonly reader: () => Reader;
  readonly abort: Powers['abort'];
  /** Where a script can be run on a kernel that is nobody's. */
  readonly sandboxes: SandboxHands;
  /** The lines of stdin. */
  readonly input: () => AsyncIterable<string>;
  readonly chains: (state: string, heads: string | undefined) => Promise<readonly ChainFile[]>;
  readonly verifySignature: (state: string) => (text: string, signature: string) => boolean;
  /** Rejects when the port or the place of its note cannot be had. */
  readonly openConsole: (terms: ConsoleTerms) => Promise<ConsoleServer>;
  /** Who tries calls on a policy for whoever looks at it. */
  readonly examiner: () => Examiner;
  /** The other side of what is handed on. */
  readonly collector: (endpoint: string) => Collector;
  /** Those of the kernels that run on a state directory. */
  readonly consoles: (state: string) => readonly ConsoleDoor[];
  /** In a browser, where there is one; the answer takes away what was left for it. */
  readonly openAddress: (address: string) => () => void;
  /** The law of texts that were in force at a moment; undefined where they make none. */
  readonly enactKept: (texts: readonly ConfigText[], at: number) => Enacted | undefined;
  readonly now: () => number;
  /** A person reads stdout. */
  readonly isTerminal: boolean;
  readonly kept: (state: string, digest: string) => string | undefined;
  /** Calls `then` once on SIGTERM or SIGINT: the end that a verb waits for. */
  readonly onStop: (then: () => void) => void;
  /** For a verb that is to take away what it made: `then` is called once on SIGTERM or SIGINT, and when the verb has answered, the process ends with the code of the signal. */
  readonly onInterrupt: (then: () => void) => void;
  /** Runs another program of this package, which is told when we are told to stop; answers its exit code. */
  readonly run: (program: string, args: readonly string[]) => Promise<number>;
}

export interface Verb {
  readonly name: string;
  readonly about: string;
  readonly help: string;
  readonly run: (args: Args, doors: Doors) => Promise<ExitCode>;
}

export interface Args {
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export const flag = (args: Args, name: string): string | undefined => {
  const value = args.flags[name];
  return typeof value === 'string' ? value : undefined;
};
/** Every value of an option that may be given several times. */
export const listed = (args: Args, name: string): readonly string[] => {
  const value = args.flags[name];
  return typeof value === 'object' ? value : [];
};
export const isSet = (args: Args, name: string): boolean => args.flags[name] === true;
export const configPath = (args: Args): string => flag(args, 'config') ?? 'aegis.yaml';

/** The configuration for a verb that only reads; what is wrong with it is `check`'s to say. */
export function configured(doors: Doors, args: Args, verb: string): Enacted | undefined {
  const enactment = doors.enact(configPath(args), true);
  if ('enacted' in enactment) return enactment.enacted;
  doors.err(`aegis ${verb}: the configuration has problems; run aegis check --config ${configPath(args)}`);
  return undefined;
}
