// One denied trip and the measures of a kernel, for what renders them. It holds every kind of thing that a trip can hold, once.
import type { Measured } from '../../../src/inspection/metric.js';
import type { RequestRow } from '../../../src/inspection/row.js';
import { latencyBounds } from '../../../src/inspection/tally.js';
import type { TripView } from '../../../src/inspection/trip.js';

export const row: RequestRow = {
  ...{ n: 1, id: 'abc', parent: '', session: 's', role: 'cleaner', tool: 'postgres__execute' },
  ...{ system: 'postgres', at: 1_700_000_000_000, state: 'denied', verdict: 'denied', code: 'forbidden' },
  ...{ endedIn: 'capability', rule: 'no-destructive-ops/no-drop', executed: 'no', ms: 4.5, isSlow: false },
};

export const trip: TripView = {
  source: 'watched',
  row,
  children: [],
  stages: [
    { stage: 'resolve', at: 0, ms: 1, how: 'passed', saw: [] },
    {
      stage: 'capability',
      at: 1,
      ms: 1.5,
      how: 'stopped',
      saw: [{ what: 'rules', values: ['no-drop: match'] }],
    },
    { stage: 'audit', at: 2.5, ms: 2, how: 'passed', saw: [] },
  ],
  steps: [
    { at: 0, state: 'resolve', verdict: 'pending', executed: 'no' },
    { at: 1, state: 'capability', verdict: 'denied', executed: 'no' },
    { at: 2.5, state: 'audit', verdict: 'denied', executed: 'no' },
    { at: 4.5, state: 'denied', verdict: 'denied', executed: 'no' },
  ],
  messages: [
    { at: 2.6, from: 'request', to: 'ledger', type: 'ledger.append deny' },
    { at: 4.4, from: 'ledger', to: 'request', type: 'answer' },
  ],
  denial: {
    ...{ code: 'forbidden', message: 'a rule forbids this', phase: 'capability', facts: [], remedies: [] },
    ...{ help: 'ask for less', retry: 'changed', text: 'Denied' },
    rule: {
      id: 'no-destructive-ops/no-drop',
      because: 'b',
      kind: 'forbid',
      place: 'p:1',
      text: '- id: no-drop',
    },
  },
  entries: [{ seq: 7, type: 'deny', hash: 'f'.repeat(64), proof: 'durable' }],
};

export const measured: Measured = {
  overview: {
    ...{ version: '1.0.0', state: 'serving', why: '', session: 's', role: 'cleaner', started: 1, now: 2 },
    ...{ policy: 'p', catalog: 'c', inFlight: 3, slowFrom: 1_000, machines: [], actors: [] },
    journal: { chain: 'k', linked: 9, durable: 7, signed: 5 },
    requests: { size: 10, held: 10, dropped: 4 },
    events: { size: 10, held: 10, dropped: 6, next: 16 },
    verdicts: {},
  },
  systems: [
    {
      ...{ system: 'post"gres\\', state: 'ready', restarts: 2, why: '', inFlight: 1, queued: 5, pid: 1 },
      ...{
        calls: 3,
        failed: 1,
        tools: [{ name: 't', isPinned: true, drift: ['its description has changed'] }],
      },
    },
  ],
  tally: {
    rules: new Map([['no-drop', { fired: 2, denied: 2, erred: 1, last: 1 }]]),
    classes: new Map(),
    ends: [
      { verdict: 'allowed', code: '', phase: '', system: 'postgres', count: 5 },
      { verdict: 'denied', code: 'forbidden', phase: 'capability', system: 'postgres', count: 2 },
    ],
    spread: {
      bounds: latencyBounds,
      counts: [3, 2, 1, ...Array.from({ length: 10 }, () => 0), 1],
      sum: 12_345,
      count: 7,
    },
  },
  faults: 0,
};
