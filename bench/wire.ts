/** The wire: one `tools/call` straight to the system, through a relay by hand, through a proxy of SDK parts, and through Aegis, in one run. */
import { join } from 'node:path';
import { inMemory, makePlace, type Place, packageRoot } from './place.js';
import { type Agent, connect, kinds, type Way } from './wire/agent.js';
import { rawSign } from './wire/answers.js';
import { timeOf, treeOf } from './wire/tree.js';
import { median, rounded } from './yardstick.js';

export interface WireRow {
  readonly call: string;
  readonly in_flight: number;
  readonly way: string;
  /** Of the whole process tree behind the agent's pipe, the system included; median of the rounds. */
  readonly cpu_ms_per_call: number;
  readonly cpu_over_sdk_proxy: number;
  readonly cpu_over_relay: number;
  readonly p50_ms: number;
  /** What the way adds to going there straight. */
  readonly p50_added_ms: number;
}

const program = (name: string): string => join(packageRoot, 'dist', 'bench', 'wire', name);

export const plain = (name: string, file: string): Way => ({
  name,
  argv: [process.execPath, program(file)],
  cwd: packageRoot,
  prefix: '',
});

export const aegis = (name: string, { config, directory }: Place): Way => ({
  name,
  argv: [process.execPath, join(packageRoot, 'dist', 'cli', 'main.js'), 'serve', '--config', config],
  cwd: directory,
  prefix: 'fixture__',
});

const waysTo = ([onDisk, ...inRam]: readonly Place[]): readonly Way[] => [
  plain('direct', 'fixture.js'),
  plain('relay', 'relay.js'),
  plain('sdk-proxy', 'sdk-proxy.js'),
  ...(onDisk === undefined ? [] : [aegis('aegis', onDisk)]),
  ...inRam.map((place) => aegis('aegis, state in memory', place)),
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A figure for calls that were denied, or not masked, would be a lie. */
async function prove(agent: Agent): Promise<void> {
  for (const kind of kinds) {
    const result = await agent.ask(kind);
    if (!isRecord(result) || result.isError === true)
      throw new Error(`${agent.name}: ${kind} was denied: ${JSON.stringify(result).slice(0, 600)}`);
    const shows = JSON.stringify(result).includes(rawSign);
    if (kind === 'rows' && shows === agent.name.startsWith('aegis'))
      throw new Error(`${agent.name}: rows ${shows ? 'are not masked' : 'are not those of the system'}`);
  }
}

interface Round {
  readonly cpu: number;
  readonly p50: number;
}

async function round(agent: Agent, pids: readonly number[], load: Load): Promise<Round> {
  const before = timeOf(pids);
  const took = await agent.calls(load.call, load.count, load.inFlight);
  return { cpu: (timeOf(pids) - before) / load.count, p50: median(took) };
}

interface Load {
  readonly call: string;
  readonly inFlight: number;
  readonly count: number;
}

const loads: readonly Load[] = [
  { call: 'echo', inFlight: 32, count: 3_000 },
  { call: 'echo', inFlight: 1, count: 1_000 },
  { call: 'rows', inFlight: 32, count: 600 },
  { call: 'rows', inFlight: 1, count: 300 },
];

/** Until the optimiser has settled: a figure for the first calls would be one for the compiler. */
const warmUp = [
  { call: 'echo', count: 12_000 },
  { call: 'rows', count: 2_000 },
] as const;

/** Each way in turn, round by round, so that what else the machine does falls on all of them. */
async function measureLoad(
  agents: readonly Agent[],
  load: Load,
  rounds: number,
): Promise<readonly WireRow[]> {
  const trees = new Map(agents.map((agent) => [agent.name, treeOf(agent.pid)]));
  const seen = new Map<string, Round[]>(agents.map((agent) => [agent.name, []]));
  for (let at = 0; at < rounds; at += 1)
    for (const agent of agents)
      seen.get(agent.name)?.push(await round(agent, trees.get(agent.name) ?? [], load));
  const of = (name: string, part: keyof Round): readonly number[] =>
    (seen.get(name) ?? []).map((one) => one[part]);
  const straight = median(of('direct', 'p50'));
  return agents.map(({ name }) => {
    const over = (other: string): number =>
      rounded(median(of(name, 'cpu').map((cpu, at) => cpu / (of(other, 'cpu')[at] ?? Number.NaN))));
    const p50 = median(of(name, 'p50'));
    return {
      call: load.call,
      in_flight: load.inFlight,
      way: name,
      cpu_ms_per_call: rounded(median(of(name, 'cpu')), 4),
      cpu_over_sdk_proxy: over('sdk-proxy'),
      cpu_over_relay: over('relay'),
      p50_ms: rounded(p50, 3),
      p50_added_ms: rounded(p50 - straight, 3),
    };
  });
}

export async function measureWire(rounds: number, tell: (word: string) => void): Promise<readonly WireRow[]> {
  const places = [makePlace(), ...(inMemory === undefined ? [] : [makePlace(inMemory)])];
  const agents: Agent[] = [];
  try {
    for (const way of waysTo(places)) agents.push(await connect(way));
    for (const agent of agents) await prove(agent);
    tell('wire: warming up');
    for (const { call, count } of warmUp) for (const agent of agents) await agent.calls(call, count, 32);
    const rows: WireRow[] = [];
    for (const load of loads) {
      tell(`wire: ${load.call}, ${load.inFlight} in flight`);
      rows.push(...(await measureLoad(agents, load, rounds)));
    }
    return rows;
  } finally {
    for (const agent of agents) await agent.leave();
    for (const place of places) place.remove();
  }
}
