/** How a drafted system is started, as it was started for the draft. A value that looks like a secret is not written down. */

import { escaped } from '../yaml/escaped.js';
import { plainKey, quoted } from '../yaml/quoted.js';
import { draftedSecrets, type Started, secretArguments } from './draft-secrets.js';

export interface DraftedLaunch extends Started {
  readonly cwd: string;
}

export function launchLines(launch: DraftedLaunch): readonly string[] {
  const secrets = draftedSecrets(launch);
  const isKept = new Set(secrets.map(({ name }) => name));
  const open = Object.entries(launch.env).filter(([name]) => !isKept.has(name));
  return [
    'launch:',
    `  argv: [${launch.argv.map(quoted).join(', ')}]`,
    ...(open.length === 0 ? [] : ['  env:']),
    ...open.map(([name, value]) => `    ${plainKey(name)}: ${quoted(value)}`),
    ...(secrets.length === 0
      ? []
      : ['  secrets: # put each value into its file, readable by its owner alone']),
    ...secrets.map(({ name, path }) => `    ${plainKey(name)}: "file:{config}/${path}"`),
    `  cwd: ${quoted(launch.cwd)}`,
  ];
}

export const launchNotes = (launch: DraftedLaunch): readonly string[] => [
  ...draftedSecrets(launch).map(
    ({ name, path }) => `the value of ${name} is not in the draft: put it into ${path} beside aegis.yaml`,
  ),
  ...(secretArguments(launch).length === 0
    ? []
    : [
        'an argument of the command looks like a secret: every process of this machine can read it there, and it stands in the draft. Look for a variable that does the same',
      ]),
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
