// Starts the kernel's own programs and reads what they print. It refuses to look into the kernel by any other way.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Place, packageRoot } from './lake.js';

export const front = join(packageRoot, 'dist', 'cli', 'main.js');

export const serveArgv = (place: Place): readonly string[] => [
  process.execPath,
  front,
  'serve',
  '--config',
  place.config,
];

export interface Printed {
  /** -1 when it ended by a signal. */
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const patience = 60_000;

export function run(place: Place, words: readonly string[]): Promise<Printed> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [front, ...words, '--config', place.config], {
      cwd: place.directory,
      env: { PATH: process.env.PATH ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kept = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        kept[name] += text;
      });
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ exit: code ?? -1, ...kept });
    });
  });
}
