// A downstream that gives away the credential it was lent, in every encoding and on every surface (row 44), over a whole kernel.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodings } from '../fixtures/servers/encodings.mjs';
import { ledgerOf, type Met, meet, secret, textsIn } from './hostile.js';

const ways = Object.keys(encodings);
const write = (how: string): string => encodings[how]?.(secret) ?? expect.unreachable();
const places = ['result', 'refusal', 'error'] as const;

let met: Met;
beforeAll(async () => {
  met = await meet();
});
afterAll(async () => {
  expect(await met.end()).toEqual([]);
});

describe.each(ways)('a secret written as %s', (how) => {
  const written = write(how);

  it.each(places)('does not leave in a %s', async (where) => {
    const { code } = await met.kernel.call('foe__leak', { how, where });
    expect(code).toBe(where === 'result' ? 'allowed' : 'downstream-failed');
    const said = [...textsIn(met.kernel.received()), met.kernel.received()].join('\n');
    expect(said).not.toContain(written);
    expect(said).not.toContain(written.slice(0, 14));
  });

  it('does not leave in the two halves of a content', async () => {
    const { code, text } = await met.kernel.call('foe__leak', { how, where: 'split' });
    // In some the first half is known for one by itself, and only that half is taken out.
    expect(['allowed', 'withheld']).toContain(code);
    expect(text.replaceAll('\n', '')).not.toContain(written);
  });
});

it('none of them is in the log of the operator or in the journal, and each call is in it', async () => {
  const places = [met.kernel.stderr(), ...met.entries().map((one) => JSON.stringify(one))].join('\n');
  for (const how of ways) expect(places).not.toContain(write(how));
  expect(met.kernel.stderr()).toContain('token [SECRET]');
  const { intents, outcomes } = ledgerOf(met.entries());
  expect([...outcomes].sort()).toEqual([...intents].sort());
  expect(intents).toHaveLength(ways.length * 4);
  expect(met.ground.arrived()).toHaveLength(ways.length * 4);
});
