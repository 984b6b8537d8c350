// From `aegis.yaml` to a law's ingredients, over files that exist only here.
import { describe, expect, it } from 'vitest';
import { type LoadOptions, loadConfiguration } from '../../../actors/law/configuration.js';
import { createFakeFiles } from '../../fakes/files.js';
import { digest } from '../../src/manifest/compiling.js';

const own =
  'version: 1\nsystem: aegis\nlaunch: native\ntools:\n  catalog: { can: describe, description: D }\n';
const lake = [
  'version: 1',
  'system: lake',
  'launch: { argv: ["{package}/x", "{state}"], secrets: { S: "file:{config}/s" } }',
  'tools: { q: { can: read, description: R } }',
  'unpinned-because: it is a test',
  '',
].join('\n');
const main =
  'version: 1\nrole: cleaner\nmanifests: [lake.yaml]\npolicies: [../p.yaml]\nstate: state\nheads: ../heads\n';

const good = {
  '/conf/aegis.yaml': main,
  '/conf/lake.yaml': lake,
  '/p.yaml': 'policy text',
  '/pkg/manifests/aegis.yaml': own,
};

const load = (texts: Readonly<Record<string, string>>, over: Partial<LoadOptions> = {}) =>
  loadConfiguration('/conf/aegis.yaml', { files: createFakeFiles(texts), digest, dev: false, ...over });
const told = (texts: Readonly<Record<string, string>>): readonly string[] =>
  load(texts).problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);

describe('a configuration whose files are all there', () => {
  const { configuration, problems } = load(good);

  it('is loaded with every path absolute', () => {
    expect(problems).toEqual([]);
    expect(configuration?.config).toMatchObject({
      role: 'cleaner',
      manifests: ['/conf/lake.yaml'],
      policies: ['/p.yaml'],
      state: '/conf/state',
      heads: '/heads',
    });
  });

  it('always has the kernel’s own tools', () => {
    expect([...(configuration?.registry.tools.keys() ?? [])]).toEqual(['aegis__catalog', 'lake__q']);
  });

  it('fills placeholders from where things lie', () => {
    expect(configuration?.registry.manifests[1]?.launch).toMatchObject({
      argv: ['/pkg/x', '/conf/state'],
      secrets: { S: { kind: 'file', path: '/conf/s' } },
    });
  });

  it('keeps the texts, for the journal and for the policy', () => {
    expect(configuration?.policyTexts).toEqual([{ file: '/p.yaml', text: 'policy text' }]);
    expect(configuration?.manifestTexts.map((one) => one.file)).toEqual([
      '/pkg/manifests/aegis.yaml',
      '/conf/lake.yaml',
    ]);
    expect(configuration?.configText).toEqual({ file: '/conf/aegis.yaml', text: main });
  });
});

describe('a configuration is not loaded', () => {
  it.each([
    [
      'without its file',
      { ...good, '/conf/aegis.yaml': undefined },
      '/conf/aegis.yaml:1:1 `/conf/aegis.yaml` is missing',
    ],
    [
      'without a manifest',
      { ...good, '/conf/lake.yaml': undefined },
      '/conf/aegis.yaml:3:13 `/conf/lake.yaml` is missing',
    ],
    ['without a policy', { ...good, '/p.yaml': undefined }, '/conf/aegis.yaml:4:12 `/p.yaml` is missing'],
    [
      'without the kernel’s own tools',
      { ...good, '/pkg/manifests/aegis.yaml': undefined },
      '/pkg/manifests/aegis.yaml:1:1 `/pkg/manifests/aegis.yaml` is missing',
    ],
    [
      'with a file named twice',
      { ...good, '/conf/aegis.yaml': main.replace('[lake.yaml]', '[lake.yaml, ./lake.yaml]') },
      '/conf/aegis.yaml:3:24 `/conf/lake.yaml` is named twice',
    ],
    [
      'with a manifest that takes the place of the kernel’s tools',
      { ...good, '/conf/lake.yaml': own },
      '/conf/lake.yaml:2:9 system `aegis` is already `aegis` in `/pkg/manifests/aegis.yaml`',
    ],
  ])('%s', (_, texts, problem) => {
    const present = Object.fromEntries(
      Object.entries(texts).flatMap(([file, text]) => (text === undefined ? [] : [[file, text]])),
    );
    expect(load(present).configuration).toBeUndefined();
    expect(told(present)).toContain(problem);
  });

  it('and every problem of every file is told, with the policies that could be read', () => {
    const texts = {
      '/conf/aegis.yaml': main.replace('[lake.yaml]', '[gone.yaml, lake.yaml]'),
      '/conf/lake.yaml': lake.replace('file:', 'env:').replace('can: read', 'can: reed'),
      '/p.yaml': 'policy text',
      '/pkg/manifests/aegis.yaml': own.replace('catalog', 'cat'),
    };
    expect(told(texts).map((one) => one.split(' ')[0])).toEqual([
      '/conf/aegis.yaml:3:13',
      '/pkg/manifests/aegis.yaml:5:3',
      '/conf/lake.yaml:3:59',
      '/conf/lake.yaml:4:20',
    ]);
    expect(load(texts).policyTexts).toHaveLength(1);
  });

  it('and what is wrong with itself hides nothing of the files it names', () => {
    const texts = {
      ...good,
      '/conf/aegis.yaml': `${main.replace('version: 1', 'version: 2')}limit: {}\n`,
      '/conf/lake.yaml': lake.replace('can: read', 'can: reed'),
    };
    expect(told(texts)).toEqual([
      '/conf/aegis.yaml:1:10 `version` has a value that is not known here',
      '/conf/aegis.yaml:7:1 unknown key `limit`',
      '/conf/lake.yaml:4:20 `can` has a value that is not known here',
    ]);
    expect(load(texts).policyTexts).toHaveLength(1);
    expect(load(texts).configuration).toBeUndefined();
  });

  it('and a list of files with a wrong entry is read but for that entry', () => {
    const texts = { ...good, '/conf/aegis.yaml': main.replace('[lake.yaml]', '[7, gone.yaml, lake.yaml]') };
    expect(told({ ...texts, '/conf/lake.yaml': 'version: 2\n' })).toEqual([
      '/conf/aegis.yaml:3:13 an entry of `manifests` must be a string, not a number',
      '/conf/aegis.yaml:3:16 `/conf/gone.yaml` is missing',
      '/conf/lake.yaml:1:1 `system` is missing',
      '/conf/lake.yaml:1:1 `launch` is missing',
      '/conf/lake.yaml:1:1 `tools` is missing',
      '/conf/lake.yaml:1:10 `version` has a value that is not known here',
    ]);
  });

  it('and a placeholder that nobody knows is told as that, not as a file that is missing', () => {
    const texts = { ...good, '/conf/aegis.yaml': main.replace('lake.yaml', '"{packge}/lake.yaml"') };
    expect(load(texts).problems).toEqual([
      expect.objectContaining({
        line: 3,
        message: 'placeholder `{packge}` is not known',
        help: 'did you mean `{package}`?',
      }),
    ]);
  });

  it('and a secret that would not resolve is told where it is written, when secrets are looked at', () => {
    const lookAt = () => '/conf/s does not exist';
    expect(load(good, { lookAt }).problems).toEqual([
      expect.objectContaining({
        file: '/conf/lake.yaml',
        line: 3,
        message: 'secret `S` cannot be resolved: /conf/s does not exist',
      }),
    ]);
  });

  it('and names are known unless a file could not be read', () => {
    const wrong = { ...good, '/conf/lake.yaml': lake.replace('can: read', 'can: reed') };
    expect(load(wrong).names?.tools).toEqual(['aegis__catalog', 'lake__q']);
    const gone = { ...good, '/conf/aegis.yaml': main.replace('lake.yaml', 'gone.yaml') };
    expect(load(gone).names).toBeUndefined();
    expect(load({ ...good, '/conf/lake.yaml': 'a: [\n' }).names).toBeUndefined();
  });

  it('with a secret in the environment, unless it is for development', () => {
    const texts = { ...good, '/conf/lake.yaml': lake.replace('file:{config}/s', 'env:S') };
    expect(load(texts).configuration).toBeUndefined();
    const allowed = load(texts, { dev: true });
    expect(allowed.problems).toEqual([]);
    expect(allowed.configuration?.registry.systems.size).toBeGreaterThan(1);
  });
});
