/** `aegis inspect --journal`: the console over a chain that no kernel needs to write any more. It reads a state directory and writes nothing into it. */

import { openRecorded, type Recorded } from '../../actors/inspection/recorded.js';
import { readHead } from '../../actors/outside/auditor.js';
import { type Args, type ChainFile, type Doors, type ExitCode, flag, isSet } from '../shell/doors.js';

async function readChain(doors: Doors, state: string, chain: ChainFile): Promise<Recorded> {
  const { digest, version, enactKept } = doors;
  const heads = chain.heads();
  const expected = heads.map(readHead).at(-1);
  const means = { digest, verifySignature: doors.verifySignature(state) };
  return openRecorded({
    ...{ chain: chain.name, writer: chain.writer, lines: chain.lines(), version },
    means: expected === undefined ? means : { ...means, expected },
    ...{ keptHeads: heads.length, now: doors.now(), enact: enactKept, examiner: doors.examiner() },
    kept: (found) => doors.kept(state, found),
  });
}

function chosen(chains: readonly ChainFile[], name: string | undefined): ChainFile | string {
  const names = chains.map((one) => one.name).join(', ');
  const found = name === undefined ? chains : chains.filter((one) => one.name === name);
  const [first, second] = found;
  if (chains.length === 0) return 'there is no chain in it; name a state directory, which holds audit/';
  if (first === undefined) return `it has no such chain; there is ${names}`;
  return second === undefined
    ? first
    : `several kernels have written here; choose one with --chain: ${names}`;
}

/** Until whoever looks has had enough. */
const untilStopped = (doors: Doors): Promise<void> =>
  new Promise((stop) => {
    doors.onStop(stop);
  });

async function show(args: Args, doors: Doors, recorded: Recorded): Promise<ExitCode> {
  const { face, verified } = recorded;
  const server = await doors.openConsole({ note: undefined, port: 0, face, hasSockets: false });
  const address = server.address();
  const { bad } = verified;
  if (bad !== undefined) doors.err(`aegis inspect: the chain is NOT whole: line ${bad.line}: ${bad.why}`);
  doors.out(isSet(args, 'json') ? JSON.stringify({ address, whole: verified.ok }) : address);
  const wants = !isSet(args, 'no-open') && !isSet(args, 'json') && (isSet(args, 'open') || doors.isTerminal);
  const forget = wants ? doors.openAddress(address) : undefined;
  if (doors.isTerminal) doors.err('the address opens once, within a minute; Ctrl-C ends the console');
  await untilStopped(doors);
  forget?.();
  await server.close();
  return 0;
}

export async function inspectJournal(args: Args, doors: Doors, state: string): Promise<ExitCode> {
  const chain = chosen(await doors.chains(state, flag(args, 'heads')), flag(args, 'chain'));
  if (typeof chain === 'string') {
    doors.err(`aegis inspect: ${chain}`);
    return 1;
  }
  return show(args, doors, await readChain(doors, state, chain));
}
