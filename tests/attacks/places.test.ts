// Personal values in every place of an answer (row 24): where a value may stand it leaves masked, and what is no such place does not leave.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../acceptance/kernel.js';
import { blob, canaries, places, said } from '../fixtures/servers/scatter.mjs';
import { ledgerOf, type Met, meet, textsIn } from './hostile.js';

let met: Met;
beforeAll(async () => {
  met = await meet();
});
afterAll(async () => {
  expect(await met.end()).toEqual([]);
});

/** Each canary as it stands, without its spaces, and percent-encoded; base64 by a part that no other text has. */
const traces = [
  ...canaries.flatMap((one) => [one, one.replaceAll(' ', ''), encodeURIComponent(one)]),
  'canary',
  blob.slice(4, 24),
];

const codes: Readonly<Record<string, string>> = {
  error: 'downstream-failed',
  'a refusal': 'downstream-failed',
  'no result at all': 'downstream-failed',
};
const masked = ['text', 'value', 'key', 'json in a text', 'json in a value', 'embedded text'];
const all = [...Object.keys(places), 'error'];

describe.each(all)('personal values in %s', (where) => {
  it('do not leave, and the call is recorded', async () => {
    const [sent, before] = [met.ground.arrived().length, met.entries().length];
    const { code, text, content } = await met.kernel.call('foe__scatter', { where });
    expect(code).toBe(codes[where] ?? 'allowed');
    const received = met.kernel.received();
    const leaves = [received, ...textsIn(received), text, JSON.stringify(content)].join('\n');
    for (const trace of traces) expect(leaves).not.toContain(trace);
    expect(met.ground.arrived()).toHaveLength(sent + 1);
    const entries = met.entries().slice(before);
    const [intent, outcome, ...more] = entries.filter(({ decision }) => decision !== '');
    expect([intent?.type, outcome?.type, more]).toEqual(['intent', 'outcome', []]);
    expect(outcome?.body.verdict).toBe(code === 'allowed' ? 'allowed' : 'denied');
    const found = JSON.stringify(outcome?.body.masked ?? []);
    for (const one of masked.includes(where) ? ['pii.email', 'pii.phone', 'pii.card', 'pii.iban'] : [])
      expect(found).toContain(one);
  });
});

describe('what is no place for values', () => {
  const answer = async (where: string): Promise<string> =>
    (await met.kernel.call('foe__scatter', { where })).text;

  it('is told by its kind, its size and a keyed digest alone', async () => {
    const size = Buffer.from(blob, 'base64').length;
    const digest = /, digest [a-z2-7]{12}(?=\])/;
    expect((await answer('embedded blob')).replace(digest, '')).toBe(
      `[withheld: blob, undeclared, ${size} bytes]`,
    );
    expect((await answer('image')).replace(digest, '')).toBe(`[withheld: image, undeclared, ${size} bytes]`);
    expect((await answer('resource link')).replace(digest, '')).toMatch(
      /^\[withheld: resource_link, link, \d+ bytes\]$/,
    );
    expect((await answer('an unknown kind')).replace(digest, '')).toMatch(
      /^\[withheld: block, unknown type, \d+ bytes\]$/,
    );
  });

  it('leaves the rest as it was', async () => {
    const { text, content } = await met.kernel.call('foe__scatter', { where: 'meta' });
    expect([text, content]).toEqual(['x\nx', { x: 1 }]);
    expect(await answer('annotations')).toBe('x');
    expect(await answer('title and description')).toBe('x');
  });
});

it('none of it is in the journal or in the log of the operator, who is told what the system prints', async () => {
  await met.kernel.call('foe__scatter', { where: 'error' });
  await until('it is printed', () => met.kernel.stderr().includes('foe: error: mail [REDACTED:pii.email]'));
  for (const trace of [...traces, said]) expect(met.everywhere()).not.toContain(trace);
  const { intents, outcomes } = ledgerOf(met.entries());
  expect([...outcomes].sort()).toEqual([...intents].sort());
});
