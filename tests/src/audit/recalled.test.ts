/** What an entry says of a call, as another policy is asked about it. */
import { describe, expect, it } from 'vitest';
import { effectsBody } from '../../../src/audit/bodies.js';
import { recall } from '../../../src/audit/recalled.js';
import type { JsonObject } from '../../../src/call/json.js';
import { catalog, effectsOf } from '../policy/fixtures.js';

describe('a call as its entry has it', () => {
  it('would have reached beyond its datasets what it would have reached', () => {
    const more = {
      control: ['discard'],
      locks: [{ dataset: 'silver.orders', strength: 'share' as const }],
      files: ['write'],
      programs: ['read'],
      network: ['notify'],
    };
    const effects = effectsOf({ reads: ['silver.orders'], more });
    const body: JsonObject = { effects: effectsBody(effects), capabilities: ['read silver.orders'] };
    expect(recall(body, catalog)?.effects).toMatchObject(more);
  });

  it('that reached nothing beyond them takes up no room for it', () => {
    expect(Object.keys(effectsBody(effectsOf({ reads: ['silver.orders'] })))).toEqual([
      'kind',
      'statement',
      'reads',
      'writes',
    ]);
  });
});
