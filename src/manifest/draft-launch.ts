/** How a drafted system is started, as it was started for the draft. A value that looks like a secret is not written down. */
import { escaped } from './escaped.js';
import { plainKey, quoted } from './written.js';

export interface DraftedLaunch {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** What the server was given. */
  readonly env: Readonly<Record<string, string>>;
  /** What the files of its secrets begin with, where one directory holds those of several systems; default ''. */
  readonly secretsOf?: string;
}

const secretName = /pass|secret|token|key|credential|auth|dsn|private/i;
const secretValue = /:\/\/[^/\s]*:[^/\s]*@/;

const isSecret = ([name, value]: readonly [string, string]): boolean =>
  secretName.test(name) || secretValue.test(value);

const fileOf = (name: string, secretsOf = ''): string =>
  `${secretsOf === '' ? '' : `${secretsOf}-`}${name.toLowerCase().replaceAll('_', '-')}`;

export interface DraftedSecret {
  /** Below the directory of `aegis.yaml`. */
  readonly path: string;
  readonly value: string;
}

/** The values that the draft does not write down, each with the file that it names instead. */
export const draftedSecrets = ({ env, secretsOf }: DraftedLaunch): readonly DraftedSecret[] =>
  Object.entries(env)
    .filter(isSecret)
    .map(([name, value]) => ({ path: `secrets/${fileOf(name, secretsOf)}`, value }));

export function launchLines({ argv, cwd, env, secretsOf }: DraftedLaunch): readonly string[] {
  const all = Object.entries(env);
  const open = all.filter((one) => !isSecret(one));
  const secrets = all.filter(isSecret);
  return [
    'launch:',
    `  argv: [${argv.map(quoted).join(', ')}]`,
    ...(open.length === 0 ? [] : ['  env:']),
    ...open.map(([name, value]) => `    ${plainKey(name)}: ${quoted(value)}`),
    ...(secrets.length === 0
      ? []
      : ['  secrets: # put each value into its file, readable by its owner alone']),
    ...secrets.map(([name]) => `    ${plainKey(name)}: "file:{config}/secrets/${fileOf(name, secretsOf)}"`),
    `  cwd: ${quoted(cwd)}`,
  ];
}

export const launchNotes = ({ argv, env, secretsOf }: DraftedLaunch): readonly string[] => [
  ...Object.entries(env)
    .filter(isSecret)
    .map(
      ([name]) =>
        `the value of ${name} is not in the draft: put it into secrets/${fileOf(name, secretsOf)} beside aegis.yaml`,
    ),
  ...argv
    .filter((word) => secretValue.test(word))
    .map(
      () => 'an argument of the command holds a password: every process of this machine can read it there',
    ),
];

const launchers = /^(?:node|npx|npm|bunx?|deno|uvx?|python[0-9.]*|docker|sh|bash|run|exec|env)$/;

/** A name for the system out of the command that starts it; a guess. */
export function systemGuess(argv: readonly string[]): string {
  const names = argv
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.split('/').at(-1) ?? '')
    .map((name) => name.replace(/(?<=.)@.*$/, '').replace(/\.[a-z]+$/, ''))
    .filter((name) => name !== '' && !launchers.test(name));
  const name = (names[0] ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^(?:mcp-server-|mcp-|server-)|(?:-mcp-server|-mcp|-server)$/g, '')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 24);
  return name === '' || name === 'aegis' ? 'server' : name;
}

export const commandWords = (argv: readonly string[]): string => escaped(argv.join(' '), 160);
