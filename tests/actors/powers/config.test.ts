// Configuration files on a real disk: what is read, what is refused, and where the package lies.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../../actors/law/configuration.js';
import { createConfigFiles } from '../../../actors/powers/config.js';
import { renderProblems } from '../../../src/yaml/document.js';
import { configFilesContract } from '../../contracts/config-files.js';
import { createFakeFiles } from '../../fakes/files.js';
import { digest } from '../../src/manifest/compiling.js';

const root = mkdtempSync(join(tmpdir(), 'aegis-config-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const files = createConfigFiles();

const written = (name: string, content: string | Uint8Array): string => {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
};

configFilesContract('configuration files on disk', { files, put: written });

const texts: Record<string, string | Uint8Array> = { '/pkg/manifests/aegis.yaml': '' };
configFilesContract('configuration files in memory', {
  files: createFakeFiles(texts),
  put: (name, content) => {
    texts[`/conf/${name}`] = content;
    return `/conf/${name}`;
  },
});

describe('a file', () => {
  it('that is a pipe neither is read nor holds the start', () => {
    const path = join(root, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(files.read(path)).toEqual({ why: 'is not a file' });
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read cannot be read', () => {
    const path = written('shut', 'a');
    chmodSync(path, 0o000);
    expect(files.read(path)).toEqual({ why: 'cannot be read' });
  });
});

describe('the shipped manifests, from a directory of one’s own', () => {
  it('load with the kernel’s own tools', () => {
    const conf = join(root, 'conf');
    mkdirSync(conf);
    const shipped = ['postgres', 's3'].map((name) => join(files.packageRoot, 'manifests', `${name}.yaml`));
    writeFileSync(join(conf, 'p.yaml'), '');
    const text = [
      'version: 1',
      'role: cleaner',
      `manifests: ${JSON.stringify(shipped)}`,
      'policies: [p.yaml]',
      'state: .aegis',
      '',
    ];
    writeFileSync(join(conf, 'aegis.yaml'), text.join('\n'));
    const { configuration, problems } = loadConfiguration(join(conf, 'aegis.yaml'), {
      files,
      digest,
      dev: false,
    });
    expect(renderProblems(problems)).toBe('');
    expect([...(configuration?.registry.systems.keys() ?? [])]).toEqual(['aegis', 'postgres', 's3']);
    expect(configuration?.registry.manifests[1]?.launch).toMatchObject({
      argv: ['node', join(files.packageRoot, 'dist/downstreams/postgres/main.js')],
      cwd: conf,
      secrets: { DATABASE_URL: { kind: 'file', path: join(conf, 'secrets/lake-dsn') } },
    });
  });
});
