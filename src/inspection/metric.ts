/** Measures of a kernel in one form, for whoever renders them. Labels are the law's own names, so that their number is bounded. */
import type { Overview } from './overview.js';
import type { SystemView } from './places.js';
import type { Spread, Tally } from './tally.js';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type Metric =
  | {
      readonly kind: 'counter' | 'gauge';
      readonly name: string;
      readonly help: string;
      readonly samples: readonly Sample[];
    }
  | { readonly kind: 'histogram'; readonly name: string; readonly help: string; readonly spread: Spread };

export interface Measured {
  readonly overview: Overview;
  readonly systems: readonly SystemView[];
  readonly tally: Tally;
  /** Throws of the observer that were caught. */
  readonly faults: number;
}

const one = (value: number): readonly Sample[] => [{ labels: {}, value }];

const metric = (
  kind: 'counter' | 'gauge',
  name: string,
  { help, samples }: { readonly help: string; readonly samples: readonly Sample[] },
): Metric => ({ kind, name: `aegis_${name}`, help, samples });

const ofSystems = (systems: readonly SystemView[], value: (one: SystemView) => number): readonly Sample[] =>
  systems.map((each) => ({ labels: { system: each.system }, value: value(each) }));

const ofRequests = ({ ends, rules, spread }: Tally, inFlight: number): readonly Metric[] => [
  metric('counter', 'requests_total', {
    help: 'Requests that have ended, by verdict, code, the phase that decided and system.',
    samples: ends.map(({ count, ...labels }) => ({ labels, value: count })),
  }),
  {
    kind: 'histogram',
    name: 'aegis_request_duration_seconds',
    help: 'From the arrival of a request to its end.',
    spread,
  },
  metric('gauge', 'requests_in_flight', { help: 'Requests under way.', samples: one(inFlight) }),
  metric('counter', 'rule_denials_total', {
    help: 'Requests that a rule decided against.',
    samples: [...rules]
      .filter(([, { denied }]) => denied > 0)
      .map(([rule, { denied }]) => ({ labels: { rule }, value: denied })),
  }),
  metric('counter', 'rule_errors_total', {
    help: 'Requests in which a rule erred, which denies.',
    samples: one([...rules.values()].reduce((sum, { erred }) => sum + erred, 0)),
  }),
];

const ofSystem = (systems: readonly SystemView[]): readonly Metric[] => [
  metric('gauge', 'system_state', {
    help: 'Where the supervisor of a system stands: 1 for the state that it is in.',
    samples: systems.map(({ system, state }) => ({ labels: { system, state }, value: 1 })),
  }),
  metric('counter', 'system_restarts_total', {
    help: 'Times that a system was started again.',
    samples: ofSystems(systems, ({ restarts }) => restarts),
  }),
  metric('gauge', 'system_queued', {
    help: 'Calls that wait for a system.',
    samples: ofSystems(systems, ({ queued }) => queued),
  }),
  metric('gauge', 'system_in_flight', {
    help: 'Calls that a system has under way.',
    samples: ofSystems(systems, ({ inFlight }) => inFlight),
  }),
  metric('gauge', 'system_drifted_tools', {
    help: 'Tools of a system that are no longer what was approved.',
    samples: ofSystems(systems, ({ tools }) => tools.filter(({ drift }) => drift.length > 0).length),
  }),
];

/** Where the engine that looks for personal values beside the detectors stands; nothing where none is configured. */
const ofEngine = ({ actors }: Overview): Metric =>
  metric('gauge', 'engine_state', {
    help: 'Where the engine for personal values stands, of well, resting, trying and probing: 1 for the state that it is in.',
    samples: actors
      .filter(({ name }) => name === 'engine')
      .map(({ state }) => ({ labels: { state }, value: 1 })),
  });

const ofKernel = ({ overview, faults }: Measured): readonly Metric[] => {
  const { state, journal, requests, events, version, policy, catalog } = overview;
  return [
    metric('gauge', 'kernel_state', {
      help: 'Where the kernel stands: 1 for the state that it is in.',
      samples: [{ labels: { state }, value: 1 }],
    }),
    metric('gauge', 'kernel_law', {
      help: 'The law in force, by its digests; always 1.',
      samples: [{ labels: { version, policy, catalog }, value: 1 }],
    }),
    metric('counter', 'journal_entries_total', {
      help: 'Entries of the chain that have their place.',
      samples: one(journal.linked + 1),
    }),
    metric('gauge', 'journal_lag_entries', {
      help: 'Entries that have their place and are not on the disk yet.',
      samples: one(Math.max(0, journal.linked - journal.durable)),
    }),
    metric('counter', 'ring_dropped_total', {
      help: 'What the inspector has let go.',
      samples: [
        { labels: { ring: 'requests' }, value: requests.dropped },
        { labels: { ring: 'events' }, value: events.dropped },
      ],
    }),
    metric('counter', 'observer_faults_total', {
      help: 'Throws of the observer that were caught.',
      samples: one(faults),
    }),
  ];
};

export const metricsOf = (measured: Measured): readonly Metric[] => [
  ...ofRequests(measured.tally, measured.overview.inFlight),
  ...ofSystem(measured.systems),
  ...ofKernel(measured),
  ofEngine(measured.overview),
];
