/** `aegis status`: who writes to a state directory, and what the chains count. It reads; it asks no kernel. */
import { printable, readLine } from '../actors/outside/auditor.js';
import { type ChainFile, configured, isSet, type Verb } from './shell/doors.js';

const help = `aegis status [--config aegis.yaml] [--json]

For each chain of the state directory: whether a kernel writes it now, how many entries it holds,
what was decided, whether a call is open that has no outcome yet, and which systems are not well.
Exit codes: 0 done, 2 the configuration is wrong.`;

interface Noted {
  /** What was said of systems before the last start is over. */
  readonly boot: string;
  readonly ailing: Map<string, Ailing>;
}
interface Ailing {
  readonly state: string;
  readonly why: string;
}

const noted = (boot: string): Noted => ({ boot, ailing: new Map() });

/** The last that the journal says of each system; one that is ready again is not named. */
function note({ ailing }: Noted, { system, state, why, junk }: Readonly<Record<string, unknown>>): void {
  if (typeof system !== 'string' || typeof state !== 'string') return;
  if (state === 'ready') ailing.delete(system);
  else if (state === 'asked') return;
  else if (state === 'noisy') ailing.set(system, { state, why: `${String(junk)} lines that mean nothing` });
  else ailing.set(system, { state, why: typeof why === 'string' ? why : '' });
}

/** Each such entry says all that is denied in the system. */
function noteDrift({ ailing }: Noted, { system, drifted }: Readonly<Record<string, unknown>>): void {
  const name = `tools of ${String(system)}`;
  ailing.delete(name);
  if (!Array.isArray(drifted) || drifted.length === 0) return;
  // `as`: the last word of each is shown with its escapes, whatever it is.
  const each = drifted.map((one) => one as { readonly tool?: unknown; readonly changed?: unknown });
  const why = each.map(({ tool, changed }) => `${String(tool)}: ${String(changed)}`).join('; ');
  ailing.set(name, { state: 'drifted', why });
}

const ailingText = ([system, { state, why }]: readonly [string, Ailing]): string =>
  printable(`${system} ${state}${why === '' ? '' : ` (${why})`}`);

async function statusOf(chain: ChainFile) {
  const counts: Record<string, number> = {};
  const open = new Set<string>();
  let [entries, last] = [0, 0];
  let systems = noted('');
  for await (const line of chain.lines()) {
    const entry = readLine(line);
    if (entry === undefined) continue;
    entries += 1;
    last = entry.at;
    if (entry.boot !== systems.boot) systems = noted(entry.boot);
    if (entry.type === 'system') note(systems, entry.body);
    if (entry.type === 'drift') noteDrift(systems, entry.body);
    const verdict = entry.body.verdict;
    const name =
      entry.type === 'outcome' && typeof verdict === 'string'
        ? verdict
        : entry.type === 'deny'
          ? 'denied'
          : undefined;
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
    if (entry.type === 'intent') open.add(entry.decision);
    else open.delete(entry.decision);
  }
  return {
    chain: chain.name,
    writer: chain.writer ?? null,
    entries,
    last: last === 0 ? null : new Date(last).toISOString(),
    decided: counts,
    open: open.size,
    systems: Object.fromEntries(systems.ailing),
  };
}

export const status: Verb = {
  name: 'status',
  about: 'who writes the journal and what it counts',
  help,
  async run(args, doors) {
    const enacted = configured(doors, args, 'status');
    if (enacted === undefined) return 2;
    const { state, heads } = enacted.configuration.config;
    const all = [];
    for (const chain of await doors.chains(state, heads)) all.push(await statusOf(chain));
    if (isSet(args, 'json')) doors.out(JSON.stringify({ state, chains: all }));
    else if (all.length === 0) doors.out('no kernel has written here yet');
    for (const one of isSet(args, 'json') ? [] : all) {
      const decided = Object.entries(one.decided)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ');
      doors.out(
        `${one.chain}: ${one.writer === null ? 'no writer' : `written by process ${one.writer}`}, ${one.entries} entries, last ${one.last ?? 'never'}; ${decided || 'nothing decided'}; ${one.open} open${Object.entries(
          one.systems,
        )
          .map((ailing) => `; ${ailingText(ailing)}`)
          .join('')}`,
      );
    }
    return 0;
  },
};
