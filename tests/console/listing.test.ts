// The list as it is kept true: pages, rows that arrive, move and end, rows that the ring lets go.
import { describe, expect, it } from 'vitest';
import { extended, fits, listingOf, requestsPath, withHappenings } from '../../console/state/listing.js';
import { row, rows } from './fake/samples.js';

const all = listingOf({ rows: rows(10), next: null, matching: 10, held: 10, dropped: 0 });
const every = { filter: {}, size: 10_000 };
const came = (n: number, said = {}) => ({ kind: 'request' as const, isEnd: true, row: row(n, said) });

describe('a list of requests', () => {
  it('puts a row that comes on top, and once', () => {
    const { rows: now, matching, held } = withHappenings(all, [came(11), came(11)], every);
    expect([now[0]?.n, now.length, matching, held]).toEqual([11, 11, 11, 11]);
  });

  it('takes a row away that no longer fits', () => {
    const terms = { ...every, filter: { verdict: 'pending' } };
    const pending = listingOf({
      rows: [row(4, { verdict: 'pending' })],
      next: null,
      matching: 1,
      held: 10,
      dropped: 0,
    });
    expect(withHappenings(pending, [came(4)], terms)).toMatchObject({ rows: [], matching: 0 });
  });

  it('counts what does not fit as held and not as fitting', () => {
    const terms = { ...every, filter: { verdict: 'denied' } };
    const none = listingOf({ rows: [], next: null, matching: 0, held: 10, dropped: 0 });
    expect(withHappenings(none, [came(11), came(11)], terms)).toMatchObject({ matching: 0, held: 11 });
  });

  it('lets go what the ring lets go', () => {
    const {
      rows: now,
      held,
      dropped,
      matching,
    } = withHappenings(all, [came(11), came(12)], { filter: {}, size: 10 });
    expect([now[0]?.n, now.at(-1)?.n, held, dropped, matching]).toEqual([12, 3, 10, 2, 10]);
  });

  it('moves a request that is under way', () => {
    const pending = withHappenings(all, [came(11, { verdict: 'pending', state: 'resolve' })], every);
    const moved = { kind: 'moved' as const, id: row(11).id, state: 'calling', verdict: 'pending' as const };
    expect(withHappenings(pending, [moved], every).rows[0]?.state).toBe('calling');
  });

  it('is the same list when nothing in it has happened', () => {
    expect(withHappenings(all, [{ kind: 'journal', durable: 1, signed: 0 }], every)).toBe(all);
  });

  it('takes a page behind what is there, without doubles', () => {
    const first = listingOf({ rows: rows(10).slice(0, 4), next: 7, matching: 10, held: 10, dropped: 0 });
    const page = { rows: rows(10).slice(3), next: null, matching: 10, held: 10, dropped: 0 };
    expect(extended(first, page).rows.map(({ n }) => n)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('asks for what it is filtered by, in the words of the kernel', () => {
    expect(requestsPath({ tool: 'a&b', slow: '1' }, { limit: 5, before: 9 })).toBe(
      '/api/requests?tool=a%26b&slow=1&limit=5&before=9',
    );
  });

  it.each([
    [{ tool: 'postgres__query' }, true],
    [{ tool: 'postgres' }, false],
    [{ q: 'query' }, true],
    [{ slow: '1' }, false],
    [{ verdict: 'denied' }, false],
  ])('fits %j: %s', (filter, isFitting) => {
    expect(fits(row(1), filter)).toBe(isFitting);
  });
});
