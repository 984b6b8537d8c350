// A real kernel in front of downstreams that misbehave on request, and what came of it: answers, calls that arrived, entries, bytes, processes.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Entry,
  journal,
  type Kernel,
  type StartTerms,
  startKernel,
  verb,
} from '../acceptance/kernel.js';
import { childrenOf, stillThere } from '../acceptance/slow.js';

const servers = join(import.meta.dirname, '..', 'fixtures', 'servers');
const hostileProgram = join(servers, 'hostile.mjs');

export const secret = 'Zq9/+kP"7 canary-secret €4x';

/** One tool of the child a line; every argument is a text unless it is `ms` or `lines`. */
const tools = {
  ...{ echo: 'say', crowd: 'say lines' },
  leak: 'how where',
  scatter: 'where',
  ...{ env: '', twice: '', asks: '', fails: '', draw: '', crash: '', partial: '', never: '', deafen: '' },
  ...{ junk: 'lines', slow: 'ms say', pause: 'ms', size: '', heard: '', flood: 'lines' },
};
const typeOf = (name: string): string => (name === 'ms' || name === 'lines' ? 'integer' : 'string');

const toolText = ([name, words]: readonly [string, string]): string => {
  const args = words.split(' ').filter((word) => word !== '');
  const given = args.map((one) => `${one}: { type: ${typeOf(one)}, required: false }`).join(', ');
  return `  ${name}: { can: list, description: does ${name}, deadline: 20s, arguments: { ${given} } }`;
};

export interface HostileTerms extends StartTerms {
  /** Further words of the child's command line. */
  readonly argv?: readonly string[];
  /** Names of systems, each a child of its own. */
  readonly systems?: readonly string[];
  /** Deadlines by tool, for instance `{ never: '300ms' }`. */
  readonly deadlines?: Readonly<Record<string, string>>;
  readonly concurrency?: number;
  /** More policies beside the shipped one, by file name. */
  readonly policies?: Readonly<Record<string, string>>;
}

function manifest(system: string, { argv = [], deadlines = {}, concurrency = 8 }: HostileTerms): string {
  const lines = Object.entries(tools).map(toolText);
  const timed = Object.entries(deadlines).reduce(
    (all, [name, time]) =>
      all.map((line) => (line.startsWith(`  ${name}:`) ? line.replace('20s', time) : line)),
    lines,
  );
  return [
    ...['version: 1', 'unpinned-because: it is written for the test', `system: ${system}`, 'launch:'],
    `  argv: ${JSON.stringify(['node', hostileProgram, ...argv])}`,
    `  env: { HOSTILE_LOG: "{config}/${system}.log" }`,
    '  secrets: { TOKEN: "file:{config}/token" }',
    `  concurrency: ${concurrency}`,
    ...['tools:', ...timed, ''],
  ].join('\n');
}

/** A configuration in a directory of its own. */
export function layOut(terms: HostileTerms = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'aegis-hostile-'));
  mkdirSync(join(directory, 'state'), { mode: 0o700 });
  writeFileSync(join(directory, 'token'), secret, { mode: 0o600 });
  const systems = terms.systems ?? ['foe'];
  for (const system of systems) writeFileSync(join(directory, `${system}.yaml`), manifest(system, terms));
  const policies = Object.entries(terms.policies ?? {});
  for (const [name, policy] of policies) writeFileSync(join(directory, name), policy);
  const config = join(directory, 'aegis.yaml');
  const lines = [
    'version: 1',
    'role: cleaner',
    `manifests: ${JSON.stringify(systems.map((one) => `{config}/${one}.yaml`))}`,
    `policies: ${JSON.stringify(['{package}/policies/default.yaml', ...policies.map(([name]) => `{config}/${name}`)])}`,
    'state: ./state',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const logs = (): readonly string[] =>
    systems.flatMap((one) => {
      const file = join(directory, `${one}.log`);
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    });
  return {
    ...{ directory, config, state: join(directory, 'state') },
    /** What reached the children, in the order of each. */
    arrived: () =>
      logs().map((line) => JSON.parse(line) as { readonly name: string; readonly arguments: unknown }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
export type Ground = ReturnType<typeof layOut>;

/** Every decision with an intent, and how often each was closed. */
export function ledgerOf(entries: readonly Entry[]) {
  const of = (...types: readonly string[]): readonly string[] =>
    entries.filter((one) => types.includes(one.type)).map((one) => one.decision);
  return { intents: of('intent'), outcomes: of('outcome'), denies: of('deny') };
}

export interface Met {
  readonly kernel: Kernel;
  readonly ground: Ground;
  readonly entries: () => readonly Entry[];
  /** Entries of one kind about a system. */
  readonly notes: () => readonly Entry['body'][];
  readonly verb: (...words: readonly string[]) => ReturnType<typeof verb>;
  /** Every byte of the two streams and the journal. */
  readonly everywhere: () => string;
  /** Ends the kernel and answers what is left of its processes. */
  readonly end: () => Promise<readonly unknown[]>;
}

export async function meet(terms: HostileTerms = {}): Promise<Met> {
  const ground = layOut(terms);
  const kernel = await startKernel(ground, terms);
  const entries = (): readonly Entry[] => journal(ground);
  return {
    ...{ kernel, ground, entries },
    notes: () => entries().flatMap((one) => (one.type === 'system' ? [one.body] : [])),
    verb: (...words) => verb(ground, ...words),
    everywhere: () => `${kernel.received()}\n${kernel.stderr()}\n${JSON.stringify(entries())}`,
    end: async () => {
      const children = childrenOf(kernel.pid);
      await kernel.close();
      ground.remove();
      return stillThere(children);
    },
  };
}

/** Every text in the answers that were received, decoded as a client decodes them: JSON in a text is read as well. */
export function textsIn(received: string): readonly string[] {
  const parsed = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  const walk = (value: unknown): readonly string[] => {
    if (typeof value === 'string') {
      const inner = /^[[{]/.test(value) ? parsed(value) : undefined;
      return [value, ...(inner === undefined ? [] : walk(inner))];
    }
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, item]) => [key, ...walk(item)]);
  };
  return received.split('\n').flatMap((line) => walk(parsed(line)));
}
