// Holds the configurations that pages show to what `aegis check` takes. Refuses to repair them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Without the blanks that a list puts before it. */
const flush = (text: string): string => {
  const least = Math.min(...[...text.matchAll(/^ *(?=\S)/gm)].map(([blanks]) => blanks.length));
  return text.replace(new RegExp(`^ {${least}}`, 'gm'), '');
};

const yamlIn = (page: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^ *```yaml\n([\s\S]*?)^ *```$/gm)].map(([, text = '']) =>
    flush(text),
  );

const config = yamlIn('README.md')[0] ?? '';

/** What `aegis check` says of a configuration, with a manifest beside it where one is given. */
function checked(text: string, manifest?: string): unknown {
  const directory = mkdtempSync(join(tmpdir(), 'aegis-example-'));
  const listed = manifest === undefined ? text : text.replace('manifests: [', 'manifests: [elsewhere.yaml, ');
  writeFileSync(join(directory, 'aegis.yaml'), listed);
  if (manifest !== undefined) writeFileSync(join(directory, 'elsewhere.yaml'), manifest);
  mkdirSync(join(directory, 'secrets'));
  for (const secret of ['lake-dsn', 'presidio'])
    writeFileSync(join(directory, 'secrets', secret), 'sqlite:/path/to/lake', { mode: 0o600 });
  const args = ['dist/cli/main.js', 'check', '--config', join(directory, 'aegis.yaml'), '--json'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  rmSync(directory, { recursive: true });
  const { ok, problems } = JSON.parse(stdout) as {
    readonly ok: boolean;
    readonly problems: readonly object[];
  };
  return { ok, problems };
}

const manifestOf = (tool: string): string => `version: 1
system: elsewhere
about: A server from elsewhere.
unpinned-because: it is an example
launch: { argv: [node, server.js] }
tools:
${tool.replace(/^(?=.)/gm, '  ')}
catalog:
  datasets:
    silver.memory: { tier: silver, key: [name], columns: { name: clear } }
    silver.shop_customers: { tier: silver, key: [id], columns: { id: clear, email: pii.email } }
`;

const good = { ok: true, problems: [] };
const tools = yamlIn('docs/servers.md');

describe('a page shows', () => {
  it('an engine as `aegis.yaml` names one', () => {
    const [engine = ''] = yamlIn('docs/pii-engine.md');
    expect(engine).toContain('pii-engine:');
    expect(checked(`${config}${engine}`)).toEqual(good);
  });

  it.each(tools)('a tool that a manifest may have: %s', (tool) => {
    expect(checked(config, manifestOf(tool))).toEqual(good);
  });

  it('more than one of them', () => expect(tools.length).toBeGreaterThan(1));
});

it('a key that nobody knows is a problem here as well', () => {
  expect(checked(config, manifestOf('read: { can: read, describes: The whole. }'))).not.toEqual(good);
});
