// Holds a call of a kernel at a stage, and lets it go. It refuses to go on before the kernel says that it stands there.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../acceptance/kernel.js';

const preload = join(import.meta.dirname, '..', 'fixtures', 'preloads', 'hold.mjs');

export interface Hold {
  readonly reached: () => Promise<void>;
  readonly release: () => void;
}

export function holding() {
  const directory = mkdtempSync(join(tmpdir(), 'aegis-hold-'));
  return {
    env: { NODE_OPTIONS: `--import ${preload}`, HOLD: directory },
    hold: (moment: string, tool: string): Hold => {
      const file = join(directory, moment);
      writeFileSync(file, tool);
      return {
        reached: () => until(`${tool} stands in ${moment}`, () => existsSync(`${file}.held`)),
        release: () => {
          rmSync(file, { force: true });
          rmSync(`${file}.held`, { force: true });
        },
      };
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
