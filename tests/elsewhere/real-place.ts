// A directory as an operator would set it up for a real server: the shipped manifest and policy, the address in a secret, and nothing else.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RealPlaceTerms {
  /** What the secret holds. */
  readonly dsn: string;
  readonly role?: string;
  /** In place of the shipped policy. */
  readonly policy?: string;
  /** In place of the shipped manifest. */
  readonly manifest?: string;
  /** More policies beside the shipped one, by file name. */
  readonly policies?: Readonly<Record<string, string>>;
}

export function makeRealPlace({ dsn, role = 'cleaner', policy, manifest, policies = {} }: RealPlaceTerms) {
  const directory = mkdtempSync(join(tmpdir(), 'aegis-real-'));
  mkdirSync(join(directory, 'secrets'), { mode: 0o700 });
  writeFileSync(join(directory, 'secrets', 'lake-dsn'), `${dsn}\n`, { mode: 0o600 });
  for (const [name, text] of Object.entries(policies)) writeFileSync(join(directory, name), text);
  if (policy !== undefined) writeFileSync(join(directory, 'default.yaml'), policy);
  if (manifest !== undefined) writeFileSync(join(directory, 'tables.yaml'), manifest);
  const tables = manifest === undefined ? '{package}/manifests/postgres-server.yaml' : '{config}/tables.yaml';
  const first = policy === undefined ? '{package}/policies/default.yaml' : '{config}/default.yaml';
  const all = [first, ...Object.keys(policies).map((name) => `{config}/${name}`)];
  const lines = [
    'version: 1',
    `role: ${role}`,
    `manifests: ["${tables}"]`,
    `policies: ${JSON.stringify(all)}`,
    'state: ./state',
  ];
  writeFileSync(join(directory, 'aegis.yaml'), `${lines.join('\n')}\n`);
  return {
    directory,
    config: join(directory, 'aegis.yaml'),
    state: join(directory, 'state'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
export type RealPlace = ReturnType<typeof makeRealPlace>;
