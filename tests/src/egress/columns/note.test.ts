// What a result says of its masks: behind it, in words and for programs, as the policy says, and nothing of any value.
import { describe, expect, it } from 'vitest';
import type { RawResult } from '../../../../src/egress/released.js';
import { publish } from '../../../../src/egress/result/publish.js';
import { isReleased, release } from '../../../../src/egress/result/release.js';
import type { MaskNote } from '../../../../src/policy/obligation.js';
import { issuePermit } from '../../../../src/policy/permit.js';
import { column, means, permitFor, raw, released, type Setting, text } from '../fixtures.js';

const rows: Setting = { egress: [column('id'), column('mail', 'pii.email')], result: { rows: 'arrays' } };
const answer = raw({
  columns: ['id', 'mail'],
  rows: [
    [1, 'ann@example.com'],
    [2, 'bob@example.com'],
  ],
});
const token = { at: 'mail', class: 'pii.email', operator: 'token' };

function noted(setting: Setting, result: RawResult, note?: MaskNote) {
  const permit = permitFor(setting);
  const obligations = permit.obligations.map((one) =>
    one.kind === 'mask' && note !== undefined ? { ...one, note } : one,
  );
  const value = release(issuePermit({ ...permit, obligations }), result, means);
  return isReleased(value) ? value.result : expect.fail(JSON.stringify(value));
}

describe('the note of a result', () => {
  it('says per column what was masked, how, and what is left of the value', () => {
    const { content, masked } = noted(rows, answer);
    expect(content).toHaveLength(2);
    expect(content[1]?.text).toBe(
      'Masked: mail (pii.email) by token. token leaves a token: one value has one token within a session, so it joins, groups and counts. A mask that is sent back is denied: choose rows by their key.',
    );
    expect(masked).toEqual([{ ...token, leaves: expect.stringContaining('joins, groups and counts') }]);
  });

  it('stands behind the result and changes nothing of it', () => {
    const [told, silent] = [noted(rows, answer), noted(rows, answer, 'none')];
    expect([told.content[0], told.structuredContent]).toEqual([silent.content[0], silent.structuredContent]);
    expect([silent.content.length, silent.masked]).toEqual([1, undefined]);
  });

  it('is for programs alone where the policy says so', () => {
    const { content, masked } = noted(rows, answer, 'meta');
    expect([content.length, masked?.length]).toEqual([1, 1]);
    expect(JSON.parse(publish(noted(rows, answer, 'meta')))._meta).toEqual({ 'aegis/masked': masked });
  });

  it('names places of a result without rows, each once, and only the first dozen in words', () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `k${String.fromCharCode(97 + (at % 26))}${at > 25 ? 'x' : ''}`,
        ['a@b.example', 'c@d.example'],
      ]),
    );
    const { content, masked } = noted({}, raw(many));
    expect(masked).toHaveLength(30);
    expect(content.at(-1)?.text).toContain('/ka/* (pii.email) by token; /kb/*');
    expect(content.at(-1)?.text).toContain(', and 18 more places.');
  });

  it.each<readonly [string, Setting, RawResult]>([
    ['nothing was masked', {}, raw({ a: 'fine' }, [text('fine')])],
    ['a column that owes a mask has no row', rows, raw({ columns: ['id', 'mail'], rows: [] })],
  ])('is not there when %s', (_, setting, result) => {
    const { content, masked } = noted(setting, result);
    expect([content.length, masked]).toEqual([1, undefined]);
  });

  it('holds nothing of a value, nor of a key that is one', () => {
    const canary = 'qzvxk7jw@canary.example';
    const result = noted(
      {},
      raw({ [canary]: { note: `to ${canary}`, n: 4111111111111111 } }, [text(`it is ${canary}`)]),
    );
    expect(publish(result)).not.toMatch(/qzvxk7jw|4111111111111111/);
    expect(result.content.at(-1)?.text).toMatch(/^Masked: /);
  });

  it('is none of what a downstream calls `_meta`', () => {
    const { result } = released({}, raw({ a: 1, _meta: { 'aegis/masked': 'x' } }));
    expect(publish(result)).not.toContain('_meta');
  });
});
