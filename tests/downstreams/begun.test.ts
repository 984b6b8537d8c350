import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBegun } from '../../downstreams/begun.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function opened() {
  const begun = createBegun<{ readonly name: string; close(): void }>(1_000);
  const closed: string[] = [];
  const begin = (name: string): void => begun.begin(name, { name, close: () => closed.push(name) });
  return { begun, closed, begin };
}

test('what nobody goes on with is closed, and is not known any more', () => {
  const { begun, closed, begin } = opened();
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
  const { begun, closed, begin } = opened();
  begin('a');
  begun.take('a');
  vi.advanceTimersByTime(5_000);
  expect(closed).toEqual([]);
  expect(() => begun.take('a')).toThrow('no-such-part');
});

test('one of the same name is closed for a new one', () => {
  const { closed, begin } = opened();
  begin('a');
  begin('a');
  expect(closed).toEqual(['a']);
});

test('of many the one that was left alone for the longest makes room', () => {
  const { begun, closed, begin } = opened();
  for (const name of 'abcdefgh') begin(name);
  begun.find('a');
  begin('i');
  expect(closed).toEqual(['b']);
});
