/** Runs every benchmark and prints one table. `--json` prints one object instead. */
import { parseArgs } from 'node:util';
import { measureDerive } from './derive.js';
import { measureDurable } from './durable.js';
import { measureInspect } from './inspect.js';
import { measureMachine } from './machine.js';
import { measureMask } from './mask.js';
import { measureSoak } from './soak.js';
import { measureSql } from './sql.js';
import { measureStart } from './start.js';
import { measureStrict } from './strict.js';
import { type Figures, table } from './table.js';
import { measureWeight } from './weight.js';
import { measureWire } from './wire.js';

const help = `bench [machine] [strict] [mask] [durable] [wire] [inspect] [sql] [weight] [derive] [start] [--rounds N] [--json]
bench soak [--calls N]          a million calls when it is not said how many

Y is one JSON round trip of a 741-character document, timed in the same run. CPU is that of the whole
process tree behind the agent's pipe. Figures are medians of rounds in which each way takes its turn.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      calls: { type: 'string', default: '1000000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(help);
  const wants = (name: string): boolean => positionals.length === 0 || positionals.includes(name);
  const tell = (word: string): void => void process.stderr.write(`${word}\n`);
  tell('measuring; close what else runs on this machine');
  const figures: Figures = {
    node: process.version,
    ...(wants('machine') ? { machine: measureMachine() } : {}),
    ...(wants('strict') ? { strict: measureStrict() } : {}),
    ...(wants('mask') ? { mask: await measureMask() } : {}),
    ...(wants('durable') ? { durable: await measureDurable() } : {}),
    ...(wants('wire') ? { wire: await measureWire(Number(values.rounds), tell) } : {}),
    ...(wants('inspect') ? { inspect: await measureInspect(Number(values.rounds), tell) } : {}),
    ...(wants('sql') ? { sql: await measureSql() } : {}),
    ...(wants('weight') ? { weight: await measureWeight() } : {}),
    ...(wants('derive') ? { derive: measureDerive(Number(values.rounds)) } : {}),
    ...(wants('start') ? { start: await measureStart(Number(values.rounds)) } : {}),
    // Named alone: it takes minutes.
    ...(positionals.includes('soak') ? { soak: await measureSoak(Number(values.calls), tell) } : {}),
  };
  console.log(values.json ? JSON.stringify(figures, null, 2) : table(figures));
}

await main();
