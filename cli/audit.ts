/** `aegis audit`: verifies the chains, or shows their last entries. It reads what is on disk and believes none of it. */
import {
  type Head,
  lastLines,
  readHead,
  shortLine,
  type Verified,
  verifyLines,
} from '../actors/outside/auditor.js';
import {
  type Args,
  type ChainFile,
  configured,
  type Doors,
  type ExitCode,
  flag,
  isSet,
  type Verb,
} from './shell/doors.js';

const help = `aegis audit verify [--config aegis.yaml] [--head SEQ:HASH] [--chain NAME] [--json]
aegis audit tail   [--config aegis.yaml] [--lines N] [--chain NAME] [--json]

verify   recomputes every hash over the raw bytes of each chain, checks every signed head and every
         head kept in the second place, and names the first bad line. What stands after the last
         signed head could be rewritten by whoever holds the file and the key: it is told.
tail     the last entries, one a line; with --json the raw lines

  --head SEQ:HASH   a head you noted elsewhere; the chain must contain it
  --chain NAME      one chain only
  --lines N         how many entries (default: 20)
Exit codes: 0 every chain is whole, 1 one is not, 2 the call or the configuration is wrong.`;

const headOf = (text: string | undefined): Head | undefined | 'wrong' => {
  if (text === undefined) return undefined;
  const [seq = '', hash = ''] = text.split(':');
  return /^\d+$/.test(seq) && /^[0-9a-f]{64}$/.test(hash) ? { seq: Number(seq), hash } : 'wrong';
};

/** Against the head that was given and the last one kept in the second place, where there are both. */
export async function verifyChain(
  chain: ChainFile,
  given: Head | undefined,
  archive: Known,
): Promise<Verified> {
  const kept = chain.heads().map(readHead).at(-1);
  const wanted = [given, kept].filter((head) => head !== undefined);
  const means = {
    digest: archive.doors.digest,
    verifySignature: archive.doors.verifySignature(archive.state),
  };
  let found = await verifyLines(
    chain.lines(),
    wanted[0] === undefined ? means : { ...means, expected: wanted[0] },
  );
  if (found.ok && wanted[1] !== undefined)
    found = await verifyLines(chain.lines(), { ...means, expected: wanted[1] });
  return found;
}

interface Known {
  readonly doors: Doors;
  readonly state: string;
}

const sentence = (name: string, found: Verified): string =>
  found.bad === undefined
    ? `${name}: whole, ${found.lines} entries, signed heads: ${found.signedHeads}, entries after the last: ${found.unsigned}; head ${found.head.seq}:${found.head.hash}`
    : `${name}: NOT whole: line ${found.bad.line}: ${found.bad.why}`;

async function verify(args: Args, doors: Doors, { state, chains }: Archive): Promise<ExitCode> {
  const expected = headOf(flag(args, 'head'));
  if (expected === 'wrong') {
    doors.err('aegis audit verify: --head is SEQ:HASH, as `verify` prints it');
    return 2;
  }
  const results = [];
  for (const chain of chains)
    results.push({ chain: chain.name, ...(await verifyChain(chain, expected, { doors, state })) });
  const ok = results.length > 0 && results.every((one) => one.ok);
  if (isSet(args, 'json')) doors.out(JSON.stringify({ ok, chains: results }));
  else for (const one of results) doors.out(sentence(one.chain, one));
  return ok ? 0 : 1;
}

async function tail(args: Args, doors: Doors, { chains }: Archive): Promise<ExitCode> {
  const most = Number(flag(args, 'lines') ?? '20');
  if (!Number.isSafeInteger(most) || most < 1) {
    doors.err('aegis audit tail: --lines is a whole number from 1');
    return 2;
  }
  for (const chain of chains) {
    if (chains.length > 1 && !isSet(args, 'json')) doors.out(`${chain.name}:`);
    for (const line of await lastLines(chain.lines(), most))
      doors.out(isSet(args, 'json') ? line : shortLine(line));
  }
  return 0;
}

interface Archive {
  readonly state: string;
  readonly chains: readonly ChainFile[];
}

async function archiveOf(args: Args, doors: Doors): Promise<Archive | undefined> {
  const enacted = configured(doors, args, 'audit');
  if (enacted === undefined) return undefined;
  const { state, heads } = enacted.configuration.config;
  const wanted = flag(args, 'chain');
  const all = await doors.chains(state, heads);
  const chains = all.filter((chain) => wanted === undefined || chain.name === wanted);
  if (all.length === 0) doors.err('aegis audit: there is no chain yet');
  else if (chains.length === 0)
    doors.err(`aegis audit: no chain \`${wanted}\`; there is ${all.map((chain) => chain.name).join(', ')}`);
  return { state, chains };
}

export const audit: Verb = {
  name: 'audit',
  about: 'verify the chain of entries, or show the last of them',
  help,
  async run(args, doors) {
    const [what] = args.positionals;
    if (what !== 'verify' && what !== 'tail') {
      doors.err(`aegis audit: say \`verify\` or \`tail\`\n\n${help}`);
      return 2;
    }
    const archive = await archiveOf(args, doors);
    if (archive === undefined) return 2;
    return what === 'verify' ? verify(args, doors, archive) : tail(args, doors, archive);
  },
};
