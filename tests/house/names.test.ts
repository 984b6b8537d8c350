// Pins how files and folders are named. A name that could hold anything will.
import { describe, expect, it } from 'vitest';
import { filesBelow, read, SOURCE_ROOMS } from './tree.js';

const BANNED = new Set([
  ...['util', 'utils', 'utility', 'utilities', 'helper', 'helpers', 'common', 'misc'],
  ...['manager', 'managers', 'service', 'services', 'data', 'info'],
]);

const wordsOf = (path: string): readonly string[] => path.toLowerCase().split(/[^a-z0-9]+/);

const bannedWord = (path: string): string | undefined => wordsOf(path).find((word) => BANNED.has(word));

const isKebab = (path: string): boolean =>
  path.split('/').every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(part));

const paths = (): readonly string[] => SOURCE_ROOMS.flatMap(filesBelow);

/** Files right in a folder that its list does not import, but for the list itself and what else is named. */
const unlisted = (
  files: readonly string[],
  folder: string,
  excused: readonly string[],
  list: string,
): readonly string[] =>
  files
    .filter(
      (path) => path.startsWith(folder) && path.endsWith('.ts') && !path.slice(folder.length).includes('/'),
    )
    .map((path) => path.slice(folder.length, -'.ts'.length))
    .filter((name) => !excused.includes(name) && !list.includes(`'./${name}.js'`));

describe('names', () => {
  it('no file or folder in the source rooms is named for a drawer', () => {
    expect(paths().filter((path) => bannedWord(path) !== undefined)).toEqual([]);
  });

  it('every file and folder in the source rooms is lower case and kebab', () => {
    expect(paths().filter((path) => !isKebab(path))).toEqual([]);
  });

  it('a file beside the detectors is one: what they are made of has folders', () => {
    const folder = 'src/egress/detect/';
    const list = read(`${folder}index.ts`);
    const others = ['index', 'detector', 'asked'];
    expect(unlisted(filesBelow('src/egress/detect'), folder, others, list)).toEqual([]);
    const files = [`${folder}luhn.ts`, `${folder}checks/luhn.ts`, `${folder}card.ts`];
    expect(unlisted(files, folder, others, list)).toEqual(['luhn']);
  });

  it('a file beside `main` is a verb: what one is made of has its folder', () => {
    const main = read('cli/main.ts');
    expect(unlisted(filesBelow('cli'), 'cli/', ['main'], main)).toEqual([]);
    expect(unlisted(['cli/watch.ts', 'cli/files/watch.ts', 'cli/serve.ts'], 'cli/', ['main'], main)).toEqual([
      'watch',
    ]);
  });

  it('the check finds a drawer in a folder, in a file and in a compound', () => {
    const drawers = ['src/utils/a.ts', 'src/info.ts', 'src/mask-helper.ts', 'src/dataset.ts'];
    expect(drawers.map((path) => bannedWord(path))).toEqual(['utils', 'info', 'helper', undefined]);
  });

  it('the check tells kebab from the rest', () => {
    expect(['src/a-b.test.ts', 'src/aB.ts', 'src/a_b.ts'].map(isKebab)).toEqual([true, false, false]);
  });
});
