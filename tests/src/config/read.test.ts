// What `aegis.yaml` may say, and where it says something else.
import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../../src/config/form.js';
import { readConfig } from '../../../src/config/read.js';

const least = [
  'version: 1',
  'role: cleaner',
  'manifests: [a.yaml]',
  'policies: [p.yaml]',
  'state: .aegis',
  '',
];
const told = (text: string): readonly string[] =>
  readConfig(text, 'aegis.yaml').problems.map(
    ({ line, column, message, help }) => `${line}:${column} ${message} | ${help}`,
  );
const withLine = (line: string): string => [...least, line, ''].join('\n').replace('\n\n', '\n');

describe('a configuration', () => {
  it('needs no more than a role, manifests, policies and a place for state', () => {
    expect(readConfig(least.join('\n'), 'aegis.yaml')).toMatchObject({
      config: { role: 'cleaner', manifests: ['a.yaml'], policies: ['p.yaml'], state: '.aegis', limits: {} },
      problems: [],
    });
  });

  it('may name a second place for heads, and limits', () => {
    const text = `${withLine('heads: /mnt/heads')}limits: { in-flight: 8, per-session: 4, waiting: 0 }\n`;
    expect(readConfig(text, 'aegis.yaml').config).toMatchObject({
      heads: '/mnt/heads',
      limits: { inFlight: 8, perSession: 4, waiting: 0 },
    });
  });

  it('places a problem that is found later', () => {
    const { problemAt } = readConfig(least.join('\n'), 'aegis.yaml');
    expect(problemAt(['manifests', 0], 'm', 'h')).toEqual({
      file: 'aegis.yaml',
      line: 3,
      column: 13,
      message: 'm',
      help: 'h',
    });
  });
});

describe('a configuration is refused', () => {
  it.each([
    [withLine('polices: [x]'), '6:1 unknown key `polices` | did you mean `policies`?'],
    [withLine('audit: off'), '6:1 unknown key `audit` | known here: '],
    [withLine('enforce: false'), '6:1 unknown key `enforce`'],
    [withLine('limits: { in-flight: 0 }'), '6:22 `in-flight` must be at least 1'],
    [
      withLine('limits: { inflight: 1 }'),
      '6:11 unknown key `inflight` in `limits` | did you mean `in-flight`?',
    ],
    [least.join('\n').replace('cleaner', 'The Cleaner'), '2:7 `role` is not a role'],
    [
      least.join('\n').replace('version: 1', 'version: 2'),
      '1:10 `version` has a value that is not known here',
    ],
    [least.join('\n').replace('[a.yaml]', '[]'), '3:12 `manifests` must have at least 1 entry'],
    [least.join('\n').replace('[p.yaml]', 'p.yaml'), '4:11 `policies` must be a list, not a string'],
    [least.join('\n').replace('state: .aegis', ''), '1:1 `state` is missing'],
  ])('%j', (text, problem) => {
    expect(readConfig(text, 'aegis.yaml').config).toBeUndefined();
    expect(told(text)).toHaveLength(1);
    expect(told(text)[0]).toContain(problem);
  });

  it('with every problem at once, and what is missing for its misspelling once', () => {
    expect(told('version: 2\nrole: X\nmanifests: []\npolicies: 1\nstat: x\n')).toHaveLength(5);
    expect(told('version: 2\nrole: X\nmanifests: []\npolicies: 1\nzzz: x\n')).toHaveLength(6);
  });
});

describe('the JSON Schema of a configuration', () => {
  it('knows the keys that the reader knows, and no others', () => {
    expect(configJsonSchema()).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['version', 'role', 'manifests', 'policies', 'state'],
    });
  });
});
