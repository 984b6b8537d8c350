/** What of a command and its environment looks like a secret, and the file that each value goes to. It refuses to write two values into one file. */

import { secretKey, secretPem } from '../egress/detect/secret-key.js';
import { noCues } from '../egress/detect/words/cues.js';

export interface Started {
  readonly argv: readonly string[];
  /** What the server was given. */
  readonly env: Readonly<Record<string, string>>;
  /** What the files of its secrets begin with, where one directory holds those of several systems; default ''. */
  readonly secretsOf?: string;
}

export interface DraftedSecret {
  readonly name: string;
  /** Below the directory of `aegis.yaml`. */
  readonly path: string;
  readonly value: string;
}

const secretName =
  /pass|pwd|secret|token|key|credential|auth|dsn|private|cookie|bearer|jwt|webhook|connection|(?:^|[_-])(?:pat|pin|sas|conn)(?:$|[_-])/i;
const secretUrl = /:\/\/[^/\s]*:[^/\s]*@/;
const secretWord = /(?:pass(?:word)?|pwd|secret|token|api_?key|bearer)\s*[=: ]\s*\S/i;
/** Long, of letters and digits, and no path: a word that nobody would say. */
const isRandom = (text: string): boolean =>
  /^[A-Za-z0-9_+=.-]{20,}$/.test(text) && /[A-Za-z]/.test(text) && /\d/.test(text);

const isSecretValue = (value: string): boolean =>
  secretUrl.test(value) ||
  secretWord.test(value) ||
  [secretKey, secretPem].some(
    ({ detect }) => detect({ text: value, hint: 0, cues: noCues, isPlain: false }).length > 0,
  );

const isSecret = ([name, value]: readonly [string, string]): boolean =>
  value !== '' && (secretName.test(name) || isSecretValue(value) || isRandom(value));

/** A dot parts the system from the name: neither has one. */
const fileOf = (name: string, secretsOf = ''): string =>
  `${secretsOf === '' ? '' : `${secretsOf}.`}${name.toLowerCase().replaceAll('_', '-')}`;

/** The values that the draft does not write down, each with the file that it names instead. */
export function draftedSecrets({ env, secretsOf }: Started): readonly DraftedSecret[] {
  const taken = new Set<string>();
  return Object.entries(env)
    .filter(isSecret)
    .map(([name, value]) => {
      const wanted = fileOf(name, secretsOf);
      let file = wanted;
      for (let next = 2; taken.has(file); next += 1) file = `${wanted}.${next}`;
      taken.add(file);
      return { name, path: `secrets/${file}`, value };
    });
}

/** What every process of the machine can read. `--token x` is a flag and its value, `--token=x` both in one. */
export const secretArguments = ({ argv }: Pick<Started, 'argv'>): readonly string[] =>
  argv.flatMap((word, at) => {
    const [, flag = '', value] = /^-+([A-Za-z][A-Za-z0-9_-]*)(?:=(.+))?$/s.exec(word) ?? [];
    const next = argv[at + 1];
    if (secretName.test(flag) && value !== undefined) return [value];
    if (secretName.test(flag) && next !== undefined && !next.startsWith('-')) return [next];
    return isSecretValue(word) ? [word] : [];
  });

/** Every value that must be quoted nowhere, however a server says it. */
export const secretsIn = (started: Started): readonly string[] => [
  ...draftedSecrets(started).map(({ value }) => value),
  ...secretArguments(started),
];
