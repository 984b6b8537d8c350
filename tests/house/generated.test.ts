// Holds the generated pages and the README's examples to what the sources say. Refuses to repair them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/fault.js';

const readme = readFileSync('README.md', 'utf8');

const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text]) => text ?? '',
  );

describe('pages', () => {
  it('that are generated say what the sources say', () => {
    const { status, stderr } = spawnSync(process.execPath, ['docs/generate.mjs', '--check'], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('list every code', () => {
    const page = readFileSync('docs/codes.md', 'utf8');
    expect(Object.keys(codes).filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the README', () => {
  it('shows a configuration that `aegis check` takes', () => {
    const directory = mkdtempSync(join(tmpdir(), 'aegis-readme-'));
    writeFileSync(join(directory, 'aegis.yaml'), blocks('yaml')[0] ?? '');
    mkdirSync(join(directory, 'secrets'));
    writeFileSync(join(directory, 'secrets', 'lake-dsn'), 'sqlite:/path/to/lake', { mode: 0o600 });
    const { status, stdout } = spawnSync(
      process.execPath,
      ['dist/cli/main.js', 'check', '--config', join(directory, 'aegis.yaml'), '--json'],
      { encoding: 'utf8' },
    );
    rmSync(directory, { recursive: true });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, problems: [], warnings: [] });
    expect(status).toBe(0);
  });

  it('shows a client entry that is JSON and starts the kernel', () => {
    const entry = JSON.parse(blocks('json')[0] ?? '');
    expect(entry.mcpServers.aegis.args).toEqual(expect.arrayContaining(['serve', '--config']));
  });

  it('names every verb that the program has', () => {
    const { stdout } = spawnSync(process.execPath, ['dist/cli/main.js', '--help'], { encoding: 'utf8' });
    const verbs = [...stdout.matchAll(/^ {2}aegis (\w+)/gm)].map(([, verb]) => verb);
    expect(verbs.length).toBeGreaterThan(4);
    expect(verbs.filter((verb) => !readme.includes(`\`aegis ${verb}`))).toEqual([]);
  });
});
