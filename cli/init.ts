/** `aegis init`: a configuration that works, in a directory of its own, and the one entry for the client. It overwrites nothing but, when told to, the client's file. */
import { constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderProblems } from '../actors/law/law.js';
import { inTheWay, takeBack, writeAll } from './files/new.js';
import { writeOver } from './files/whole.js';
import { type ClientFile, type Import, importFrom, readClient, rewired } from './init/import.js';
import { around, onLake, onSample, type Setup } from './init/setup.js';
import { type Args, type Doors, type ExitCode, flag, isSet, type Verb } from './shell/doors.js';

const help = `aegis init [directory] [--json]
aegis init [directory] --lake DIR [--json]
aegis init [directory] --from CLIENT.json [--write] [--json]

Sets up a configuration that works: aegis.yaml, secrets in files of their owner's, and a small
sample lake to try it on. Then it prints the one entry that a client needs. Nothing that is there
is overwritten, and nothing is half-written.

  --lake DIR      your own directory of <schema>.db files (SQLite) instead of the sample. The manifests
                  are then copied to manifests/, where its tables and columns are to be declared
  --from FILE     the configuration of a client: each of its servers is started once, asked for its
                  tools, and moved behind the kernel with every tool closed; its secrets go to files
  --write         with --from: put the kernel in the place of the moved servers in that file. What was
                  there is kept beside it, as FILE.before-aegis
  --json          one JSON object: {directory, files, notes, mcpServers}
Exit codes: 0 done, 1 it could not be finished, 2 something is in the way or the call is wrong.`;

interface Plan {
  readonly setup: Setup;
  readonly client?: { readonly file: ClientFile; readonly found: Import };
}

async function planFor(args: Args, doors: Doors): Promise<Plan | string> {
  const directory = resolve(args.positionals[0] ?? '.');
  const [lake, from] = [flag(args, 'lake'), flag(args, 'from')];
  if (lake !== undefined && from !== undefined) return 'name a lake or a client, not both';
  if (isSet(args, 'write') && from === undefined) return '--write goes with --from';
  if (lake !== undefined)
    return existsSync(lake)
      ? { setup: onLake(directory, lake, doors.packageRoot) }
      : `the lake \`${lake}\` is not there`;
  if (from === undefined) return { setup: onSample(directory) };
  const file = readClient(resolve(from));
  if (typeof file === 'string') return file;
  const early = obstacle(around(directory, { moved: [], left: [] }));
  if (early !== undefined) return early;
  const found = await importFrom(file, doors);
  if (found.moved.length > 0) return { setup: around(directory, found), client: { file, found } };
  return `no server of ${file.path} could be moved:\n${found.left.map(({ name, why }) => `  ${name}: ${why}`).join('\n')}`;
}

/** What stands in the way, in words; undefined when nothing does. */
function obstacle({ directory, files, sample }: Setup): string | undefined {
  const taken = inTheWay(directory, [...files, ...sample.map((path) => ({ path, text: '' }))]);
  return taken.length === 0
    ? undefined
    : `these are there already, and nothing was written:\n${taken.map((path) => `  ${path}`).join('\n')}\nname another directory: aegis init DIR`;
}

/** False when the sample could not be made; what was written is taken away again. */
async function layOut({ directory, files, empty, sample }: Setup, doors: Doors): Promise<boolean> {
  // From the first file on: one that is told to stop takes away what it has written, and does not die of it.
  doors.onInterrupt(() => undefined);
  mkdirSync(directory, { recursive: true });
  const written = writeAll(directory, files);
  for (const path of empty) mkdirSync(join(directory, path), { recursive: true, mode: 0o700 });
  if (sample.length === 0) return true;
  const isMade = (await doors.run('examples/before-after/sample.js', [directory])) === 0;
  if (!isMade) takeBack(written);
  return isMade;
}

interface Entry {
  readonly command: string;
  readonly args: readonly string[];
}

const entryFor = ({ directory }: Setup, { packageRoot }: Doors): Entry => ({
  command: process.execPath,
  args: [join(packageRoot, 'dist', 'cli', 'main.js'), 'serve', '--config', join(directory, 'aegis.yaml')],
});

/** Undefined when the client’s file is rewired; else why not. What was there is copied first, with its mode. */
function rewire({ file, found }: NonNullable<Plan['client']>, entry: Entry): string | undefined {
  try {
    copyFileSync(file.path, keptAs(file.path), constants.COPYFILE_EXCL);
  } catch (problem) {
    const why = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown problem';
    return `${keptAs(file.path)} cannot be made: ${why}`;
  }
  return writeOver(file.path, rewired(file, found, entry));
}

const keptAs = (path: string): string => `${path}.before-aegis`;

const steps = ({ client }: Plan, isWritten: boolean): readonly string[] => [
  isWritten && client !== undefined
    ? `1. ${client.file.path} starts the kernel now, by this entry; what was there is ${keptAs(client.file.path)}:`
    : '1. Put this into the configuration of your client, in place of the servers that reach the same data:',
  client === undefined
    ? '2. Ask your agent what data there is. Then ask it to drop a table.'
    : '2. Open the tools that your agent needs, in the manifests: what each can do, then `audience: agent`.',
];

function inWords(
  plan: Plan,
  entry: Entry,
  { isWritten, program }: { isWritten: boolean; program: string },
): string {
  const { setup } = plan;
  const config = join(setup.directory, 'aegis.yaml');
  const [first = '', second = ''] = steps(plan, isWritten);
  return [
    `Set up in ${setup.directory}.`,
    ...setup.notes,
    '',
    first,
    '',
    JSON.stringify({ mcpServers: { aegis: entry } }, null, 2),
    '',
    second,
    `3. See what was decided:  ${program} audit tail --config ${config}`,
    '',
    `When something does not work:  ${program} doctor --config ${config}`,
  ].join('\n');
}

async function finish(plan: Plan, args: Args, doors: Doors): Promise<ExitCode> {
  const { setup, client } = plan;
  const { directory, notes } = setup;
  const enactment = doors.enact(join(directory, 'aegis.yaml'), false, 'with-secrets');
  if ('problems' in enactment) {
    doors.err(renderProblems(enactment.problems));
    return 1;
  }
  const entry = entryFor(setup, doors);
  const isWritten = client !== undefined && isSet(args, 'write');
  const why = isWritten ? rewire(client, entry) : undefined;
  if (why !== undefined) {
    doors.err(`aegis init: the client’s file is as it was: ${why}`);
    return 1;
  }
  const files = setup.files.map(({ path }) => path);
  doors.out(
    isSet(args, 'json')
      ? JSON.stringify({ directory, files, notes, mcpServers: { aegis: entry } })
      : inWords(plan, entry, { isWritten, program: doors.program }),
  );
  return 0;
}

async function run(args: Args, doors: Doors): Promise<ExitCode> {
  const plan = await planFor(args, doors);
  const why = typeof plan === 'string' ? plan : obstacle(plan.setup);
  if (typeof plan === 'string' || why !== undefined) {
    doors.err(`aegis init: ${why}`);
    return 2;
  }
  if (await layOut(plan.setup, doors)) return finish(plan, args, doors);
  doors.err(`aegis init: the sample lake could not be laid out in ${plan.setup.directory}`);
  return 1;
}

export const init: Verb = {
  name: 'init',
  about: 'set up a configuration that works, and the entry for a client',
  help,
  run,
};
