// Cursors: a page is found by the cursor and tool it was kept for, and by nothing else; few are kept.
import { describe, expect, it } from 'vitest';
import { createCursors, type Page } from '../../../actors/trip/cursors.js';

const page = (offset: number, tool = 'lake__query'): Page => ({
  tool,
  args: { sql: 'SELECT 1' },
  offset,
});

function open() {
  let next = 0;
  const cursors = createCursors(() => `c${next++}`);
  const keep = (one: Page): string => {
    const cursor = cursors.fresh();
    cursors.keep(cursor, one);
    return cursor;
  };
  return { ...cursors, keep };
}

describe('cursors', () => {
  it('find the page they were given for, as often as it is asked for', () => {
    const cursors = open();
    const cursor = cursors.keep(page(10));
    expect(cursors.find(cursor, 'lake__query')).toEqual(page(10));
    expect(cursors.find(cursor, 'lake__query')).toEqual(page(10));
  });

  it('find nothing for another tool', () => {
    const cursors = open();
    const cursor = cursors.keep(page(10));
    expect(cursors.find(cursor, 'lake__export')).toBeUndefined();
    expect(cursors.find(cursor, '')).toBeUndefined();
  });

  it('find nothing that this session was not given', () => {
    const [mine, other] = [open(), open()];
    other.keep(page(1));
    expect(mine.find('c0', 'lake__query')).toBeUndefined();
    for (const guess of ['', '__proto__', 'constructor', 'c1'])
      expect(other.find(guess, 'lake__query')).toBeUndefined();
  });

  it('find nothing for a cursor under which nothing was kept', () => {
    const cursors = open();
    expect(cursors.find(cursors.fresh(), 'lake__query')).toBeUndefined();
  });

  it('are 256 at most: the oldest goes first', () => {
    const cursors = open();
    const kept = Array.from({ length: 300 }, (_, at) => cursors.keep(page(at)));
    const found = kept.filter((cursor) => cursors.find(cursor, 'lake__query') !== undefined);
    expect(found).toEqual(kept.slice(-256));
  });
});
