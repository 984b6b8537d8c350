// What is seen of a real kernel, in the words of promises: a digest becomes how often a dataset was changed.
import { describe, expect, it } from 'vitest';
import type { ChildCall } from '../../../src/explore/child.js';
import { receiptsIn } from '../../../src/explore/held.js';
import { cellsOf, done, withContents, withVersion } from '../../../src/explore/seen.js';
import { firstWorld } from '../../../src/explore/world.js';
import { statement } from '../../../src/receipt/envelope.js';
import type { ReceiptTerms } from '../../../src/receipt/receipt.js';

const call: ChildCall = {
  ...{ request: 'a.2', tool: 'postgres__check_table', writes: [], carries: [], compares: [], questions: {} },
  ...{ checks: 'silver.orders', answer: { content: [], isError: false } },
};
const versions = withVersion(
  withVersion({}, 'silver.orders', 'sha256-rows:aa'),
  'silver.orders',
  'sha256-rows:bb',
);
const answered = (body: object, isError = false) => ({
  content: [],
  structuredContent: { ...body },
  isError,
});

// `as`: branded names are made by parsers; here they are written.
const terms = {
  ...{ id: 'a.5', kind: 'silver_validation', dataset: 'silver.orders', version: 'sha256-rows:bb' },
  ...{ epoch: 0, session: 's'.repeat(26), request: 'a.1', policy: 'a'.repeat(64), catalog: 'b'.repeat(64) },
  ...{ issued: 1, expires: 2, rows: 4, checks: ['unique'] },
} as unknown as ReceiptTerms;

describe('what is seen of a kernel', () => {
  it('knows a version again and counts a new one', () => {
    expect(versions).toEqual({ 'silver.orders': ['sha256-rows:aa', 'sha256-rows:bb'] });
    expect(withVersion(versions, 'silver.orders', 'sha256-rows:aa')).toBe(versions);
  });

  it('reads of a receipt how often its content had been changed', () => {
    const value = { envelope: { payload: statement(terms), signature: 'x', keyId: 'k' }, status: 'live' };
    const cells = cellsOf([{ kind: 'receipt', key: 'silver.orders/a.5', value, version: 7 }], versions);
    const [held] = receiptsIn({ ...firstWorld, cells });
    expect(held?.terms.version).toBe('silver.orders@1');
  });

  it('notes which content a check saw', () => {
    const result = answered({ version: 'sha256-rows:bb' });
    const { world, isRefused } = done(firstWorld, call, { result, versions });
    expect([world.checked, isRefused]).toEqual([{ 'a.2': { dataset: 'silver.orders', content: 1 } }, false]);
  });

  it('takes an error for nothing done', () => {
    const { world, isRefused } = done(firstWorld, call, { result: answered({}, true), versions });
    expect([world.checked, world.handed, isRefused]).toEqual([{}, { 'a.2': 'done' }, true]);
  });

  it('notes what was read under a comparison', () => {
    const compares = [{ dataset: 'silver.orders', version: 'sha256-rows:aa' }];
    const { world } = done(firstWorld, { ...call, checks: '', compares }, { result: answered({}), versions });
    expect(world.copied).toEqual({ 'a.2': { dataset: 'silver.orders', content: 0 } });
  });

  it('counts the writes of what nobody can ask about', () => {
    const once = withContents(firstWorld, { 'silver.orders': 3 }, ['silver.exports']);
    expect(withContents(once, {}, ['silver.exports']).contents).toEqual({
      'silver.orders': 3,
      'silver.exports': 2,
    });
  });
});
