// What the readers must reach on statements that nobody wrote for them. A miss is a hole; a refusal is a price, and each one is named here.
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../cases/sql/reading.js';
import { pgReaderOf } from '../../../cases/sql/reading-postgres.js';
import { scoreOf } from '../../../cases/sql/strangers.js';

const nothing = { destroying: [], calledReads: [], protected: [], pii: [], asked: [], scope: [] };

describe.each([
  {
    dialect: 'sqlite' as const,
    read: readerOf(),
    refused: {},
    masked: ["p4: EXPLAIN SELECT id FROM silver.orders WHERE status = 'paid'"],
  },
  {
    dialect: 'postgres' as const,
    read: pgReaderOf(),
    refused: {},
    masked: [],
  },
])('strangers, $dialect', ({ dialect, read, refused, masked }) => {
  const score = scoreOf(dialect, read);

  it('nothing that they destroy, write, reach for or ask stays unseen', () => {
    expect(score.size).toBeGreaterThanOrEqual(200);
    expect(score.unseen).toEqual(nothing);
  });

  it('of what is harmless at most 2 % is refused: these', () => {
    expect(score.refused).toEqual(refused);
    expect(score.shares.refused).toBeLessThanOrEqual(0.02);
    expect([score.calledWrites, score.calledDestroying]).toEqual([[], []]);
  });

  it('what asks the engine about itself, or tends it, is not understood or denied by the law beneath every policy', () => {
    expect(score.kept).toEqual([]);
  });

  it('of the clear columns at most 5 % are masked: these', () => {
    expect(score.masked).toEqual(masked);
    expect(score.shares.masked).toBeLessThanOrEqual(0.05);
  });

  it('what is taken for a question without being one is told', () => {
    expect(score.careful).toEqual([]);
  });
});
