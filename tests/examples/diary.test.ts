import { describe, expect, it } from 'vitest';
import { stepOf } from '../../examples/before-after/diary.js';
import { lineOf } from '../../examples/before-after/journal.js';
import { answer, denial } from './hand.js';

describe('a step', () => {
  it('is denied when the kernel says so, with code and rule', () => {
    const step = stepOf('x', 't', denial('forbidden', 'no-destructive-ops/no-drop'));
    expect(step).toMatchObject({ verdict: 'denied', code: 'forbidden', rule: 'no-destructive-ops/no-drop' });
  });

  it('is failed, not denied, when an error is no denial', () => {
    expect(stepOf('x', 't', answer({ code: 'SQLITE_ERROR' }, true)).verdict).toBe('failed');
  });

  it('shows the first ready call of a denial', () => {
    const { content } = denial('precondition-failed', 'r');
    const remedies = [{ tool: 'aegis__validate', args: { dataset: 'silver.customers' }, why: 'w' }];
    expect(stepOf('x', 't', answer({ ...content, remedies }, true)).remedy).toBe(
      'aegis__validate {"dataset":"silver.customers"}',
    );
  });
});

describe('a line of the read-out', () => {
  const place = { seq: 7, decision: 'd' };

  it('shows the rule and what a denied statement would have done', () => {
    const body = {
      tool: 'postgres__execute',
      code: 'forbidden',
      rule: 'a/b',
      effects: { dropped: ['table:x'] },
    };
    expect(lineOf({ ...place, type: 'deny', body })).toMatchObject({
      seq: 7,
      verdict: 'forbidden',
      rule: 'a/b',
      more: 'drop x',
    });
  });

  it('shows what a permitted statement writes', () => {
    const body = { tool: 't', effects: { writes: [{ mode: 'update', dataset: 'silver.customers' }] } };
    expect(lineOf({ ...place, type: 'intent', body })).toMatchObject({
      verdict: 'permitted',
      more: 'update silver.customers',
    });
  });

  it('counts what was masked and names what was minted', () => {
    const body = {
      verdict: 'allowed',
      masked: [{ count: 2 }, { count: 3 }],
      minted: ['silver_validation silver.customers id1'],
    };
    expect(lineOf({ ...place, type: 'outcome', body }).more).toBe(
      '5 values masked; receipt for silver.customers',
    );
  });

  it('shows the denial of a call that was executed and then denied', () => {
    const body = { verdict: 'denied', denial: { code: 'version-mismatch', rule: 'r' } };
    expect(lineOf({ ...place, type: 'outcome', body })).toMatchObject({
      verdict: 'version-mismatch',
      rule: 'r',
    });
  });

  it('is made of an entry of any form', () => {
    expect(lineOf(null)).toMatchObject({ seq: -1, type: '', tool: '' });
  });
});
