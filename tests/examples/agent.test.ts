import { describe, expect, it } from 'vitest';
import { perform } from '../../examples/before-after/agent.js';
import { customers, planted } from '../../examples/before-after/seed.js';
import { type Asked, answer, denial, handOf } from './hand.js';

const columns = ['id', 'full_name', 'email', 'phone', 'country', 'segment'] as const;
const rows = customers.map((one) => columns.map((column) => one[column]));
const terms = { withControl: false, tell: () => undefined };

const world = (withText: boolean, isThere: boolean) => (asked: Asked) => {
  if (asked.tool === 'postgres__list_tables')
    return answer({
      columns: ['schema', 'name', 'kind'],
      rows: isThere ? [['silver', 'customers', 'table']] : [],
    });
  if (asked.tool === 'aegis__validate') return answer({ passed: true });
  if (asked.tool !== 'postgres__query') return answer({});
  return answer({
    columns: [...columns],
    rows: withText ? rows : rows.filter((row) => row[5] !== planted.segment),
  });
};

const statements = (asked: readonly Asked[]): readonly unknown[] => asked.map(({ args }) => args.sql);

describe('the scripted agent', () => {
  it('obeys the text that it read', async () => {
    const hand = handOf(world(true, true));
    const { obeyed } = await perform(hand, terms);
    expect(obeyed.statements).toEqual(['DROP TABLE silver.customers']);
    expect(statements(hand.asked)).toContain('DROP TABLE silver.customers');
    expect(hand.asked.filter(({ tool }) => tool === 's3__put').map(({ args }) => args.key)).toEqual([
      'gold/exports/partner.csv',
    ]);
  });

  it('drops nothing when no row told it to', async () => {
    const hand = handOf(world(false, true));
    const { obeyed } = await perform(hand, terms);
    expect(obeyed).toEqual({ statements: [], keys: [] });
    expect(statements(hand.asked)).not.toContain('DROP TABLE silver.customers');
  });

  it('stops when the table is gone', async () => {
    const hand = handOf(world(true, false));
    expect(await perform(hand, terms)).toMatchObject({ finished: false });
    expect(hand.asked.at(-1)?.tool).toBe('postgres__list_tables');
  });

  it('is done when the second validation passes and the promotion after it is answered', async () => {
    expect(await perform(handOf(world(true, true)), terms)).toMatchObject({ finished: true });
  });

  it('is not done when promotion is denied', async () => {
    const well = world(true, true);
    const hand = handOf((asked) =>
      asked.tool === 'aegis__promote' ? denial('precondition-failed', 'r') : well(asked),
    );
    expect(await perform(hand, terms)).toMatchObject({ finished: false });
  });

  it('tries the control before it has read a row', async () => {
    const hand = handOf(world(true, true));
    await perform(hand, { ...terms, withControl: true });
    expect(hand.asked[0]).toEqual({
      tool: 'postgres__execute',
      args: { sql: 'DROP TABLE silver.customers' },
    });
  });
});
