/** `aegis manifest pin` and `diff`: a manifest against its live server. Nothing is accepted but by `pin --write`, and nothing foreign is printed unescaped. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type Compared,
  changes,
  type Held,
  holdAgainst,
  isFailed,
  renderProblems,
  withPins,
} from '../../actors/outside/manifests.js';
import { writeOver } from '../files/whole.js';
import { type Args, type Doors, type ExitCode, flag, isSet } from '../shell/doors.js';

type ComparedTool = Compared['tools'][number];

/** What `{config}` and `{state}` stand for. The configuration itself may be one that does not load yet. */
export function placesOf(args: Args, doors: Doors, file: string) {
  const named = flag(args, 'config');
  const here = resolve('aegis.yaml');
  const path =
    named === undefined ? (existsSync(here) ? here : resolve(dirname(file), 'aegis.yaml')) : resolve(named);
  const enactment = doors.enact(path, isSet(args, 'dev'));
  const config = dirname(path);
  const state = 'enacted' in enactment ? enactment.enacted.configuration.config.state : join(config, 'state');
  return { package: doors.packageRoot, config, state, dev: isSet(args, 'dev') };
}

interface Opened {
  readonly file: string;
  readonly held: Held;
}

async function open(args: Args, doors: Doors): Promise<Opened | ExitCode> {
  const [what, named, surplus] = args.positionals;
  const say = (text: string): void => doors.err(`aegis manifest ${what}: ${text}`);
  if (named === undefined || surplus !== undefined) {
    say('name one manifest; see aegis manifest --help');
    return 2;
  }
  const file = resolve(named);
  const found = doors.readFile(file);
  if ('why' in found) {
    say(`\`${named}\` ${found.why}`);
    return 2;
  }
  const source = { file: named, text: found.text };
  const held = await holdAgainst(doors.survey(isSet(args, 'dev')), source, placesOf(args, doors, file));
  if (isFailed(held)) say(held.failed);
  else if ('problems' in held) doors.err(renderProblems(held.problems));
  else return { file, held };
  return isFailed(held) ? 3 : 2;
}

const wordOf = ({ state, changed }: ComparedTool): string =>
  state === 'drifted'
    ? changed.map((one) => changes[one]).join(', ')
    : state === 'same'
      ? 'as pinned'
      : 'not pinned';

const inWords = (tool: ComparedTool): readonly string[] => [
  `${tool.tool}${tool.remote === tool.tool ? '' : ` (${tool.remote})`}: ${wordOf(tool)}`,
  ...Object.entries(tool.now).map(([part, text]) => `    ${part} now: ${text}`),
  ...tool.arguments.map((text) => `    ${text}`),
];

const isSame = ({ state }: ComparedTool): boolean => state === 'same';

function tell(args: Args, doors: Doors, { tools, unnamed }: Compared): void {
  if (isSet(args, 'json')) {
    const plain = tools.map(({ pin: _, ...tool }) => tool);
    doors.out(JSON.stringify({ ok: tools.every(isSame), tools: plain, unnamed }));
    return;
  }
  for (const tool of tools) if (!isSame(tool)) for (const line of inWords(tool)) doors.out(line);
  const same = tools.filter(isSame).length;
  doors.out(`${same} of ${tools.length} tools are as pinned`);
  if (unnamed.length > 0)
    doors.out(`not in the manifest, so they do not exist for an agent: ${unnamed.join(', ')}`);
}

export async function diff(args: Args, doors: Doors): Promise<ExitCode> {
  const opened = await open(args, doors);
  if (typeof opened === 'number') return opened;
  const { compared } = opened.held;
  tell(args, doors, compared);
  return compared.tools.every(isSame) ? 0 : 1;
}

export async function pin(args: Args, doors: Doors): Promise<ExitCode> {
  const opened = await open(args, doors);
  if (typeof opened === 'number') return opened;
  const { file, held } = opened;
  const { tools } = held.compared;
  tell(args, doors, held.compared);
  if (!isSet(args, 'write')) {
    if (!tools.every(isSame)) doors.err('nothing is written; with --write you accept what is live now');
    return tools.every(isSame) ? 0 : 1;
  }
  const text = withPins(held);
  const why =
    text === undefined ? 'its pins cannot be written into it as it is laid out' : writeOver(file, text);
  if (why !== undefined) {
    doors.err(`aegis manifest pin: ${file} is not written: ${why}`);
    return 2;
  }
  const unpinned = tools.filter((tool) => tool.pin === undefined).map(({ tool }) => tool);
  if (unpinned.length > 0) doors.err(`not pinned: ${unpinned.join(', ')}`);
  return unpinned.length > 0 ? 1 : 0;
}
