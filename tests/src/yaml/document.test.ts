// What the YAML reader takes, what it refuses, and where it says each problem is.
import { describe, expect, it } from 'vitest';
import { readYaml, renderProblems } from '../../../src/yaml/document.js';

const told = (text: string): readonly string[] =>
  readYaml(text, 'f.yaml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a document that two readers would read alike', () => {
  it('is read as plain values', () => {
    const { value, problems } = readYaml('a: 1\nb: [x, "yes", true]\nc: { d: null, e: 0o17 }\n', 'f.yaml');
    expect(problems).toEqual([]);
    expect(value).toEqual({ a: 1, b: ['x', 'yes', true], c: { d: null, e: 15 } });
  });

  it('keeps `yes` and `no` as words where they are values', () => {
    expect(readYaml('a: yes\nb: no\n', 'f.yaml').value).toEqual({ a: 'yes', b: 'no' });
  });

  it('may quote a key that would be a boolean', () => {
    expect(readYaml('"yes": 1\n', 'f.yaml')).toMatchObject({ value: { yes: 1 }, problems: [] });
  });

  it('may begin with a byte order mark, which moves no column', () => {
    expect(readYaml('\uFEFFa: 1\n', 'f.yaml').value).toEqual({ a: 1 });
    expect(told('\uFEFFyes: 1\n')).toEqual(['1:1 key `yes` is a boolean to a YAML 1.1 reader']);
  });
});

describe('a document that two readers could read differently is refused', () => {
  it.each(['y', 'n', 'yes', 'No', 'ON', 'off', 'true', 'False'])('plain key `%s`', (key) => {
    expect(told(`a: 1\n${key}: 2\n`)).toEqual([`2:1 key \`${key}\` is a boolean to a YAML 1.1 reader`]);
  });

  it.each([
    ['a key twice', 'a: 1\nb: 2\na: 3\n', '3:1 a key is written twice in one mapping'],
    ['a key twice, in two spellings', 'a: 1\n"a": 3\n', '2:1 a key is written twice in one mapping'],
    ['an anchor', 'a: &x 1\n', '1:7 anchor `&x` is not read here'],
    ['a merge key', 'a:\n  <<: { b: 1 }\n', '2:3 merge keys are not read here'],
    ['a tag of its own', 'a: !secret x\n', '1:12 tag `!secret` is not read here'],
    ['a core tag', 'a: !!str 1\n', '1:10 tag `tag:yaml.org,2002:str` is not read here'],
    ['a second document', 'a: 1\n---\nb: 2\n', '3:1 a second document begins here'],
    ['an end mark and more', 'a: 1\n...\nb: 2\n', '3:1 a second document begins here'],
    ['another version', '%YAML 1.1\n---\na: 1\n', '1:1 `%YAML 1.1` is not read here'],
    ['a tab', 'a:\n\tb: 1\n', '2:1 a tab is used as indentation'],
    ['a list as a key', '? [a]\n: 1\n', '1:3 a key is not a plain string'],
    ['an empty key', 'a: 1\n: 2\n', '2:1 a key is empty'],
    ['a prototype', '__proto__: { a: 1 }\n', '1:1 key `__proto__` is not allowed'],
    ['an open quote', 'a: "x\n', '2:1 missing closing "quote'],
    ['no text', '', '1:1 the file is empty'],
    ['comments alone', '# a\n', '1:1 the file is empty'],
  ])('%s', (_, text, problem) => {
    expect(told(text)).toEqual([problem]);
    expect(readYaml(text, 'f.yaml').value).toBeUndefined();
  });

  it('an alias is told beside its anchor, and is never expanded', () => {
    expect(told('a: &x [1]\nb: *x\n')).toEqual([
      '1:7 anchor `&x` is not read here',
      '2:4 alias `*x` is not read here',
    ]);
  });

  it('every problem of a file is told at once, in the order of its lines', () => {
    const { problems } = readYaml('yes: 1\nb: !t x\nc: &q 1\nb: 2\n', 'f.yaml');
    expect(
      renderProblems(problems)
        .split('\n')
        .filter((line) => !line.startsWith(' ')),
    ).toEqual([
      'f.yaml:1:1: key `yes` is a boolean to a YAML 1.1 reader',
      'f.yaml:2:7: tag `!t` is not read here',
      'f.yaml:3:7: anchor `&q` is not read here',
      'f.yaml:4:1: a key is written twice in one mapping',
    ]);
  });

  it('a text nested past the stack is a problem, not a throw', () => {
    const { value, problems } = readYaml('['.repeat(20_000), 'f.yaml');
    expect(value).toBeUndefined();
    expect(problems.at(-1)?.help).toBe('nest it less deeply');
    expect(problems.length).toBeLessThan(25);
  });

  it('a text past one mebibyte is not parsed', () => {
    expect(told(`a: ${'x'.repeat(1_048_576)}\n`)).toEqual(['1:1 the file is longer than 1048576 characters']);
  });
});

describe('places', () => {
  const text = ['a:', '  b: [1, 22, { c: x }]', 'e:', 'f: |', '  long', ''].join('\n');
  const { at, keyAt } = readYaml(text, 'f.yaml');

  it.each([
    [[], 1, 1],
    [['a'], 2, 3],
    [['a', 'b'], 2, 6],
    [['a', 'b', 1], 2, 10],
    [['a', 'b', 2, 'c'], 2, 19],
    [['f'], 4, 4],
  ] as const)('the value at %j is at %i:%i', (path, line, column) => {
    expect(at(path)).toEqual({ line, column });
  });

  it('a key without a value is the place of its value', () => {
    expect(at(['e'])).toEqual({ line: 3, column: 1 });
  });

  it('what does not exist is at its nearest ancestor', () => {
    expect(at(['a', 'b', 9, 'z'])).toEqual({ line: 2, column: 6 });
    expect(at(['a', 'zz'])).toEqual({ line: 2, column: 3 });
    expect(keyAt(['a', 'zz'])).toEqual({ line: 2, column: 3 });
  });

  it('a key is where it is written', () => {
    expect(keyAt(['a', 'b'])).toEqual({ line: 2, column: 3 });
  });
});

describe('rendering', () => {
  it('gives file, line, column and message, and the help below', () => {
    const { problems } = readYaml('on: 1\n', 'x/p.yaml');
    expect(renderProblems(problems)).toBe(
      'x/p.yaml:1:1: key `on` is a boolean to a YAML 1.1 reader\n  help: quote it: `"on"`',
    );
  });

  it('keeps files together and lines in order', () => {
    const problem = { line: 2, column: 1, message: 'm', help: '' };
    const problems = [
      { ...problem, file: 'b' },
      { ...problem, file: 'a' },
      { ...problem, file: 'b', line: 1 },
    ];
    expect(renderProblems(problems)).toBe('b:1:1: m\nb:2:1: m\na:2:1: m');
  });
});
