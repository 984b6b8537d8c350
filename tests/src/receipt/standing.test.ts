/** Each clause alone ends a receipt, with its own reason; without any it stands. */
import { describe, expect, it } from 'vitest';
import { sessionId, sha256Hex } from '../../../src/call/id.js';
import { sealReceipt } from '../../../src/receipt/seal.js';
import { type Circumstances, clauses, lapse } from '../../../src/receipt/standing.js';
import { createFakeSigner } from '../../fakes/signer.js';
import { circumstances, termsOf } from './fixtures.js';

const { receipt } = sealReceipt(termsOf(), createFakeSigner());

const endings: readonly (readonly [string, Partial<Circumstances>])[] = [
  ['its validation was never recorded', { isConfirmed: false }],
  ['it is of another session', { session: sessionId('session-2') }],
  ['the policy has changed since', { policy: sha256Hex('c'.repeat(64)) }],
  ['the catalog has changed since', { catalog: sha256Hex('c'.repeat(64)) }],
  ['it died at a later write to the dataset', { epoch: 4 }],
  ['a write to the dataset has no known outcome', { isInDoubt: true }],
  ['it has expired', { now: 2_000_000 }],
  ['it is from the future', { now: 1_000_000 - 60_001 }],
];

describe('a receipt', () => {
  it('stands while everything is as it was', () => {
    expect(lapse(receipt, circumstances())).toBeUndefined();
  });

  it.each(endings)('lapses for one reason alone: %s', (reason, over) => {
    expect(lapse(receipt, circumstances(over))).toBe(reason);
  });

  it('has a test for every clause', () => {
    expect(clauses.map((clause) => clause.reason)).toEqual(endings.map(([reason]) => reason));
  });

  it.each(endings)('is told the first reason that fails, whatever else does: %s', (reason, over) => {
    const from = clauses.findIndex((clause) => clause.reason === reason);
    const later = Object.assign(
      {},
      ...endings
        .slice(from)
        .map(([, each]) => each)
        .reverse(),
    );
    expect(lapse(receipt, circumstances({ ...later, ...over }))).toBe(reason);
  });

  it('lapses at an earlier epoch as well: a store that was rolled back proves nothing', () => {
    expect(lapse(receipt, circumstances({ epoch: 2 }))).toBe('it died at a later write to the dataset');
  });

  it('stands until the millisecond before it expires, and bears a clock that is a minute behind', () => {
    expect(lapse(receipt, circumstances({ now: 1_999_999 }))).toBeUndefined();
    expect(lapse(receipt, circumstances({ now: 1_000_000 - 60_000 }))).toBeUndefined();
  });
});
