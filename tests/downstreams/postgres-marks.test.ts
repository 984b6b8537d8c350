// Two programs number the marks of one text: the kernel that reads it, and the server that binds its values. Neither knows the other, and both say the same.
import { expect, it } from 'vitest';
import { readTokens } from '../../downstreams/postgres/sqlite/gate.js';
import { namesIn } from '../../downstreams/postgres/sqlite/marks.js';
import { numbersOf } from '../../src/intercept/sql/sqlite/tokens/numbered.js';
import { tokenize } from '../../src/intercept/sql/sqlite/tokens/token.js';

const marks = ['?', '?1', '?2', '?3', '?01', '?0', ':a', ':b', ':A', '@a', '$a', '$a::b', ':é', '@1', ':_x9'];
/** What holds no mark, between and around them. */
const noise = ["'?1'", '"?2"', '[?3]', '`:a`', '/* @a */', '-- ?\n', "'it''s :b'"];

const lists = [
  [],
  ...marks.map((one) => [one]),
  ...marks.flatMap((one) => marks.map((two) => [one, two])),
  ...marks.flatMap((one) => marks.flatMap((two) => marks.map((three) => [one, two, three]))),
];
const texts = lists.map((list, at) => {
  const beside = noise[at % noise.length] ?? '';
  return `SELECT 1 ${beside} ${list.map((mark) => `+ (${mark})`).join(` ${beside} `)}`;
});

const byKernel = (text: string): readonly number[] | undefined =>
  numbersOf(
    text,
    tokenize(text).filter(({ kind }) => kind === 'param'),
  );

function byServer(text: string): readonly number[] | undefined {
  const found = readTokens(text).flatMap(({ kind, text: mark }) => (kind === 'mark' ? [mark] : []));
  try {
    const names = namesIn(text);
    return found.map((mark, at) => (names === undefined ? at + 1 : names.indexOf(mark.slice(1)) + 1));
  } catch {
    return undefined;
  }
}

it('a text whose marks are numbered is numbered alike by both, and one whose marks are not, by neither', () => {
  const differing = texts.filter((text) => JSON.stringify(byKernel(text)) !== JSON.stringify(byServer(text)));
  expect(differing).toEqual([]);
});

it('some of them are numbered, by place, by number and by name, and some are not', () => {
  const told = texts.map(byKernel);
  expect(told.filter((one) => one === undefined).length).toBeGreaterThan(1000);
  expect(told.filter((one) => one !== undefined && one.length === 3).length).toBeGreaterThan(30);
  expect(byKernel('SELECT ?2, ?1, ?2')).toEqual([2, 1, 2]);
  expect(byKernel('SELECT :b, :a, :b')).toEqual([1, 2, 1]);
});
