/** What a new configuration is made of: on a sample lake, on a lake of one's own, or around the servers that a client has. It writes nothing. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { NewFile } from '../files/new.js';
import type { Import } from './import.js';

export interface Setup {
  readonly directory: string;
  readonly files: readonly NewFile[];
  /** Directories that are made empty, where they are not there. */
  readonly empty: readonly string[];
  /** Laid out by a program of its own; not there before. */
  readonly sample: readonly string[];
  /** What a person has to know beside the entry. */
  readonly notes: readonly string[];
}

const aegisYaml = (
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

const dsn = (lake: string): NewFile => ({
  path: 'secrets/lake-dsn',
  text: `sqlite:${lake}\n`,
  isSecret: true,
});

export const onSample = (directory: string): Setup => ({
  directory,
  files: [
    { path: 'aegis.yaml', text: aegisYaml(shipped.map((name) => `{package}/manifests/${name}`)) },
    dsn(join(directory, 'lake')),
  ],
  empty: [],
  sample: ['lake', 'bucket'],
  notes: ['The lake is a sample: invented customers, and an instruction planted among them.'],
});

export const onLake = (directory: string, lake: string, packageRoot: string): Setup => ({
  directory,
  files: [
    { path: 'aegis.yaml', text: aegisYaml(shipped.map((name) => `manifests/${name}`)) },
    dsn(resolve(lake)),
    ...shipped.map(
      (name): NewFile => ({
        path: `manifests/${name}`,
        text: readFileSync(join(packageRoot, 'manifests', name), 'utf8'),
      }),
    ),
  ],
  empty: ['bucket'],
  sample: [],
  notes: [
    'Declare your tables in manifests/postgres.yaml: a table that no catalog lists is denied, a column that none lists is masked. `aegis catalog draft manifests/postgres.yaml` writes them down for you, with a guess for each column.',
  ],
});

export const around = (directory: string, { moved, left }: Import): Setup => ({
  directory,
  files: [
    { path: 'aegis.yaml', text: aegisYaml(moved.map(({ system }) => `manifests/${system}.yaml`)) },
    ...moved.flatMap(({ files }) => files),
  ],
  empty: [],
  sample: [],
  notes: [
    ...moved.map(
      ({ name, system, tools }) =>
        `${name} is behind the kernel as \`${system}\`: ${tools} tools, none of them open to an agent until you open it in manifests/${system}.yaml.`,
    ),
    ...moved.flatMap(({ name, system, isSecret }) =>
      isSecret
        ? [
            `the command of ${name} holds what looks like a secret: manifests/${system}.yaml holds it too and is its owner’s alone; look for a variable that does the same.`,
          ]
        : [],
    ),
    ...left.map(({ name, why }) => `${name} stays where it is, past the kernel: ${why}`),
  ],
});
