/** `aegis trace export`: one call's trip in a form that other programs read. It asks the kernel that runs, and reads the journal where none knows it. */

import { type TraceFormat, traceFormats, traceText } from '../actors/inspection/trace.js';
import { recallTrips } from '../actors/outside/recall.js';
import { configured, type Doors, flag, type Verb } from './shell/doors.js';

const help = `aegis trace export <decision> [--format json | mermaid | otlp | stately] [--config aegis.yaml]

One call's trip, and those of what its plan asked for. A kernel that runs with its console on and still holds
the call tells each step and message; the journal tells what its entries say.

  --format json     the forms of the console (default)
  --format mermaid  a sequence diagram, as text
  --format otlp     OpenTelemetry traces as OTLP JSON
  --format stately  the inspection protocol of Stately, one message a line

Exit codes: 0 done, 1 no such decision, 2 the call or the configuration is wrong.`;

type Trips = Awaited<ReturnType<typeof recallTrips>>;

async function fromKernels(doors: Doors, state: string, decision: string): Promise<Trips> {
  for (const console of doors.consoles(state)) {
    const trips = await console.trips(decision);
    if (trips.length > 0) return trips;
  }
  return [];
}

interface Kept {
  readonly state: string;
  readonly heads: string | undefined;
}

async function fromJournal(doors: Doors, { state, heads }: Kept, decision: string): Promise<Trips> {
  for (const chain of await doors.chains(state, heads)) {
    const trips = await recallTrips(chain.lines(), decision, doors.digest);
    if (trips.length > 0) return trips;
  }
  return [];
}

const isFormat = (word: string): word is TraceFormat => traceFormats.some((one) => one === word);

export const trace: Verb = {
  name: 'trace',
  about: 'one call’s trip for other programs',
  help,
  async run(args, doors) {
    const [action, decision = ''] = args.positionals;
    const format = flag(args, 'format') ?? 'json';
    if (action !== 'export' || !/^[a-z0-9]{1,64}$/.test(decision) || !isFormat(format)) {
      doors.err(`aegis trace: say export, a decision and a format that is known\n\n${help}`);
      return 2;
    }
    const enacted = configured(doors, args, 'trace');
    if (enacted === undefined) return 2;
    const { state, heads } = enacted.configuration.config;
    const live = await fromKernels(doors, state, decision);
    const trips = live.length > 0 ? live : await fromJournal(doors, { state, heads }, decision);
    if (trips.length === 0) {
      doors.err(`aegis trace: no kernel and no chain here knows \`${decision}\``);
      return 1;
    }
    doors.out(traceText(trips, format, { version: doors.version, digest: doors.digest }));
    return 0;
  },
};
