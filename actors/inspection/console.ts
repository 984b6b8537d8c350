/** What the console's server has to show, put together from the inspector and the running kernel. Every answer is one of the inspection's own forms. */

import { budgetsShown } from '../../src/budget/shown.js';
import { catalogOf } from '../../src/inspection/catalog.js';
import { readRowQuery } from '../../src/inspection/filter.js';
import { type Metric, metricsOf } from '../../src/inspection/metric.js';
import type { Overview } from '../../src/inspection/overview.js';
import type { SessionView, SystemView } from '../../src/inspection/places.js';
import { prometheusText } from '../../src/inspection/prometheus.js';
import { slowFrom } from '../../src/inspection/sighting.js';
import { policyViewOf, type Standing, standingOf } from '../../src/inspection/standing.js';
import type { Tally } from '../../src/inspection/tally.js';
import type { TripView } from '../../src/inspection/trip.js';
import { changes } from '../../src/manifest/pin.js';
import type { Kernel } from '../kernel/assembly.js';
import type { ConfigText } from '../kernel/boot.js';
import type { Clock } from '../powers.js';
import type { ConsoleAnswer, ConsoleFace, Examiner } from '../powers-console.js';
import type { Law } from '../trip/trip.js';
import { answersBy, found, type Route } from './answers.js';
import { examination, policiesIn } from './examination.js';
import type { Inspector } from './inspector.js';
import { machineViews } from './machines.js';
import { createStatelyFeed } from './stately-feed.js';

export interface ConsoleInput {
  readonly inspector: Inspector;
  readonly kernel: Kernel;
  readonly law: Law;
  readonly texts: readonly ConfigText[];
  readonly role: string;
  readonly version: string;
  readonly clock: Clock;
  readonly examiner: Examiner;
}

const sumOf = (all: readonly { readonly count: number }[]): number =>
  all.reduce((sum, { count }) => sum + count, 0);

function verdictsOf({ ends }: Tally): Overview['verdicts'] {
  const names = [...new Set(ends.map(({ verdict }) => verdict))];
  return Object.fromEntries(
    names.map((name) => [name, sumOf(ends.filter(({ verdict }) => verdict === name))]),
  );
}

function overviewOf(input: ConsoleInput, started: number, machines: Overview['machines']): Overview {
  const { inspector, kernel, law, role, version, clock } = input;
  const { state, why, session, chain, inFlight } = kernel.status();
  return {
    ...{ version, state, why, session, role, started, inFlight, slowFrom, machines },
    now: clock.now(),
    policy: law.policy.digest,
    catalog: law.catalog.version,
    actors: inspector.actors(),
    journal: { chain, ...inspector.journal() },
    ...inspector.rings(),
    verdicts: verdictsOf(inspector.tally()),
  };
}

async function sessionsOf({ kernel, role, law }: ConsoleInput): Promise<readonly SessionView[]> {
  const { around } = kernel;
  const { calls, denials, writes, rowsRead, started, flags } = around.session();
  const [live, spent] = await Promise.all([around.receipts(), around.spent()]);
  return [
    {
      ...{ id: kernel.status().session, role, client: around.client().slice(0, 100), started },
      ...{ calls, denials, writes, rowsRead },
      flags: Object.keys(flags).filter((name) => flags[name] === true),
      receipts: (live?.receipts ?? []).map(({ id, dataset, kind, request, issued, expires }) => ({
        ...{ id, dataset, claim: kind, request, issued, expires },
      })),
      lapsed: (live?.lapsed ?? []).map((line) => {
        const at = line.indexOf(': ');
        return { dataset: line.slice(0, at), why: line.slice(at + 2) };
      }),
      doubts: live?.doubts ?? [],
      budgets: budgetsShown(spent ?? [], law.policy.budgets),
    },
  ];
}

function systemsOf({ kernel, law, inspector }: ConsoleInput): readonly SystemView[] {
  const { ends } = inspector.tally();
  return kernel.status().systems.map(({ system, state, restarts, inFlight, queued, pid = 0, why }) => {
    const mine = ends.filter((one) => one.system === system);
    const tools = [...law.registry.tools.values()].filter((tool) => tool.system === system);
    return {
      ...{ system, state, restarts, inFlight, queued, pid, why },
      calls: sumOf(mine),
      failed: sumOf(mine.filter(({ verdict }) => verdict !== 'allowed')),
      tools: tools.map((tool) => ({
        name: tool.name,
        isPinned: tool.pin !== undefined,
        drift: kernel.around.drift(tool).map((change) => changes[change]),
      })),
    };
  });
}

const unready: ConsoleAnswer = { problem: 'the kernel gave no answer', status: 503 };

function requestAt(input: ConsoleInput, id: string, standing: Standing): ConsoleAnswer {
  const trip = /^[a-z0-9-]{1,64}$/.test(id) ? input.inspector.trip(id, standing) : undefined;
  return trip === undefined ? { problem: 'no such request is held any more', status: 404 } : found(trip);
}

/** What the console shows, for its server and for what is handed on. */
export interface Console {
  readonly face: ConsoleFace;
  trip(id: string): TripView | undefined;
  metrics(): readonly Metric[];
}

function rows({ inspector }: ConsoleInput, query: ReadonlyMap<string, string>): ConsoleAnswer {
  const read = readRowQuery(query);
  return 'problem' in read ? { ...read, status: 400 } : found(inspector.rows(read));
}

const routesOf = (
  input: ConsoleInput,
  standing: Standing,
  overview: () => Overview,
): Readonly<Record<string, Route>> => ({
  '/overview': () => found(overview()),
  '/requests': (query) => rows(input, query),
  '/sessions': async () => found({ sessions: await sessionsOf(input) }),
  '/catalog': async () => {
    const catalog = await input.kernel.around.catalog();
    return catalog === undefined ? unready : found(catalogOf(catalog));
  },
  '/policies': () => found(policyViewOf(input.law.policy, standing, input.inspector.tally())),
  '/policies/examined': examination(input, standing),
  '/systems': () => found({ systems: systemsOf(input) }),
});

const eventsOf = ({ rings, since, follow }: Inspector): ConsoleFace['events'] => ({
  next: () => rings().events.next,
  ...{ since, follow },
});

export function createConsole(input: ConsoleInput): Console {
  const { inspector } = input;
  const started = input.clock.now();
  const { law, texts, role } = input;
  const [standing, machines] = [standingOf({ ...law, texts: policiesIn(texts), role }), machineViews()];
  const routes = routesOf(input, standing, () => overviewOf(input, started, machines));
  const metrics = (): readonly Metric[] =>
    metricsOf({
      overview: overviewOf(input, started, []),
      systems: systemsOf(input),
      tally: inspector.tally(),
      faults: inspector.faults(),
    });
  const answer = answersBy(routes, (id) => requestAt(input, id, standing));
  const stately = () => createStatelyFeed(input.clock.now);
  return {
    face: { answer, events: eventsOf(inspector), metrics: () => prometheusText(metrics()), stately },
    trip: (id) => inspector.trip(id, standing),
    metrics,
  };
}
