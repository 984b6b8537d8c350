// A lake and a bucket to try things on, for a person who has none at hand. It refuses to touch a lake or a bucket that is there.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fillLake } from './lake.js';

const [where] = process.argv.slice(2);
const directory = resolve(where ?? '.');
const taken = ['lake', 'bucket'].map((name) => join(directory, name)).filter(existsSync);
if (where === undefined || taken.length > 0) {
  const why = taken.length > 0 ? `${taken.join(' and ')} are there already` : 'name a directory';
  process.stderr.write(`sample: ${why}\n`);
  process.exitCode = 1;
} else {
  // Told to stop it ends what it has begun, in one piece, and takes it away.
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      isStopped = true;
    });
  const made = ['lake', 'bucket'].map((name) => join(directory, name));
  for (const path of made) mkdirSync(path, { mode: 0o700, recursive: true });
  fillLake(join(directory, 'lake'));
  await new Promise((then) => setImmediate(then));
  if (isStopped) {
    for (const path of made) rmSync(path, { recursive: true, force: true });
    process.exitCode = 1;
  }
}
