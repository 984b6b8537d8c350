// A session's facts: they only grow, they stay small, and every change is told.

import { describe, expect, it } from 'vitest';
import { reduceSession, type SessionEvent, sessionStart } from '../../../src/session/reduce.js';
import type { SessionFacts } from '../../../src/session/session.js';
import { fc } from '../../property.js';

const start = sessionStart(1_000);
const reached = (...events: SessionEvent[]): SessionFacts =>
  events.reduce((facts, event) => reduceSession(facts, event).facts, start);

describe('a session', () => {
  it('starts with nothing but its time', () => {
    expect(start).toEqual({ calls: 0, denials: 0, writes: 0, rowsRead: 0, started: 1_000, flags: {} });
  });

  it('counts calls, rows, writes and denials', () => {
    const facts = reached(
      { type: 'session.called', rows: 10, wrote: false },
      { type: 'session.called', rows: 0, wrote: true },
      { type: 'session.denied' },
    );
    expect(facts).toEqual({ ...start, calls: 2, denials: 1, writes: 1, rowsRead: 10 });
  });

  it('counts the rows of what a plan asks, and no call, write or denial of it', () => {
    expect(reached({ type: 'session.planned', rows: 7 })).toEqual({ ...start, rowsRead: 7 });
    expect(reached({ type: 'session.planned', rows: Number.NaN }).rowsRead).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('tells each change as a patch', () => {
    expect(reduceSession(start, { type: 'session.called', rows: 3, wrote: false }).patches).toEqual([
      { op: 'replace', path: ['calls'], value: 1 },
      { op: 'replace', path: ['rowsRead'], value: 3 },
    ]);
    expect(reduceSession(start, { type: 'session.flagged', flag: 'tainted', value: true }).patches).toEqual([
      { op: 'add', path: ['flags', 'tainted'], value: true },
    ]);
  });

  it.each([Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY])(
    'takes %s rows for the most there can be',
    (rows) => {
      expect(reached({ type: 'session.called', rows, wrote: false }).rowsRead).toBe(Number.MAX_SAFE_INTEGER);
    },
  );

  it('does not lose count past the largest number', () => {
    const facts = { ...start, rowsRead: Number.MAX_SAFE_INTEGER };
    expect(reduceSession(facts, { type: 'session.called', rows: 5, wrote: false }).facts.rowsRead).toBe(
      Number.MAX_SAFE_INTEGER,
    );
  });

  it('refuses the flag past the 64th and says so, and still changes those it has', () => {
    const flags = Array.from(
      { length: 64 },
      (_, n): SessionEvent => ({ type: 'session.flagged', flag: `f${n}`, value: true }),
    );
    const full = reached(...flags);
    expect(reduceSession(full, { type: 'session.flagged', flag: 'one-more', value: true })).toEqual({
      facts: full,
      patches: [],
      refused: true,
    });
    const changed = reduceSession(full, { type: 'session.flagged', flag: 'f3', value: false });
    expect([changed.refused, changed.facts.flags.f3]).toEqual([false, false]);
  });

  it.each(['__proto__', 'constructor ', '', 'A', 'x'.repeat(65), '1'])(
    'refuses a flag named `%s`',
    (flag) => {
      expect(reduceSession(start, { type: 'session.flagged', flag, value: true }).refused).toBe(true);
    },
  );

  it('never shrinks a count and never changes what it was given, whatever comes', () => {
    const event: fc.Arbitrary<SessionEvent> = fc.oneof(
      fc.record({ type: fc.constant('session.called' as const), rows: fc.double(), wrote: fc.boolean() }),
      fc.record({ type: fc.constant('session.planned' as const), rows: fc.double() }),
      fc.record({ type: fc.constant('session.denied' as const) }),
      fc.record({ type: fc.constant('session.flagged' as const), flag: fc.string(), value: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        let facts = start;
        for (const each of events) {
          const before = JSON.stringify(facts);
          const next = reduceSession(facts, each).facts;
          expect(JSON.stringify(facts)).toBe(before);
          expect(next.calls).toBeGreaterThanOrEqual(facts.calls);
          expect(next.rowsRead).toBeGreaterThanOrEqual(facts.rowsRead);
          facts = next;
        }
      }),
      { numRuns: 100 },
    );
  });
});
