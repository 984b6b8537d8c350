// Where generated tests go: over what was generated, and over nothing else, wherever a link of that name leads.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeGenerated } from '../../../cli/files/generated.js';

const mark = '# Written by `aegis test gen`';
const text = `${mark}\nversion: 1\n`;
const files = [
  { name: 'calls.test.yaml', text },
  { name: 'roles.test.yaml', text },
];

let home = '';
let out = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aegis-generated-'));
  out = join(home, 'out');
  mkdirSync(out);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const read = (...path: readonly string[]): string => readFileSync(join(home, ...path), 'utf8');

describe('generated files', () => {
  it('take the place of older ones, and of no file that is somebody’s', () => {
    writeFileSync(join(out, 'calls.test.yaml'), `${mark}\nolder\n`);
    writeFileSync(join(out, 'gone.test.yaml'), `${mark}\nolder\n`);
    writeFileSync(join(out, 'mine.test.yaml'), 'mine\n');
    expect(writeGenerated(out, files)).toBeUndefined();
    expect([read('out', 'calls.test.yaml'), read('out', 'mine.test.yaml')]).toEqual([text, 'mine\n']);
    expect(existsSync(join(out, 'gone.test.yaml'))).toBe(false);
    writeFileSync(join(out, 'roles.test.yaml'), 'mine\n');
    expect(writeGenerated(out, files)).toBe('`roles.test.yaml` is there, and was not generated');
  });

  it.each([
    ['a file of somebody’s', 'mine\n'],
    ['a file that was generated', `${mark}\nelsewhere\n`],
    ['nothing', undefined],
  ])('refuse a link of their name that leads to %s, and write none of them', (_, there) => {
    const target = join(home, 'target.yaml');
    if (there !== undefined) writeFileSync(target, there);
    symlinkSync(target, join(out, 'roles.test.yaml'));
    expect(writeGenerated(out, files)).toBe('`roles.test.yaml` is a symbolic link, and none is followed');
    expect(existsSync(target) ? read('target.yaml') : undefined).toBe(there);
    expect(existsSync(join(out, 'calls.test.yaml'))).toBe(false);
  });

  it('leave a link alone whose name is not theirs', () => {
    writeFileSync(join(home, 'target.yaml'), `${mark}\nelsewhere\n`);
    symlinkSync(join(home, 'target.yaml'), join(out, 'old.test.yaml'));
    expect(writeGenerated(out, files)).toBeUndefined();
    expect(lstatSync(join(out, 'old.test.yaml')).isSymbolicLink()).toBe(true);
  });

  it('refuse a place of their name that is no file', () => {
    mkdirSync(join(out, 'calls.test.yaml'));
    expect(writeGenerated(out, files)).toBe('`calls.test.yaml` is there, and was not generated');
  });

  it('go into a directory that a link leads to, as whoever named it meant', () => {
    symlinkSync(out, join(home, 'link'));
    expect(writeGenerated(join(home, 'link'), files)).toBeUndefined();
    expect(read('out', 'calls.test.yaml')).toBe(text);
  });
});
