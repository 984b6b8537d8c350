/** The servers of a client's configuration, moved behind the kernel: a drafted manifest each, its secrets in files. What cannot be moved stays, and is told. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { draftFrom, isFailed, renderProblems, systemNamed } from '../../actors/outside/manifests.js';
import type { NewFile } from '../files/new.js';
import type { Doors } from '../shell/doors.js';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface ClientFile {
  readonly path: string;
  readonly text: string;
  readonly whole: Fields;
  /** The name under which this client keeps its servers. */
  readonly key: 'mcpServers' | 'servers';
  readonly servers: Readonly<Record<string, unknown>>;
}

/** A text says what is wrong with the file. */
export function readClient(path: string): ClientFile | string {
  try {
    const text = readFileSync(path, 'utf8');
    const whole: unknown = JSON.parse(text);
    if (!isFields(whole)) return `${path} is no JSON object`;
    for (const key of ['mcpServers', 'servers'] as const) {
      const servers = whole[key];
      if (isFields(servers)) return { path, text, whole, key, servers };
    }
    return `${path} has no \`mcpServers\``;
  } catch (problem) {
    return problem instanceof SyntaxError ? `${path} is no JSON` : `${path} cannot be read`;
  }
}

interface Command {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What clients hand down without being asked, as far as a server from a registry is not found without it. */
const handedDown = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['PATH', 'HOME'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** A text says why it cannot be moved. */
function commandOf(server: unknown, client: ClientFile): Command | string {
  if (!isFields(server) || typeof server.command !== 'string') return 'it is not started by a command';
  const { command, args = [], env = {}, cwd } = server;
  if (!isTexts(args)) return 'its arguments are not texts';
  if (!isFields(env) || !isTexts(Object.values(env))) return 'its environment is not texts';
  if (!Object.keys(env).every((name) => /^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)))
    return 'its environment has a name that is none';
  const argv = [command, ...args];
  if (argv.includes('serve') && argv.some((word) => word.endsWith('aegis.yaml')))
    return 'it is the kernel itself';
  // `as`: every value was seen to be a text.
  const given = env as Readonly<Record<string, string>>;
  return {
    argv,
    env: { ...handedDown(), ...given },
    cwd: typeof cwd === 'string' ? resolve(cwd) : dirname(client.path),
  };
}

export interface Moved {
  readonly name: string;
  readonly system: string;
  readonly tools: number;
  /** Its command holds a secret, and so does its manifest. */
  readonly isSecret: boolean;
  readonly files: readonly NewFile[];
}

export interface Import {
  readonly moved: readonly Moved[];
  readonly left: readonly { readonly name: string; readonly why: string }[];
}

async function move(name: string, command: Command, system: string, doors: Doors): Promise<Moved | string> {
  const drafted = await draftFrom(doors.survey(false), { ...command, system, secretsOf: system });
  if (isFailed(drafted)) return drafted.failed;
  if ('problems' in drafted) return `its draft would not load: ${renderProblems(drafted.problems)}`;
  const { text, tools, secrets, isSecret } = drafted;
  return {
    name,
    system,
    tools,
    isSecret,
    files: [
      { path: `manifests/${system}.yaml`, text, isSecret },
      ...secrets.map(({ path, value }): NewFile => ({ path, text: value, isSecret: true })),
    ],
  };
}

const unused = (wanted: string, taken: ReadonlySet<string>, at = 1): string => {
  const name = at === 1 ? wanted : `${wanted}-${at}`;
  return taken.has(name) ? unused(wanted, taken, at + 1) : name;
};

/** Starts each server once, as the client would, with what the client would give it. */
export async function importFrom(client: ClientFile, doors: Doors): Promise<Import> {
  const moved: Moved[] = [];
  const left: { name: string; why: string }[] = [];
  for (const [name, server] of Object.entries(client.servers)) {
    const command = commandOf(server, client);
    if (typeof command !== 'string') doors.err(`aegis init: asking ${name} for its tools`);
    const system = unused(systemNamed(name), new Set(moved.map((one) => one.system)));
    const done = typeof command === 'string' ? command : await move(name, command, system, doors);
    if (typeof done === 'string') left.push({ name, why: done });
    else moved.push(done);
  }
  return { moved, left };
}

/** The client's file with the kernel in the place of what was moved; everything else in it as it was. */
export function rewired(client: ClientFile, { moved }: Import, entry: unknown): string {
  const gone = new Set(moved.map(({ name }) => name));
  const kept = Object.entries(client.servers).filter(([name]) => !gone.has(name) && name !== 'aegis');
  const servers = Object.fromEntries([['aegis', entry], ...kept]);
  return `${JSON.stringify({ ...client.whole, [client.key]: servers }, null, 2)}\n`;
}
