// The manifest of a system that is slow on purpose, and what is left of a kernel's children. It refuses to be fast.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const hostile = join(import.meta.dirname, '..', 'fixtures', 'servers', 'hostile.mjs');

/** Writes to `silver.drops`: one that never ends, one that takes its time, one with a short deadline. */
export const slow = `
version: 1
unpinned-because: what a test starts changes with the test
system: slow
launch: { argv: [node, "${hostile}"] }
tools:
  hang: { remote: never, can: insert, description: never ends, arguments: { key: { type: string, reads-as: object-key, for: insert } } }
  take: { remote: slow, can: insert, description: takes its time, arguments: { key: { type: string, reads-as: object-key, for: insert }, ms: { type: integer } } }
  late: { remote: slow, can: insert, description: has a short deadline, deadline: 150ms, arguments: { key: { type: string, reads-as: object-key, for: insert }, ms: { type: integer } } }
  wait: { remote: slow, can: list, description: takes its time, arguments: { ms: { type: integer } } }
  stall: { remote: never, can: list, description: never ends }
  heard: { can: list, description: what the child has heard }
catalog:
  datasets:
    silver.drops: { tier: silver, form: objects, prefix: drops/, columns: {} }
`;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since boot: a pid alone may have been used again. */
  readonly started: string;
}

function look(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : { pid, parent: Number(parent), started: rest[17] ?? '' };
  } catch {
    return undefined;
  }
}

/** Every process below one, whatever its group. */
export function childrenOf(pid: number): readonly Process[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (look(Number(name)) ?? []) : []));
  const below = (parent: number): readonly Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

export const stillThere = (processes: readonly Process[]): readonly Process[] =>
  processes.filter((one) => look(one.pid)?.started === one.started);
