// One key written into a text that people wrote: everything else stays as it was, or nothing is written.
import { describe, expect, it } from 'vitest';
import { writeKey } from '../../../src/yaml/write-key.js';

const edit = { path: ['tools', 'q'], key: 'pin', value: 'sha256:a b:c' };

describe('a key', () => {
  it.each<[string, string, string]>([
    [
      'behind the last key, before the next tool and its comment',
      'tools:\n  q:\n    can: read # why\n\n  # next\n  r: { can: list }\n',
      'tools:\n  q:\n    can: read # why\n    pin: "sha256:a b:c"\n\n  # next\n  r: { can: list }\n',
    ],
    [
      'behind a mapping within',
      'tools:\n  q:\n    fixed:\n      a: 1\n    # end\nx: 1\n',
      'tools:\n  q:\n    fixed:\n      a: 1\n    pin: "sha256:a b:c"\n    # end\nx: 1\n',
    ],
    ['in braces', 'tools: { q: { can: read } }\n', 'tools: { q: { can: read, pin: "sha256:a b:c" } }\n'],
    [
      'in braces that end in a comma',
      'tools:\n  q: { can: read, }\n',
      'tools:\n  q: { can: read, pin: "sha256:a b:c", }\n',
    ],
    [
      'in place of the one before',
      'tools:\n  q: { pin: old, can: read }\n',
      'tools:\n  q: { pin: "sha256:a b:c", can: read }\n',
    ],
    [
      'at the end of a text without a last newline',
      'tools:\n  q:\n    can: read',
      'tools:\n  q:\n    can: read\n    pin: "sha256:a b:c"',
    ],
    [
      'in lines that end as on Windows',
      'tools:\r\n  q:\r\n    can: read\r\n',
      'tools:\r\n  q:\r\n    can: read\r\n    pin: "sha256:a b:c"\r\n',
    ],
  ])('is written %s', (_where, before, after) => {
    expect(writeKey(before, edit)).toBe(after);
  });

  it.each([
    ['where there is no such mapping', 'tools: {}\n', edit],
    ['into a list', 'tools: { q: [1] }\n', edit],
    ['into a text that cannot be read', 'tools: { q: { can: read }\n', edit],
    ['with a quote in it', 'tools: { q: { can: read } }\n', { ...edit, value: 'a"b' }],
    ['with a newline in it', 'tools: { q: { can: read } }\n', { ...edit, value: 'a\nb' }],
  ])('is not written %s', (_where, text, one) => {
    expect(writeKey(text, one)).toBeUndefined();
  });
});
