// What all manifests together come to, and what none of them may claim beside the others.
import { describe, expect, it } from 'vitest';
import { systemName } from '../../../src/call/id.js';
import { manifestJsonSchema } from '../../../src/manifest/form.js';
import { compiled, digest, problemsOf } from './compiling.js';

const lake = (rest = '', system = 'lake'): string =>
  [
    'version: 1',
    `system: ${system}`,
    'launch: { argv: [x] }',
    'tools:',
    '  q: { can: read, description: R }',
    '  k: { can: validate, description: K, audience: kernel }',
    rest,
    '',
  ].join('\n');
const native = (tool: string, system = 'aegis'): string =>
  `version: 1\nsystem: ${system}\nlaunch: native\ntools:\n  ${tool}: { can: describe, description: D }\n`;
const dataset = (name: string, rest = ''): string =>
  `catalog: { datasets: { ${name}: { tier: silver, columns: {}${rest} } } }`;

describe('manifests that fit together', () => {
  const texts = [
    lake(`${dataset('silver.a')}`),
    lake(`kernel-tools: { check: k }\n${dataset('silver.b')}`, 'pond'),
    native('catalog'),
  ];
  const { registry, catalog } = compiled(texts);

  it('are one registry of tools and systems', () => {
    expect([...registry.tools.keys()]).toEqual([
      'lake__q',
      'lake__k',
      'pond__q',
      'pond__k',
      'aegis__catalog',
    ]);
    expect([...registry.systems.keys()]).toEqual(['lake', 'pond', 'aegis']);
    expect(registry.manifests.map((one) => one.file)).toEqual(['m1.yaml', 'm2.yaml', 'm3.yaml']);
  });

  it('are one catalog, in which each dataset has its system', () => {
    expect([...catalog.datasets.keys()]).toEqual(['silver.a', 'silver.b']);
    expect([...catalog.datasets.values()].map(({ system }) => system)).toEqual(['lake', 'pond']);
  });

  it('are known by the digest of their text', () => {
    expect(registry.manifests.map((one) => one.digest)).toEqual(texts.map((text) => digest.sha256(text)));
  });

  it('say which tools are the kernel’s', () => {
    const pond = systemName('pond');
    expect(pond === undefined ? undefined : registry.systems.get(pond)?.kernelTools).toEqual({
      check: 'pond__k',
    });
  });
});

describe('a protected pattern', () => {
  it('protects what another manifest declares', () => {
    const { catalog } = compiled([
      lake(dataset('vault.pay')),
      lake('catalog: { protected: [vault.*] }', 'pond'),
    ]);
    expect([...catalog.datasets.values()].map((one) => one.isProtected)).toEqual([true]);
    expect(catalog.protectedPatterns).toEqual(['vault.*']);
  });
});

describe('two that claim one name are refused', () => {
  it.each([
    ['systems', [lake(), lake()], 'm2.yaml:2:9 system `lake` is already `lake` in `m1.yaml`'],
    [
      'systems but for case',
      [lake(), lake('', 'Lake')],
      'm2.yaml:2:9 system `Lake` is already `lake` in `m1.yaml`',
    ],
    [
      'tools but for case',
      [lake('  Q: { can: read, description: R }')],
      'm1.yaml:7:3 tool `lake__Q` is already `lake__q` in `m1.yaml`',
    ],
    [
      'datasets of two systems',
      [lake(dataset('silver.a')), lake(dataset('silver.a'), 'pond')],
      'm2.yaml:7:24 dataset `silver.a` is already `silver.a` in `m1.yaml`',
    ],
    [
      'datasets but for case',
      [lake(dataset('silver.a')), lake(dataset('silver.A'), 'pond')],
      'm2.yaml:7:24 dataset `silver.A` is already `silver.a` in `m1.yaml`',
    ],
    [
      'prefixes but for case',
      [
        lake(dataset('silver.a', ', form: objects, prefix: a/')),
        lake(dataset('silver.b', ', form: objects, prefix: A/'), 'pond'),
      ],
      'm2.yaml:7:86 prefix `A/` is already `a/` in `m1.yaml`',
    ],
  ])('%s', (_, texts, problem) => {
    expect(problemsOf(texts).map((one) => one.split(' | ')[0])).toContain(problem);
  });
});

describe('a system is refused', () => {
  it.each([
    [lake('', 'la__ke'), '2:9 `la__ke` is not a system name'],
    [lake('', 'aegis'), '2:9 `aegis` is the kernel’s own system'],
    [native('catalog', 'lake'), '3:9 system `lake` cannot be native'],
    [native('drop_all'), '5:3 the kernel has no tool `drop_all`'],
    [lake('kernel-tools: { check: q }'), '7:24 `q` is open to agents'],
    [lake('kernel-tools: { check: z }'), '7:24 no tool `z` in this manifest'],
    [lake('kernel-tools: { chek: k }'), '7:17 unknown key `chek` in `kernel-tools`'],
    [lake('dialect: oracle'), '7:10 `dialect` has a value that is not known here'],
    [lake('launch2: x'), '7:1 unknown key `launch2`'],
    ['version: 1\nsystem: a\nlaunch: natve\ntools: {}\n', '3:9 `launch` has a value that is not known here'],
    ['version: 1\nsystem: a\ntools: {}\n', '1:1 `launch`'],
  ])('%j', (text, problem) => {
    const found = problemsOf([text]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`m1.yaml:${problem}`);
  });
});

describe('problems', () => {
  it('are told all at once, over all files, in the order of files and lines', () => {
    const broken = [
      'yes: 1\n',
      'version: 1\nsystem: a\nlaunch: { argv: [x], cwd: y }\ntols: {}\ntools: {}\n',
      lake('kernel-tools: { check: q }', 'aegis'),
      lake(`${dataset('a.b.c')}\nkernel-tools: { copy: q }`),
    ];
    expect(problemsOf(broken).map((one) => one.split(' ')[0])).toEqual([
      'm1.yaml:1:1',
      'm2.yaml:3:27',
      'm2.yaml:4:1',
      'm3.yaml:2:9',
      'm3.yaml:7:24',
      'm4.yaml:7:24',
      'm4.yaml:8:23',
    ]);
  });

  it('of a file that could not be read are not blamed on what refers to it', () => {
    const text = lake(
      dataset('silver.a', ', checks: { c: [references: { column: u, dataset: far.b, to: u }] }').replace(
        'columns: {}',
        'columns: { u: clear }',
      ),
    );
    expect(problemsOf([text])).toHaveLength(1);
    expect(problemsOf([text, 'yes: 1\n']).map((one) => one.split(' ')[0])).toEqual(['m2.yaml:1:1']);
  });
});

describe('what is said of a manifest of which a part does not fit', () => {
  const places = (...texts: readonly string[]): readonly string[] =>
    problemsOf(texts).map((one) => one.split(' | ')[0] ?? '');
  const table = (...lines: readonly string[]): string =>
    lake(['catalog:', '  datasets:', '    silver.a:', ...lines.map((one) => `      ${one}`)].join('\n'));

  it('is what is wrong with the rest of it', () => {
    const text = lake('kernel-tools: { check: q }\ncolour: red').replace(
      'k: { can: validate',
      'k: { can: validat',
    );
    expect(places(text)).toEqual([
      'm1.yaml:6:13 `can` has a value that is not known here',
      'm1.yaml:7:24 `q` is open to agents',
      'm1.yaml:8:1 unknown key `colour`',
    ]);
  });

  it('is not what only follows from the part', () => {
    expect(places(lake('kernel-tools: { check: k }').replace('can: validate', 'can: validat'))).toHaveLength(
      1,
    );
    expect(
      places(lake('kernel-tools: { check: k }').replace('audience: kernel', 'audience: kernl')),
    ).toHaveLength(1);
    expect(places(table('tier: silver', 'key: [u]', 'columns: { u: pii.Bad }'))).toHaveLength(1);
    expect(places(table('tier: silver', 'form: objcts', 'prefix: a/', 'columns: {}'))).toHaveLength(1);
    expect(
      places(table('tier: silver', 'columns: {}', 'checks: { c: [{ uniq: [u] }, { rows: { min: x } }] }')),
    ).toHaveLength(2);
    expect(
      places(
        lake('dialect: sqllite').replace(
          'can: read,',
          'can: read, arguments: { s: { type: string, reads-as: sql/sqlite } },',
        ),
      ),
    ).toHaveLength(1);
    expect(places(lake('', '[a]'), lake('', '[b]'))).toHaveLength(2);
  });

  it('blames no reference on what the part may have declared, and every other', () => {
    const refers = (to: string): string =>
      table(
        'tier: silver',
        'columns: { u: clear }',
        `checks: { c: [references: { column: u, dataset: ${to}, to: u }] }`,
      );
    const broken = lake(dataset('far.b').replace('silver,', 'silber,'), 'pond');
    expect(places(refers('far.b'), broken)).toEqual([
      'm2.yaml:7:39 `tier` has a value that is not known here',
    ]);
    expect(places(refers('far.c'), broken)).toEqual([
      'm1.yaml:12:55 dataset `far.c` is not declared',
      'm2.yaml:7:39 `tier` has a value that is not known here',
    ]);
  });
});

describe('the JSON Schema of a manifest', () => {
  it('knows the keys that the reader knows, and no others', () => {
    expect(manifestJsonSchema()).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['version', 'system', 'launch', 'tools'],
      properties: { tools: { additionalProperties: { properties: { deadline: { type: 'string' } } } } },
    });
  });
});
