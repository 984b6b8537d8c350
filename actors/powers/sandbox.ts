/** A directory for one run, with a lake, a bucket and the state of kernels. It starts our own programs alone, hands them no secret, and is gone afterwards. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Sample } from '../../src/explore/lake.js';
import type { Launch } from '../../src/manifest/manifest.js';
import type { Powers } from '../powers.js';
import type { Sandbox } from '../powers-sandbox.js';
import { createAbort } from './abort.js';
import { nodeChance } from './chance.js';
import { nodeClock } from './clock.js';
import { createJournal } from './journal/journal.js';
import { openKeys } from './keys.js';
import { createMasking } from './masking.js';
import { createReader } from './reading/reader.js';
import { addRow, makeLake } from './store/lake.js';
import { openStore } from './store/sqlite.js';
import { createSpawner, type SouthTerms } from './wire/south.js';

export interface SandboxTerms extends SouthTerms {
  /** Where the installed package lies: its programs are ours. */
  readonly packageRoot: string;
  readonly sample: Sample;
}

/** What a script shows is the order of its steps, however busy the machine is. */
const patience = { deadline: 30_000, voteWithin: 30_000 };

function powersIn(directory: string, terms: SouthTerms): Powers {
  const state = join(directory, 'state');
  const boot = nodeChance.id();
  const keys = openKeys(state);
  return {
    ...{ clock: nodeClock, chance: nodeChance, abort: createAbort, signer: keys.signer },
    digest: keys.digestFor(boot),
    journal: createJournal({ state, heads: join(state, 'heads'), boot }),
    store: openStore(state),
    secrets: {
      resolve: () => Promise.reject(new Error('a sandbox holds no secret')),
      watch: () => () => undefined,
    },
    spawner: createSpawner(terms),
    reader: createReader(patience),
    masking: createMasking({ tokenKeys: keys.tokenKeysFor(boot) }),
    log: { line: () => undefined },
  };
}

function putObject(bucket: string, key: string, text: string): void {
  const path = join(bucket, key);
  if (!path.startsWith(`${bucket}/`)) throw new Error('a key leads out of the bucket');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text);
}

export function createSandbox(terms: SandboxTerms): Sandbox {
  const { packageRoot, sample } = terms;
  const directory = mkdtempSync(join(tmpdir(), 'aegis-sandbox-'));
  const [lake, bucket] = [join(directory, 'lake'), join(directory, 'bucket')];
  for (const made of [lake, bucket, join(directory, 'state')]) mkdirSync(made, { mode: 0o700 });
  makeLake(lake, sample.tables);
  for (const key of sample.keys) putObject(bucket, key, 'there from the start');
  const programs = new Map([
    [join(packageRoot, 'dist/downstreams/postgres/main.js'), { DATABASE_URL: `sqlite:${lake}` }],
    [join(packageRoot, 'dist/downstreams/s3/main.js'), { BUCKET_DIR: bucket }],
  ]);
  return {
    directory,
    powers: () => powersIn(directory, terms),
    launch: (launch: Launch) => {
      const [program] = launch.argv.filter((word) => programs.has(word));
      const env = programs.get(program ?? '');
      if (program === undefined || env === undefined) return undefined;
      const { concurrency, queue } = launch;
      const argv = [process.execPath, program];
      return { argv, env: { TZ: 'UTC', ...env }, cwd: directory, secrets: {}, concurrency, queue };
    },
    write: (outside) => {
      if ('table' in outside) addRow(lake, outside.table, outside.row);
      else putObject(bucket, outside.key, 'written past the kernel');
    },
    close: async () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}
