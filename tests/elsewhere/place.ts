// A directory as an operator would set it up: aegis.yaml, one of our manifests, the policies, and the servers installed beside them. It
// refuses to change a manifest but for the addresses that an operator would change as well.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface PlaceTerms {
  /** Names of our manifests in `manifests/elsewhere/`. */
  readonly manifests: readonly string[];
  /** What an operator would write otherwise, as `from` to `to`; each must be there. */
  readonly edits?: Readonly<Record<string, string>>;
  /** Files of the directory, by their path in it. */
  readonly files?: Readonly<Record<string, string>>;
  readonly role?: string;
}

const edited = (text: string, edits: Readonly<Record<string, string>>): string =>
  Object.entries(edits).reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`the manifest does not say ${from}`);
    return now.replaceAll(from, to);
  }, text);

export function makePlace({ manifests, edits = {}, files = {}, role = 'visitor' }: PlaceTerms) {
  const directory = mkdtempSync(join(tmpdir(), 'aegis-elsewhere-'));
  const path = (...parts: readonly string[]): string => join(directory, ...parts);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(path(name)), { recursive: true, mode: 0o700 });
    writeFileSync(path(name), text, { mode: 0o600 });
  }
  symlinkSync(join(import.meta.dirname, 'servers', 'node_modules'), path('node_modules'));
  for (const name of manifests) {
    const text = readFileSync(join(root, 'manifests', 'elsewhere', `${name}.yaml`), 'utf8');
    writeFileSync(path(`${name}.yaml`), edited(text, edits));
  }
  const lines = [
    'version: 1',
    `role: ${role}`,
    `manifests: ${JSON.stringify(manifests.map((name) => `{config}/${name}.yaml`))}`,
    `policies: ["{package}/policies/default.yaml", ${JSON.stringify(join(import.meta.dirname, 'policy.yaml'))}]`,
    'state: ./state',
  ];
  writeFileSync(path('aegis.yaml'), `${lines.join('\n')}\n`);
  return {
    directory,
    path,
    config: path('aegis.yaml'),
    state: path('state'),
    read: (name: string): string => readFileSync(path(name), 'utf8'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
export type Place = ReturnType<typeof makePlace>;
