/** Runs another program of this package on our own streams, and hands on to it that we are told to stop. It reads nothing of what it says. */
import { spawn } from 'node:child_process';
import type { Interrupts } from './interrupts.js';

/** Answers its exit code; 1 where it has none. */
export function runProgram(
  path: string,
  args: readonly string[],
  { onInterrupt }: Pick<Interrupts, 'onInterrupt'>,
): Promise<number> {
  const child = spawn(process.execPath, [path, ...args], { stdio: 'inherit' });
  onInterrupt((signal) => void child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
