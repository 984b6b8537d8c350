/** `aegis inspect`: finds the running kernels of a state directory, and opens the console of one. It prints the address here and nowhere else. */

import { inspectJournal } from './inspect/journal.js';
import {
  type ConsoleDoor,
  configPath,
  configured,
  type Doors,
  flag,
  isSet,
  type Verb,
} from './shell/doors.js';

const help = `aegis inspect [--config aegis.yaml] [--chain NAME] [--open | --no-open | --ws] [--json]
aegis inspect --journal DIR [--heads DIR] [--chain NAME] [--open | --no-open] [--json]

Prints the address of the console of each kernel that runs on the state directory, and opens it
where there is a browser and one kernel. An address opens once, within a minute. The kernel must
have been started with serve --inspect, or with inspect: in its configuration.

  --chain NAME    the kernel of this chain alone
  --open          open it, whatever this is run in; --no-open: print it only
  --ws            print the address for an inspector of Stately's instead; the kernel must run with --inspect-ws or inspect: { ws: true }

With --journal the same console shows a journal, whether or not its kernel runs: the chain in the state
directory DIR is read once and verified, and shown until you end it with Ctrl-C. Nothing is written.

  --journal DIR   the state directory, which holds audit/, config/ and the key that heads are checked with
  --heads DIR     the second place of the signed heads (default: heads/ in the state directory)

Exit codes: 0 done, 1 nothing to look at, 2 the configuration is wrong.`;

interface Found {
  readonly chain: string;
  readonly pid: number;
  readonly door: ConsoleDoor | undefined;
}

/** Kernels that live, with the console of those that have one. */
async function kernelsOf(doors: Doors, state: string, heads: string | undefined): Promise<readonly Found[]> {
  const consoles = doors.consoles(state);
  const chains = await doors.chains(state, heads);
  return chains.flatMap(({ name, writer }) =>
    writer === undefined
      ? []
      : [{ chain: name, pid: writer, door: consoles.find(({ chain }) => chain === name) }],
  );
}

const onlyOf = (found: readonly Found[], chain: string | undefined): readonly Found[] =>
  chain === undefined ? found : found.filter((one) => one.chain === chain);

interface Address {
  readonly chain: string;
  readonly pid: number;
  readonly address: string;
}

async function addressesOf(found: readonly Found[], isSocket: boolean): Promise<readonly Address[]> {
  const asked = found.map(async ({ chain, pid, door }) => ({
    chain,
    pid,
    address: await (isSocket ? door?.socket() : door?.address()),
  }));
  return (await Promise.all(asked)).flatMap(({ chain, pid, address }) =>
    address === undefined ? [] : [{ chain, pid, address }],
  );
}

/** Why there is nothing to look at, and what to do. */
function nothing(found: readonly Found[], config: string): string {
  if (found.length === 0)
    return 'no kernel runs on this state directory; the agent’s client starts one with aegis serve';
  if (found.every(({ door }) => door === undefined))
    return `inspection is off in the kernel that runs; start it with aegis serve --inspect, or write inspect: {} in ${config}`;
  return 'the console gave no answer; the kernel may be stopping';
}

const shown = (addresses: readonly Address[]): string =>
  addresses.length === 1
    ? (addresses[0]?.address ?? '')
    : addresses.map(({ chain, pid, address }) => `${chain} (process ${pid})\n  ${address}`).join('\n');

export const inspect: Verb = {
  name: 'inspect',
  about: 'the console of a running kernel, or of a journal',
  help,
  async run(args, doors) {
    const journal = flag(args, 'journal');
    if (journal !== undefined) return inspectJournal(args, doors, journal);
    const enacted = configured(doors, args, 'inspect');
    if (enacted === undefined) return 2;
    const { state, heads } = enacted.configuration.config;
    const found = onlyOf(await kernelsOf(doors, state, heads), flag(args, 'chain'));
    const addresses = await addressesOf(found, isSet(args, 'ws'));
    const [first, second] = addresses;
    if (first === undefined) {
      doors.err(`aegis inspect: ${nothing(found, configPath(args))}`);
      return 1;
    }
    doors.out(isSet(args, 'json') ? JSON.stringify({ kernels: addresses }) : shown(addresses));
    const mayOpen = !isSet(args, 'ws') && !isSet(args, 'no-open');
    const wants = mayOpen && (isSet(args, 'open') || doors.isTerminal);
    if (!wants || isSet(args, 'json')) return 0;
    if (second !== undefined)
      doors.err('aegis inspect: several kernels run; choose one with --chain to open it');
    else found.find(({ chain }) => chain === first.chain)?.door?.open(first.address);
    return 0;
  },
};
