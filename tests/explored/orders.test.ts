// Every order in which calls on the same data can meet, over the kernel's own requests, plans, mint, ledger and law. A planted bug in any of these breaks a promise here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExploredCall } from '../../actors/explored/calls.js';
import type { Combination } from '../../actors/explored/combinations.js';
import type { Upset } from '../../actors/explored/state.js';
import { type Shipped, shipped } from './shipped.js';

let on: Shipped;
beforeAll(async () => {
  on = await shipped();
});
afterAll(() => on.explorer.close());

const validation = () => on.call('aegis__validate', 'silver.customers');
const promotion = () => on.call('aegis__promote', 'silver.customers', 'gold.customers');
const toObject = () => on.call('aegis__promote', 'silver.customers', 'gold.exports');
const deletion = () => on.call('DELETE', 'silver', 'customers');
const carrying = () => on.call('UPDATE', 'silver', 'customers');
const elsewhere = () => on.call('UPDATE', 'bronze');
const publication = () => on.call('INSERT', 'gold');
const object = () => on.call('s3__put', 'silver/');

const quiet: Upset = { kind: 'none' };

/** What is broken, with the way there; empty where every promise holds in every step. */
async function broken(
  calls: readonly ExploredCall[],
  upset: Upset = quiet,
  kernels: Combination['kernels'] = 'one',
) {
  const { broken: told, way, isWhole } = await on.explorer.explore({ calls, upset, kernels });
  expect(isWhole).toBe(true);
  return told.length === 0
    ? []
    : [told, ...way.map(({ who, does, hands }) => `${who} ${does} ${hands.join(', ')}`)];
}

const ends = async (calls: readonly ExploredCall[], upset: Upset = quiet) =>
  (await on.explorer.explore({ calls, upset, kernels: 'one' })).ends;

describe('in every order', () => {
  it.each([
    ['a validation and a write', () => [validation(), deletion()]],
    ['a validation and a promotion', () => [validation(), promotion()]],
    ['two validations', () => [validation(), validation()]],
    ['two promotions', () => [promotion(), promotion()]],
    ['two writes', () => [deletion(), deletion()]],
    ['two writes that carry a class', () => [carrying(), carrying()]],
    ['a validation and a write that carries a class', () => [validation(), carrying()]],
    ['a write and a write that carries a class', () => [deletion(), carrying()]],
    ['two writes of objects', () => [object(), object()]],
  ])('%s keep every promise', async (_, calls) => {
    expect(await broken(calls())).toEqual([]);
  });

  it('a validation, a promotion and a write keep every promise', async () => {
    expect(await broken([validation(), promotion(), deletion()])).toEqual([]);
  });

  it('a validation, a promotion to an object and a write keep every promise', async () => {
    expect(await broken([validation(), toObject(), deletion()])).toEqual([]);
  });

  it('a validation, a statement into gold and a write keep every promise', async () => {
    expect(await broken([validation(), publication(), deletion()])).toEqual([]);
  });

  it('a validation and two promotions keep every promise', async () => {
    expect(await broken([validation(), promotion(), promotion()])).toEqual([]);
  });
});

describe('what the orders come to', () => {
  it('a promotion is allowed in some and denied in others', async () => {
    const { a, b } = await ends([validation(), promotion()]);
    expect(a).toEqual(['allowed']);
    expect(b).toEqual(['allowed', 'precondition-failed']);
  });

  it('a write in between turns a promotion away where it is made', async () => {
    const { b = [] } = await ends([validation(), promotion(), deletion()]);
    expect(b).toEqual(expect.arrayContaining(['allowed', 'dataset-in-doubt', 'version-mismatch']));
  });

  it('of two promotions at once one is told to come again', async () => {
    const { b = [] } = await ends([validation(), promotion(), promotion()]);
    expect(b).toContain('dataset-busy');
  });
});

describe('with a write past the kernel at any moment', () => {
  it.each([
    ['a promotion', () => [validation(), promotion()]],
    ['a promotion to an object', () => [validation(), toObject()]],
    ['a statement into gold', () => [validation(), publication()]],
  ])('%s takes what was validated or nothing', async (_, calls) => {
    expect(await broken(calls(), { kind: 'outside', dataset: 'silver.customers' })).toEqual([]);
  });
});

describe('cut off at any moment', () => {
  it.each([
    ['a write', () => [validation(), deletion()]],
    ['a promotion', () => [validation(), promotion()]],
    ['a write that carries a class', () => [deletion(), carrying()]],
  ])('%s that is cancelled keeps every promise', async (_, calls) => {
    expect(await broken(calls(), { kind: 'cancel', of: 'b' })).toEqual([]);
  });

  it('a validation that is cancelled leaves nothing behind that counts', async () => {
    expect(await broken([validation(), promotion()], { kind: 'cancel', of: 'a' })).toEqual([]);
  });

  it('a write that waits past its deadlines keeps every promise', async () => {
    expect(await broken([validation(), deletion()], { kind: 'wait', of: 'b' })).toEqual([]);
  });

  it('a promotion that waits past its deadlines keeps every promise', async () => {
    expect(await broken([validation(), promotion()], { kind: 'wait', of: 'b' })).toEqual([]);
  });
});

describe('a kernel', () => {
  it('that dies at any moment and starts again loses no call and believes no receipt that was not recorded', async () => {
    for (const calls of [
      [validation(), promotion()],
      [validation(), deletion()],
      [deletion(), carrying()],
    ])
      expect(await broken(calls, { kind: 'crash', kernel: 'k' })).toEqual([]);
  });

  it('that is started again under another policy, at any moment, believes no receipt of the one before', async () => {
    for (const calls of [
      [validation(), promotion()],
      [validation(), publication()],
      [validation(), toObject()],
    ]) {
      const upset: Upset = { kind: 'policy', kernel: 'k' };
      expect(await broken(calls, upset)).toEqual([]);
      const { a, b } = await ends(calls, upset);
      expect([a, b]).toEqual([['allowed'], expect.arrayContaining(['allowed', 'precondition-failed'])]);
    }
  });

  it('that is started again under another policy beside one that was not keeps every promise', async () => {
    const calls = [validation(), promotion()];
    expect(await broken(calls, { kind: 'policy', kernel: 'ka' }, 'two')).toEqual([]);
    expect(await broken(calls, { kind: 'policy', kernel: 'kb' }, 'two')).toEqual([]);
  });

  it('whose journal takes nothing any more answers nothing that is not recorded', async () => {
    for (const calls of [
      [validation(), promotion()],
      [deletion(), carrying()],
    ])
      expect(await broken(calls, { kind: 'journal', kernel: 'k' })).toEqual([]);
  });

  it('whose journal takes nothing any more serves nobody afterwards', async () => {
    const { b = [] } = await ends([deletion(), carrying()], { kind: 'journal', kernel: 'k' });
    expect(b).toContain('sealed');
  });
});

describe('two kernels on one state, between any two answers of the store', () => {
  it.each([
    ['a validation here and a write there', () => [validation(), deletion()]],
    ['a promotion here and a write there', () => [promotion(), deletion()]],
    ['two promotions', () => [promotion(), promotion()]],
    ['two writes that carry a class', () => [carrying(), carrying()]],
    ['two writes that carry classes into different tables', () => [carrying(), elsewhere()]],
    ['a validation here and a write there that carries a class', () => [validation(), carrying()]],
  ])('%s keep every promise', async (_, calls) => {
    expect(await broken(calls(), quiet, 'two')).toEqual([]);
  });

  it('one of which dies leaves its datasets in doubt until somebody has recovered it', async () => {
    expect(await broken([deletion(), validation()], { kind: 'crash', kernel: 'ka' }, 'two')).toEqual([]);
  });
});
