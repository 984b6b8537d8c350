/** What `aegis doctor` looks at, each answered with what to do. It reads, and starts each system once; it changes nothing and calls no tool. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Enacted } from '../../actors/law/law.js';
import { holdAgainst, isFailed, renderProblems } from '../../actors/outside/manifests.js';
import { verifyChain } from '../audit.js';
import type { Doors } from '../shell/doors.js';

export interface Finding {
  readonly about: string;
  /** `look`: it works, and somebody should know. */
  readonly is: 'well' | 'look' | 'wrong';
  readonly says: string;
  /** What mends it; '' when nothing needs to be. */
  readonly do: string;
}

export interface Patient {
  readonly doors: Doors;
  /** As it was named, and as the findings name it. */
  readonly config: string;
  readonly dev: boolean;
  readonly enacted: Enacted;
}

export const well = (about: string, says: string): Finding => ({ about, is: 'well', says, do: '' });
const look = (about: string, says: string, remedy: string): Finding => ({
  about,
  is: 'look',
  says,
  do: remedy,
});
const wrong = (about: string, says: string, remedy: string): Finding => ({
  about,
  is: 'wrong',
  says,
  do: remedy,
});

/** The oldest that is promised, as `engines` in package.json says it. */
const oldest = [20, 19] as const;

export function aboutNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
  return isOld
    ? wrong('node', `this is Node ${version}`, `use Node ${oldest.join('.')} or later`)
    : well('node', `Node ${version}`);
}

export function aboutProblems(doors: Doors, config: string, dev: boolean): Finding | Enacted {
  const enactment = doors.enact(config, dev, 'with-secrets');
  if ('enacted' in enactment) return enactment.enacted;
  return wrong(
    'configuration',
    renderProblems(enactment.problems),
    'mend each at its place; then run this again',
  );
}

export const aboutWarnings = ({ enacted }: Patient): readonly Finding[] =>
  enacted.warnings.map((warning) =>
    look('configuration', warning, 'change the policy or the role, or leave it so'),
  );

/** The directory itself, and where the heads of its chains are kept. */
export function aboutState({ enacted }: Patient): readonly Finding[] {
  const { state, heads } = enacted.configuration.config;
  if (!existsSync(state)) return [well('state', `${state} will be made at the first start`)];
  const { mode, uid } = statSync(state);
  const isOpen = (mode & 0o077) !== 0;
  const isStrange = process.getuid !== undefined && uid !== process.getuid();
  const within = resolve(heads ?? state).startsWith(resolve(state));
  return [
    isStrange
      ? wrong('state', `${state} is another user’s`, 'run the kernel as its owner, or name another directory')
      : isOpen
        ? wrong('state', `${state} can be read by others`, `chmod 700 ${state}`)
        : well('state', `${state} is its owner’s alone`),
    ...(within
      ? [
          look(
            'heads',
            'the signed heads lie in the state directory: whoever can rewrite the journal can rewrite them',
            'name a second place in the configuration, `heads:`, on another disk or machine',
          ),
        ]
      : []),
  ];
}

export async function aboutChains({ doors, enacted, config }: Patient): Promise<readonly Finding[]> {
  const { state, heads } = enacted.configuration.config;
  const chains = existsSync(state) ? await doors.chains(state, heads) : [];
  const findings: Finding[] = [];
  for (const chain of chains) {
    const { bad, lines } = await verifyChain(chain, undefined, { doors, state });
    const writer = chain.writer === undefined ? '' : `, written by process ${chain.writer} now`;
    findings.push(
      bad === undefined
        ? well('journal', `${chain.name} is whole, ${lines} entries${writer}`)
        : wrong(
            'journal',
            `${chain.name}: line ${bad.line}: ${bad.why}`,
            `somebody or something has changed it: keep it, and compare with the heads kept elsewhere (${doors.program} audit verify --config ${config})`,
          ),
    );
  }
  return findings;
}

const isNative = (text: string): boolean => /^launch:\s*native\s*(#.*)?$/m.test(text);

/** Starts the system as the kernel would and asks for its tools alone. */
async function aboutSystem(
  { doors, config, dev, enacted }: Patient,
  source: { readonly file: string; readonly text: string },
): Promise<Finding> {
  const path = resolve(config);
  const { state } = enacted.configuration.config;
  const places = { package: doors.packageRoot, config: dirname(path), state, dev };
  const held = await holdAgainst(doors.survey(dev), source, places);
  if (isFailed(held))
    return wrong(
      source.file,
      `its system does not start: ${held.failed}`,
      'run its command by hand, with the environment that the manifest gives it',
    );
  if ('problems' in held) return wrong(source.file, renderProblems(held.problems), 'mend it at its place');
  const { system } = held.comparable.form;
  const { tools, unnamed } = held.compared;
  const other = tools.filter((tool) => tool.state !== 'same');
  const rest =
    unnamed.length === 0
      ? ''
      : `; ${unnamed.length} more that the manifest does not name do not exist for an agent`;
  if (other.length === 0) return well(system, `starts, and its ${tools.length} tools are as pinned${rest}`);
  return wrong(
    system,
    `starts, and ${other.length} of its ${tools.length} tools are not as pinned: ${other.map(({ tool }) => tool).join(', ')}`,
    `see what changed: ${doors.program} manifest diff ${source.file} --config ${config}`,
  );
}

export async function aboutSystems(patient: Patient): Promise<readonly Finding[]> {
  const manifests = patient.enacted.texts.filter(({ kind, text }) => kind === 'manifest' && !isNative(text));
  const findings: Finding[] = [];
  // One after the other: a machine on which two fight for a lock tells more than it should.
  for (const source of manifests) findings.push(await aboutSystem(patient, source));
  return findings;
}

interface Server {
  readonly name: string;
  readonly text: string;
}

/** The servers of a client's configuration, under either name that clients use. */
function serversIn(text: string): readonly Server[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const all: unknown = Reflect.get(parsed, 'mcpServers') ?? Reflect.get(parsed, 'servers');
    if (typeof all !== 'object' || all === null) return undefined;
    return Object.entries(all).map(([name, value]) => ({ name, text: JSON.stringify(value) }));
  } catch {
    return undefined;
  }
}

/** INVARIANT: what a client reaches without the kernel is told, or the kernel guards a door beside an open one. */
export function aboutClient(client: string, { doors, config }: Patient): readonly Finding[] {
  const text = existsSync(client) ? readFileSync(client, 'utf8') : undefined;
  const servers = text === undefined ? undefined : serversIn(text);
  if (servers === undefined)
    return [
      wrong('client', `${client} is not there, or holds no servers`, 'name the file that your client reads'),
    ];
  const path = resolve(config);
  const ours = servers.filter((one) => one.text.includes(JSON.stringify(path).slice(1, -1)));
  const entry = `run ${doors.program} init --help for the entry, or write one with the path ${path}`;
  return [
    ours.length === 0
      ? wrong('client', `no server in ${client} starts the kernel with this configuration`, entry)
      : well('client', `${ours.map(({ name }) => name).join(', ')} in ${client} starts the kernel`),
    ...servers
      .filter((one) => !ours.includes(one))
      .map(({ name }) =>
        look(
          'client',
          `the client reaches \`${name}\` without the kernel`,
          `move it behind the kernel (${doors.program} init DIR --from ${client}), or leave it where it reaches nothing that counts`,
        ),
      ),
  ];
}
