import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBegun } from '../../downstreams/begun.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function room() {
  const begun = createBegun<{ readonly name: string; close(): void }>(1_000);
  const closed: string[] = [];
  const opened: string[] = [];
  const begin = (name: string): void =>
    begun.begin(name, () => {
      opened.push(name);
      return { name, close: () => closed.push(name) };
    });
  return { begun, closed, opened: opened, begin };
}

test('what nobody goes on with is closed, and is not known any more', () => {
  const { begun, closed, begin } = room();
  begin('a');
  vi.advanceTimersByTime(900);
  expect(begun.find('a').name).toBe('a');
  vi.advanceTimersByTime(900);
  expect(closed).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(closed).toEqual(['a']);
  expect(() => begun.find('a')).toThrow('no-such-part');
});

test('what is taken is the caller’s to close, however late', () => {
  const { begun, closed, begin } = room();
  begin('a');
  begun.take('a');
  vi.advanceTimersByTime(5_000);
  expect(closed).toEqual([]);
  expect(() => begun.take('a')).toThrow('no-such-part');
});

test('one of the same name is closed for a new one', () => {
  const { closed, begin } = room();
  begin('a');
  begin('a');
  expect(closed).toEqual(['a']);
});

test('what there is no room for is refused and not opened, and nothing that is under way ends for it', () => {
  const { begun, closed, opened, begin } = room();
  for (const name of 'abcdefgh') begin(name);
  expect(() => begin('i')).toThrow('overloaded');
  expect(opened).not.toContain('i');
  expect(closed).toEqual([]);
  expect([...'abcdefgh'].map((name) => begun.find(name).name).join('')).toBe('abcdefgh');
  begin('c');
  begun.end('a');
  begin('i');
  expect(closed).toEqual(['c', 'a']);
});
