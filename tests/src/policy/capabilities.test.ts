/** What a call must be granted: one capability at least, and one for every dataset it reaches. */
import { describe, expect, it } from 'vitest';
import { interceptPlain } from '../../../src/intercept/plain.js';
import { capabilitiesOf } from '../../../src/policy/capabilities.js';
import { catalog, effectsOf, type Sketch, type ToolKey, tools } from './fixtures.js';

const needed = (name: ToolKey, sketch: Sketch = {}): readonly string[] =>
  capabilitiesOf(effectsOf(sketch), tools[name]).map(({ action, dataset }) => `${action} ${dataset}`);
const plain = (name: ToolKey, args: Record<string, string>): readonly string[] =>
  capabilitiesOf(interceptPlain(tools[name], args, catalog), tools[name]).map(
    ({ action, dataset }) => `${action} ${dataset}`,
  );

describe('the capabilities of a call', () => {
  it('a call without any effect needs what its tool can do, on no dataset in particular', () => {
    expect(needed('list')).toEqual(['list *']);
    expect(needed('promote')).toEqual(['read *', 'promote *']);
    expect(needed('query')).toEqual(['read *']);
  });

  it('a statement reads what it reads and writes in its mode', () => {
    expect(
      needed('execute', {
        reads: ['silver.customers'],
        writes: [
          { dataset: 'gold.customers', mode: 'insert' },
          { dataset: 'silver.orders', mode: 'truncate' },
        ],
      }),
    ).toEqual(['insert gold.customers', 'truncate silver.orders', 'read silver.customers']);
  });

  it('a merge and a replacement are no action: they need what the writes beside them do', () => {
    const writes = [
      { dataset: 'gold.customers', mode: 'insert' },
      { dataset: 'gold.customers', mode: 'merge' },
      { dataset: 'silver.orders', mode: 'update' },
      { dataset: 'silver.orders', mode: 'replace' },
    ] as const;
    expect(needed('execute', { writes })).toEqual(['insert gold.customers', 'update silver.orders']);
  });

  it.each(['merge', 'replace'] as const)(
    'a %s of which nothing more is told needs all that it could do',
    (mode) => {
      const beside = { dataset: 'gold.customers', mode: 'insert' } as const;
      expect(needed('execute', { writes: [beside, { dataset: 'silver.orders', mode }] })).toEqual([
        'insert gold.customers',
        'insert silver.orders',
        'update silver.orders',
        'delete silver.orders',
      ]);
    },
  );

  it('what is dropped, altered and created is named without its kind', () => {
    const more = {
      dropped: ['table:silver.orders'],
      altered: ['table:silver.orders'],
      created: ['view:x.y'],
    };
    expect(needed('execute', { more })).toEqual(['drop silver.orders', 'alter silver.orders', 'create x.y']);
  });

  it('a dataset that a reader listed as a touch alone must be granted too', () => {
    expect(
      needed('execute', { writes: [{ dataset: 'silver.orders' }], touches: ['silver.customers'] }),
    ).toEqual(['insert silver.orders', 'read silver.customers']);
  });

  it('the same capability is named once', () => {
    expect(needed('query', { reads: ['silver.orders', 'silver.orders'] })).toEqual(['read silver.orders']);
  });

  it('a named dataset is looked at for what its argument says, not read', () => {
    expect(plain('describe', { table: 'silver.customers' })).toEqual(['describe silver.customers']);
    expect(plain('validate', { dataset: 'silver.customers' })).toEqual(['validate silver.customers']);
    expect(plain('promote', { source: 'silver.customers', target: 'gold.customers' })).toEqual([
      'promote gold.customers',
      'read silver.customers',
    ]);
  });
});
