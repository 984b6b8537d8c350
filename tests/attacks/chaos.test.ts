// Downstreams that are killed while they work: the child, its guard or the whole group, at any moment. Every call is answered, every intent has
// its outcome, nothing is left, and the kernel serves on. AEGIS_CHAOS_SECONDS=60 kills every 100 ms for so long; otherwise it ends by count.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { childrenOf, stillThere } from '../acceptance/slow.js';
import { ledgerOf, type Met, meet } from './hostile.js';

const seconds = Number(process.env.AEGIS_CHAOS_SECONDS ?? 0);
const systems = seconds > 0 ? ['well', 'a', 'b', 'c', 'd', 'e', 'f'] : ['well', 'a', 'b', 'c'];
const kills = 11;
const workers = 16;
const pause = (ms: number): Promise<void> => new Promise((then) => setTimeout(then, ms));

const kill = (pid: number): boolean => {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
};

/** The one that nobody strikes. */
const isWell = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes('/well.log');
  } catch {
    return true;
  }
};

/** The next of: a child, a guard, a guard with its whole group. */
function strike(met: Met, count: number): boolean {
  const all = childrenOf(met.kernel.pid);
  const children = all.filter((one) => one.parent !== met.kernel.pid && !isWell(one.pid));
  const guards = all.filter((one) => children.some((child) => child.parent === one.pid));
  const victims = count % 3 === 0 ? children : guards;
  const victim = victims[count % Math.max(1, victims.length)];
  if (victim === undefined) return false;
  return kill(count % 3 === 2 ? -victim.pid : victim.pid);
}

async function load(met: Met, isOver: () => boolean) {
  const codes: string[] = [];
  const wells = new Set<string>();
  let asked = 0;
  const work = async (worker: number): Promise<void> => {
    while (!isOver()) {
      const system = systems[asked % systems.length] ?? '';
      const say = `${worker}-${asked++}`;
      const answer = await met.kernel.call(`${system}__slow`, { ms: asked % 20, say });
      codes.push(answer.code);
      if (system === 'well') wells.add(answer.code);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return { codes, asked, wells: [...wells] };
}

it(
  'a downstream killed again and again under load loses no call, no outcome and no process',
  async () => {
    const met = await meet({ systems });
    const end = performance.now() + seconds * 1_000;
    let [struck, isOver] = [0, false];
    const loading = load(met, () => isOver);
    while (seconds > 0 ? performance.now() < end : struck < kills) {
      await pause(100);
      if (strike(met, struck)) struck += 1;
    }
    isOver = true;
    const { codes, asked, wells } = await loading;

    expect(codes).toHaveLength(asked);
    expect(wells).toEqual(['allowed']);
    // On a machine that is very busy a start may take longer than a call may wait.
    for (const code of new Set(codes))
      expect(['allowed', 'downstream-down', 'deadline-passed']).toContain(code);
    expect(codes).toContain('downstream-down');
    for (const system of systems)
      while ((await met.kernel.call(`${system}__echo`, { say: 'after' })).code !== 'allowed')
        await pause(250);
    const { intents, outcomes, denies } = ledgerOf(met.entries());
    expect([...outcomes].sort()).toEqual([...intents].sort());
    expect(new Set(intents).size).toBe(intents.length);
    expect(denies).toEqual([]);
    expect(intents.length).toBeGreaterThanOrEqual(asked + systems.length);
    const said = met.ground
      .arrived()
      .map((one) => JSON.stringify(one.arguments))
      .filter((one) => !one.includes('after'));
    expect(new Set(said).size).toBe(said.length);
    expect(said.length).toBeGreaterThanOrEqual(codes.filter((code) => code === 'allowed').length);
    expect(met.verb('audit', 'verify').exit).toBe(0);
    const before = childrenOf(met.kernel.pid);
    if (seconds > 0)
      console.error(
        `${struck} kills, ${asked} calls, ${codes.filter((code) => code === 'allowed').length} allowed`,
      );
    expect(await met.end()).toEqual([]);
    expect(stillThere(before)).toEqual([]);
  },
  120_000 + seconds * 1_000,
);
