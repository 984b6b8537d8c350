// How a schema's complaints read: which place, which words, which suggestion.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fitPartly, type Problem, readYaml, zodProblems } from '../../../src/yaml/document.js';

const Schema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(2).max(5).optional(),
  tools: z
    .record(
      z.string().regex(/^[a-z]+$/, 'is not a name\nuse lower-case letters'),
      z.strictObject({
        can: z.union([z.enum(['read', 'insert']), z.array(z.enum(['read', 'insert'])).min(1)]),
        count: z.int().min(1).optional(),
        after: z.string().regex(/s$/, 'has no unit\nwrite `30s`').optional(),
      }),
    )
    .optional(),
});

const line = ({ line: at, column, message, help }: Problem): string => `${at}:${column} ${message} | ${help}`;

const fitted = <T>(schema: z.ZodType<T>, text: string) =>
  fitPartly(readYaml(text, 'f.yaml'), { schema, file: 'f.yaml', standIns: {} });

function told(text: string): readonly string[] {
  return fitted(Schema, text).problems.map(line);
}

describe('what a schema refuses', () => {
  it('is nothing when the document fits', () => {
    expect(fitted(Schema, 'version: 1\ntools: { q: { can: [read] } }\n')).toMatchObject({
      value: { version: 1, tools: { q: { can: ['read'] } } },
      problems: [],
    });
  });

  it.each([
    ['version: 1\ntols: {}\n', '2:1 unknown key `tols` | did you mean `tools`?'],
    ['version: 1\nzzz: {}\n', '2:1 unknown key `zzz` | known here: `version`, `name`, `tools`'],
    [
      'version: 1\ntools:\n  q: { can: read, coutn: 1 }\n',
      '3:19 unknown key `coutn` in `q` | did you mean `count`?',
    ],
    ['name: abc\n', '1:1 `version` is missing | use one of `1`'],
    ['version: 2\n', '1:10 `version` has a value that is not known here | use one of `1`'],
    ['version: 1\nname: 7\n', '2:7 `name` must be a string, not a number | change the value'],
    ['version: 1\nname: a\n', '2:7 `name` must have at least 2 characters | change the value'],
    ['version: 1\nname: abcdef\n', '2:7 `name` must have at most 5 characters | change the value'],
    ['version: 1\ntools: []\n', '2:8 `tools` must be a mapping, not a list | change the value'],
    ['version: 1\ntools:\n', '2:1 `tools` must be a mapping, not nothing | change the value'],
    [
      'version: 1\ntools:\n  q:\n    can: read\n    count: 0\n',
      '5:12 `count` must be at least 1 | change the value',
    ],
    [
      'version: 1\ntools: { q: { can: read, count: 1.5 } }\n',
      '2:33 `count` must be a whole number, not a fraction or a number past 2^53 | change the value',
    ],
    [
      'version: 1\ntools: { q: { can: rad } }\n',
      '2:20 `can` has a value that is not known here | did you mean `read`?',
    ],
    [
      'version: 1\ntools: { q: { can: [read, inset] } }\n',
      '2:27 an entry of `can` has a value that is not known here | did you mean `insert`?',
    ],
    ['version: 1\ntools: { q: { can: [] } }\n', '2:20 `can` must have at least 1 entry | change the value'],
    [
      'version: 1\ntools: { q: { can: 5 } }\n',
      '2:20 `can` has a value that is not known here | use one of `read`, `insert`',
    ],
    [
      'version: 1\ntools: { Q: { can: read } }\n',
      '2:10 `Q` is not a name that is allowed here | use lower-case letters',
    ],
    [
      'version: 1\ntools: { q: { can: read, after: 30 } }\n',
      '2:33 `after` must be a string, not a number | change the value',
    ],
  ])('%j', (text, problem) => {
    expect(told(text)).toEqual([problem]);
  });

  it('is told in full, not one problem at a time', () => {
    expect(told('version: 2\nnaem: x\ntools: { q: { can: rad }, r: {} }\n')).toHaveLength(4);
  });

  it('is told beside what the text is refused for, and not of a text that YAML cannot read', () => {
    expect(told('yes: 1\ntols: 2\n')).toEqual([
      '1:1 key `yes` is a boolean to a YAML 1.1 reader | quote it: `"yes"`',
      '2:1 unknown key `tols` | did you mean `tools`?',
    ]);
    expect(told('tols: [\n')).toHaveLength(1);
  });

  it('never shows the value it refused', () => {
    const problems = told(
      'version: 1\nname: hunter2-hunter2\ntools: { q: { can: hunter2, after: hunter2 } }\n',
    );
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  it('is placed as well for a plain parse, which knows no suggestion', () => {
    const document = readYaml('version: 1\ntols: {}\nname: 7\n', 'f.yaml');
    const parsed = Schema.safeParse(document.value);
    expect(zodProblems(parsed.error ?? new z.ZodError([]), document, 'f.yaml').map(line)).toEqual([
      '3:7 `name` must be a string, not a number | change the value',
      '2:1 unknown key `tols` | remove it, or check its spelling',
    ]);
  });
});

describe('a schema that words its own problem', () => {
  it('has its words after the name of what is wrong, and its help', () => {
    expect(told('version: 1\ntools: { q: { can: read, after: 30m } }\n')).toEqual([
      '2:33 `after` has no unit | write `30s`',
    ]);
  });

  it('has its words whole when a refinement gives them', () => {
    const schema = z
      .object({ a: z.string() })
      .refine(() => false, { message: 'nothing fits\ngive up', path: ['a'] });
    expect(fitted(schema, 'a: x\n').problems.map(line)).toEqual(['1:4 nothing fits | give up']);
  });
});
