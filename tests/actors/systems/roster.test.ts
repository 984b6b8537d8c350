import { describe, expect, it } from 'vitest';
import { createRoster } from '../../../actors/systems/roster.js';

describe('a roster', () => {
  it('shows who is here, in the order in which they came', () => {
    const roster = createRoster<string>();
    for (const one of ['a', 'b', 'c']) roster.add(one);
    expect(roster.delete('b')).toBe(true);
    roster.add('b');
    expect([...roster]).toEqual(['a', 'c', 'b']);
    expect(roster.size()).toBe(3);
  });

  it('says of somebody who is not here that nobody left', () => {
    const roster = createRoster<string>();
    roster.add('a');
    expect(roster.delete('b')).toBe(false);
    expect(roster.delete('a')).toBe(true);
    expect(roster.delete('a')).toBe(false);
    expect(roster.size()).toBe(0);
  });

  it('does not show who leaves while the others are looked at, nor who comes then', () => {
    const roster = createRoster<string>();
    for (const one of ['a', 'b', 'c']) roster.add(one);
    const seen: string[] = [];
    for (const one of roster) {
      seen.push(one);
      roster.delete('b');
      roster.add('d');
    }
    expect(seen).toEqual(['a', 'c']);
  });
});
