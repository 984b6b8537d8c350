/** `aegis init`: a configuration that works, in a directory of its own, and the one entry for the client. It overwrites nothing. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderProblems } from '../actors/law.js';
import { type Args, type Doors, type ExitCode, flag, isSet, type Verb } from './doors.js';
import { inTheWay, type NewFile, takeBack, writeAll } from './new-files.js';

const help = `aegis init [directory] [--lake DIR] [--json]

Sets up a configuration that works: aegis.yaml, the credential of the lake in a file of its owner's,
and a small sample lake to try it on. Then it prints the one entry that a client needs.
Nothing that is there is overwritten, and nothing is half-written.

  --lake DIR      your own directory of <schema>.db files (SQLite) instead of the sample. The manifests
                  are then copied to manifests/, where its tables and columns are to be declared
  --json          one JSON object: {directory, files, mcpServers}
Exit codes: 0 done, 1 the sample could not be laid out, 2 something is in the way or the call is wrong.`;

const head = (
  manifests: readonly string[],
): string => `# What this kernel serves, to whom, and under which rules. \`aegis check\` reads it; every key is in docs/schemas/config.json.
version: 1
role: cleaner # what the agent behind this kernel is; the name that it gives itself is recorded, never trusted
manifests: # one a system: how it is launched, what its tools can do, what its data is
${manifests.map((path) => `  - "${path}"`).join('\n')}
policies: # what no policy allows is denied
  - "{package}/policies/default.yaml"
state: ./state # journal, receipts, keys; its owner's alone
`;

const shipped = ['postgres.yaml', 's3.yaml'];

interface Plan {
  readonly directory: string;
  readonly lake: string;
  readonly isSample: boolean;
  readonly files: readonly NewFile[];
}

function planFor(args: Args, packageRoot: string): Plan {
  const directory = resolve(args.positionals[0] ?? '.');
  const own = flag(args, 'lake');
  const lake = own === undefined ? join(directory, 'lake') : resolve(own);
  const copied = own === undefined ? [] : shipped;
  const manifests =
    copied.length > 0
      ? copied.map((name) => `manifests/${name}`)
      : shipped.map((name) => `{package}/manifests/${name}`);
  return {
    directory,
    lake,
    isSample: own === undefined,
    files: [
      { path: 'aegis.yaml', text: head(manifests) },
      { path: 'secrets/lake-dsn', text: `sqlite:${lake}\n`, isSecret: true },
      ...copied.map(
        (name): NewFile => ({
          path: `manifests/${name}`,
          text: readFileSync(join(packageRoot, 'manifests', name), 'utf8'),
        }),
      ),
    ],
  };
}

/** The entry that a client's configuration takes; nothing else should stand beside it that reaches the same systems. */
const entryFor = (directory: string, program: string) => ({
  mcpServers: {
    aegis: { command: process.execPath, args: [program, 'serve', '--config', join(directory, 'aegis.yaml')] },
  },
});

/** What stands in the way, in words; undefined when nothing does. */
function obstacle({ directory, lake, isSample, files }: Plan): string | undefined {
  const sample = isSample
    ? [
        { path: 'lake', text: '' },
        { path: 'bucket', text: '' },
      ]
    : [];
  const taken = inTheWay(directory, [...files, ...sample]);
  if (taken.length > 0)
    return `these are there already, and nothing was written:\n${taken.map((path) => `  ${path}`).join('\n')}\nname another directory: aegis init DIR`;
  if (!isSample && !existsSync(lake)) return `the lake \`${lake}\` is not there`;
  return undefined;
}

/** False when the sample could not be made; what was written is taken away again. */
async function layOut(plan: Plan, doors: Doors): Promise<boolean> {
  mkdirSync(plan.directory, { recursive: true });
  const written = writeAll(plan.directory, plan.files);
  if (plan.isSample) {
    const isMade = (await doors.run('examples/before-after/sample.js', [plan.directory])) === 0;
    if (!isMade) takeBack(written);
    return isMade;
  }
  if (!existsSync(join(plan.directory, 'bucket'))) mkdirSync(join(plan.directory, 'bucket'), { mode: 0o700 });
  return true;
}

const unlisted =
  'Declare your tables in manifests/postgres.yaml: a table that no catalog lists is denied, a column that none lists is masked.';

function next({ directory, isSample }: Plan, entry: string, program: string): string {
  const config = join(directory, 'aegis.yaml');
  return [
    `Set up in ${directory}${isSample ? ', with a sample lake of invented customers' : ''}.`,
    ...(isSample ? [] : ['', unlisted]),
    '',
    '1. Put this into the configuration of your client, in place of the servers that reach the same data:',
    '',
    entry,
    '',
    '2. Ask your agent what data there is. Then ask it to drop a table.',
    `3. See what was decided:  ${program} audit tail --config ${config}`,
    '',
    `When something does not work:  ${program} doctor --config ${config}`,
  ].join('\n');
}

async function run(args: Args, doors: Doors): Promise<ExitCode> {
  const plan = planFor(args, doors.packageRoot);
  const why = obstacle(plan);
  if (why !== undefined) {
    doors.err(`aegis init: ${why}`);
    return 2;
  }
  if (!(await layOut(plan, doors))) {
    doors.err(`aegis init: the sample lake could not be laid out in ${plan.directory}`);
    return 1;
  }
  const enactment = doors.enact(join(plan.directory, 'aegis.yaml'), false, 'with-secrets');
  if ('problems' in enactment) {
    doors.err(renderProblems(enactment.problems));
    return 1;
  }
  const entry = entryFor(plan.directory, join(doors.packageRoot, 'dist', 'cli', 'main.js'));
  if (isSet(args, 'json'))
    doors.out(
      JSON.stringify({ directory: plan.directory, files: plan.files.map(({ path }) => path), ...entry }),
    );
  else doors.out(next(plan, JSON.stringify(entry, null, 2), doors.program));
  return 0;
}

export const init: Verb = {
  name: 'init',
  about: 'set up a configuration that works, and the entry for a client',
  help,
  run,
};
