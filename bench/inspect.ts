/** What it costs to be looked at: one mediated call of a kernel with the console on, over one of a kernel without, in the same run; and what an idle console takes. */
import { makePlace } from './place.js';
import { type Agent, connect } from './wire/agent.js';
import { timeOf, treeOf } from './wire/tree.js';
import { aegis } from './wire.js';
import { median, rounded } from './yardstick.js';

export interface InspectRow {
  readonly in_flight: number;
  /** CPU of the whole tree and p50, inspected over not inspected; medians of rounds in which each takes its turn. */
  readonly cpu_ratio: number;
  readonly p50_ratio: number;
}

export interface InspectFigures {
  readonly calls: readonly InspectRow[];
  /** Share of one core that the inspected kernel's tree takes when nothing happens and nobody looks. */
  readonly idle_share: number;
}

const loads = [
  { inFlight: 32, count: 2_000 },
  { inFlight: 1, count: 600 },
] as const;
const idleFor = 5_000;

interface Turn {
  readonly cpu: number;
  readonly p50: number;
}

async function turn(
  agent: Agent,
  pids: readonly number[],
  { inFlight, count }: (typeof loads)[number],
): Promise<Turn> {
  const before = timeOf(pids);
  const took = await agent.calls('echo', count, inFlight);
  return { cpu: (timeOf(pids) - before) / count, p50: median(took) };
}

async function rowOf(
  plain: Agent,
  inspected: Agent,
  { load, rounds }: { load: (typeof loads)[number]; rounds: number },
) {
  const [without, within] = [treeOf(plain.pid), treeOf(inspected.pid)];
  const ratios: { readonly cpu: number; readonly p50: number }[] = [];
  for (let at = 0; at < rounds; at += 1) {
    const [one, other] = [await turn(plain, without, load), await turn(inspected, within, load)];
    ratios.push({ cpu: other.cpu / one.cpu, p50: other.p50 / one.p50 });
  }
  return {
    in_flight: load.inFlight,
    cpu_ratio: rounded(median(ratios.map(({ cpu }) => cpu))),
    p50_ratio: rounded(median(ratios.map(({ p50 }) => p50))),
  };
}

async function idleShare(inspected: Agent): Promise<number> {
  const pids = treeOf(inspected.pid);
  const before = timeOf(pids);
  await new Promise((resolve) => setTimeout(resolve, idleFor));
  return rounded((timeOf(pids) - before) / idleFor, 4);
}

export async function measureInspect(rounds: number, tell: (word: string) => void): Promise<InspectFigures> {
  const places = [makePlace(), makePlace()] as const;
  const ways = [aegis('plain', places[0]), aegis('inspected', places[1])] as const;
  const plain = await connect(ways[0]);
  const inspected = await connect({ ...ways[1], argv: [...ways[1].argv, '--inspect'] });
  try {
    tell('inspect: warming up');
    for (const agent of [plain, inspected]) await agent.calls('echo', 6_000, 32);
    const calls: InspectRow[] = [];
    for (const load of loads) calls.push(await rowOf(plain, inspected, { load, rounds }));
    tell('inspect: idle');
    return { calls, idle_share: await idleShare(inspected) };
  } finally {
    for (const agent of [plain, inspected]) await agent.leave();
    for (const place of places) place.remove();
  }
}
