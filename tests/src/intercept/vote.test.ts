// The second reader can only deny: a more dangerous reading counts, a safer one never does.
import { describe, expect, it } from 'vitest';
import { type Effects, noEffects, type Write } from '../../../src/intercept/effects.js';
import { isDialect, isMoreDangerous, judge } from '../../../src/intercept/sql/index.js';

const write = (mode: Write['mode'], scope: Write['scope']): Write => ({
  dataset: 'silver.orders',
  tier: 'silver',
  mode,
  columns: [],
  scope,
  sources: [],
});
const select: Effects = { ...noEffects, kind: 'select', statements: 1 };
const deletes: Effects = {
  ...noEffects,
  kind: 'delete',
  statements: 1,
  writes: [write('delete', 'key-pinned')],
};
const vote = (kinds: readonly string[], conditions: readonly boolean[] = kinds.map(() => true)) => ({
  kinds,
  conditions,
});

describe('vote', () => {
  it.each([
    'drop',
    'truncate',
    'delete',
    'update',
    'alter',
    'insert',
    'replace',
    'create',
    'unknown',
    'call',
  ])('a %s where the engine saw a select is more dangerous', (kind) => {
    expect(isMoreDangerous(select, vote([kind]))).toBe(true);
  });

  it('a second statement is more dangerous', () => {
    expect(isMoreDangerous(select, vote(['select', 'select']))).toBe(true);
  });

  it('no condition where the engine found one is more dangerous', () => {
    expect(isMoreDangerous(deletes, vote(['delete'], [false]))).toBe(true);
    expect(isMoreDangerous(deletes, vote(['delete'], [true]))).toBe(false);
  });

  it('a truncation that the engine saw as one is no news, and one that it did not is', () => {
    const truncated = { ...deletes, writes: [write('truncate', 'none')] };
    expect(isMoreDangerous(truncated, vote(['truncate'], [false]))).toBe(false);
    expect(isMoreDangerous(deletes, vote(['truncate'], [false]))).toBe(true);
  });

  it('what is told as control is no news by that word, and is by another', () => {
    const begun = { ...select, kind: 'transaction', control: ['begin'] };
    expect(isMoreDangerous(begun, vote(['transaction']))).toBe(false);
    expect(isMoreDangerous(begun, vote(['set']))).toBe(true);
    expect(isMoreDangerous(begun, vote(['drop']))).toBe(true);
    expect(isMoreDangerous(select, vote(['transaction']))).toBe(true);
  });

  it('no condition where the engine found none is no news', () => {
    const whole = { ...deletes, writes: [write('delete', 'none')] };
    expect(isMoreDangerous(whole, vote(['delete'], [false]))).toBe(false);
  });

  it('a safer reading changes nothing', () => {
    expect(isMoreDangerous(deletes, vote(['select']))).toBe(false);
    expect(isMoreDangerous(select, vote(['select']))).toBe(false);
    expect(isMoreDangerous({ ...noEffects, kind: 'insert', statements: 1 }, vote(['replace']))).toBe(false);
  });

  it('an objection is one more reason to deny, and abstaining changes nothing', () => {
    expect(judge(select, vote(['drop']))).toEqual({
      said: 'disagreed',
      effects: { ...select, opaque: ['second reader disagrees'] },
    });
    expect(judge(select, undefined)).toEqual({ said: 'unparsed', effects: select });
    expect(judge(select, vote(['select']))).toEqual({ said: 'agreed', effects: select });
  });

  it('a dialect that is not listed is none', () => {
    expect([isDialect('sqlite'), isDialect('mysql')]).toEqual([true, false]);
  });
});
