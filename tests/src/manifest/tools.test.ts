// From written tools to tools: defaults, and each claim about a tool that is refused.
import { describe, expect, it } from 'vitest';
import { askedTool } from '../../../src/call/id.js';
import type { Tool } from '../../../src/manifest/manifest.js';
import { problemsOf, registryOf } from './compiling.js';

/** `tools:` stands on line 5, so what is given begins on line 6. */
const manifest = (...tools: readonly string[]): string =>
  [
    'version: 1',
    'system: lake',
    'dialect: sqlite',
    'launch: { argv: [x] }',
    'tools:',
    ...tools.map((line) => `  ${line}`),
    '',
  ].join('\n');

const toolIn = (text: string, name = 'lake__q'): Tool | undefined =>
  registryOf(text).tools.get(askedTool(name));

describe('a tool', () => {
  it('has its defaults', () => {
    expect(toolIn(manifest('q: { can: read, description: Read }'))).toEqual({
      name: 'lake__q',
      system: 'lake',
      remote: 'q',
      audience: 'agent',
      description: 'Read',
      can: ['read'],
      arguments: [],
      result: { rows: 'none', rowsAt: [], columnsAt: [], classes: {} },
      page: { rows: 1000, bytes: 262_144 },
      deadline: 30_000,
      fixed: {},
    });
  });

  it('has everything that is written', () => {
    const tool = toolIn(
      manifest(
        'q:',
        '  remote: runQuery',
        '  audience: kernel',
        '  description: Read',
        '  can: [read, insert, read]',
        '  arguments:',
        '    sql: { type: string, reads-as: sql/sqlite, max-length: 9 }',
        '    t: { type: string, reads-as: dataset, for: insert, required: false, kernel-only: true }',
        '    k: { type: integer, minimum: 1, maximum: 5, default: 2, description: how many }',
        '    l: { type: array, items: { type: string }, enum: [a] }',
        '  result: { rows-at: $.out.rows, columns-at: $.out.names, classes: { $.a.b: pii.email, $.l.*: clear }, page: { rows: 5, bytes: 2KiB } }',
        '  deadline: 2m',
        '  fixed: { max_rows: $page-rows, mode: fast }',
      ),
    );
    expect(tool).toMatchObject({
      remote: 'runQuery',
      audience: 'kernel',
      can: ['read', 'insert'],
      arguments: [
        {
          name: 'sql',
          readsAs: 'sql/sqlite',
          use: 'read',
          isRequired: true,
          schema: { type: 'string', maxLength: 9 },
        },
        { name: 't', readsAs: 'dataset', use: 'insert', isRequired: false, isKernelOnly: true },
        {
          name: 'k',
          schema: { type: 'integer', minimum: 1, maximum: 5, default: 2, description: 'how many' },
        },
        { name: 'l', schema: { type: 'array', items: { type: 'string' }, enum: ['a'] } },
      ],
      result: {
        rows: 'arrays',
        rowsAt: ['out', 'rows'],
        columnsAt: ['out', 'names'],
        classes: { 'a.b': 'pii.email', 'l.*': 'clear' },
      },
      page: { rows: 5, bytes: 2048 },
      deadline: 120_000,
      fixed: { max_rows: '$page-rows', mode: 'fast' },
    });
  });
});

const q = (rest: string): string => manifest(`q: { can: read, description: R, ${rest} }`);

describe('a tool is refused', () => {
  it.each([
    [manifest('Q: { can: read, description: R }'), '6:3 `Q` is not a tool name'],
    [manifest('a__b: { can: read, description: R }'), '6:3 `a__b` is not a tool name'],
    [manifest(`${'a'.repeat(60)}: { can: read, description: R }`), '6:3 `aaa'],
    [manifest('q: { description: R }'), '6:6 `can` is missing'],
    [manifest('q: { can: [], description: R }'), '6:13 `can` must have at least 1 entry'],
    [
      manifest('q: { can: reed, description: R }'),
      '6:13 `can` has a value that is not known here | did you mean `read`?',
    ],
    [manifest('q: { can: read }'), '6:6 `description` is missing'],
    [q('deadline: 30'), '6:45 `deadline` must be a string, not a number'],
    [q('deadline: 25h'), '6:45 the deadline is longer than a day'],
    [q('deadline: 30sec'), '6:45 `deadline` is not a duration'],
    [q('result: { rows: none, rows-at: $.r }'), '6:43 a result without rows has no place for them'],
    [
      q('result: { clean-media: { image/svg+xml: { reason: r, by: b } } }'),
      '6:60 `image/svg+xml` is not a name that is allowed here | write one of `image/png`, `image/jpeg`, `image/gif`, `image/webp`, `audio/wav`',
    ],
    [q('result: { clean-media: { image/png: { by: b } } }'), '6:71 `reason` is missing'],
    [
      q('result: { clean-media: { image/png: { reason: r, by: b, until: soon } } }'),
      '6:98 `until` is not a date',
    ],
    [
      q('result: { rows: arrays, clean-media: { image/png: { reason: r, by: b } } }'),
      '6:72 a result of rows shows its rows alone',
    ],
    [q('result: { rows-at: rows }'), '6:54 `rows-at` is not a path'],
    [q('result: { rows: arrays, page: { bytes: 9KB } }'), '6:74 `bytes` is not a size'],
    [q('result: { classes: { $.a: email } }'), '6:61 `$.a` is not a class'],
    [q('fixed: { m: $page-row }'), '6:47 `$page-row` is no word the kernel fills in'],
    [q('fixed: { "a-b": 1 }'), '6:44 `a-b` cannot be the name of an argument'],
    [q('audience: everyone'), '6:45 `audience` has a value that is not known here'],
    [q('annotations: {}'), '6:35 unknown key `annotations` in `q`'],
  ])('%j', (text, problem) => {
    const found = problemsOf([text]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`m1.yaml:${problem}`);
  });
});

const argument = (name: string, form: string, rest = ''): string =>
  q(`arguments: { ${name}: { ${form} } }${rest}`);

describe('parameters', () => {
  const bound = (...more: readonly string[]): string =>
    q(`arguments: { s: { type: string, reads-as: sql/sqlite }, ${more.join(', ')} }`);

  it('are a list of few scalars, whatever else the form says', () => {
    const [, argument] =
      toolIn(bound('p: { type: array, reads-as: parameters, description: d, items: { type: object } }'))
        ?.arguments ?? [];
    expect(argument?.schema).toEqual({
      type: 'array',
      description: 'd',
      maxItems: 100,
      items: { type: ['string', 'number', 'boolean', 'null'] },
    });
  });

  it.each([
    [
      bound('p: { type: string, reads-as: parameters }'),
      'what reads as `parameters` is an array | write `type: array`',
    ],
    [
      bound('p: { type: array, reads-as: parameters }', 'r: { type: array, reads-as: parameters }'),
      'parameters belong to one statement',
    ],
    [q('arguments: { p: { type: array, reads-as: parameters } }'), 'parameters belong to one statement'],
    [
      bound('t: { type: string, reads-as: sql/sqlite }', 'p: { type: array, reads-as: parameters }'),
      'parameters belong to one statement',
    ],
  ])('%j are refused', (text, problem) => {
    const found = problemsOf([text]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});

describe('an argument is refused', () => {
  it.each([
    [argument('cursor', 'type: string'), '6:48 `cursor` cannot be the name of an argument'],
    [argument('constructor', 'type: string'), '6:48 `constructor` cannot be the name of an argument'],
    [argument('"a b"', 'type: string'), '6:48 `a b` cannot be the name of an argument'],
    [argument('"1a"', 'type: string'), '6:48 `1a` cannot be the name of an argument'],
    [argument('m', 'type: integer', ', fixed: { m: 1 }'), '6:48 `m` is both an argument and `fixed`'],
    [argument('m', 'type: text'), '6:59 `type` has a value that is not known here'],
    [argument('m', 'type: integer, reads-as: object-key'), '6:59 what reads as `object-key` is a string'],
    [argument('m', 'type: string, reads-as: sql/postgres'), '6:77 the system’s dialect is not `postgres`'],
    [
      argument('m', 'type: string, reads-as: sql/oracle'),
      '6:77 `reads-as` has a value that is not known here',
    ],
    [argument('m', 'type: string, for: delete'), '6:72 `q` cannot `delete`'],
    [
      argument('m', 'type: string, kernel-only: true'),
      '6:80 an agent’s tool has no argument of the kernel’s own',
    ],
    [
      manifest(
        'q: { can: [read, insert], description: R, arguments: { k: { type: string, reads-as: object-key } } }',
      ),
      '6:61 `k` does not say what it is for',
    ],
    [
      argument('m', 'type: string, reads-as: sql/sqlite').replace('dialect: sqlite', 'dialect: none'),
      '6:77 the system’s dialect is not `sqlite`',
    ],
  ])('%j', (text, problem) => {
    const found = problemsOf([text]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`m1.yaml:${problem}`);
  });

  it('named `__proto__` is no YAML that is read here', () => {
    expect(problemsOf([argument('__proto__', 'type: string')])).toHaveLength(1);
  });
});
