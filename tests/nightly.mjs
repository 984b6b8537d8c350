// Holds the readers to their engines at the size of a night, and every property to values of another seed: `npm run nightly`, with the day as seed, or
// `npm run nightly -- 20261126`. It refuses to try what the ordinary run has tried, and to leave out either engine.
import { spawnSync } from 'node:child_process';

const [asked = new Date().toISOString().slice(0, 10).replaceAll('-', '')] = process.argv.slice(2);
if (!/^\d{1,10}$/.test(asked)) throw new Error('a seed is a whole number');

const sizes = { AEGIS_JUDGED: 20_000, AEGIS_TWINS: 20_000, AEGIS_WRITES: 20_000, AEGIS_LEXICAL: 100_000 };
const sqlite = ['judged', 'twins', 'written', 'lexical'].map(
  (name) => `tests/src/intercept/sql/sqlite/${name}.test.ts`,
);
const postgres = ['judged', 'twins', 'lexical'].map((name) => `tests/elsewhere/${name}.test.ts`);
const seed = { ...process.env, AEGIS_SEED: asked };
const night = { ...seed, ...sizes };
const runs = [
  [night, 'run', ...sqlite, 'tests/attacks/twins.test.ts'],
  [night, 'run', '--config', 'tests/elsewhere/vitest.config.ts', ...postgres],
  // The properties and what is made up to be masked, at their own size; those above once more, which take no time at it.
  [seed, 'related', '--run', 'tests/property.ts', 'tests/src/egress/generated.ts'],
];

console.log(`nightly: seed ${asked}, ${JSON.stringify(sizes)}`);
for (const [env, ...words] of runs) {
  const done = spawnSync('npx', ['vitest', ...words, '--no-file-parallelism'], { env, stdio: 'inherit' });
  // The others are tried all the same.
  if (done.status !== 0) process.exitCode = 1;
}
