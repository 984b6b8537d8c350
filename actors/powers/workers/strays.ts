/**
 * Finds what a downstream has started outside its process group, by the mark in its environment or by its parents, and kills it. It refuses
 * to name a process that has neither. It reads /proc: where there is none it finds nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** The one variable that the kernel adds to a child's environment. */
export const MARK = 'AEGIS_WARD';

interface Seen {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since boot: a number alone may have been used again. */
  readonly started: string;
  readonly isMarked: boolean;
}

export interface Quarry {
  readonly mark: string;
  /** Whoever descends from this process is its own; the process itself is spared. */
  readonly root?: number;
}

function look(pid: number, line: string): Seen | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name stands in brackets and may hold anything; the last bracket ends it.
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    return { pid, parent: Number(parent), started: rest[17] ?? '', isMarked: isMarked(pid, line) };
  } catch {
    return undefined;
  }
}

/** Another user's environment cannot be read, and is not ours. */
function isMarked(pid: number, line: string): boolean {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`.includes(line);
  } catch {
    return false;
  }
}

function everyone(line: string): readonly Seen[] {
  try {
    return readdirSync('/proc').flatMap((name) =>
      /^\d+$/.test(name) ? (look(Number(name), line) ?? []) : [],
    );
  } catch {
    return [];
  }
}

/** The marked, and all who descend from them or from the root; never the one who asks. */
export function strays({ mark, root }: Quarry): readonly Seen[] {
  const all = everyone(`\0${MARK}=${mark}\0`).filter(({ pid }) => pid !== process.pid && pid !== root);
  const found = new Map(all.filter((one) => one.isMarked).map((one) => [one.pid, one]));
  const isOurs = (one: Seen): boolean => one.parent === root || found.has(one.parent);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const one of all) if (isOurs(one)) found.set(one.pid, one);
  }
  return [...found.values()];
}

/** Again and again, since one that is not found yet may fork: until a look shows nobody new. */
export function killStrays(quarry: Quarry): void {
  const known = new Set<string>();
  for (let left = 100; left > 0; left--) {
    const fresh = strays(quarry).filter((one) => !known.has(`${one.pid} ${one.started}`));
    if (fresh.length === 0) return;
    for (const { pid, started } of fresh) {
      known.add(`${pid} ${started}`);
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone already, or another user's: there is nothing more to do for it here.
      }
    }
  }
}
