// Doubts: a write whose outcome nobody knows stays in doubt until its child has answered or is gone, and is ended once.
import { afterEach, describe, expect, it } from 'vitest';
import { createActor, fromCallback } from 'xstate';
import { createDesk } from '../../../actors/desk.js';
import type { LedgerMessage, MintMessage } from '../../../actors/messages.js';
import { createDoubts } from '../../../actors/officers/doubts.js';
import type { Ended } from '../../../actors/trip/trip.js';
import { createFakeClock } from '../../fakes/clock.js';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function bench() {
  const told: (LedgerMessage | MintMessage)[] = [];
  const logic = fromCallback<LedgerMessage | MintMessage>(({ receive }) => receive((one) => told.push(one)));
  const officer = createActor(logic).start();
  stops.push(() => officer.stop());
  const doubts = createDoubts({ desk: createDesk(createFakeClock()), mint: officer, ledger: officer });
  return { doubts, told };
}

interface Terms {
  readonly executed?: 'no' | 'intended' | 'confirmed' | 'unknown';
  readonly intended?: boolean;
  readonly datasets?: readonly string[];
  readonly system?: string;
}

const ended = (request: string, terms: Terms = {}): Ended =>
  // `as`: doubts look at these parts of a trip alone.
  ({
    trip: {
      call: { id: request, principal: { session: 's1' } },
      tool: { system: terms.system ?? 'lake' },
      intended: terms.intended ?? true,
      executed: terms.executed ?? 'unknown',
      effects: { writes: (terms.datasets ?? ['silver.customers']).map((dataset) => ({ dataset })) },
    },
  }) as unknown as Ended;

const over = (request: string, datasets = ['silver.customers']) => [
  {
    type: 'ledger.append',
    ticket: expect.any(Number),
    draft: { type: 'recovery', decision: request, session: 's1', body: { doubt: 'over', datasets } },
  },
  { type: 'mint.settle', ticket: expect.any(Number), datasets, request },
];

describe('a doubt', () => {
  it.each<Terms>([{ executed: 'unknown' }, { executed: 'intended' }])(
    'lasts until the child answers, and is then recorded and settled: %o',
    (terms) => {
      const { doubts, told } = bench();
      doubts.consider(ended('q1', terms));
      expect(told).toEqual([]);
      doubts.over('q1');
      expect(told).toEqual(over('q1'));
    },
  );

  it('is ended once', () => {
    const { doubts, told } = bench();
    doubts.consider(ended('q1'));
    doubts.over('q1');
    doubts.over('q1');
    expect(told).toHaveLength(2);
  });

  it('ends as well when the child was quicker than the machine', () => {
    const { doubts, told } = bench();
    doubts.over('q1');
    expect(told).toEqual([]);
    doubts.consider(ended('q1'));
    expect(told).toEqual(over('q1'));
  });

  it('is about every dataset of the write, each once', () => {
    const { doubts, told } = bench();
    doubts.consider(ended('q1', { datasets: ['silver.a', 'silver.b', 'silver.a'] }));
    doubts.over('q1');
    expect(told).toEqual(over('q1', ['silver.a', 'silver.b']));
  });

  it('is of one request: another’s end does not end it', () => {
    const { doubts, told } = bench();
    doubts.consider(ended('q1'));
    doubts.over('q2');
    expect(told).toEqual([]);
  });

  it.each<[string, Terms]>([
    ['its outcome is known', { executed: 'confirmed' }],
    ['it never ran', { executed: 'no', intended: false }],
    ['it was not intended', { executed: 'intended', intended: false }],
    ['it writes nothing', { datasets: [] }],
    ['it only plans', { system: 'aegis' }],
  ])('is not kept of a request when %s', (_, terms) => {
    const { doubts, told } = bench();
    doubts.consider(ended('q1', terms));
    doubts.over('q1');
    expect(told).toEqual([]);
  });

  it('is remembered early for 256 requests, the latest, and no more', () => {
    const { doubts, told } = bench();
    for (let at = 0; at < 300; at += 1) doubts.over(`q${at}`);
    doubts.consider(ended('q0'));
    expect(told).toEqual([]);
    doubts.consider(ended('q299'));
    doubts.consider(ended('q44'));
    expect(told).toEqual([...over('q299'), ...over('q44')]);
  });
});
