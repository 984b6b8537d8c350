// What is told of a statement that nobody has read: ask again, and never that the statement was wrong.
import { describe, expect, it } from 'vitest';
import { codes } from '../../../src/fault.js';
import { missed, noEffects, notLoaded, opaque } from '../../../src/intercept/effects.js';
import { unanswered, unreadRefusal } from '../../../src/policy/unread.js';

describe('a statement that nobody has read', () => {
  it.each([
    ['reader-deadline', 'not-read-in-time', 'the reader was late'],
    ['reader-lost', 'not-read-in-time', 'the reader ended while it read'],
    ['reader-overloaded', 'overloaded', 'too many statements wait to be read'],
    [notLoaded, 'downstream-down', 'the structure of lake is not known yet'],
  ])('%s is denied as %s', (why, code, fact) => {
    expect(unreadRefusal(opaque(why), 'lake')).toEqual({ code, phase: 'intercept', facts: [fact] });
    expect(unreadRefusal(opaque('something else', why), 'lake')?.code).toBe(code);
  });

  it('can be asked again later, whatever the reason', () => {
    const all = [unanswered, ...[...missed, notLoaded].map((why) => unreadRefusal(opaque(why), 'lake'))];
    expect(all.map((one) => one && codes[one.code].retry)).toEqual(all.map(() => 'later'));
  });

  it('is not one that was read, understood or not', () => {
    expect(unreadRefusal(noEffects, 'lake')).toBeUndefined();
    expect(unreadRefusal(opaque('second reader disagrees'), 'lake')).toBeUndefined();
  });
});
